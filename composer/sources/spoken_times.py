"""Times of day in words, as they are said in Britain: ``half past two``, ``quarter to seven``, ``three o’clock``, ``half six``,
``7 in the evening``, ``two pm``.

Where nobody says which half of the day is meant, it is the one people meet in: one to seven in the afternoon, eight to twelve in
the morning.
"""

from __future__ import annotations

import re

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = rf"(?:{'|'.join(_NUMBERS)})"
_HOUR = rf"(?:{_NUMBER}|1[0-2]|[1-9])(?![\w.:]\d|[a-z])"
_PART = r"(?:in\s+the\s+(?:morning|afternoon|evening)|at\s+night)"
_HALF = rf"(?:\s*[ap]\.?m\b\.?|\s+{_PART}\b)"
_MINUTES = r"(?:five|ten|twenty(?:[\s-]five)?)"
_ENDS_HERE = rf"(?=\s*(?:$|[,.;:)\n‐‑‒–—-]|(?:on|to|til|till|until)\b)|{_HALF})"
SPOKEN = (
    rf"(?:(?:half\s*-?\s*past|(?:a\s+)?quarter\s+(?:past|to)|{_MINUTES}\s+(?:minutes\s+)?past|{_MINUTES}\s+minutes\s+to)\s+{_HOUR}"
    rf"(?:\s+o\s?['’]\s?clock\b)?{_HALF}?"
    rf"|half\s+{_NUMBER}{_ENDS_HERE}{_HALF}?"
    rf"|(?:{_NUMBER}|1[0-2]|[1-9])\s+o\s?['’]?\s?clock\b{_HALF}?"
    rf"|{_NUMBER}(?:\s+thirty|\s+fifteen|\s+forty[\s-]five)?{_HALF}"
    rf"|(?:1[0-2]|[1-9])(?:[.:][0-5]\d)?\s+{_PART}\b)"
)
"""A pattern without groups, to be compiled with IGNORECASE."""
HOUR_IN_WORDS = rf"\b{_NUMBER}\b"
"""Likewise; alone it is a time only before another one (``two to four o’clock``)."""
_PARTS = re.compile(
    rf"(?:(?P<half>half)(?:\s*-?\s*past)?|(?:a\s+)?(?P<quarter>quarter)\s+(?P<way>past|to)|(?P<minutes>{_MINUTES})\s+(?:minutes\s+)?(?P<side>past|to))?"
    rf"\s*(?P<hour>{_NUMBER}|\d{{1,2}})(?:[.:](?P<figures>\d\d)|\s+(?P<said>thirty|fifteen|forty[\s-]five))?(?:\s+o\s?['’]?\s?clock)?"
    rf"\s*(?P<rest>{_PART}|[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_SAID = {"five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "twenty five": 25, "thirty": 30, "forty five": 45}


def spoken_time(words: str) -> str:
    """``HH:MM`` for a time said in words, or an hour in letters; empty where it is none."""
    if words.strip().lower() not in _NUMBERS and not _SPOKEN_WHOLE.fullmatch(words.strip()):
        return ""
    parts = _PARTS.fullmatch(words.strip())
    if parts is None:
        return ""
    written = parts["hour"].lower()
    hour = int(written) if written.isdigit() else _NUMBERS.index(written) + 1
    minute = int(parts["figures"] or 0)
    if parts["said"]:
        minute = _SAID[_plain(parts["said"])]
    if parts["half"]:
        minute = 30
    elif parts["quarter"]:
        minute = 15 if parts["way"].lower() == "past" else -15
    elif parts["minutes"]:
        minute = _SAID[_plain(parts["minutes"])] * (1 if parts["side"].lower() == "past" else -1)
    if not 1 <= hour <= 12 or minute > 59:
        return ""
    moment = (_hour_of_day(hour, _plain(parts["rest"] or ""), early=minute < 0) * 60 + minute) % (24 * 60)
    return f"{moment // 60:02d}:{moment % 60:02d}"


_SPOKEN_WHOLE = re.compile(SPOKEN, re.IGNORECASE)


def _hour_of_day(hour: int, part: str, *, early: bool) -> int:
    """The hour of 24. ``early``: the time lies before it (quarter to one in the afternoon)."""
    if part.startswith("p") or "afternoon" in part or "evening" in part:
        return hour % 12 + 12
    if part.startswith("a") and "night" not in part:
        return hour % 12 + (12 if early and hour == 12 else 0)
    if "morning" in part:
        return 12 if hour == 12 and early else hour % 12
    if "night" in part:
        return 24 if hour == 12 else hour + 12 if hour >= 6 else hour
    return hour + 12 if hour <= 7 else hour


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").replace(".", "").split())
