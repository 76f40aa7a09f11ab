"""Where in a text a date can stand at all, so that the patterns for dates need not be tried on every word of it.

Every date as :mod:`composer.sources.date_words` knows them holds a month's name, or three numbers with marks between them. A
stretch reaches from there over every word that could belong to a date, and over one more on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile("|".join(_MONTHS), re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d")
_TELLING = re.compile(
    r"\d|\b(?:end|first|second|third|fourth|last|through(?:out)?|whole|all|during|between|from)\b|th\s+of", re.IGNORECASE
)
_WORD = re.compile(r"\S+")
_FAR = 400
_DATEISH = re.compile(
    rf"\W*(?:\d|{'|'.join(_MONTHS)}|mon|tue|wed|thu|fri|sat|sun"
    r"|\w+th\b|noon|mid|[ap]\.?m|$"
    r"|(?:first|second|third|last|twenty|thirty|through|throughout|whole|all|during|month|from|of|in|the|to|until|till|and|or|at"
    r"|very|end|between|st|nd|rd|th|hrs?|hours|w)\b)",
    re.IGNORECASE,
)


def date_places(text: str) -> list[tuple[int, int]]:
    """The stretches ``[start, end)`` of ``text`` that can hold a date, in order, apart from each other."""
    places: list[tuple[int, int]] = []
    done = 0
    for anchor in sorted({*_months(text), *(numbers.start() for numbers in _NUMBERS.finditer(text))}):
        if anchor < done:
            continue
        begin = _start_of(text, anchor, done)
        done, end = _end_of(text, anchor)
        if not _TELLING.search(text, begin, end):
            continue
        if places and begin <= places[-1][1]:
            begin = places.pop()[0]
        places.append((begin, end))
    return places


def _months(text: str) -> Iterator[int]:
    """Where a word begins like a month's name."""
    low = text.lower()
    if len(low) != len(text):  # a few letters grow when they are made small
        yield from (match.start() for match in _MONTH.finditer(text))
        return
    for month in _MONTHS:
        place = low.find(month)
        while place >= 0:
            if not place or not low[place - 1].isalnum():
                yield place
            place = low.find(month, place + 3)


def _start_of(text: str, place: int, floor: int) -> int:
    """Where the words that could belong to a date begin, and the one before them."""
    begin = max(place - _FAR, floor)
    for word in reversed(list(_WORD.finditer(text, begin, place))):
        if not _DATEISH.match(word.group()):
            return word.start() if word.start() > begin else floor
    return floor


def _end_of(text: str, place: int) -> tuple[int, int]:
    """Where the words that could belong to a date end, and where the one after them does, with what patterns look at beyond."""
    inner = end = place
    for word in _WORD.finditer(text, place):
        end = word.end()
        if not _DATEISH.match(word.group()):
            break
        inner = end
    return inner, min(end + 4, len(text))
