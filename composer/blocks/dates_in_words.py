"""Dates and spans in words, in British style where no catalogue says it otherwise."""

from __future__ import annotations

from datetime import datetime

from composer.i18n import _


def day_in_words(moment: datetime, *, weekday: bool = True) -> str:
    """One day: ``Friday 12 December 2025``."""
    # Day and month names come from gettext, not from the machine's locale: a letter's language need not be the computer's.
    days = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    text = _("{day} {month} {year}").format(day=moment.day, month=month_name(moment.month), year=moment.year)
    return _("{weekday} {day}").format(weekday=days[moment.weekday()], day=text) if weekday else text


def month_name(month: int) -> str:
    """The month (1 to 12) in words."""
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
        _("August"), _("September"), _("October"), _("November"), _("December"),
    )[month - 1]  # fmt: skip


def when_in_words(starts: datetime | None, ends: datetime | None, all_day: bool) -> str:
    """A date or a span in British style. ``ends`` of an all-day event is its last day (inclusive)."""
    if starts is None:
        return _("Date to be announced")
    several_days = ends is not None and ends.date() > starts.date()
    if several_days and ends is not None:
        last = day_in_words(ends, weekday=False)
        if (starts.year, starts.month) == (ends.year, ends.month):
            first = str(starts.day)
        elif starts.year == ends.year:
            first = _("{day} {month}").format(day=starts.day, month=month_name(starts.month))
        else:
            first = day_in_words(starts, weekday=False)
        span = _("{first} to {last}").format(first=first, last=last)
        return span if all_day else _("{span}, from {time}").format(span=span, time=f"{starts:%H:%M}")
    if all_day:
        return day_in_words(starts)
    day, first = day_in_words(starts), f"{starts:%H:%M}"
    if ends is not None and ends > starts:
        return _("{day}, {first} to {last}").format(day=day, first=first, last=f"{ends:%H:%M}")
    return _("{day}, {time}").format(day=day, time=first)
