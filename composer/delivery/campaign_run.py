"""One run over one campaign: claim a row, make the letter, hand it over, write down the answer; and again.

What can go wrong ends in one of three ways: this letter waits, this letter has failed, or the whole campaign pauses and says
why. Nothing is ever sent twice to find out.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, update

from composer.clock import Clock
from composer.database.tables import campaigns
from composer.delivery.accounts import Account
from composer.delivery.campaign import Campaign, CampaignStore, Counts
from composer.delivery.message import Addressee, LeftOverError, LetterMaker
from composer.delivery.outbox import Outbox, OutboxRow, Settled
from composer.delivery.pacing import Pacer
from composer.delivery.replies import Reply, Verdict, explain, judge
from composer.delivery.transports.transport import Transport, TryAgainError
from composer.errors import DeliveryError, InputError, WorkspaceError
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

Wait = Callable[[threading.Event, float], bool]
"""Waits some seconds, or until the event is set; True where it was set."""

LATER = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 720))
"""How long a letter waits after its first, second ... refusal for the moment."""
TRIES = len(LATER) + 1
RECONNECT_AFTER = (2.0, 10.0, 30.0)  # seconds; then the campaign pauses
SLOW_DOWN_SECONDS = (5.0, 15.0, 60.0, 180.0)  # after answers that ask for fewer letters; then the campaign pauses
BROKEN_LINES_IN_A_ROW = 3
WRITE_AGAIN_AFTER = (1.0, 5.0, 0.0)  # seconds, where the database could not be written; 0 gives up
PROGRESS_SECONDS = 0.1


class _Pause(Exception):  # noqa: N818 - a turn in the road, not an error
    """The campaign must stop; the words say why."""


class CampaignRun:
    """One run over one campaign. Whoever starts it holds the campaign, so nobody else claims its rows."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        store: CampaignStore,
        campaign: Campaign,
        on_progress: Callable[[Counts], None],
        stop: threading.Event,
        wait: Wait,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._store = store
        self._campaign = campaign
        self._on_progress = on_progress
        self._stop = stop
        self._wait = wait
        self._outbox = Outbox(
            engine,
            clock,
            campaign.id,
            newsletter=campaign.newsletter,
            lists=campaign.lists,
            sender_id=secrets.token_hex(8),
        )
        self._settled: Settled | None = None  # what became of the last letter, not yet on disk
        self._counts = Counts()
        self._told = 0.0
        self._handed_over = 0
        self._accepted = 0
        self._broken_lines = 0
        self._slowed = 0

    def go(self, account_for: Callable[[str], Account], transport_for: Callable[[Account], Transport], patient: bool) -> Counts:
        """Send until nothing is due, or something stops it."""
        self._outbox.take_over()
        if not self._begin():
            return self._finish_counting()
        transport: Transport | None = None
        try:
            account = account_for(self._campaign.account)
            maker = LetterMaker(self._store.frozen(self._campaign.id), self._campaign.id)
            self._counts = self._store.counts(self._campaign.id)
            transport = transport_for(account)
            pacer = Pacer(self._engine, account, self._clock)
            for row in self._rows(patient):
                if not self._send(row, transport, maker, pacer):
                    break
            self._flush()
        except _Pause as why:
            self._flush()
            self._store.pause(self._campaign.id, str(why))
        except (DeliveryError, InputError) as error:
            self._flush()
            self._store.pause(self._campaign.id, str(error))
        finally:
            if transport is not None:
                transport.close()
        self._conclude()
        return self._finish_counting()

    def _begin(self) -> bool:
        """Set the campaign going; False where it is paused or over."""
        now = self._clock()
        with self._engine.begin() as connection:
            begun = connection.execute(
                update(campaigns)
                .where(campaigns.c.id == self._campaign.id, campaigns.c.state.in_(("draft", "scheduled", "sending")))
                .values(state="sending", why="", started=func.coalesce(campaigns.c.started, now))
            )
            return bool(begun.rowcount)

    def _rows(self, patient: bool) -> Iterator[OutboxRow]:
        """Rows to send: the fresh ones in order, then those that are due again, and, with patience, those due later."""
        after = 0
        while batch := self._outbox.fresh(after):
            yield from batch
            after = batch[-1].id
            self._flush()
        while True:
            self._flush()
            batch = self._outbox.due_again()
            yield from batch
            if batch:
                continue
            due = self._outbox.next_due() if patient else None
            if due is None:
                return
            if self._pause_for(max(1.0, (due - self._clock()).total_seconds())):
                return

    def _send(self, row: OutboxRow, transport: Transport, maker: LetterMaker, pacer: Pacer) -> bool:
        """Send one letter. False where the run ends here."""
        if self._stop.is_set():
            return False
        if time.monotonic() - self._told >= PROGRESS_SECONDS:
            self._flush()  # an answer is on disk before anybody is told of it
            self._tell()
        delay = pacer.delay()
        if (delay > 0 or not transport.ready) and self._settled is not None:
            self._flush()
        if delay > 0 and self._pause_for(delay):
            return False
        if not transport.ready and not self._open(transport):
            return False
        answer = self._write(row)
        if answer is None:
            return self._store.get(self._campaign.id).state == "sending"
        if isinstance(answer, Settled):
            self._count(row.state, answer.state)
            return True
        self._count(row.state, "sending")
        reply = self._hand_over(answer, transport, maker)
        if reply is None:
            return True
        pacer.count()
        self._handed_over += 1
        self._conclude_letter(answer, reply)
        return True

    def _hand_over(self, row: OutboxRow, transport: Transport, maker: LetterMaker) -> Reply | None:
        """Make the letter and pass it on; None where it could not be made for this person."""
        made = False
        try:
            envelope = maker.make(Addressee(row.email, row.token, row.values), self._clock())
            made = True
        except (InputError, LeftOverError) as error:  # the bodies were looked at before: it is about this one person
            self._settle(Settled(row, "failed", str(error)))
            made = True
            return None
        finally:
            if not made:  # nothing was said to any server: the row is as free as before
                self._settle(Settled(row, "queued", ""))
        return transport.deliver(envelope)

    def _conclude_letter(self, row: OutboxRow, reply: Reply) -> None:
        """Sort the answer; raises :class:`_Pause` where the campaign must not go on."""
        verdict = judge(reply)
        if reply.lost:
            self._broken_lines += 1
        else:
            self._broken_lines = 0
        if verdict.outcome == "accepted":
            self._accepted += 1
            self._slowed = 0
            self._settle(Settled(row, "sent", reply.shown()))
        elif verdict.outcome == "uncertain":
            self._settle(Settled(row, "uncertain", reply.shown()))
        elif verdict.outcome == "refused":
            self._settle(Settled(row, "failed", reply.shown(), nobody_there=verdict.suppress))
        elif verdict.outcome == "retry":
            self._try_later(row, reply, verdict)
        elif verdict.reason in ("policy", "unknown") and row.was_refused and self._accepted:
            # The others went through and this one is refused again: it is about this person after all.
            self._settle(Settled(row, "failed", reply.shown()))
        else:
            self._settle(Settled(row, "queued", reply.shown()))
            raise _Pause(explain(reply, verdict.reason))
        if self._broken_lines >= BROKEN_LINES_IN_A_ROW:
            raise _Pause(_("The line to the mail server breaks again and again. Check the connection, then go on."))

    def _try_later(self, row: OutboxRow, reply: Reply, verdict: Verdict) -> None:
        if row.attempts >= TRIES:
            self._settle(
                Settled(row, "failed", _("Given up after {tries} tries. {reply}").format(tries=row.attempts, reply=reply.shown()))
            )
            return
        wait = timedelta() if reply.lost else LATER[row.attempts - 1]
        self._settle(Settled(row, "deferred", reply.shown(), not_before=self._clock() + wait))
        if not verdict.slow_down:
            return
        self._flush()
        if self._slowed >= len(SLOW_DOWN_SECONDS):
            raise _Pause(explain(reply, "rate"))
        self._pause_for(SLOW_DOWN_SECONDS[self._slowed])
        self._slowed += 1

    def _open(self, transport: Transport) -> bool:
        """Reach the server; where it worked before, try a few times. False where the run was stopped meanwhile.

        Raises:
            AccountError: it was not reached, or refused us.
        """
        waits = iter(RECONNECT_AFTER if self._handed_over else ())
        while True:
            try:
                transport.open()
            except TryAgainError:
                seconds = next(waits, None)
                if seconds is None:
                    raise
                if self._pause_for(seconds):
                    return False
            else:
                return True

    def _pause_for(self, seconds: float) -> bool:
        """Wait; True where the run was stopped or the campaign paused meanwhile."""
        self._tell()
        return self._wait(self._stop, seconds) or self._store.get(self._campaign.id).state != "sending"

    def _settle(self, settled: Settled) -> None:
        self._settled = settled
        self._count("sending", settled.state)

    def _flush(self) -> None:
        """Put on disk what became of the last letter."""
        if self._settled is not None:
            self._write(None)

    def _write(self, row: OutboxRow | None) -> Settled | OutboxRow | None:
        """What became of the last letter, and the claim on the next, in one step. An answer is worth some patience: were it not
        written down, that letter would be in doubt."""
        for seconds in WRITE_AGAIN_AFTER:
            try:
                answer = self._outbox.settle_and_claim(self._settled, row)
            except WorkspaceError:
                if not seconds:
                    raise
                self._wait(self._stop, seconds)
            else:
                self._settled = None
                return answer
        return None

    def _count(self, before: str, after: str) -> None:
        counts = self._counts
        self._counts = replace(counts, **{before: getattr(counts, before) - 1})
        self._counts = replace(self._counts, **{after: getattr(self._counts, after) + 1})

    def _tell(self) -> None:
        self._told = time.monotonic()
        self._on_progress(self._counts)

    def _conclude(self) -> None:
        """Finish the campaign where nothing is left; pause it where what is left waits for a time or for a person."""
        counts = self._store.counts(self._campaign.id)
        if self._stop.is_set() or counts.queued or counts.sending or self._store.get(self._campaign.id).state != "sending":
            return
        if counts.open == 0:
            with self._engine.begin() as connection:
                connection.execute(
                    update(campaigns)
                    .where(campaigns.c.id == self._campaign.id, campaigns.c.state == "sending")
                    .values(state="finished", why="", finished=self._clock())
                )
            return
        self._store.pause(self._campaign.id, _what_waits(counts))

    def _finish_counting(self) -> Counts:
        counts = self._store.counts(self._campaign.id)
        self._on_progress(counts)
        return counts


def _what_waits(counts: Counts) -> str:
    sentences = []
    if counts.uncertain:
        sentences.append(
            ngettext(
                "{count} letter may or may not have arrived. Decide whether it is sent again.",
                "{count} letters may or may not have arrived. Decide whether they are sent again.",
                counts.uncertain,
            ).format(count=counts.uncertain)
        )
    if counts.deferred:
        sentences.append(
            ngettext(
                "{count} letter was put off by the mail server. Go on in a while to try again.",
                "{count} letters were put off by the mail server. Go on in a while to try again.",
                counts.deferred,
            ).format(count=counts.deferred)
        )
    return " ".join(sentences)
