"""What time it is. Passed down as an argument, so that tests and pictures can fix it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime

from composer.errors import InputError

Clock = Callable[[], datetime]
"""Returns the present moment, always with an offset."""

CLOCK_VARIABLE = "NEWSLETTER_CLOCK"


def system_clock() -> datetime:
    """Now, in this machine's own zone."""
    return datetime.now().astimezone()


def fixed_clock(moment: datetime) -> Clock:
    """A clock that stands still at ``moment`` (which must carry an offset)."""
    if moment.tzinfo is None:
        raise ValueError("a clock needs a moment with an offset")
    return lambda: moment


def clock_from_environment() -> Clock:
    """The system's clock, unless ``NEWSLETTER_CLOCK`` holds an ISO 8601 moment with an offset (for tests and pictures)."""
    text = os.environ.get(CLOCK_VARIABLE, "")
    if not text:
        return system_clock
    try:
        return fixed_clock(datetime.fromisoformat(text))
    except ValueError as error:
        raise InputError(
            f"{CLOCK_VARIABLE} is “{text}”, which is not a moment with an offset.", "Write it like 2026-11-23T09:00:00+00:00."
        ) from error
