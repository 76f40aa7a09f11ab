"""When a source that failed is asked again: after what its server asks for, else after a pause that doubles with each failure."""

from __future__ import annotations

from datetime import datetime, timedelta

from composer.library.source_list import SourceRow

FIRST = timedelta(minutes=15)
LONGEST = timedelta(days=1)
KEPT_BY_HAND = timedelta(hours=1)
"""How long a server's wish to be left alone holds even against somebody who asks to read it now."""


def pause_after(failures: int, asked: timedelta | None = None) -> timedelta:
    """How long to leave a source alone after so many failures in a row.

    Args:
        asked: what its server asks for (``Retry-After``, RFC 9110 section 10.2.3); a day at most is given.
    """
    if asked is not None:
        return min(max(asked, timedelta(0)), LONGEST)
    return min(FIRST * (1 << min(max(failures, 1) - 1, 20)), LONGEST)


def rests_until(row: SourceRow, now: datetime, *, by_hand: bool) -> datetime | None:
    """Until when a source is left alone; None where it may be asked now.

    Args:
        by_hand: the user asked for it just now. That counts for more than our own pauses, and than a server's wish after an hour.
    """
    until = row.rests_until
    if until is None:
        return None
    if by_hand:
        if not row.asked_to_wait or row.last_tried is None:
            return None
        until = min(until, row.last_tried + KEPT_BY_HAND)
    # A clock that was set back must not keep a source waiting for longer than any pause.
    return until if now < until <= now + LONGEST else None
