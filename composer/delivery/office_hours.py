"""The days and hours in which an account's letters go; outside them a sending waits for the next opening.

Times are those of a clock on the wall where the organisation is: through the changes of summer time nine o'clock stays so.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from composer.errors import InputError
from composer.i18n import _

HOME_ZONE = "Europe/London"
WORKING_DAYS = (0, 1, 2, 3, 4)
_MINUTES = 24 * 60
_SHORT = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = "|".join(_SHORT)
_WRITTEN = re.compile(
    rf"(?P<first>{_DAY})(?:\s*-\s*(?P<last>{_DAY}))?\s+(?P<bh>\d\d?):(?P<bm>[0-5]\d)\s*-\s*(?P<eh>\d\d?):(?P<em>[0-5]\d)"
)


class OfficeHours(msgspec.Struct, frozen=True):
    """When letters may go.

    Attributes:
        days: 0 is Monday. begins, ends: minutes since midnight, by the wall's clock in ``zone``; the end is no longer among them.
    """

    days: tuple[int, ...] = WORKING_DAYS
    begins: int = 8 * 60
    ends: int = 18 * 60
    zone: str = HOME_ZONE

    def __post_init__(self) -> None:
        if not self.days or not set(self.days) <= set(range(7)):
            raise InputError(_("Letters must go on one day of the week at least."))
        if not 0 <= self.begins < self.ends <= _MINUTES:
            raise InputError(_("The hours in which letters go must begin before they end."), _("For example 08:00 to 18:00."))

    def opens(self, now: datetime) -> datetime:
        """The first moment from ``now`` (aware) on in which letters may go; ``now`` itself where they may."""
        zone = ZoneInfo(self.zone)
        local = now.astimezone(zone)
        if self._open(local):
            return now
        for ahead in range(15):  # a week has every day; the next one, where the clocks leave out all of the hours
            day = local.date() + timedelta(days=ahead)
            wall = datetime(day.year, day.month, day.day, self.begins // 60, self.begins % 60, tzinfo=zone)
            # Where the clocks change, the hour stands twice or not at all: the minutes around it are looked at one by one.
            first, second = sorted(wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
            minutes = [first + timedelta(minutes=step) for step in range(int((second - first).total_seconds()) // 60 + 1)]
            for opening in minutes:
                if opening > now and self._open(opening.astimezone(zone)):
                    return opening.astimezone(now.tzinfo)
        raise AssertionError("there is no week without its days")

    def _open(self, local: datetime) -> bool:
        return local.weekday() in self.days and self.begins <= local.hour * 60 + local.minute < self.ends

    def in_words(self) -> str:
        """``Monday to Friday, 08:00 to 18:00``."""
        begins, ends = (f"{minutes // 60:02}:{minutes % 60:02}" for minutes in (self.begins, self.ends))
        return _("{days}, {begins} to {ends}").format(days=days_in_words(self.days), begins=begins, ends=ends)


def days_in_words(days: tuple[int, ...]) -> str:
    """``Monday to Friday``, ``Monday, Thursday``, ``every day``."""
    known = {WORKING_DAYS: _("Monday to Friday"), (*WORKING_DAYS, 5): _("Monday to Saturday"), tuple(range(7)): _("every day")}
    names = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    return known.get(tuple(sorted(days))) or ", ".join(names[day] for day in sorted(days))


def read_office_hours(text: str) -> OfficeHours | None:
    """``mon-fri 08:00-18:00``, or None for ``any``.

    Raises:
        InputError: it is something else.
    """
    if text.strip().casefold() in ("", "any"):
        return None
    found = _WRITTEN.fullmatch(text.strip().casefold())
    if found is None:
        raise InputError(
            _("“{text}” is not days and hours.").format(text=text), _("Write them like mon-fri 08:00-18:00, or any.")
        )
    first, last = _SHORT.index(found["first"]), _SHORT.index(found["last"] or found["first"])
    days = tuple(sorted((first + step) % 7 for step in range((last - first) % 7 + 1)))
    begins, ends = (int(found[f"{end}h"]) * 60 + int(found[f"{end}m"]) for end in ("b", "e"))
    return OfficeHours(days, begins, ends)
