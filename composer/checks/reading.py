"""What checks read: every text of an issue with its place, and every link in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from composer.blocks.block import Block
from composer.blocks.fields import Entries, Markup, Picture, RichText, Text, Url, form_of
from composer.blocks.footer import Footer
from composer.blocks.markup_words import links_in_markup
from composer.document.edits import Edit, SetHeader, UpdateBlock
from composer.document.issue import Issue
from composer.rendering.merge_tags import EXAMPLE_VALUES, find_tags

_LINK = re.compile(r"(!?)\[([^\]\n]*)\]\(\s*(?:<([^>\n]*)>|([^)\s]*))(?:\s+\"[^\"\n]*\")?\s*\)")
_POINTED = re.compile(r"<((?:https?|mailto):[^>\s]+)>")
_BARE = re.compile(r"(?<![\w/.@(<\[])https?://[^\s<>()\[\]\"'*`]+")
WORDS_OF_LINK = ("button", "label_text")
"""Fields that hold the words of a block's own link."""


class Passage(msgspec.Struct, frozen=True):
    """One text and where it stands.

    Attributes:
        block: its block's id, empty for the issue's own lines.
        field: the attribute's name; ``entry`` is the entry's number in a list of entries, -1 elsewhere.
        rich: True for Markdown.
        name: what the place is called on screen (to be shown through gettext).
    """

    block: str
    field: str
    text: str
    rich: bool
    name: str
    entry: int = -1
    entry_field: str = ""


class Link(msgspec.Struct, frozen=True):
    """One link: its place, address and words; ``own`` is True for a block's own link, False for one inside a text."""

    block: str
    field: str
    address: str
    words: str
    own: bool
    entry: int = -1
    entry_field: str = ""


_last: list[tuple[Issue, tuple[Passage, ...]]] = []
"""The issue last read, and its texts: thirty checks ask for the same ones, one after the other."""


def passages(issue: Issue) -> Iterator[Passage]:
    """Every text a reader reads, in the order of the letter, the inbox lines first."""
    for known, said in _last[:]:
        if known is issue:
            return iter(said)
    found = tuple(_passages(issue))
    _last[:] = [(issue, found)]
    return iter(found)


def _passages(issue: Issue) -> Iterator[Passage]:
    yield Passage("", "subject", issue.subject, False, "")
    yield Passage("", "preheader", issue.preheader, False, "")
    yield Passage("", "name", issue.name, False, "")
    for block in issue.blocks:
        yield from _texts(block, block.id)
    yield Passage("", "brand", issue.brand.reason, False, "")


def _texts(struct: msgspec.Struct, block_id: str, field: str = "", entry: int = -1) -> Iterator[Passage]:
    for line in form_of(type(struct)):
        value = getattr(struct, line.name)
        if isinstance(line.field, Text | RichText) and isinstance(value, str) and value:
            rich = isinstance(line.field, RichText)
            yield Passage(block_id, field or line.name, value, rich, line.field.label, entry, line.name if field else "")
        elif isinstance(line.field, Entries):
            for number, held in enumerate(value):
                yield from _texts(held, block_id, line.name, number)


def links(issue: Issue) -> Iterator[Link]:
    """Every link a reader can follow, in the order of the letter."""
    for block in issue.blocks:
        yield from _own_links(block, block.id)
    if issue.brand.website:
        yield Link("", "brand", issue.brand.website, issue.brand.website, True)


def _own_links(struct: msgspec.Struct, block_id: str, field: str = "", entry: int = -1) -> Iterator[Link]:
    words = next((getattr(struct, name) for name in WORDS_OF_LINK if getattr(struct, name, "")), "")
    for line in form_of(type(struct)):
        value = getattr(struct, line.name)
        inner = line.name if field else ""
        if isinstance(line.field, Url) and value:
            yield Link(block_id, field or line.name, value, words, True, entry, inner)
        elif isinstance(line.field, RichText) and value:
            for address, said in links_in(value):
                yield Link(block_id, field or line.name, address, said, False, entry, inner)
        elif isinstance(line.field, Markup) and value:
            for address, said in links_in_markup(value):
                yield Link(block_id, field or line.name, address, said, False, entry, inner)
        elif isinstance(line.field, Entries):
            for number, held in enumerate(value):
                yield from _own_links(held, block_id, line.name, number)


