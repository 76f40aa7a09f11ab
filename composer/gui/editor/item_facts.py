"""What is known of an item, in words: the fields of its kind, where each comes from, and what its source says where we differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from composer.blocks.dates_in_words import when_in_words
from composer.gui.editor.date_words import closes_in_words, quoted, weekday_note
from composer.i18n import N_, _
from composer.library.item import FoundDate, Item, Kind
from composer.picking.blocks_from_items import file_in_words, wall_time

AS_KIND: dict[Kind, str] = {
    "news": N_("a post"),
    "blog": N_("a guest blog"),
    "event": N_("an event"),
    "awareness": N_("an awareness day or week"),
    "tender": N_("an invitation to tender"),
    "report": N_("a report"),
}
"""What to treat something as."""


@dataclass(frozen=True)
class Fact:
    """One line of what is known.

    Attributes:
        names: the item's fields it is made of.
        origin: where it comes from, a short sentence.
        corrected: a person wrote it; ``source_says`` is then what the source says instead, empty where it says nothing.
        warning: what is odd about it (a weekday that does not suit).
        missing: the kind asks for it and nothing is known; ``words`` says so.
    """

    names: tuple[str, ...]
    label: str
    words: str
    origin: str = ""
    corrected: bool = False
    source_says: str = ""
    missing: bool = False
    warning: str = ""


@dataclass(frozen=True)
class _Group:
    names: tuple[str, ...]
    label: str
    words: Callable[[Item], str]
    none_known: str = ""


def _when(item: Item) -> str:
    starts, ends = wall_time(item.starts, item.zone), wall_time(item.ends, item.zone)
    return when_in_words(starts, ends, item.all_day) if starts else ""


def _published(item: Item) -> str:
    return when_in_words(item.published.replace(hour=0, minute=0), None, True) if item.published else ""


_AUTHOR = _Group(("author",), N_("Written by"), lambda item: item.author)
_CLOSES = _Group(("deadline",), N_("Closes"), closes_in_words)
_WHEN = _Group(("starts", "ends", "all_day", "zone"), N_("When"), _when, N_("No date found yet"))
_LINK = _Group(("link",), N_("Page"), lambda item: item.link)
_OF_KIND: dict[Kind, tuple[_Group, ...]] = {
    "news": (_AUTHOR,),
    "blog": (
        _Group(("author",), N_("Written by"), lambda item: item.author, N_("Not known yet")),
        _Group(("author_role",), N_("Role"), lambda item: item.author_role, N_("Not known yet")),
    ),
    "event": (
        _WHEN,
        _Group(("place",), N_("Place"), lambda item: item.place),
        _Group(("online_link",), N_("Online at"), lambda item: item.online_link),
        _Group(("booking_link",), N_("Booking at"), lambda item: item.booking_link),
    ),
    "awareness": (_WHEN,),
    "tender": (
        _Group(("deadline",), N_("Closes"), closes_in_words, N_("No closing date found yet")),
        _Group(("value",), N_("Value"), lambda item: item.value),
        _Group(("contact",), N_("Contact"), lambda item: item.contact),
    ),
    "report": (
        _AUTHOR,
        _Group(("file_link",), N_("File at"), lambda item: item.file_link, N_("No file found yet")),
        _Group(
            ("file_type", "file_size", "file_pages"), N_("File"), file_in_words, N_("Its server has not told size and pages yet")
        ),
    ),
}
_IF_CORRECTED = (
    _Group(("title",), N_("Title"), lambda item: item.title),
    _Group(("text", "summary"), N_("Text"), lambda item: item.text or item.summary),
    _AUTHOR,
    _CLOSES,
)
_READ_FROM_TEXT = frozenset({"author", "author_role", "value", "contact", "place", "online_link", "booking_link"})
_FILED = _Group(("categories",), N_("Filed under"), lambda item: ", ".join(item.categories))
_DATED = _Group(("published",), N_("Published"), _published)


def facts(
    shown: Item,
    given: Item | None = None,
    corrected: frozenset[str] = frozenset(),
    *,
    source: str = "",
    calendar: bool = False,
    by_hand: bool = False,
) -> list[Fact]:
    """What is known of an item: the fields of its kind first; what is missing and needed is said to be.

    Args:
        given: the item as its source gives it; ``corrected``: the fields a person corrected.
        source: its source's title.
        calendar: the source gives dates of its own, they are not read from running text.
        by_hand: it was written here.
    """
    of_kind = _OF_KIND[shown.kind]
    groups = list(of_kind)
    if shown.deadline is not None and _CLOSES.names not in [group.names for group in of_kind]:
        groups.append(_CLOSES)
    taken = {group.names for group in groups}
    groups += [group for group in _IF_CORRECTED if corrected.intersection(group.names) and group.names not in taken]
    if not shown.file_link:
        groups = [group for group in groups if group.names[0] != "file_type" or group.words(shown)]
    groups += [_LINK, _DATED, _FILED]
    found = []
    for group in groups:
        words = " ".join(group.words(shown).split())
        changed = bool(corrected.intersection(group.names))
        if not words and not group.none_known and not changed:
            continue
        says = " ".join(group.words(given).split()) if changed and given is not None else ""
        if not words:
            words = _("Nothing") if changed else _(group.none_known)
        missing = not " ".join(group.words(shown).split()) and bool(group.none_known)
        read = None if by_hand or missing else _read_from(group, shown, calendar)
        origin = "" if changed or missing else _origin(group, shown, words, source, by_hand, read)
        warning = weekday_note(read) if read is not None else ""
        found.append(Fact(group.names, _(group.label), words, origin, changed, says, missing, warning))
    return found


def _read_from(group: _Group, item: Item, calendar: bool) -> FoundDate | None:
    """The date in its text that a moment was read from; None where its source gives it."""
    if group.names == _WHEN.names and not calendar:
        return date_behind(item, item.starts.date() if item.starts else None)
    if group.names == _CLOSES.names:
        closes = wall_time(item.deadline, item.zone)
        return date_behind(item, closes.date() if closes else None)
    return None


def _origin(group: _Group, item: Item, words: str, source: str, by_hand: bool, read: FoundDate | None) -> str:
    if by_hand:
        return _("You wrote it.")
    if read is not None:
        return _("From its text: “{sentence}”").format(sentence=quoted(read, 80))
    if group.names == ("file_type", "file_size", "file_pages") and (item.file_size or item.file_pages):
        return _("As its server tells it.")
    if group.names[0] in _READ_FROM_TEXT and words in " ".join(item.text.split()):
        return _("Stands in its text.")
    return _("From “{source}”.").format(source=source[:60]) if source else _("From its source.")


def date_behind(item: Item, day: date | None) -> FoundDate | None:
    """The date in the item's text that gave this day."""
    if day is None:
        return None
    return next((one for one in item.dates if day in (one.starts, one.ends) and one.day), None)
