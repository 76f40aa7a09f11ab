"""The outline of an issue: which level each title gets, so that one h1 is followed by h2 and h3 without a gap."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from composer.blocks.articles import Articles
from composer.blocks.block import Block
from composer.blocks.callout import Callout
from composer.blocks.contents import Contents
from composer.blocks.events import Events
from composer.blocks.gallery import Gallery
from composer.blocks.header import Header
from composer.blocks.heading import Heading
from composer.blocks.kept_by_value import KeptByValue
from composer.blocks.people import People
from composer.blocks.social import Social
from composer.document.issue import Issue

_SECTIONS = (Articles, Events, People, Contents)
_levels: KeptByValue[Mapping[str, int]] = KeptByValue(8)
_listed: KeptByValue[str] = KeptByValue()


class Entry(msgspec.Struct, frozen=True):
    """One line of the contents: where it leads (a block's id), its words, and its level (2 or 3)."""

    block_id: str
    words: str
    level: int


def anchor(block_id: str) -> str:
    """The id a block's cell carries in the letter."""
    return f"b-{block_id}"


def levels(issue: Issue) -> Mapping[str, int]:
    """The level of each block's title (2 or 3), by block id.

    A section heading is an h2; what follows it is an h3 until the next one. A list of events or people is a section of its own.
    A smaller heading is an h3, or an h2 where no section has begun: a level may not be skipped.
    """
    known = _levels.get(issue)
    if known is not None:
        return known
    found: dict[str, int] = {}
    in_section = False
    for block in issue.blocks:
        if isinstance(block, Heading):
            found[block.id] = 3 if block.level == "smaller" and in_section else 2
            in_section = in_section or block.level == "section"
        elif isinstance(block, _SECTIONS):
            found[block.id] = 2
            in_section = False
        else:
            found[block.id] = 3 if in_section else 2
    return _levels.keep(issue, found)


def contents_of(issue: Issue, contents: Contents | None = None) -> tuple[Entry, ...]:
    """What stands below a contents block (or in the whole issue): section headings, and every part with a title
    that one might look for (a box, who pays and where to follow is none of it).
    """
    known = levels(issue)
    following = issue.blocks[issue.index_of(contents.id) + 1 :] if contents is not None else issue.blocks
    return tuple([Entry(block.id, words, known[block.id]) for block in following if (words := _listed_as(block))])


def _listed_as(block: Block) -> str:
    known = _listed.get(block)
    return known if known is not None else _listed.keep(block, _words_of(block))


def _words_of(block: Block) -> str:
    if isinstance(block, Callout | Contents | Gallery | Header | Social):
        return ""
    if isinstance(block, Heading):
        return block.text.strip() if block.level == "section" else ""
    title = getattr(block, "title_text", "")
    return title.strip() if isinstance(title, str) else ""
