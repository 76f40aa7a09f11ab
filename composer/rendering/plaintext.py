"""The text part, made from the blocks: what a watch, a screen reader or a text-only mail program shows."""

from __future__ import annotations

import re
import textwrap

from composer.blocks.block import Block
from composer.blocks.contents import Contents
from composer.blocks.footer import Footer
from composer.blocks.heading import Heading
from composer.document.issue import Issue
from composer.i18n import _
from composer.rendering.addresses import safe_address
from composer.rendering.merge_tags import Marked, mark
from composer.rendering.outline import contents_of, levels
from composer.rendering.wording import issue_line, sender_lines, title_of

WIDTH = 72
"""Columns; RFC 3676 section 4.2 advises 78 or less, and quoting in answers takes some of them."""
_MAILTO = re.compile(r"\bmailto:([^\s?]+@[^\s?]+)(?=[\s)]|$)")
_LEAD = re.compile(r"(?P<quote>(?:> ?)*)(?P<bullet>\s*(?:[-*•]|\d{1,3}[.)])\s+)?")


def plain_text(issue: Issue) -> str:
    """The text part of an issue, with tokens for a person's values (the same as in the HTML)."""
    return text_of(mark(issue))


def text_of(marked: Marked, *, web_view: bool = False) -> str:
    """The text part of an issue whose tags are tokens already."""
    issue = marked.issue
    known = levels(issue)
    head = [issue.brand.organisation.strip(), _underlined(title_of(issue), "=") if title_of(issue) else "", issue_line(issue)]
    parts = ["\n".join(line for line in head if line), issue.preheader.strip()]
    if web_view:
        parts.append(_("Read this letter in your browser: {address}").format(address=marked.view))
    for block in issue.blocks:
        if not isinstance(block, Footer):
            parts.append(_words_of_block(issue, block, known[block.id]))
    footer = next((block.plain_text() for block in issue.blocks if isinstance(block, Footer)), "")
    parts.append("-" * WIDTH)
    parts.append(footer)
    parts.append(_legal_lines(issue, marked.unsubscribe))
    return "\n\n".join(wrapped(part.strip("\n")) for part in parts if part.strip()) + "\n"


def _words_of_block(issue: Issue, block: Block, level: int) -> str:
    if isinstance(block, Heading):
        # Underlined by its level in the letter, which may differ from its size.
        return _underlined(block.text.strip(), "=" if level == 2 else "-") if block.text.strip() else ""
    if isinstance(block, Contents):
        lines = [f"{'  ' * (entry.level - 2)}- {entry.words}" for entry in contents_of(issue, block)]
        return "\n".join([block.plain_text(), "", *lines]) if lines else ""
    text = _MAILTO.sub(r"\1", block.plain_text())
    title = getattr(block, "title_text", "").strip()
    if title and (text == title or text.startswith(f"{title}\n")):
        return _underlined(title, "=" if level == 2 else "-") + text[len(title) :]
    return text


def _underlined(line: str, sign: str) -> str:
    return f"{line}\n{sign * min(len(line), WIDTH)}"


def _legal_lines(issue: Issue, unsubscribe: str) -> str:
    brand = issue.brand
    name, address = sender_lines(brand)
    lines = [name, *address]
    if brand.charity_number.strip():
        lines.append(_("Registered charity number {number}").format(number=brand.charity_number.strip()))
    if safe_address(brand.website):
        lines.append(brand.website.strip())
    parts = ["\n".join(line for line in lines if line), brand.reason.strip()]
    parts.append(_("Unsubscribe: {address}").format(address=unsubscribe))
    return "\n\n".join(part for part in parts if part)


def wrapped(text: str) -> str:
    """Lines no longer than :data:`WIDTH`, broken between words; an address is never broken, however long.

    Quotation marks are repeated, and list items hang.
    """
    lines: list[str] = []
    for line in text.splitlines():
        if len(line) <= WIDTH:
            lines.append(line.rstrip())
            continue
        found = _LEAD.match(line)
        quote, bullet = (found["quote"] or "", found["bullet"] or "") if found else ("", "")
        lines.extend(
            textwrap.wrap(
                line[len(quote) + len(bullet) :],
                WIDTH,
                initial_indent=quote + bullet,
                subsequent_indent=quote + " " * len(bullet),
                break_long_words=False,
                break_on_hyphens=False,
            )
        )
    return "\n".join(lines)
