"""The text part, made from the blocks: what a watch, a screen reader or a text-only mail program shows.

Somebody may write any block's share of it by hand; see :func:`passages`.
"""

from __future__ import annotations

import re
import textwrap
from functools import lru_cache

import msgspec

from composer.blocks.block import Block
from composer.blocks.contents import Contents
from composer.blocks.footer import Footer
from composer.blocks.heading import Heading
from composer.blocks.kept_by_value import KeptByValue
from composer.document.issue import Issue
from composer.document.letter_words import letter_words
from composer.i18n import _, catalogue
from composer.rendering.addresses import safe_address
from composer.rendering.merge_tags import Marked, mark
from composer.rendering.merged_lines import merge_lines
from composer.rendering.outline import Entry, contents_of, levels
from composer.rendering.wording import followed, issue_line, sender_lines, title_of

WIDTH = 72
"""Columns; RFC 3676 section 4.2 advises 78 or less, and quoting in answers takes some of them."""
_MAILTO = re.compile(r"\bmailto:([^\s?]+@[^\s?]+)(?=[\s)]|$)")
_LEAD = re.compile(r"(?P<quote>(?:> ?)*)(?P<bullet>\s*(?:[-*•]|\d{1,3}[.)])\s+)?")


class Passage(msgspec.Struct, frozen=True):
    """One block's share of the text part.

    Attributes:
        text: what stands there, lines not yet wrapped.
        made: what the block makes of itself.
        own: somebody wrote the text by hand.
        stale: the block changed since, in the very lines that were written by hand.
    """

    block_id: str
    text: str
    made: str
    own: bool = False
    stale: bool = False


_kept: KeptByValue[Passage] = KeptByValue()


def passages(issue: Issue) -> tuple[Passage, ...]:
    """What each block says in the text part, in the order of the letter, the footer's own line last.

    What was written by hand stays when the block changes: a change in other lines is taken in, one in the same lines is not, and
    the passage is stale until a person has looked at it.
    """
    with letter_words(issue.brand):
        return _passages(issue)


def _passages(issue: Issue) -> tuple[Passage, ...]:
    known = levels(issue)
    found = []
    words = catalogue()
    for block in issue.blocks:
        below = contents_of(issue, block) if isinstance(block, Contents) else ()
        depends_on = (known[block.id], below, words)
        kept = _kept.get(block, depends_on)
        found.append(kept if kept is not None else _kept.keep(block, _passage(block, known[block.id], below), depends_on))
    return tuple(found)


def _passage(block: Block, level: int, below: tuple[Entry, ...]) -> Passage:
    made = (block.plain_text() if isinstance(block, Footer) else _words_of_block(block, level, below)).strip("\n")
    if block.plain is None:
        return Passage(block.id, made, made)
    together = merge_lines(block.plain.made, block.plain.text, made)
    text = block.plain.text if together is None else together
    return Passage(block.id, text.strip("\n"), made, own=True, stale=together is None)


def plain_text(issue: Issue) -> str:
    """The text part of an issue, with tokens for a person's values (the same as in the HTML)."""
    return text_of(mark(issue))


def text_of(marked: Marked, *, web_view: bool = False) -> str:
    """The text part of an issue whose tags are tokens already."""
    with letter_words(marked.issue.brand):
        return _text_of(marked, web_view)


def _text_of(marked: Marked, web_view: bool) -> str:
    issue = marked.issue
    head = [issue.brand.organisation.strip(), _underlined(title_of(issue), "=") if title_of(issue) else "", issue_line(issue)]
    parts = ["\n".join(line for line in head if line), issue.preheader.strip()]
    if web_view:
        parts.append(_("Read this letter in your browser: {address}").format(address=marked.view))
    footers = {block.id for block in issue.blocks if isinstance(block, Footer)}
    said = passages(issue)
    parts += [passage.text for passage in said if passage.block_id not in footers]
    parts.append("-" * WIDTH)
    parts += [passage.text for passage in said if passage.block_id in footers]
    # Whatever was written by hand above: who writes and how to stop it always stands below.
    parts.append(_legal_lines(issue, marked.unsubscribe))
    return "\n\n".join(wrapped(part.strip("\n")) for part in parts if part.strip()) + "\n"


def _words_of_block(block: Block, level: int, below: tuple[Entry, ...]) -> str:
    if isinstance(block, Heading):
        # Underlined by its level in the letter, which may differ from its size.
        return _underlined(block.text.strip(), "=" if level == 2 else "-") if block.text.strip() else ""
    if isinstance(block, Contents):
        lines = [f"{'  ' * (entry.level - 2)}- {entry.words}" for entry in below]
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
    pages = "\n".join(f"{profile.name()}: {profile.link}" for profile in followed(brand))
    parts = ["\n".join(line for line in lines if line), pages, brand.reason.strip()]
    parts.append(_("Unsubscribe: {address}").format(address=unsubscribe))
    return "\n\n".join(part for part in parts if part)


@lru_cache(maxsize=1_000)
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
