"""One line to the mail server: claim a row, make the letter, hand it over, write down the answer; and again.

What can go wrong ends in one of three ways: this letter waits, this letter has failed, or the whole campaign pauses and says
why. Nothing is ever sent twice to find out. Several lines may send one campaign; each has at most one letter on its way. All of
them live in one event loop: what a line waits for, the others do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from composer.clock import Clock
from composer.delivery.envelope import Envelope
from composer.delivery.message import Addressee, LeftOverError, LetterMaker
from composer.delivery.outbox_row import OutboxRow, Settled
from composer.delivery.outbox_row import Verdict as LastWord
from composer.delivery.replies import Reply, Verdict, explain, judge
from composer.delivery.shared_count import Pace
from composer.delivery.transports.transport import Transport, TryAgainError
from composer.errors import InputError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.row_supply import RowSupply

LATER = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 720))
"""How long a letter waits after its first, second ... refusal for the moment."""
TRIES = len(LATER) + 1
RECONNECT_AFTER = (2.0, 10.0, 30.0)  # seconds; then the line is given up
SLOW_DOWN_SECONDS = (5.0, 15.0, 60.0, 180.0)  # after answers that ask for fewer letters; then the campaign pauses
BROKEN_LINES_IN_A_ROW = 3
OTHERS_SECONDS = 1.0  # between two looks at what another sender still has to do


class PauseError(Exception):
    """The campaign must stop; the words say why."""


class Run(Protocol):
    """What the lines of one run share."""

    def over(self) -> bool:
        """True where no further letter may go: stopped, paused or given up."""

    async def write(self, settled: Settled | None, row: OutboxRow | None) -> Settled | OutboxRow | None:
        """Put on disk what became of the last letter, and claim the next."""

    async def last_word(self, row: OutboxRow) -> LastWord:
        """Whether a claimed letter may still go; asked when no byte of it has left."""

    def others_at_work(self) -> bool:
        """True where another sender has rows of the campaign; what it left behind was taken from it."""

    def still_sending(self) -> bool:
        """Asks the database whether the campaign goes on."""

    async def allowance(self, row: OutboxRow) -> Pace:
        """When this letter may go; where that is now, it counts as gone."""

    def may_go_at_once(self) -> bool:
        """True where a letter could go now; it does not count as gone."""

    async def wait(self, seconds: float) -> bool:
        """True where the run ended meanwhile."""

    def next_due(self) -> float | None:
        """Seconds until a letter that was put off is due; None where none waits, or nobody waits for it."""

    def accepted_any(self) -> bool:
        """True where the server has taken a letter of this run."""

    def accept(self) -> None:
        """The server took a letter."""


@dataclass(slots=True)
class _Made:
    row: OutboxRow
    envelope: Envelope


class SendingLine:
    """Sends until nothing is due, or something stops it. A coroutine among others: :meth:`go`."""

    def __init__(self, run: Run, supply: RowSupply, transport: Transport, maker: LetterMaker, clock: Clock) -> None:
        self._run = run
        self._supply = supply
        self._transport = transport
        self._maker = maker
        self._clock = clock
        self._settled: Settled | None = None  # what became of the last letter, not yet on disk
        self._ahead: _Made | None = None  # the letter that will most likely be next
        self._handed_over = 0
        self._broken_lines = 0
        self._slowed = 0

    async def go(self) -> None:
        """Send what there is.

        Raises:
            PauseError, DeliveryError, InputError, WorkspaceError: the campaign must not go on. What is known is on disk.
        """
        try:
            while (row := await self._next()) is not None:
                if not await self._send(row):
                    break
        finally:
            if self._ahead is not None:
                self._supply.give_back(self._ahead.row)
                self._ahead = None
            await self._flush()

    async def _next(self) -> OutboxRow | None:
        if self._ahead is not None:
            return self._ahead.row
        while True:
            if (row := self._supply.next_fresh()) is not None:
                return row
            await self._flush()  # a letter may be due again at once
            if (row := self._supply.next()) is not None:
                return row
            seconds = self._supply.seconds_put_off()
            if seconds is None:
                seconds = self._run.next_due()
            if seconds is None:
                if not self._run.others_at_work():
                    return None
                seconds = OTHERS_SECONDS  # were it to stop in the middle, its rows are ours to finish
            if await self._run.wait(max(1.0, seconds)):
                return None
            self._supply.look_again()

    async def _send(self, row: OutboxRow) -> bool:
        """Send one letter. False where the line ends here."""
        if self._run.over():
            return False
        while (pace := await self._run.allowance(row)).seconds > 0:
            await self._flush()
            self._transport.expect(None)
            if pace.of_domain:
                self._ahead = None
                self._supply.put_off(row, self._clock() + timedelta(seconds=pace.seconds))
                return True
            if await self._run.wait(pace.seconds):
                return False
        if not self._transport.ready:
            await self._flush()
            if not await self._open(row):
                return False
        settled, self._settled = self._settled, None
        answer = await self._run.write(settled, row)
        made, self._ahead = self._ahead, None
        if not isinstance(answer, OutboxRow):
            self._transport.expect(None)
            return answer is not None or self._run.still_sending()
        envelope = made.envelope if made is not None else self._make(answer)
        if envelope is None:
            return True
        if not self._transport.ready and not await self._open(row):
            self._settled = Settled(answer, "queued", "")
            return False
        self._look_ahead()
        reply = await self._transport.hand_over(envelope, lambda: self._may_go(answer))
        if reply.held_back:
            self._forget_ahead()
            return self._run.still_sending()
        self._handed_over += 1
        await self._conclude_letter(answer, reply)
        return True

    async def _may_go(self, row: OutboxRow) -> bool:
        """Asked when the server would take the letter. What speaks against it is on disk already."""
        asked = False
        try:
            verdict = await self._run.last_word(row)
            asked = True
        finally:
            if not asked:  # nothing left yet
                self._settled = Settled(row, "queued", "")
        return verdict is None

    def _make(self, row: OutboxRow) -> Envelope | None:
        """The letter; None where it could not be made for this person."""
        made = False
        try:
            envelope = self._maker.make(Addressee(row.email, row.token, row.values), self._clock())
            made = True
        except (InputError, LeftOverError) as error:  # the bodies were looked at before: it is about this one person
            self._settled = Settled(row, "failed", str(error))
            made = True
            return None
        finally:
            if not made:  # nothing was said to any server: the row is as free as before
                self._settled = Settled(row, "queued", "")
        return envelope

    def _look_ahead(self) -> None:
        """Make the next letter already, while the server reads; nothing is claimed for it yet."""
        if not self._transport.looks_ahead or self._run.over() or not self._run.may_go_at_once():
            return
        row = self._supply.next_fresh()
        if row is None:
            return
        try:
            envelope = self._maker.make(Addressee(row.email, row.token, row.values), self._clock())
        except (InputError, LeftOverError):
            self._supply.give_back(row)  # told when its turn comes
            return
        self._ahead = _Made(row, envelope)
        self._transport.expect(envelope)

    async def _conclude_letter(self, row: OutboxRow, reply: Reply) -> None:
        """Sort the answer; raises :class:`PauseError` where the campaign must not go on."""
        verdict = judge(reply)
        if reply.lost:
            self._broken_lines += 1
        else:
            self._broken_lines = 0
        if verdict.outcome == "accepted":
            self._run.accept()
            self._slowed = 0
            self._settled = Settled(row, "sent", reply.shown())
        elif verdict.outcome == "uncertain":
            self._settled = Settled(row, "uncertain", reply.shown())
        elif verdict.outcome == "refused":
            self._settled = Settled(row, "failed", reply.shown(), nobody_there=verdict.suppress)
        elif verdict.outcome == "retry":
            await self._try_later(row, reply, verdict)
        elif verdict.reason in ("policy", "unknown") and row.was_refused and self._run.accepted_any():
            # The others went through and this one is refused again: it is about this person after all.
            self._settled = Settled(row, "failed", reply.shown())
        else:
            self._settled = Settled(row, "queued", reply.shown())
            raise PauseError(explain(reply, verdict.reason))
        if self._broken_lines >= BROKEN_LINES_IN_A_ROW:
            raise PauseError(_("The line to the mail server breaks again and again. Check the connection, then go on."))

    async def _try_later(self, row: OutboxRow, reply: Reply, verdict: Verdict) -> None:
        if row.attempts >= TRIES:
            words = _("Given up after {tries} tries. {reply}").format(tries=row.attempts, reply=reply.shown())
            self._settled = Settled(row, "failed", words)
            return
        wait = timedelta() if reply.lost else LATER[row.attempts - 1]
        self._settled = Settled(row, "deferred", reply.shown(), not_before=self._clock() + wait)
        if not verdict.slow_down:
            return
        await self._flush()
        if self._slowed >= len(SLOW_DOWN_SECONDS):
            raise PauseError(explain(reply, "rate"))
        self._forget_ahead()
        await self._run.wait(SLOW_DOWN_SECONDS[self._slowed])
        self._slowed += 1

    async def _open(self, row: OutboxRow) -> bool:
        """Reach the server; where it worked before, try a few times. False where the run was stopped meanwhile.

        Raises:
            AccountError: it was not reached, or refused us.
        """
        waits = iter(RECONNECT_AFTER if self._handed_over else ())
        while True:
            try:
                await self._transport.reach()
            except TryAgainError:
                seconds = next(waits, None)
                if seconds is None:
                    if self._ahead is None:
                        self._supply.give_back(row)
                    raise
                if await self._run.wait(seconds):
                    return False
            else:
                return True

    def _forget_ahead(self) -> None:
        self._transport.expect(None)
        if self._ahead is not None:
            self._supply.give_back(self._ahead.row)
            self._ahead = None

    async def _flush(self) -> None:
        """Put on disk what became of the last letter."""
        settled, self._settled = self._settled, None
        if settled is not None:
            await self._run.write(settled, None)
