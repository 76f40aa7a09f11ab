"""Dates and spans in words, in British style."""

from __future__ import annotations

from datetime import datetime

from composer.i18n import _


def day_in_words(moment: datetime, *, weekday: bool = True) -> str:
    """One day: ``Friday 12 December 2025``."""
    # Day and month names come from gettext, not from the machine's locale: the letter's language is the program's.
    days = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    text = f"{moment.day} {month_name(moment.month)} {moment.year}"
    return f"{days[moment.weekday()]} {text}" if weekday else text


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
        if (starts.year, starts.month) == (ends.year, ends.month):
            span = f"{starts.day} {_('to')} {day_in_words(ends, weekday=False)}"
        elif starts.year == ends.year:
            span = f"{starts.day} {month_name(starts.month)} {_('to')} {day_in_words(ends, weekday=False)}"
        else:
            span = f"{day_in_words(starts, weekday=False)} {_('to')} {day_in_words(ends, weekday=False)}"
        return span if all_day else f"{span}, {_('from')} {starts:%H:%M}"
    if all_day:
        return day_in_words(starts)
    text = f"{day_in_words(starts)}, {starts:%H:%M}"
    return f"{text} {_('to')} {ends:%H:%M}" if ends is not None and ends > starts else text
