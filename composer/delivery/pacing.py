"""Pacing: what an account allows a minute, an hour and a day, what went lately, and when a sending will therefore be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from composer.database.tables import campaigns, deliveries

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from composer.delivery.accounts import Account

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
HANDED_OVER = ("sent", "failed", "uncertain", "deferred")
"""States whose letter the server was asked to take: providers count the refused ones as well."""
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


def forecast(total: int, account: Account, now: datetime, *, before: Sequence[datetime] = ()) -> datetime:
    """When the last of ``total`` letters will be handed over if nothing comes between.

    Args:
        before: when letters went through the account lately (:func:`handed_over`), oldest first.
    """
    moments = [moment.timestamp() for moment in before]
    windows = [(letters, window.total_seconds()) for letters, window in limits(account)]
    hours = account.office_hours
    if not windows and hours is None:
        return now + timedelta(seconds=total * SECONDS_PER_LETTER)
    moment = now.timestamp()
    for _letter in range(total):
        for letters, window in windows:
            if len(moments) >= letters:
                moment = max(moment, moments[-letters] + window)
        if hours is not None:
            moment = hours.opens(datetime.fromtimestamp(moment, tz=now.tzinfo)).timestamp()
        moments.append(moment)
        moment += SECONDS_PER_LETTER
    return datetime.fromtimestamp(moment, tz=now.tzinfo)