@lru_cache(maxsize=1_000)
def links_in(markdown: str) -> tuple[tuple[str, str], ...]:
    """Links in Markdown as (address, words), in order; a bare address is its own words."""
    found = [(m.start(), (m[3] if m[3] is not None else m[4] or ""), m[2].strip()) for m in _LINK.finditer(markdown) if not m[1]]
    rest = _LINK.sub(lambda m: " " * len(m[0]), markdown)
    found += [(m.start(), m[1], m[1]) for m in _POINTED.finditer(rest)]
    rest = _POINTED.sub(lambda m: " " * len(m[0]), rest)
    found += [(m.start(), m[0].rstrip(".,;:!?"), m[0].rstrip(".,;:!?")) for m in _BARE.finditer(rest)]
    return tuple((address, words) for _place, address, words in sorted(found))


@lru_cache(maxsize=1_000)
def without_links(markdown: str) -> str:
    """Markdown with every link taken out, words and all."""
    return _BARE.sub(" ", _POINTED.sub(" ", _LINK.sub(" ", markdown)))


class PicturePlace(msgspec.Struct, frozen=True):
    """One picture and where it stands; ``entry`` is the entry's number in a list of entries, -1 elsewhere."""

    block: Block
    field: str
    picture: Picture
    entry: int = -1
    entry_field: str = ""


def pictures(issue: Issue) -> Iterator[PicturePlace]:
    """Every picture in the blocks and their entries, in the order of the letter."""
    for block in issue.blocks:
        for line in form_of(type(block)):
            value = getattr(block, line.name)
            if isinstance(value, Picture) and value:
                yield PicturePlace(block, line.name, value)
            elif isinstance(line.field, Entries):
                for number, entry in enumerate(value):
                    for inner in form_of(type(entry)):
                        held = getattr(entry, inner.name)
                        if isinstance(held, Picture) and held:
                            yield PicturePlace(block, line.name, held, number, inner.name)


def as_read(line: str) -> str:
    """A line of the inbox as it is read: a merge tag is as long as the word somebody sees in its place."""
    for tag in reversed(find_tags(line)):
        line = line[: tag.start] + (tag.fallback or EXAMPLE_VALUES.get(tag.name, "")) + line[tag.end :]
    return " ".join(line.split())


def has_content(issue: Issue) -> bool:
    """True where there is any block besides the footer."""
    return any(not isinstance(block, Footer) for block in issue.blocks)


def replace_text(issue: Issue, passage: Passage, text: str) -> Edit | None:
    """The edit that puts another text where the passage stands; None for places that are not edited this way."""
    if not passage.block:
        return SetHeader(passage.field, text) if passage.field in ("subject", "preheader", "name") else None
    if passage.entry < 0:
        return UpdateBlock(passage.block, {passage.field: text})
    entries = list(getattr(issue.block(passage.block), passage.field))
    entries[passage.entry] = msgspec.structs.replace(entries[passage.entry], **{passage.entry_field: text})
    return UpdateBlock(passage.block, {passage.field: tuple(entries)})


def replace_picture(place: PicturePlace, picture: Picture) -> Edit:
    """The edit that puts another picture, or the same with other words, where this one stands."""
    if place.entry < 0:
        return UpdateBlock(place.block.id, {place.field: picture})
    entries = list(getattr(place.block, place.field))
    entries[place.entry] = msgspec.structs.replace(entries[place.entry], **{place.entry_field: picture})
    return UpdateBlock(place.block.id, {place.field: tuple(entries)})
