"""Days as files write them: ``2026-03-01``, ``1/3/2026``, American ``3/1/2026``, ``01.03.26``, ``1 Mar 2026``, ``March 1, 2026``.

Whether ``3/1/2026`` begins with the day or with the month cannot be told from one cell; a whole column mostly tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from composer.contacts.contact import fold

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_DAY_AND_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?[ -]+(?:of +)?([a-z]{3,12})\.?,?[ -]+(\d{4}|\d{2})(?!\d)")
_NAME_AND_DAY = re.compile(r"([a-z]{3,12})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})")
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? +(?=[a-z\d])")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen", "feb fev", "mar mrz maa", "apr avr abr", "may mai mei mag maj", "jun jui giu", "jul juil lug",
            "aug aou ago", "sep set", "oct okt ott", "nov", "dec dez dic",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip


class DayOrder(NamedTuple):
    """How the days of a column are written.

    Attributes:
        month_first: ``3/25/2026`` stands in it, and nothing that contradicts it.
        sure: the column tells; else they are read day first, which may be wrong.
    """

    month_first: bool = False
    sure: bool = True


def day_order(cells: Iterable[str]) -> DayOrder:
    """Whether days written in numbers begin with the day or with the month."""
    day = month = open_ = False
    for cell in cells:
        found = _NUMBERS.match(cell.strip())
        if found and found[2] != ".":  # with full stops nobody begins with the month
            first, second = int(found[1]), int(found[3])
            day |= first > 12
            month |= second > 12
            open_ |= first != second
    return DayOrder(month and not day, day != month or not open_)


def read_day(cell: str, *, month_first: bool = False) -> date | None:
    """The day a cell begins with; None where it is none.

    Args:
        month_first: of ``3/1/2026`` the 3 is the month, where that can be.
    """
    text = cell.strip()
    iso = _ISO.match(text)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    numbers = _NUMBERS.match(text)
    if numbers:
        first, second, year = int(numbers[1]), int(numbers[3]), _year(numbers[4])
        swapped = month_first and numbers[2] != "."
        day, month = (second, first) if swapped else (first, second)
        return _day(year, day, month) if month > 12 else _day(year, month, day)
    said = _WEEKDAY.sub("", fold(text)) if text else ""
    named = _DAY_AND_NAME.match(said)
    if named:
        return _day(_year(named[3]), _month(named[2]), int(named[1]))
    named = _NAME_AND_DAY.match(said)
    return _day(int(named[3]), _month(named[1]), int(named[2])) if named else None


def _month(name: str) -> int:
    return _MONTHS.get(name[:4]) or _MONTHS.get(name[:3], 0)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < 70 else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
