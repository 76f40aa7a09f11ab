"""Dates on the command line and in its JSON: ISO 8601, with offset where there is a time."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from zoneinfo import ZoneInfo

from composer.i18n import _


def a_day(text: str) -> date:
    """A day given as an argument."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("“{text}” is not a day like 2026-12-01").format(text=text)) from None


def a_moment(text: str) -> datetime:
    """A moment given as an argument; without an offset it is this machine's own time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("“{text}” is not a moment like 2026-12-01T09:00").format(text=text)) from None
    return moment if moment.tzinfo else moment.astimezone()


def moment_text(moment: datetime | None, *, day_only: bool = False, zone: str = "") -> str | None:
    """A moment for JSON. Where ``zone`` (an IANA name) is known, in its own offset; a floating time stays without one."""
    if moment is None:
        return None
    if day_only:
        return moment.date().isoformat()
    if moment.tzinfo is not None and zone:
        try:
            moment = moment.astimezone(ZoneInfo(zone))
        except (KeyError, ValueError):
            return moment.isoformat()
    return moment.isoformat()
