"""The outbox: one row per letter. A row is claimed on disk before the mail server hears of it, and its answer is on disk
before the next letter goes, so that after any crash it is known what was sent and what is not known.

Several senders, on several computers, may work on one campaign. Each first sets rows aside for itself, skipping what others
have; what is set aside or claimed is its own for the time of a lease, which runs by the database's clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select, update

from composer.clock import Clock
from composer.contacts.suppressions import add_mark
from composer.database.prepared import Prepared, any_of, filled, room_for, several
from composer.database.process_lock import process_lock
from composer.database.server_clock import SecondsNow
from composer.database.tables import campaigns, deliveries
from composer.delivery.audience import LEFT_OUT
from composer.delivery.last_moment import LastMoment
from composer.delivery.outbox_row import Lost, OutboxRow, Settled, Verdict
from composer.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

ROWS_AT_ONCE = 200
LEASE_SECONDS = 60.0
"""How long a row stays with a sender that is not heard of."""
WAITING = ("queued", "deferred")


def sender_lock(sender_id: str) -> str:
    """Name of the lock a sender holds as long as it lives (:func:`composer.database.process_lock.process_lock`)."""
    return f"sender:{sender_id}"


class Outbox:
    """The rows of one campaign, as one sender sees them.

    Args:
        sender_id: of this sender alone; it holds the lock :func:`sender_lock` names as long as it works.
        lease_seconds: how long a row is ours without a sign of life.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        campaign_id: str,
        *,
        newsletter: str,
        lists: Sequence[str],
        sender_id: str,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._campaign = campaign_id
        self._sender = sender_id
        self._lease_seconds = lease_seconds
        self._last_moment = LastMoment(engine, newsletter, lists)
        self._kept: Connection | None = None
        self._build()

    @property
    def shared(self) -> bool:
        """Whether other computers may work on these rows: then only the lease says whose a row is."""
        return self._engine.dialect.name == "postgresql"

    # -- whose rows ------------------------------------------------------------------------------------

    def take_over(self) -> int:
        """Rows that another sender left behind in the middle of a letter become uncertain; what it had set aside is free again.

        A sender is gone where nobody holds its lock any more (its process ended), or where its lease has run out (its computer
        sleeps, or lost its line).

        Returns:
            How many became uncertain.
        """
        of_others = and_(self._mine_not(), deliveries.c.state.in_((*WAITING, "sending")))
        with self._engine.connect() as connection:
            others = list(connection.scalars(select(deliveries.c.claimed_by).where(of_others).distinct()))
        became = 0
        for other in others:
            with process_lock(self._engine, sender_lock(other), once=True) as gone:
                theirs = deliveries.c.claimed_by == other
                became += self._take_from(theirs if gone else and_(theirs, _LAPSED)) if gone or self.shared else 0
        return became

    def others_at_work(self) -> bool:
        """Whether somebody else has rows of this campaign set aside or under way."""
        mark = select(deliveries.c.id).where(self._mine_not(), deliveries.c.state.in_((*WAITING, "sending"))).limit(1)
        with self._engine.connect() as connection:
            return connection.execute(mark).first() is not None

    def renew(self) -> int:
        """Say that we are still there: our rows stay ours. Returns how many they are, but for those just being written."""
        ours = _not_being_written(self._mine(), deliveries.c.state.in_((*WAITING, "sending")))
        with self._engine.begin() as connection:
            return connection.execute(update(deliveries).where(ours).values(lease=SecondsNow() + self._lease_seconds)).rowcount

    def release(self) -> None:
        """What was set aside and not claimed is anybody's again."""
        ours = _not_being_written(self._mine(), deliveries.c.state.in_(WAITING))
        with self._engine.begin() as connection:
            connection.execute(update(deliveries).where(ours).values(claimed_by="", lease=0.0))

    def set_aside_fresh(self, up_to: int = 0, count: int = ROWS_AT_ONCE) -> list[OutboxRow]:
        """The next rows that were never tried, in order, set aside for us.

        Args:
            up_to: the id of the last row that may go; 0 means all of them.
        """
        never_tried = and_(deliveries.c.state == "queued", deliveries.c.attempts == 0)
        return self._set_aside(and_(never_tried, deliveries.c.id <= up_to) if up_to else never_tried, count, deliveries.c.id)

    def set_aside_due(self, count: int = ROWS_AT_ONCE) -> list[OutboxRow]:
        """Rows that were tried before and are due now, the least tried first, set aside for us."""
        due = and_(
            deliveries.c.state.in_(WAITING),
            deliveries.c.attempts > 0,
            or_(deliveries.c.not_before.is_(None), deliveries.c.not_before <= self._clock()),
        )
        return self._set_aside(due, count, deliveries.c.attempts, deliveries.c.id)

    def next_due(self) -> datetime | None:
        """When the next deferred row is due; None where none waits."""
        statement = select(func.min(deliveries.c.not_before)).where(
            deliveries.c.campaign == self._campaign, deliveries.c.state == "deferred"
        )
        with self._engine.connect() as connection:
            return connection.execute(statement).scalar_one_or_none()

    def first_ids(self, count: int) -> int:
        """The id of the last of the first ``count`` rows of the campaign."""
        first = select(deliveries.c.id).where(deliveries.c.campaign == self._campaign).order_by(deliveries.c.id).limit(count)
        with self._engine.connect() as connection:
            return connection.execute(select(func.max(first.subquery().c.id))).scalar_one() or 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Inside, :meth:`write` and :meth:`last_word` keep one connection: for the thread that asks for letter after letter."""
        with self._engine.connect() as connection:
            self._kept = connection.execution_options(writing=True)
            try:
                yield
            finally:
                self._kept = None

    # -- letters ---------------------------------------------------------------------------------------

    def settle_and_claim(self, settled: Settled | None, row: OutboxRow | None) -> Settled | OutboxRow | None:
        """:meth:`write` for one line."""
        (answer,) = self.write([(settled, row)])
        return answer

    def write(self, steps: Sequence[tuple[Settled | None, OutboxRow | None]]) -> list[Settled | OutboxRow | None]:
        """For each line: write what became of its last letter and claim its next. All in one transaction; on disk when this
        returns.

        Whether each person may still be written to is asked in the same transaction; where the engine lets others write
        meanwhile, :meth:`last_word` asks once more when the claim stands.

        Returns:
            For each step the row with its new number of attempts, where it was claimed; a :class:`Settled` where the person may
            not be written to any more; None where no row was asked for, the campaign no longer runs or the row is not ours.
        """
        now = self._clock()
        with self._begin() as connection:
            if answers := [settled for settled, _row in steps if settled is not None]:
                self._settle(connection, answers, now)
            wanted = [row for _settled, row in steps if row is not None]
            if not wanted:
                return [None] * len(steps)
            against = self._last_moment.against(connection, wanted)
            free = [row.id for row in wanted if row.id not in against] if against else [row.id for row in wanted]
            had = self._claim_all(connection, free, now) if free else set()
            return [row and self._claimed_or_why(connection, row, had, against, now) for _settled, row in steps]

    def last_word(self, rows: Sequence[OutboxRow]) -> list[Verdict]:
        """Asked when the claims stand on disk and before any byte of the letters leaves: may they go? Who unsubscribed since is
        left out; a row that somebody else took because we were not heard of is not ours to send any more."""
        with self._begin(writing=False) as connection:
            held = self._still_held(connection, [row.id for row in rows])
            against = self._last_moment.against(connection, rows)
        late = [row.id for row in rows if row.id in held and not held[row.id] and row.id not in against] if self.shared else []
        if not against and not late and len(held) == len(rows):
            return [None] * len(rows)
        now = self._clock()
        with self._begin() as connection:
            if late:  # nobody took it yet: it is ours again, or it is gone
                renewed = set(
                    connection.scalars(self._renew_late, {"rows": late, "by": self._sender, "seconds": self._lease_seconds})
                )
                held = {row_id: lease for row_id, lease in held.items() if row_id not in late or row_id in renewed}
            verdicts: list[Verdict] = []
            for row in rows:
                if row.id not in held:
                    verdicts.append(Lost(row))
                elif row.id in against:
                    verdicts.append(self._leave_out(connection, row, against[row.id], now, claimed=True) or Lost(row))
                else:
                    verdicts.append(None)
        return verdicts

    # -- inside ----------------------------------------------------------------------------------------

    @contextmanager
    def _begin(self, *, writing: bool = True) -> Iterator[Connection]:
        if self._kept is None:
            with self._engine.begin() if writing else self._engine.connect() as connection:
                yield connection
        else:
            self._kept.execution_options(writing=writing)
            with self._kept.begin():
                yield self._kept

    def _claim_all(self, connection: Connection, rows: Sequence[int], now: datetime) -> set[int]:
        """Claims the rows; returns those that are ours now."""
        if self._runs.run(connection, {}).first() is None:
            return set()
        mine = {"by": self._sender, "now": now, "seconds": self._lease_seconds}
        claimed = self._claim.run_many(connection, [{"row": row, **mine} for row in rows])
        return set(rows) if claimed == len(rows) else set(self._still_held(connection, rows))

    def _still_held(self, connection: Connection, rows: Sequence[int]) -> dict[int, bool]:
        """Which of the rows are under way and ours; and whether their lease still runs."""
        room = room_for(len(rows))
        held = self._held_rooms.get(room)
        if held is None:
            under_way = and_(several(deliveries.c.id, "row", room), *self._under_way)
            held = self._held_rooms[room] = Prepared(self._engine, select(deliveries.c.id, ~_LAPSED).where(under_way))
        found: Iterable[Any] = held.run(connection, {**filled("row", rows, room), "by": self._sender})
        return {row_id: bool(lasts) for row_id, lasts in found}

    def _claimed_or_why(
        self, connection: Connection, row: OutboxRow, had: set[int], against: dict[int, str], now: datetime
    ) -> Settled | OutboxRow | None:
        if row.id in had:
            return row.claimed()
        return self._leave_out(connection, row, against[row.id], now) if row.id in against else None

    def _leave_out(
        self, connection: Connection, row: OutboxRow, reason: str, now: datetime, *, claimed: bool = False
    ) -> Settled | None:
        words = _(LEFT_OUT[reason])
        values = {"row": row.id, "by": self._sender, "now": now, "said": words}
        if claimed:  # it was counted as a try, and is none: nothing left
            found = connection.execute(self._leave_out_claimed, values)
        else:
            found = connection.execute(self._leave_out_waiting, values)
        return Settled(row, "suppressed", words) if found.rowcount else None

    def _settle(self, connection: Connection, answers: Sequence[Settled], now: datetime) -> None:
        self._settled.run_many(
            connection,
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

    def _take_from(self, theirs: ColumnElement[bool]) -> int:
        rows = and_(deliveries.c.campaign == self._campaign, theirs)
        with self._engine.begin() as connection:
            waiting = _not_being_written(rows, deliveries.c.state.in_(WAITING))
            connection.execute(update(deliveries).where(waiting).values(claimed_by="", lease=0.0))
            return connection.execute(
                update(deliveries)
                .where(_not_being_written(rows, deliveries.c.state == "sending"))
                .values(
                    state="uncertain",
                    at=self._clock(),
                    reply=_("Sending broke off here; the letter may or may not have arrived."),
                )
            ).rowcount

    def _set_aside(self, condition: ColumnElement[bool], count: int, *order: Any) -> list[OutboxRow]:
        """Rows nobody has; on PostgreSQL those another sender is just taking are passed over (SKIP LOCKED)."""
        free = deliveries.c.claimed_by == ""
        wanted = (
            select(deliveries.c.id)
            .where(deliveries.c.campaign == self._campaign, condition, free)
            .order_by(*order)
            .limit(count)
            .with_for_update(skip_locked=True)
        )
        with self._engine.begin() as connection:
            ids = list(connection.scalars(wanted))
            if not ids:
                return []
            room = room_for(len(ids))
            set_aside = self._set_aside_rooms.get(room)
            if set_aside is None:
                taken = update(deliveries).where(several(deliveries.c.id, "row", room)).values(**self._ours)
                set_aside = self._set_aside_rooms[room] = Prepared(self._engine, taken.returning(*_ROW))
            ours = {"by": self._sender, "seconds": self._lease_seconds}
            found = {row[0]: _row(row) for row in set_aside.run(connection, {**filled("row", ids, room), **ours})}
        return [found[row_id] for row_id in ids]

    def _mine(self) -> ColumnElement[bool]:
        return and_(deliveries.c.campaign == self._campaign, deliveries.c.claimed_by == self._sender)

    def _mine_not(self) -> ColumnElement[bool]:
        return and_(deliveries.c.campaign == self._campaign, deliveries.c.claimed_by.not_in(("", self._sender)))

    def _build(self) -> None:
        """The statements that are run for every letter: SQLAlchemy then only has to build them once."""
        runs_itself = and_(campaigns.c.id == self._campaign, campaigns.c.state == "sending")
        runs = exists().where(runs_itself)
        rows, mine = deliveries.c.id.in_(bindparam("rows", expanding=True)), deliveries.c.claimed_by == bindparam("by")
        lease = SecondsNow() + bindparam("seconds", type_=deliveries.c.lease.type)
        self._ours = {"claimed_by": bindparam("by"), "lease": lease}
        self._set_aside_rooms: dict[int, Prepared] = {}
        one, waits = deliveries.c.id == bindparam("row"), any_of(deliveries.c.state, WAITING)
        self._claim = Prepared(
            self._engine,
            update(deliveries)
            .where(one, mine, waits)
            .values(state="sending", attempts=deliveries.c.attempts + 1, at=bindparam("now"), not_before=None, lease=lease),
        )
        self._runs = Prepared(self._engine, select(campaigns.c.id).where(runs_itself))
        self._settled = Prepared(self._engine, _SETTLE)
        self._under_way = (mine, deliveries.c.state == "sending")
        self._held_rooms: dict[int, Prepared] = {}
        self._renew_late = update(deliveries).where(rows, *self._under_way).values(lease=lease).returning(deliveries.c.id)
        left_out: dict[str, Any] = {"state": "suppressed", "reply": bindparam("said"), "at": bindparam("now"), "not_before": None}
        leave_out = update(deliveries).where(one, mine).values(**left_out, claimed_by="", lease=0.0)
        self._leave_out_waiting = leave_out.where(waits, runs)
        self._leave_out_claimed = leave_out.where(deliveries.c.state == "sending").values(attempts=deliveries.c.attempts - 1)


_VALUES = msgspec.json.Decoder(dict[str, str])
_LAPSED = deliveries.c.lease < SecondsNow()
_ROW = (
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
    # An answer that comes after others gave the row up is still the truth about it, as long as nobody claimed it since.
    update(deliveries)
    .where(
        deliveries.c.id == bindparam("row"),
        deliveries.c.claimed_by == bindparam("by"),
        or_(deliveries.c.state == "sending", deliveries.c.state == "uncertain"),  # IN would not go for many rows at once
    )
    .values(
        state=bindparam("became"),
        reply=bindparam("said"),
        at=bindparam("now"),
        not_before=bindparam("later"),
        claimed_by="",
        lease=0.0,
    )
)


def _not_being_written(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """The rows nobody is just writing. Several at once are never waited for: two who wait for each other's rows would both stand
    still, and whoever writes one of them gives it its new lease anyway."""
    return deliveries.c.id.in_(select(deliveries.c.id).where(*conditions).with_for_update(skip_locked=True))


def _row(found: Any) -> OutboxRow:
    row_id, contact, email, email_key, token, merge_values, attempts, state = found
    return OutboxRow(row_id, contact, email, email_key, token, _VALUES.decode(merge_values), attempts, state)
