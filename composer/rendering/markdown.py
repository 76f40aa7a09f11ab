"""A writer's Markdown as the few elements that are safe and well-behaved in mail.

Kept: paragraphs, line breaks, strong, em, links, lists, quotations, code, and headings (moved to the level that fits the letter).
Raw HTML is not obeyed but shown as typed; a picture becomes a link to it, for pictures have blocks of their own.
"""

from __future__ import annotations

import re
import threading
import xml.etree.ElementTree as ElementTree
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from composer.rendering.addresses import SCHEMES, is_safe_address

LIMIT = 60_000
"""Characters of Markdown in one field; more is cut (the fields' own limits are lower)."""
DEEPEST_NESTING = 40
MOST_BRACKETS, BRACKET_WORK = 200, 400_000
"""Opening brackets obeyed in one paragraph, and the most of brackets times characters: the parser may read to the paragraph's end
for each of them. More are shown as they are."""
_ALLOWED = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "code", "h2", "h3", "h4"}
_IN_ADDRESS = r"[^\s<>()\[\]\"'*`\x02\x03]"  # the control characters are Python-Markdown's own marks
_BRACKETED = r"\([^\s<>()]*\)"
_BARE_ADDRESS = rf"(?<![\w/.@])(https?://(?:{_BRACKETED}|{_IN_ADDRESS})*(?:{_BRACKETED}|(?![.,;:!?]){_IN_ADDRESS}))"
_LIST_START = re.compile(r" {0,3}(?:[-*+]|1\.)[ \t]+\S")
_LIST_LINE = re.compile(r"\s*(?:[-*+]|\d{1,9}\.)[ \t]+\S")

_threads = threading.local()
"""By thread: converters that wait for the next text, by the level of its headings."""


def rich(markdown: str, heading: int = 2) -> Markup:
    """Markdown as safe HTML. ``heading`` (2 or 3) is the level its first heading gets; deeper ones follow without a gap."""
    return Markup(_rich(markdown[:LIMIT], heading))  # noqa: S704 - cleaned by nh3 against a list of allowed elements


def rich_line(markdown: str) -> Markup:
    """Markdown for one line: as :func:`rich`, without the paragraph around it where there is only one."""
    html = str(rich(markdown))
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
        html = html[3:-4]
    return Markup(html)  # noqa: S704 - made by rich()


@lru_cache(maxsize=2_000)
def _rich(markdown: str, heading: int) -> str:
    import nh3

    if not markdown.strip():
        return ""
    # It keeps state and is not to be shared between threads; what did not come to its end is not used again.
    idle: dict[int, Any] = _threads.__dict__.setdefault("idle", {})
    converter = idle.pop(heading, None) or _converter(heading)
    html = converter.reset().convert(_prepared(markdown))
    idle[heading] = converter
    return nh3.clean(
        html,
        tags=_ALLOWED,
        attributes={"a": {"href"}},
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    ).strip()


def _prepared(markdown: str) -> str:
    """What CommonMark allows and Python-Markdown does not: a backslash as line break, a list right after a line of text.

    Quotation marks and indents deeper than any writer means are taken back: they cost the parser its stack.
    """
    lines: list[str] = []
    for line in markdown.replace("\x00", "").expandtabs(4).splitlines():
        depth = re.match(r"[>\s]*", line)
        lead = depth[0] if depth else ""
        if lead.count(">") > DEEPEST_NESTING or len(lead) > 4 * DEEPEST_NESTING:
            line = line[len(lead) :]
        if line.endswith("\\") and not line.endswith("\\\\"):
            line = line[:-1] + "  "
        before = lines[-1] if lines else ""
        if _LIST_START.match(line) and before.strip() and not _LIST_LINE.match(before) and not before.startswith((" ", ">")):
            lines.append("")
        lines.append(line)
    return "\n\n".join(_few_brackets(paragraph) for paragraph in "\n".join(lines).split("\n\n"))


def _few_brackets(paragraph: str) -> str:
    most = min(MOST_BRACKETS, BRACKET_WORK // max(1, len(paragraph)))
    parts = paragraph.split("[")
    if len(parts) <= most + 1:
        return paragraph
    return "[".join(parts[: most + 1]) + "&#91;" + "&#91;".join(parts[most + 1 :])


def _converter(heading: int) -> Any:
    """A fresh Python-Markdown."""
    import markdown
    from markdown.inlinepatterns import InlineProcessor
    from markdown.treeprocessors import Treeprocessor
    from markdown.util import AtomicString

    class BareAddress(InlineProcessor):
        """``https://…`` typed as it is becomes a link."""

        ANCESTOR_EXCLUDES = ("a",)

        def handleMatch(self, m: re.Match[str], data: str) -> tuple[ElementTree.Element, int, int]:  # type: ignore[override]
            link = ElementTree.Element("a", href=m[1])
            link.text = AtomicString(m[1])
            return link, m.start(0), m.end(0)

    class Fitting(Treeprocessor):
        """Headings moved to fitting levels, pictures to links, unsafe addresses away."""

        def run(self, root: ElementTree.Element) -> None:
            levels = _Levels(heading)
            for element in root.iter():
                if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                    element.tag = f"h{levels.fit(int(element.tag[1]))}"
                elif element.tag == "img":
                    address, words = element.get("src", ""), element.get("alt", "")
                    tail = element.tail
                    element.clear()
                    element.tag, element.text, element.tail = "a", AtomicString(words or address), tail
                    element.set("href", address)
                if element.tag == "a" and not is_safe_address(element.get("href", "")):
                    element.tag = "span"

    converter = markdown.Markdown(extensions=["sane_lists", "nl2br"], output_format="html")
    converter.parser.blockprocessors.deregister("code")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.inlinePatterns.register(BareAddress(_BARE_ADDRESS, converter), "bare_address", 65)
    converter.treeprocessors.register(Fitting(converter), "fitting", 5)
    return converter


class _Levels:
    """Heading levels as written, fitted under ``top`` without a gap."""

    def __init__(self, top: int) -> None:
        self.top = top
        self.open: list[int] = []

    def fit(self, written: int) -> int:
        while self.open and self.open[-1] >= written:
            self.open.pop()
        self.open.append(written)
        return min(self.top + len(self.open) - 1, 4)
