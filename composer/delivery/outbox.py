"""The outbox: one row per letter. A row is claimed on disk before the mail server hears of it, and its answer is on disk
before the next letter goes, so that after any crash it is known what was sent and what is not known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Row, bindparam, exists, literal, or_, select, union_all, update

from composer.clock import Clock
from composer.contacts.addresses import domain_of
from composer.contacts.lists import find_list
from composer.contacts.suppressions import REASONS, add_mark, address_hash, in_force, read_salt
from composer.database.tables import campaigns, deliveries, list_members, suppressions
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
        self._salt = ""

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
        """:meth:`write` for one line."""
        (answer,) = self.write([(settled, row)])
        return answer

    def write(self, steps: Sequence[tuple[Settled | None, OutboxRow | None]]) -> list[Settled | OutboxRow | None]:
        """For each line: write what became of its last letter and claim its next. All in one transaction; on disk when this
        returns.

        Whether each person may still be written to is asked here, in the same transaction as the claim.

        Returns:
            For each step the row with its new number of attempts, where it was claimed; a :class:`Settled` where the person may
            not be written to any more; None where no row was asked for, the campaign no longer runs or the row is not free.
        """
        now = self._clock()
        with self._engine.begin() as connection:
            if answers := [settled for settled, _row in steps if settled is not None]:
                self._settle(connection, answers, now)
            wanted = [row for _settled, row in steps if row is not None]
            if not wanted:
                return [None] * len(steps)
            if len(wanted) == 1:
                values = {"row": wanted[0].id, "by": self._sender, "now": now, **self._asked(connection, wanted[0])}
                claimed = connection.execute(self._claim, values).rowcount == 1
            else:
                claimed = self._claim_together(connection, wanted, now)
            if claimed:
                return [row and replace(row, attempts=row.attempts + 1) for _settled, row in steps]
            had = set(
                connection.scalars(
                    select(deliveries.c.id).where(
                        deliveries.c.id.in_([row.id for row in wanted]),
                        deliveries.c.state == "sending",
                        deliveries.c.claimed_by == self._sender,
                    )
                )
            )
            return [row and self._claimed_or_why(connection, row, had, now) for _settled, row in steps]

    def _claim_together(self, connection: Connection, rows: Sequence[OutboxRow], now: datetime) -> bool:
        """Claim those of the rows that are free and whose people may be written to; True where that is all of them."""
        hashes = {row.id: self._asked(connection, row) for row in rows}
        asked = {hashed for found in hashes.values() for hashed in (found["person_hash"], found["domain_hash"])}
        marked = set(connection.scalars(self._marked, {"hashes": list(asked)}))
        left = set(connection.scalars(self._left, {"contacts": [row.contact for row in rows]}))
        free = [
            row.id
            for row in rows
            if row.contact not in left and not marked & {hashes[row.id]["person_hash"], hashes[row.id]["domain_hash"]}
        ]
        if not free:
            return False
        values = {"rows": free, "by": self._sender, "now": now}
        return connection.execute(self._claim_all, values).rowcount == len(rows)

    def _claimed_or_why(self, connection: Connection, row: OutboxRow, had: set[int], now: datetime) -> Settled | OutboxRow | None:
        if row.id in had:
            return replace(row, attempts=row.attempts + 1)
        reason = self._reason_against(connection, row)
        values = {"row": row.id, "now": now, "said": _(LEFT_OUT[reason]) if reason else ""}
        if not reason or not connection.execute(self._leave_out, values).rowcount:
            return None
        return Settled(row, "suppressed", _(LEFT_OUT[reason]))

    def _settle(self, connection: Connection, answers: Sequence[Settled], now: datetime) -> None:
        connection.execute(
            _SETTLE,
            [
                {
                    "row": settled.row.id,
                    "by": self._sender,
                    "became": settled.state,
                    "said": settled.reply,
                    "now": now,
                    "later": settled.not_before,
                }
                for settled in answers
            ],
        )
        for settled in answers:
            if settled.nobody_there:
                add_mark(connection, settled.row.email_key, "bounced", note=settled.reply, at=now)

    def _prepare(self, connection: Connection) -> None:
        """Build the statements that are run for every letter: SQLAlchemy then only has to build them once."""
        ids = [found for name in self._lists if (found := find_list(connection, name))]
        marked = select(suppressions.c.reason).where(
            in_force(self._newsletter), suppressions.c.address_hash.in_((bindparam("person_hash"), bindparam("domain_hash")))
        )
        left = select(literal("unsubscribed")).where(list_members.c.contact == bindparam("whose"), left_all(ids))
        self._reasons = union_all(marked, left)
        runs = exists().where(campaigns.c.id == self._campaign, campaigns.c.state == "sending")
        untaken = update(deliveries).where(deliveries.c.state.in_(("queued", "deferred")), runs)
        claiming = {
            "state": "sending",
            "claimed_by": bindparam("by"),
            "attempts": deliveries.c.attempts + 1,
            "at": bindparam("now"),
            "not_before": None,
        }
        free = untaken.where(deliveries.c.id == bindparam("row"))
        self._claim = free.where(~marked.exists(), ~left.exists()).values(**claiming)
        self._claim_all = untaken.where(deliveries.c.id.in_(bindparam("rows", expanding=True))).values(**claiming)
        self._marked = select(suppressions.c.address_hash).where(
            in_force(self._newsletter), suppressions.c.address_hash.in_(bindparam("hashes", expanding=True))
        )
        self._left = select(list_members.c.contact).where(
            list_members.c.contact.in_(bindparam("contacts", expanding=True)), left_all(ids)
        )
        self._leave_out = free.values(state="suppressed", reply=bindparam("said"), at=bindparam("now"), not_before=None)
        self._salt = read_salt(connection)

    def _asked(self, connection: Connection, row: OutboxRow) -> dict[str, str]:
        """Who is asked about: the hashes the marks know the person and their domain by, and the person's contact."""
        if not self._salt:
            self._prepare(connection)
        return {
            "person_hash": address_hash(self._salt, row.email_key),
            "domain_hash": address_hash(self._salt, domain_of(row.email_key)),
            "whose": row.contact,
        }

    def _reason_against(self, connection: Connection, row: OutboxRow) -> str:
        """The weightiest reason why this person must not be written to any more; empty where they may."""
        found = [reason for reason in connection.scalars(self._reasons, self._asked(connection, row)) if reason in REASONS]
        return min(found, key=list(REASONS).index, default="")

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
_SETTLE = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("row"), deliveries.c.state == "sending", deliveries.c.claimed_by == bindparam("by"))
    .values(state=bindparam("became"), reply=bindparam("said"), at=bindparam("now"), not_before=bindparam("later"), claimed_by="")
)


def _row(found: Row[Any]) -> OutboxRow:
    values = msgspec.json.decode(found.merge_values, type=dict[str, str])
    return OutboxRow(found.id, found.contact, found.email, found.email_key, found.token, values, found.attempts, found.state)
