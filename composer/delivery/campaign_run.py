"""One run over one campaign: as many lines to the mail server as its account has, and what they share: the rows, the pace, the
disk, and the word that it is over.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, update

from composer.clock import Clock
from composer.database.tables import campaigns
from composer.delivery.accounts import Account
from composer.delivery.campaign import Campaign, CampaignStore, Counts
from composer.delivery.group_writer import GroupWriter
from composer.delivery.message import LetterMaker
from composer.delivery.outbox import Outbox, OutboxRow, Settled
from composer.delivery.pacing import Pacer
from composer.delivery.row_supply import RowSupply
from composer.delivery.sending_line import PauseError, SendingLine
from composer.delivery.transports.transport import Transport, TryAgainError
from composer.errors import DeliveryError, InputError, WorkspaceError
from composer.i18n import ngettext

if TYPE_CHECKING:
    from sqlalchemy import Engine

Wait = Callable[[threading.Event, float], bool]
"""Waits some seconds, or until the event is set; True where it was set."""

WRITE_AGAIN_AFTER = (1.0, 5.0, 0.0)  # seconds, where the database could not be written; 0 gives up
PROGRESS_SECONDS = 0.1
LONGEST_WAIT = 1.0  # seconds a line waits before it looks whether another one ended the run


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
        self._writer = GroupWriter(self._outbox.write)
        self._guard = threading.RLock()
        self._counts = Counts()
        self._told = 0.0
        self._accepted = False
        self._patient = False
        self._pacer: Pacer | None = None
        self._lines = 1
        self._failed_lines = 0
        self._ended = threading.Event()  # one line found a reason why none may go on
        self._why = ""
        self._broken: BaseException | None = None

    def go(self, account_for: Callable[[str], Account], transport_for: Callable[[Account], Transport], patient: bool) -> Counts:
        """Send until nothing is due, or something stops it."""
        self._outbox.take_over()
        if not self._begin():
            return self._finish_counting()
        self._patient = patient
        try:
            account = account_for(self._campaign.account)
            maker = LetterMaker(self._store.frozen(self._campaign.id), self._campaign.id)
            self._counts = self._store.counts(self._campaign.id)
            self._pacer = Pacer(self._engine, account, self._clock)
            self._lines = max(1, min(account.connections, self._counts.queued + self._counts.deferred))
            transports = [transport_for(account) for _line in range(self._lines)]
        except (DeliveryError, InputError) as error:
            self._end(str(error))
        else:
            self._send_over(transports, maker)
        if self._broken is not None:
            raise self._broken
        if self._why:
            self._store.pause(self._campaign.id, self._why)
        self._conclude()
        return self._finish_counting()

    def _send_over(self, transports: list[Transport], maker: LetterMaker) -> None:
        supply = RowSupply(self._outbox)
        if len(transports) == 1:
            self._run_line(transports[0], supply, maker)
            return
        threads = [
            threading.Thread(target=self._run_line, args=(transport, supply, maker), name=f"line {number}", daemon=True)
            for number, transport in enumerate(transports, 1)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            while thread.is_alive():
                thread.join(PROGRESS_SECONDS)
                self._tell_sometimes()

    def _run_line(self, transport: Transport, supply: RowSupply, maker: LetterMaker) -> None:
        try:
            SendingLine(self, supply, transport, maker, self._clock).go()
        except TryAgainError as error:
            with self._guard:
                self._failed_lines += 1
                last = self._failed_lines == self._lines
            if last:
                self._end(str(error))
        except (PauseError, DeliveryError, InputError) as error:
            self._end(str(error))
        except BaseException as error:  # noqa: BLE001 - it is raised again where the run was started
            self._broken = error
            self._end("")
        finally:
            transport.close()

    def _end(self, why: str) -> None:
        with self._guard:
            self._why = self._why or why
            self._ended.set()

    def over(self) -> bool:
        """True where no further letter may go: stopped, paused or given up."""
        if self._lines == 1:
            self._tell_sometimes()
        return self._stop.is_set() or self._ended.is_set()

    def still_sending(self) -> bool:
        """Asks the database whether the campaign goes on."""
        return self._store.get(self._campaign.id).state == "sending"

    def allowance(self) -> float:
        """Seconds until one letter more may go; where that is 0, it counts as gone."""
        assert self._pacer is not None
        with self._guard:
            delay = self._pacer.delay()
            if delay <= 0:
                self._pacer.count()
            return delay

    def may_go_at_once(self) -> bool:
        """True where a letter could go now; it does not count as gone."""
        assert self._pacer is not None
        with self._guard:
            return self._pacer.delay() <= 0

    def wait(self, seconds: float) -> bool:
        """Wait; True where the run was stopped or the campaign paused meanwhile."""
        if self._lines == 1:
            self._tell()
            return self._wait(self._stop, seconds) or not self.still_sending()
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self._wait(self._stop, min(left, LONGEST_WAIT)) or self._ended.is_set() or not self.still_sending():
                return True
        return False

    def next_due(self) -> float | None:
        """Seconds until a letter that was put off is due; None where none waits, or nobody waits for it."""
        due = self._outbox.next_due() if self._patient else None
        return None if due is None else (due - self._clock()).total_seconds()

    def accepted_any(self) -> bool:
        """True where the server has taken a letter of this run."""
        return self._accepted

    def accept(self) -> None:
        """The server took a letter."""
        self._accepted = True

    def write(self, settled: Settled | None, row: OutboxRow | None) -> Settled | OutboxRow | None:
        """What became of the last letter, and the claim on the next, in one step. An answer is worth some patience: were it not
        written down, that letter would be in doubt."""
        for seconds in WRITE_AGAIN_AFTER:
            try:
                answer = self._writer.write(settled, row)
            except WorkspaceError:
                if not seconds:
                    raise
                self._wait(self._stop, seconds)
            else:
                with self._guard:
                    if settled is not None:
                        self._count("sending", settled.state)
                    if answer is not None and row is not None:
                        self._count(row.state, answer.state if isinstance(answer, Settled) else "sending")
                return answer
        return None

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

    def _count(self, before: str, after: str) -> None:
        counts = self._counts
        self._counts = replace(counts, **{before: getattr(counts, before) - 1})
        self._counts = replace(self._counts, **{after: getattr(self._counts, after) + 1})

    def _tell_sometimes(self) -> None:
        if time.monotonic() - self._told >= PROGRESS_SECONDS:
            self._tell()

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
