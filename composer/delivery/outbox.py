"""The outbox: one row per letter. A row is claimed on disk before the mail server hears of it, and its answer is on disk
before the next letter goes, so that after any crash it is known what was sent and what is not known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Row, bindparam, exists, or_, select, update

from composer.clock import Clock
from composer.contacts.lists import find_list
from composer.contacts.suppressions import Suppressions, add_mark
from composer.database.tables import campaigns, deliveries, list_members
from composer.delivery.audience import LEFT_OUT, left_all
from composer.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

ROWS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A letter to be sent.

    Attributes:
        attempts: how often it was claimed.
        state: the one it was in before it was claimed.
    """

    id: int
    contact: str
    email: str
    email_key: str
    token: str
    values: Mapping[str, str]
    attempts: int
    state: str

    @property
    def was_refused(self) -> bool:
        """True where a server was asked before, and its answer put the row back into the queue."""
        return self.state == "queued" and self.attempts > 1


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a row.

    Attributes:
        state: sent, failed, deferred, queued, uncertain or suppressed.
        reply: the server's words, or ours.
        not_before: for a deferred row, when to try again.
        nobody_there: the address is never written to again.
    """

    row: OutboxRow
    state: str
    reply: str
    not_before: datetime | None = None
    nobody_there: bool = False


class Outbox:
    """The rows of one campaign, as one sender sees them."""

    def __init__(
        self, engine: Engine, clock: Clock, campaign_id: str, *, newsletter: str, lists: Sequence[str], sender_id: str
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._campaign = campaign_id
        self._newsletter = newsletter
        self._lists = lists
        self._sender = sender_id
        self._suppressions = Suppressions(engine, clock)
        self._list_ids: list[str] | None = None

    def take_over(self) -> int:
        """Rows that a sender left behind in the middle of a letter become uncertain. Call only while holding the campaign.

        Returns:
            How many.
        """
        with self._engine.begin() as connection:
            return connection.execute(
                update(deliveries)
                .where(deliveries.c.campaign == self._campaign, deliveries.c.state == "sending")
                .values(
                    state="uncertain",
                    at=self._clock(),
                    reply=_("Sending broke off here; the letter may or may not have arrived."),
                )
            ).rowcount

    def fresh(self, after: int) -> list[OutboxRow]:
        """The next rows that were never tried, in order; ``after`` is the id of the last row seen."""
        return self._rows(
            _ROWS.where(
                deliveries.c.campaign == self._campaign,
                deliveries.c.state == "queued",
                deliveries.c.attempts == 0,
                deliveries.c.id > after,
            ).order_by(deliveries.c.id)
        )

    def due_again(self) -> list[OutboxRow]:
        """Rows that were tried before and are due now, the least tried first."""
        due = or_(deliveries.c.not_before.is_(None), deliveries.c.not_before <= self._clock())
        return self._rows(
            _ROWS.where(
                deliveries.c.campaign == self._campaign,
                deliveries.c.state.in_(("queued", "deferred")),
                deliveries.c.attempts > 0,
                due,
            ).order_by(deliveries.c.attempts, deliveries.c.id)
        )

    def next_due(self) -> datetime | None:
        """When the next deferred row is due; None where none waits."""
        statement = (
            select(deliveries.c.not_before)
            .where(deliveries.c.campaign == self._campaign, deliveries.c.state == "deferred")
            .order_by(deliveries.c.not_before)
            .limit(1)
        )
        with self._engine.connect() as connection:
            return connection.execute(statement).scalar_one_or_none()

    def settle_and_claim(self, settled: Settled | None, row: OutboxRow | None) -> Settled | OutboxRow | None:
        """Write what became of the last letter and claim the next, in one transaction; on disk when this returns.

        Whether the person may still be written to is asked here, in the same transaction as the claim.

        Returns:
            The row with its new number of attempts, where it was claimed; a :class:`Settled` where the person may not be
            written to any more; None where the campaign no longer runs or the row is no longer free.
        """
        now = self._clock()
        with self._engine.begin() as connection:
            if settled is not None:
                self._settle(connection, settled, now)
            if row is None:
                return None
            claimed = connection.execute(_CLAIM, {"row": row.id, "of": self._campaign, "by": self._sender, "now": now})
            if not claimed.rowcount:
                return None
            reason = self._reason_against(connection, row)
            if not reason:
                return replace(row, attempts=row.attempts + 1)
            left_out = Settled(row, "suppressed", _(LEFT_OUT.get(reason, reason)))
            self._settle(connection, left_out, now)
            return left_out

    def _settle(self, connection: Connection, settled: Settled, now: datetime) -> None:
        connection.execute(
            _SETTLE,
            {
                "row": settled.row.id,
                "by": self._sender,
                "became": settled.state,
                "said": settled.reply,
                "now": now,
                "later": settled.not_before,
            },
        )
        if settled.nobody_there:
            add_mark(connection, settled.row.email_key, "bounced", note=settled.reply, at=now)

    def _reason_against(self, connection: Connection, row: OutboxRow) -> str:
        """Why this person must not be written to any more; empty where they may."""
        blocked = self._suppressions.blocked_keys(connection, (row.email_key,), self._newsletter)
        if blocked:
            return next(iter(blocked.values()))
        if self._list_ids is None:
            self._list_ids = [found for name in self._lists if (found := find_list(connection, name))]
        left = connection.execute(
            select(list_members.c.contact).where(list_members.c.contact == row.contact, left_all(self._list_ids)).limit(1)
        ).first()
        return "unsubscribed" if left else ""

    def _rows(self, statement: Any) -> list[OutboxRow]:
        with self._engine.connect() as connection:
            return [_row(found) for found in connection.execute(statement.limit(ROWS_AT_ONCE))]


_ROWS = select(
    deliveries.c.id,
    deliveries.c.contact,
    deliveries.c.email,
    deliveries.c.email_key,
    deliveries.c.token,
    deliveries.c.merge_values,
    deliveries.c.attempts,
    deliveries.c.state,
)
_CLAIM = (
    update(deliveries)
    .where(
        deliveries.c.id == bindparam("row"),
        deliveries.c.state.in_(("queued", "deferred")),
        exists().where(campaigns.c.id == bindparam("of"), campaigns.c.state == "sending"),
    )
    .values(state="sending", claimed_by=bindparam("by"), attempts=deliveries.c.attempts + 1, at=bindparam("now"), not_before=None)
)
_SETTLE = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("row"), deliveries.c.state == "sending", deliveries.c.claimed_by == bindparam("by"))
    .values(state=bindparam("became"), reply=bindparam("said"), at=bindparam("now"), not_before=bindparam("later"), claimed_by="")
)


def _row(found: Row[Any]) -> OutboxRow:
    values = msgspec.json.decode(found.merge_values, type=dict[str, str])
    return OutboxRow(found.id, found.contact, found.email, found.email_key, found.token, values, found.attempts, found.state)
