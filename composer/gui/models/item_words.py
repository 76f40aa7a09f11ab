"""How an item of the shelf reads on a card: “Post · 18 Nov · Anna Lind”, “Event · Sun 13 Dec, 10:00 · Pier 2”."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from composer.blocks.dates_in_words import month_name
from composer.gui.widgets.cards import CardFace
from composer.i18n import N_, _
from composer.library.item import Item

KIND_WORDS: dict[str, str] = {
    "news": N_("Post"),
    "blog": N_("Guest blog"),
    "event": N_("Event"),
    "awareness": N_("Awareness day"),
    "tender": N_("Tender"),
    "report": N_("Report"),
}
KIND_ICONS: dict[str, str] = {
    "news": "newspaper",
    "blog": "pencil",
    "event": "calendar-days",
    "awareness": "megaphone",
    "tender": "gavel",
    "report": "file-text",
}
CHIPS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("all", N_("All"), frozenset()),
    ("posts", N_("Posts"), frozenset({"news", "blog"})),
    ("events", N_("Events"), frozenset({"event"})),
    ("days", N_("Days"), frozenset({"awareness"})),
    ("tenders", N_("Tenders"), frozenset({"tender"})),
    ("reports", N_("Reports"), frozenset({"report"})),
)
"""What one can narrow the list to: value, words, kinds of item."""


def short_day(day: date, today: date, *, weekday: bool = False) -> str:
    """``18 Nov``, ``Sun 13 Dec``, ``3 Jan 2025`` where the year is not this one or the next."""
    days = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    words = f"{day.day} {short_month(day)}"
    if abs((day - today).days) > 300:
        words = f"{words} {day.year}"
    return f"{days[day.weekday()]} {words}" if weekday else words


def short_month(day: date) -> str:
    """The month's first three letters."""
    return month_name(day.month)[:3]


def caption(item: Item, today: date, *, names: bool = True) -> str:
    """The line below the title; without ``names`` of people and places where there is more to say."""
    parts = [_(KIND_WORDS[item.kind])]
    if item.kind in ("event", "awareness"):
        parts += [_when(item, today), item.place if names else ""]
    elif item.kind == "tender":
        parts.append(_("closes {day}").format(day=short_day(item.deadline.date(), today)) if item.deadline else "")
    else:
        parts += [short_day(item.published.date(), today) if item.published else "", item.author if names else ""]
        if item.kind == "report" and item.file_type:
            parts.append(item.file_type.upper())
    return " · ".join(" ".join(part.split()) for part in parts if part.strip())


def sent_note(names: Sequence[str], sent_at: datetime | None, today: date) -> str:
    """“sent in October” for what readers have had already; empty for what they have not."""
    if sent_at is None:
        return ""
    if names and abs((sent_at.date() - today).days) < 20:
        return _("sent in “{issue}”").format(issue=names[0])
    month = month_name(sent_at.month)
    return _("sent in {month}").format(month=month if sent_at.year == today.year else f"{month} {sent_at.year}")


def card_face(
    item: Item, today: date, *, note: str = "", in_issue: bool = False, working: bool = False, also: Sequence[str] = ()
) -> CardFace:
    """The card of an item, without its picture; ``also``: other sources that tell the same story."""
    words = caption(item, today, names=not (note or also))
    if also:
        words = _("{caption} · also in {source}").format(caption=words, source=also[0])
    leaf = None
    if item.kind in ("event", "awareness") and item.starts is not None:
        leaf = (str(item.starts.day), short_month(item.starts).upper())
    if working:
        trailing, colour = "loader", "muted"
    else:
        trailing, colour = ("circle-check", "ok") if in_issue else ("plus", "muted")
    return CardFace(
        title=" ".join(item.title.split()) or _("Untitled"),
        caption=words,
        icon=KIND_ICONS[item.kind],
        tile=item.kind,
        leaf=leaf,
        trailing=trailing,
        trailing_colour=colour,
        note=_("cancelled") if item.cancelled else note,
    )


def spoken(face: CardFace, in_issue: bool) -> str:
    """What a screen reader says of the card."""
    parts = [face.title, face.caption.replace(" · ", ", "), face.note, _("in this issue") if in_issue else ""]
    return ", ".join(part for part in parts if part)


def _when(item: Item, today: date) -> str:
    if item.starts is None:
        return ""
    first = item.starts.date()
    last = item.ends.date() if item.ends is not None else first
    if last > first:
        return _("{first} to {last}").format(first=short_day(first, today), last=short_day(last, today))
    words = short_day(first, today, weekday=True)
    return words if item.all_day else f"{words}, {item.starts:%H:%M}"
