"""How many letters an account may still send, counted in the database by every computer that sends through it.

A letter is counted before it goes, in a transaction that only one sender of the account is in at a time: two computers together
never send more than the mail provider allows. What was counted stays when a campaign ends; the next one begins with it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select

from composer.clock import Clock
from composer.database.tables import accounts, letters_out
from composer.delivery.pacing import DAY, MINUTE, handed_over, limits

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from composer.delivery.accounts import Account

FORGET_AFTER = 2 * DAY


class Pace(NamedTuple):
    """When one letter more may go.

    Attributes:
        seconds: until then; 0: it may go now, and is counted.
        of_domain: only people at this one domain must wait; others may come first.
    """

    seconds: float
    of_domain: bool = False


AT_ONCE = Pace(0.0)
CLOSED_SECONDS = 60.0
"""Outside office hours it is asked again after so long: a computer that slept through the night has counted no seconds."""


class SharedCount:
    """Counts for one account. To be used by one thread at a time.

    Raises (all methods):
        WorkspaceError: the database cannot be asked.
    """

    def __init__(self, engine: Engine, account: Account, clock: Clock) -> None:
        self._engine = engine
        self._account = account
        self._clock = clock
        self._limits = limits(account)
        self._earlier: list[datetime] | None = None

    @property
    def limited(self) -> bool:
        """Whether the account has any limit at all."""
        return bool(self._limits or self._account.per_domain or self._account.office_hours)

    def take(self, domain: str) -> Pace:
        """Count a letter to somebody at ``domain``, where one may go now."""
        if not self.limited:
            return AT_ONCE
        if (hours := self._account.office_hours) is not None:
            now = self._clock()
            if (seconds := (hours.opens(now) - now).total_seconds()) > 0:
                return Pace(min(seconds, CLOSED_SECONDS))
        with self._engine.begin() as connection:
            # One after the other, on PostgreSQL too; SQLite has one writer anyway.
            connection.execute(select(accounts.c.name).where(accounts.c.name == self._account.name).with_for_update()).first()
            now = self._clock()
            if self._earlier is None:
                self._earlier = self._before_counting(connection, now)
            waits = [self._wait(connection, letters, window, now) for letters, window in self._limits]
            if (seconds := max(waits, default=0.0)) > 0:
                return Pace(seconds)
            if (seconds := self._wait_for_domain(connection, domain, now)) > 0:
                return Pace(seconds, of_domain=True)
            connection.execute(insert(letters_out).values(account=self._account.name, domain=domain, at=now))
        return AT_ONCE

    def _wait(self, connection: Connection, letters: int, window: timedelta, now: datetime) -> float:
        """Seconds until fewer than so many letters went within the window."""
        mine = letters_out.c.account == self._account.name
        newest = select(letters_out.c.at).where(mine).order_by(letters_out.c.at.desc())
        at = connection.execute(newest.offset(letters - 1).limit(1)).scalar_one_or_none()
        if at is None and self._earlier:
            counted = connection.execute(select(func.count()).select_from(letters_out).where(mine)).scalar_one()
            missing = letters - counted - 1
            at = self._earlier[missing] if missing < len(self._earlier) else None
        return max(0.0, (at + window - now).total_seconds()) if at is not None else 0.0

    def _wait_for_domain(self, connection: Connection, domain: str, now: datetime) -> float:
        letters = self._account.per_domain
        if not letters:
            return 0.0
        lately = (letters_out.c.account == self._account.name, letters_out.c.at > now - MINUTE, letters_out.c.domain == domain)
        newest = select(letters_out.c.at).where(*lately).order_by(letters_out.c.at.desc()).offset(letters - 1).limit(1)
        at = connection.execute(newest).scalar_one_or_none()
        return max(0.0, (at + MINUTE - now).total_seconds()) if at is not None else 0.0

    def _before_counting(self, connection: Connection, now: datetime) -> list[datetime]:
        """Letters of the last day from before this account was counted, newest first; what is too old to matter is forgotten."""
        mine = letters_out.c.account == self._account.name
        connection.execute(delete(letters_out).where(mine, letters_out.c.at < now - FORGET_AFTER))
        first = connection.execute(select(func.min(letters_out.c.at)).where(mine)).scalar_one_or_none() or now
        if not self._limits:
            return []
        since = now - max(window for _letters, window in self._limits)
        return sorted((at for at in handed_over(self._engine, self._account.name, since) if at < first), reverse=True)
