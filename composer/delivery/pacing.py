"""Pacing: never more letters a minute, an hour or a day than the account allows, counted over all its campaigns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from composer.clock import Clock
from composer.database.tables import campaigns, deliveries

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from composer.delivery.accounts import Account

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
HANDED_OVER = ("sent", "failed", "uncertain", "deferred")
"""States whose letter the server was asked to take: providers count the refused ones as well."""
REFRESH_AFTER = timedelta(seconds=15)  # another window may send from the same account
SECONDS_PER_LETTER = 0.15  # what one letter takes over a usual line, for the forecast


def limits(account: Account) -> list[tuple[int, timedelta]]:
    """Letters allowed within a window, for each limit the account has."""
    each = ((account.per_minute, MINUTE), (account.per_hour, HOUR), (account.per_day, DAY))
    return [(letters, window) for letters, window in each if letters > 0]


def handed_over(engine: Engine, account_name: str, since: datetime) -> list[datetime]:
    """When letters went through this account since a moment, oldest first."""
    statement = (
        select(deliveries.c.at)
        .join(campaigns, campaigns.c.id == deliveries.c.campaign)
        .where(campaigns.c.account == account_name, deliveries.c.at > since, deliveries.c.state.in_(HANDED_OVER))
        .order_by(deliveries.c.at)
    )
    with engine.connect() as connection:
        return [at for at in connection.scalars(statement) if at is not None]


class Pacer:
    """Says how long to wait before the next letter of one account."""

    def __init__(self, engine: Engine, account: Account, clock: Clock) -> None:
        self._engine = engine
        self._account = account
        self._clock = clock
        self._limits = limits(account)
        self._moments: list[datetime] = []
        self._read: datetime | None = None

    def delay(self) -> float:
        """Seconds until the next letter may go; 0 where it may go now."""
        if not self._limits:
            return 0.0
        now = self._clock()
        if self._read is None or now - self._read > REFRESH_AFTER:
            self._moments = handed_over(self._engine, self._account.name, now - max(window for _letters, window in self._limits))
            self._read = now
        return max(0.0, (_next_moment(self._moments, self._limits, now) - now).total_seconds())

    def count(self) -> None:
        """A letter was handed over just now."""
        if self._limits:
            self._moments.append(self._clock())


def forecast(total: int, account: Account, now: datetime, *, before: Sequence[datetime] = ()) -> datetime:
    """When the last of ``total`` letters will be handed over if nothing comes between.

    Args:
        before: when letters went through the account lately (:func:`handed_over`), oldest first.
    """
    moments = [moment.timestamp() for moment in before]
    windows = [(letters, window.total_seconds()) for letters, window in limits(account)]
    if not windows:
        return now + timedelta(seconds=total * SECONDS_PER_LETTER)
    moment = now.timestamp()
    for _letter in range(total):
        for letters, window in windows:
            if len(moments) >= letters:
                moment = max(moment, moments[-letters] + window)
        moments.append(moment)
        moment += SECONDS_PER_LETTER
    return datetime.fromtimestamp(moment, tz=now.tzinfo)


def _next_moment(moments: Sequence[datetime], windows: Sequence[tuple[int, timedelta]], now: datetime) -> datetime:
    """The earliest moment, not before ``now``, at which one letter more stays within every window."""
    moment = now
    for letters, window in windows:
        if len(moments) >= letters:
            moment = max(moment, moments[-letters] + window)
    return moment
