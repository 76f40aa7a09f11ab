"""Calendars of any size: where each event stands in the bytes, and which can be passed over for a window of days.

Reading every event in full takes a hundred times as long as finding it, and most events of a calendar lie in other months. Only
what is certain is passed over: an event with one plain start, no part in a series, and nothing of its key among those that stay.
Works on bytes, so that lines folded in the middle of a letter (RFC 5545, 3.1) are whole again before anything is decoded.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from composer.sources.ical_text import Component, read_components
from composer.sources.text_encoding import decode

MOST_EVENTS = 10_000
"""How many events that may lie in the window are read."""
MOST_FRAME_BYTES = 2_000_000
"""How much beside the events is read: the calendars' own lines and their time zones."""
MOST_FRAMES = 5_000
"""How many calendars of one file are told apart."""
MOST_EVENT_BYTES = 1_000_000
"""How much of one event is read."""
_MARK = re.compile(
    rb"\n(?:(BEGIN|END)[ \t]*:[ \t]*([A-Z0-9-]{1,60})"
    rb"|(DTSTART|DTEND|DURATION|UID|RRULE|RDATE|RECURRENCE-ID)(?:[ \t]?;[^\n:]{0,200})?[ \t]?:[ \t]*([^\n]{0,250}))",
    re.IGNORECASE,
)
_QUOTED = re.compile(rb"(\n[^\n:]{0,80}QUOTED-PRINTABLE[^\n:]{0,80}:)((?:[^\n]*=\n)+)", re.IGNORECASE)
_SHORT_SPAN = re.compile(rb"P(?:T(?:\d{1,2}H)?(?:\d{1,3}M)?(?:\d{1,3}S)?|1D)\s*", re.IGNORECASE)
_DAY = re.compile(rb"\d{8}(?:T([01]\d|2[0-3])[0-5]\d[0-5]\dZ?)?\s*")
_NOTHING = 45
"""Bytes of an event that has room for no more than its first and last line."""


@dataclass(frozen=True)
class CalendarText:
    """A file as lines ending in LF, folded ones whole, beginning with an empty one; and how its bytes are to be read."""

    content: bytes
    encoding: str

    def words(self, start: int, stop: int) -> str:
        """The text between two places."""
        piece = self.content[start:stop]
        if self.encoding == "utf-8":
            return decode(piece, "utf-8").text
        return piece.decode(self.encoding, errors="replace")


@dataclass
class Frame:
    """What one VCALENDAR says outside its events."""

    pieces: list[tuple[int, int]] = field(default_factory=list)

    def read(self, text: CalendarText) -> Component:
        """Its own properties and time zones."""
        return read_components(re.sub(r"\n{2,}", "\n", "\n".join(text.words(*piece) for piece in self.pieces)))


@dataclass(frozen=True)
class Span:
    """Where an event stands; ``frame``: in which calendar of the file; ``place``: which event of the file it is."""

    start: int
    stop: int
    frame: int
    place: int


@dataclass(frozen=True)
class Outline:
    """Attributes:
    frames: the calendars of the file; the first holds what stands before any.
    spans: the events to be read. found: how many the file holds. left_out: how many more should have been read.
    named: True where something calls itself a calendar.
    """

    frames: tuple[Frame, ...]
    spans: tuple[Span, ...]
    found: int
    left_out: int
    named: bool


def calendar_text(content: bytes, declared: str = "") -> CalendarText:
    """The file's lines, whatever its encoding and line ends."""
    if b"\x00" in content[:2000] or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = decode(content, declared).text.encode("utf-8", "replace")
    lines = b"\n" + content.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"")
    if b"\r" in lines:
        lines = lines.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = lines.replace(b"\n ", b"").replace(b"\n\t", b"") + b"\n"
    if b"QUOTED-PRINTABLE" in lines or b"quoted-printable" in lines:  # vCalendar 1.0
        lines = _QUOTED.sub(lambda match: match[1] + match[2].replace(b"=\n", b""), lines)
    encoding = "utf-8"
    if not lines.isascii():
        encoding = decode(lines, declared).encoding
    return CalendarText(lines, encoding)


def outline(text: CalendarText, since: date, until: date, *, most: int = MOST_EVENTS) -> Outline:
    """The events that may take place in ``[since, until)``, and what stands around them."""
    sorter = _Sorter(since, until, most)
    frames = [Frame()]
    room = MOST_FRAME_BYTES
    named = False
    frame_from = 0
    for block in _blocks(text.content):
        if block.kind == "calendar":
            named = True
            room -= _add(frames[-1], frame_from, block.start, room)
            frame_from = block.start
            if len(frames) < MOST_FRAMES:
                frames.append(Frame())
            continue
        if block.start > frame_from:
            room -= _add(frames[-1], frame_from, block.start, room)
        frame_from = block.stop
        sorter.add(block, len(frames) - 1)
    _add(frames[-1], frame_from, len(text.content), room)
    return Outline(tuple(frames), tuple(sorter.spans()), sorter.count, sorter.left_out, named)


