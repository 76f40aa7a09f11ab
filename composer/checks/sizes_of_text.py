"""Size of text and of what one presses, read off the finished letter: phones show small text small, and thumbs are wide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from lxml.etree import XPath

from composer.blocks.block import Block
from composer.checks.check import Check, CheckContext, Finding
from composer.checks.letter_tree import tree_of
from composer.i18n import _

SMALLEST = 13
"""Pixels of text below which it cannot be read on a phone without zooming."""
LEAST_TARGET = 24
"""CSS pixels of anything pressed (WCAG 2.2, 2.5.8), text inside a sentence apart."""
_content = XPath("string()")
_SIZE = re.compile(r"(?:^|;)\s*font-size\s*:\s*([\d.]+)(px|pt)")
_LINE = re.compile(r"(?:^|;)\s*line-height\s*:\s*([\d.]+)px")
_PADDING = re.compile(r"(?:^|;)\s*padding\s*:\s*([\d.]+)(?:px)?(?: ([\d.]+)(?:px)?)?(?: ([\d.]+)(?:px)?)?")


class SizesOfText(Check):
    """Nothing is too small to read or to press."""

    name: ClassVar[str] = "sizes_of_text"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        if context.rendered is None:
            return
        known = {f"b-{block.id}": block for block in context.issue.blocks}
        told: set[tuple[str, str]] = set()
        for element, block, size, line in _with_styles(tree_of(context.rendered.html), known):
            if not _says_something(element):
                continue
            where = block.id if block is not None else ""
            if 1 < size < SMALLEST and ("small", where) not in told and not _is_hidden(element):
                told.add(("small", where))
                yield self.finding(
                    "small",
                    "warning",
                    _("Some text in “{title}” is {size} pixels small.").format(title=block.title(), size=f"{size:g}")
                    if block is not None
                    else _("Some text is {size} pixels small.").format(size=f"{size:g}"),
                    _("Nothing below {size} can be read on a phone.").format(size=SMALLEST),
                    block=where,
                    field="" if block is not None else "template",
                )
            if element.tag == "a" and ("target", where) not in told and (height := _target(element, size, line)) < LEAST_TARGET:
                told.add(("target", where))
                yield self.finding(
                    "target",
                    "advice",
                    _("“{words}” is only {size} pixels high, hard to hit with a thumb.").format(
                        words=_words_of(element)[:60], size=f"{height:g}"
                    ),
                    _("Make it a button, or give the line more height."),
                    block=where,
                    field="" if block is not None else "template",
                )


def _with_styles(tree: Any, known: Mapping[str, Block]) -> Iterator[tuple[Any, Block | None, float, float | None]]:
    """Every element with its block, the pixels of its text (16 where no style says) and of its lines (None where none says)."""
    found: dict[Any, tuple[Block | None, float, float | None]] = {}
    bare = (None, 16.0, None)
    for element in tree.iter("*"):
        parent = element.getparent()
        block, size, line = found[parent] if parent is not None else bare
        if (name := element.get("id")) and name in known:
            block = known[name]
        if style := element.get("style"):
            if own := _SIZE.search(style):
                size = float(own[1]) * (4 / 3 if own[2] == "pt" else 1)
            if own := _LINE.search(style):
                line = float(own[1])
        found[element] = (block, size, line)
        yield element, block, size, line


def _says_something(element: Any) -> bool:
    return bool((element.text or "").strip()) and element.tag not in ("style", "script", "title", "head")


def _words_of(element: Any) -> str:
    return " ".join(str(_content(element)).split())


def _is_hidden(element: Any) -> bool:
    return any(
        one.get("aria-hidden") == "true" or "display:none" in (one.get("style") or "").replace(" ", "")
        for one in (element, *element.iterancestors())
    )


def _target(link: Any, size: float, line: float | None) -> float:
    """How high a link is that stands alone in its line; endless where it is part of a sentence, or holds a picture."""
    parent = link.getparent()
    if parent is None or parent.tag in ("strong", "em", "span", "b", "i") or link.find(".//img") is not None:
        return float("inf")
    if _words_of(parent) != _words_of(link):
        return float("inf")
    height = line if line is not None else 1.3 * size
    padding = _PADDING.search(link.get("style") or "")
    if padding:
        top = float(padding[1])
        height += top + (float(padding[3]) if padding[3] else top)
    return height
