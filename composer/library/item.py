"""Item: something worth telling, from any source."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Literal

import msgspec

State = Literal["", "draft", "pending", "future", "private"]
"""What a site says of a post that its visitors cannot see (yet); empty for what everybody can read."""
Kind = Literal["news", "blog", "event", "awareness", "tender", "report"]
KINDS: tuple[Kind, ...] = ("news", "blog", "event", "awareness", "tender", "report")


class FoundDate(msgspec.Struct, frozen=True, kw_only=True):
    """A date found in running text.

    Attributes:
        starts, ends: the day, or first and last day (inclusive) of a span; None where day and month are known but no year.
        day, month: the first day as written (day of month, month number), kept even where the year is unknown.
        time: time of day as ``HH:MM``, empty where none is given; until: when it ends that day, likewise.
        role: ``closes`` for a deadline, ``when`` otherwise.
        sentence: the sentence it stands in.
        wrong_weekday: the weekday that is written, where it does not suit the date; else empty.
        year_guessed: True where the year is not written but taken from the text or the publication date.
    """

    starts: date | None = None
    ends: date | None = None
    day: int = 0
    month: int = 0
    time: str = ""
    until: str = ""
    role: Literal["when", "closes"] = "when"
    words: str = ""
    sentence: str = ""
    wrong_weekday: str = ""
    year_guessed: bool = False


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One post, event, day, tender or report.

    Attributes:
        id: stable over fetches (see :func:`item_id`).
        source: id of the source it came from, or the file's name.
        html: sanitised body; text: the same as Markdown; summary: a few sentences, whole.
        published, updated: moments with an offset, or None.
        starts, ends: for events and awareness dates. Timed: with an offset (or without, where the calendar gives floating times).
            All-day: midnight without offset; ``ends`` is the **last** day (inclusive), not RFC 5545's day after.
        deadline: closing moment of a tender; midnight exactly means only the day is known.
        file_link: the address of a report's file, where it has one; file_type (``pdf``), file_size (bytes) and file_pages are
            that file's, empty or 0 where unknown.
        image, image_alt: the main picture's address and description.
        notes: what was dropped or is missing ("a link is missing after “can be found here”").
        kind_reason: why it is taken for this kind, one short sentence.
        cut_off: True where the site shows only the beginning.
        number: by which its source gives it alone (WordPress, The Events Calendar); empty where it has none.
        state: whether its site shows it to everybody: a draft, waiting for review, scheduled (``published`` says for when),
            private.
    """

    id: str = ""
    kind: Kind = "news"
    title: str = ""
    link: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    all_day: bool = False
    zone: str = ""
    place: str = ""
    online_link: str = ""
    booking_link: str = ""
    deadline: datetime | None = None
    value: str = ""
    contact: str = ""
    author: str = ""
    author_role: str = ""
    file_link: str = ""
    file_type: str = ""
    file_size: int = 0
    file_pages: int = 0
    summary: str = ""
    html: str = ""
    text: str = ""
    image: str = ""
    image_alt: str = ""
    categories: tuple[str, ...] = ()
    source: str = ""
    cancelled: bool = False
    cut_off: bool = False
    dates: tuple[FoundDate, ...] = ()
    notes: tuple[str, ...] = ()
    kind_reason: str = ""
    number: str = ""
    state: State = ""

    def says_something(self) -> bool:
        """False for an entry that holds nothing to tell: no title, text, address, picture or date of its own."""
        return bool(self.title or self.text or self.html or self.link or self.image or self.starts)

    def content_hash(self) -> str:
        """SHA-256 (hex) over what a reader would see: tells whether the item changed since it was sent."""
        parts = (self.title, self.text or self.html, str(self.starts), str(self.ends), self.place, str(self.deadline), self.link)
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "backslashreplace")).hexdigest()


def item_id(*parts: str) -> str:
    """A stable id from what identifies an item at its source (source and guid; uid and start; link)."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:16]