def _add(frame: Frame, start: int, stop: int, room: int) -> int:
    """Puts a piece into a frame, as far as there is room; how much was taken."""
    taken = max(min(stop - start, room), 0)
    if taken > 1:
        frame.pieces.append((start, start + taken))
    return taken


@dataclass(slots=True)
class _Block:
    """An event, or the beginning of a calendar."""

    kind: str
    start: int
    stop: int = 0
    starts: bytes = b""
    ends: bytes = b""
    uid: bytes = b""
    length: bytes = b""
    recurs: bool = False
    moved: bool = False
    twice: bool = False


def _blocks(content: bytes) -> Iterator[_Block]:
    """The events in their order; one that is not closed ends where the next begins, or its calendar ends."""
    event: _Block | None = None
    inner = b""
    for mark in _MARK.finditer(content):
        word, name, field_name, value = mark.groups()
        if field_name is not None:
            if event is not None and not inner:
                _note(event, field_name.upper(), value)
            continue
        name = name.upper()
        begins = word[0] in b"Bb"
        if name == b"VEVENT" or name == b"VCALENDAR":
            if event is not None:
                event.stop = mark.end() if name == b"VEVENT" and not begins else mark.start()
                yield event
                event = None
            inner = b""
            if begins and name == b"VEVENT":
                event = _Block("event", mark.start())
            elif begins:
                yield _Block("calendar", mark.start())
        elif event is not None:  # an alarm has spans and keys of its own
            if begins:
                inner = inner or name
            elif name == inner:
                inner = b""
    if event is not None:
        event.stop = len(content)
        yield event


def _note(event: _Block, name: bytes, value: bytes) -> None:
    if name == b"DTSTART":
        event.twice = event.twice or (bool(event.starts) and event.starts != value)
        event.starts = value or b"?"
    elif name == b"DTEND":
        event.ends = value or b"?"
    elif name == b"UID":
        event.uid = event.uid or value.strip()
    elif name == b"DURATION":
        event.length = value
    elif name == b"RRULE":
        event.recurs = True
    else:  # dates anywhere
        event.moved = True


class _Sorter:
    """Keeps the events that may touch the window, and those with the key of one that does."""

    def __init__(self, since: date, until: date, most: int) -> None:
        self._first = _figures(since, -2)
        self._first_of_short = _figures(since, -8)
        self._last = _figures(until, 2)
        self._most = most
        self._kept: list[Span] = []
        self._keys: set[int] = set()
        # Of those passed over: key, start, stop, frame and place, as bare numbers, since there may be very many.
        self._passed = array("q")
        self.count = 0
        self.left_out = 0

    def add(self, block: _Block, frame: int) -> None:
        """Sorts one event."""
        place = self.count
        self.count += 1
        if not block.starts and block.stop - block.start < _NOTHING:
            return
        if self._elsewhere(block):
            if block.uid and len(self._passed) < 5_000_000:
                self._passed.extend((hash(block.uid), block.start, block.stop, frame, place))
        elif len(self._kept) < self._most:
            self._kept.append(Span(block.start, min(block.stop, block.start + MOST_EVENT_BYTES), frame, place))
            if block.uid:
                self._keys.add(hash(block.uid))
        else:
            self.left_out += 1

    def spans(self) -> list[Span]:
        """What is to be read, in the order of the file."""
        passed, keys = self._passed, self._keys
        again = [Span(*passed[number + 1 : number + 5]) for number in range(0, len(passed), 5) if keys and passed[number] in keys]
        if not again:
            return self._kept
        return sorted([*self._kept, *again[: self._most]], key=lambda span: span.place)

    def _elsewhere(self, block: _Block) -> bool:
        """True where the event cannot touch the window, and is in order."""
        starts = block.starts
        if block.moved or block.twice or not _DAY.fullmatch(starts) or not _is_day(starts[:8]):
            return False
        if starts[:8] > self._last:
            return True
        if block.recurs or starts[:8] >= self._first:
            return False
        if block.length:
            return starts[:8] < self._first_of_short and _SHORT_SPAN.fullmatch(block.length) is not None
        return not block.ends or (_DAY.fullmatch(block.ends) is not None and block.ends[:8] < self._first)


def _figures(day: date, days: int) -> bytes:
    """The day some days off, as iCalendar writes it."""
    number = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(number).strftime("%Y%m%d").zfill(8).encode()


def _is_day(figures: bytes) -> bool:
    """True for a day there is (any month has 28)."""
    if b"01" <= figures[4:6] <= b"12" and b"01" <= figures[6:8] <= b"28":
        return figures[:4] != b"0000"
    try:
        date(int(figures[:4]), int(figures[4:6]), int(figures[6:8]))
    except ValueError:
        return False
    return True
