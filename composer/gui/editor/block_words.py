"""How a block reads on its card in the outline: “The boathouse roof is finished”, “Article · picture left · 64 words”."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from composer.blocks.block import Block
from composer.blocks.fields import Choice, Picture, form_of
from composer.blocks.markdown_text import words_of
from composer.gui.models.item_words import short_month
from composer.gui.widgets.cards import CardFace
from composer.i18n import _, ngettext
from composer.rendering.merge_tags import find_tags


def is_greeting(blocks: Sequence[Block], at: int) -> bool:
    """The first block of words, with nothing before it, is the greeting."""
    return blocks[at].kind == "text" and all(block.kind in ("contents", "image", "divider") for block in blocks[:at])


def block_face(blocks: Sequence[Block], at: int, *, troubled: str = "", note: str = "") -> CardFace:
    """The card of the block at ``at``, without its picture.

    Args:
        troubled: the words of the worst finding about it. note: a word said first below the title, after the kind.
    """
    block = blocks[at]
    title = readable(block.title())
    if is_greeting(blocks, at):
        title = _("Greeting")
    leaf = None
    entries = getattr(block, "entries", ())
    if block.kind == "events" and entries and entries[0].starts is not None:
        leaf = (str(entries[0].starts.day), short_month(entries[0].starts).upper())
    if block.only_for and not block.locked:
        from composer.contacts.groups import group_in_words

        seen_by = _("only {lists}").format(lists=", ".join(map(group_in_words, block.only_for)))
        note = f"{note}, {seen_by}" if note else seen_by
    trailing, colour = ("shield-check", "muted") if block.locked else ("grip-vertical", "muted")
    if troubled:
        trailing, colour = "triangle-alert", "warn"
    return CardFace(
        title=title,
        caption=_with_note(block_caption(block, greeting=is_greeting(blocks, at)), note),
        icon=type(block).icon,
        tile=block.kind,
        leaf=leaf,
        trailing=trailing,
        trailing_colour=colour,
    )


def _with_note(caption: str, note: str) -> str:
    kind, between, rest = caption.partition(" · ")
    return f"{kind} · {note}{between}{rest}" if note else caption


def block_caption(block: Block, *, greeting: bool = False) -> str:
    """The line below the title: the kind, then what tells this one from others of its kind."""
    parts = [_(type(block).label)]
    if block.locked:
        return _("Address, unsubscribe · from Brand")
    if greeting or block.kind == "quote":
        parts.append(f"“{_first_words(getattr(block, 'text', ''))}”" if getattr(block, "text", "").strip() else _("empty"))
        return " · ".join(parts)
    picture = picture_of(block)
    for line in form_of(type(block)):
        if isinstance(line.field, Choice) and line.name == "layout" and picture:
            words = dict(line.field.options).get(getattr(block, line.name), "")
            parts.append(_("picture {where}").format(where=_(words).lower()))
    entries = getattr(block, "entries", None)
    if entries is not None:
        parts.append(_counted(block.kind, len(entries)))
    link = str(getattr(block, "link", "") or "")
    if block.kind == "button" and link:
        parts.append(urlsplit(link).netloc.removeprefix("www.") or link)
    count = sum(len(words_of(text).split()) for name, text in block.texts() if name in ("text", "left", "right"))
    if count:
        parts.append(ngettext("{count} word", "{count} words", count).format(count=count))
    return " · ".join(parts)


def _counted(kind: str, count: int) -> str:
    """How many entries a block has, in words."""
    if kind == "people":
        words = ngettext("{count} person", "{count} people", count)
    elif kind == "articles":
        words = ngettext("{count} article", "{count} articles", count)
    elif kind == "gallery":
        words = ngettext("{count} logo", "{count} logos", count)
    elif kind == "social":
        words = ngettext("{count} page", "{count} pages", count)
    else:
        words = ngettext("{count} date", "{count} dates", count)
    return words.format(count=count)


def picture_of(block: Block) -> Picture | None:
    """The block's first picture, where it has one."""
    for line in form_of(type(block)):
        value: Any = getattr(block, line.name)
        if isinstance(value, Picture) and value:
            return value
    return None


def spoken(face: CardFace, at: int, count: int, troubled: str = "") -> str:
    """“Article, The boathouse roof, 2 of 5, picture without description”."""
    kind = face.caption.split(" · ")[0]
    place = _("{number} of {count}").format(number=at + 1, count=count)
    return ", ".join(part for part in (kind, face.title, place, troubled) if part)


def readable(markdown: str) -> str:
    """The words with merge tags as a person would say them: ``Dear {first name}``."""
    for tag in reversed(find_tags(markdown)):
        markdown = f"{markdown[: tag.start]}{{{tag.name.replace('_', ' ')}}}{markdown[tag.end :]}"
    return " ".join(words_of(markdown).split())


def _first_words(markdown: str) -> str:
    words = readable(markdown).split()
    return " ".join(words[:14]) + ("…" if len(words) > 14 else "")
