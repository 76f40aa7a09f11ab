"""One run over one campaign: as many lines to the mail server as its account has, and what they share: the rows, the pace, the
disk, and the word that it is over. Other computers may run the same campaign at the same time.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import func, update

from composer.clock import Clock
from composer.contacts.addresses import domain_of
from composer.database.process_lock import process_lock
from composer.database.tables import campaigns
from composer.delivery.accounts import Account
from composer.delivery.campaign import Campaign, CampaignStore, Counts
from composer.delivery.group_writer import GroupWriter
from composer.delivery.message import LetterMaker
from composer.delivery.outbox import LEASE_SECONDS, Outbox, sender_lock
from composer.delivery.outbox_row import Lost, OutboxRow, Settled, Verdict
from composer.delivery.row_supply import RowSupply
from composer.delivery.sending_line import PauseError, SendingLine
from composer.delivery.shared_count import AT_ONCE, Pace, SharedCount
from composer.delivery.transports.transport import Transport, TryAgainError
from composer.errors import DeliveryError, InputError, WorkspaceError
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from sqlalchemy import Engine

T = TypeVar("T")
Step = tuple[Settled | None, OutboxRow | None]
"""What became of a line's last letter (None: nothing to say), and the row it wants next (None: none)."""
Answer = Settled | OutboxRow | None

Wait = Callable[[threading.Event, float], bool]
"""Waits some seconds, or until the event is set; True where it was set."""

WRITE_AGAIN_AFTER = (1.0, 5.0)  # seconds, where the database could not be written; then it is given up
PROGRESS_SECONDS = 0.1
LONGEST_WAIT = 1.0  # seconds a line waits before it looks whether another one ended the run
SIGN_OF_LIFE_EVERY = LEASE_SECONDS / 6
JUST_CLAIMED = 0.05
"""Seconds after a claim in which nothing can have changed that the claim itself did not see: where only this computer writes."""


class CampaignRun:
    """One run over one campaign."""

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
        self._sender = secrets.token_hex(8)
        self._outbox = Outbox(
            engine,
            clock,
            campaign.id,
            newsletter=campaign.newsletter,
            lists=campaign.lists,
            sender_id=self._sender,
        )
        self._writer: GroupWriter[Step, Answer] = GroupWriter(self._outbox.write)
        self._last_words: GroupWriter[OutboxRow, Verdict] = GroupWriter(self._outbox.last_word)
        self._claimed_at: dict[int, float] = {}
        self._others = False
        self._guard = threading.RLock()
        self._counts = Counts()
        self._changes: Counter[str] = Counter()  # letters more or fewer in each state since they were counted
        self._accepted = False
        self._patient = False
        self._count_of_account: SharedCount | None = None
        self._lines = 1
        self._failed_lines = 0
        self._ended = False  # one line found a reason why none may go on
        self._why = ""
        self._broken: BaseException | None = None

    def go(self, account_for: Callable[[str], Account], transport_for: Callable[[Account], Transport], patient: bool) -> Counts:
        """Send until nothing is due, or something stops it."""
        with process_lock(self._engine, sender_lock(self._sender), once=True):
            return self._go(account_for, transport_for, patient)

    def _go(self, account_for: Callable[[str], Account], transport_for: Callable[[Account], Transport], patient: bool) -> Counts:
        self._outbox.take_over()
        if not self._begin():
            return self._finish_counting()
        self._patient = patient
        try:
            account = account_for(self._campaign.account)
            maker = LetterMaker(self._store.frozen(self._campaign.id), self._campaign.id)
            self._counts = self._store.counts(self._campaign.id)
            self._count_of_account = SharedCount(self._engine, account, self._clock)
            self._lines = max(1, min(account.connections, self._counts.queued + self._counts.deferred))
            transports = [transport_for(account) for _line in range(self._lines)]
        except (DeliveryError, InputError) as error:
            self._end(str(error))
        else:
            over = threading.Event()
            sign = threading.Thread(target=self._give_signs_of_life, args=(over,), name="sign of life", daemon=True)
            sign.start()
            try:
                self._send_over(transports, maker)
            finally:
                over.set()
                sign.join()
                self._outbox.release()
        if self._broken is not None:
            raise self._broken
        if self._why:
            self._store.pause(self._campaign.id, self._why)
        self._conclude()
        return self._finish_counting()

    def _send_over(self, transports: list[Transport], maker: LetterMaker) -> None:
        first = self._campaign.ask_after
        supply = RowSupply(self._outbox, self._clock, up_to=self._outbox.first_ids(first) if first else 0)
        # The selector's loop on every system: it lets a line be reached and encrypted elsewhere, and then be listened to here.
        self._writer.askers = self._last_words.askers = len(transports)
        with self._outbox.at_work(), asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(self._run_lines(transports, supply, maker))

    async def _run_lines(self, transports: list[Transport], supply: RowSupply, maker: LetterMaker) -> None:
        """All lines to their ends, in this thread; what would keep the others waiting (reaching the server) goes to threads."""
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(len(transports), thread_name_prefix="line"))
        pending = {loop.create_task(self._run_line(transport, supply, maker)) for transport in transports}
        while pending:
            _done, pending = await asyncio.wait(pending, timeout=PROGRESS_SECONDS)
            self._tell()
            if not pending and self._failed_lines and not self.over() and self._store.counts(self._campaign.id).queued:
                # A line was refused what the others had ended without: what it gave back is tried once more, and told about.
                self._failed_lines = self._lines - 1
                pending = {loop.create_task(self._run_line(transports[0], supply, maker))}

    def _give_signs_of_life(self, over: threading.Event) -> None:
        """Keep what is ours, and look after what others left behind. A database that is away for a while is asked again."""
        while not over.wait(SIGN_OF_LIFE_EVERY):
            with contextlib.suppress(WorkspaceError):
                self._outbox.renew()
                self.others_at_work()

    async def _run_line(self, transport: Transport, supply: RowSupply, maker: LetterMaker) -> None:
        try:
            await SendingLine(self, supply, transport, maker, self._clock).go()
        except TryAgainError as error:
            self._failed_lines += 1
            if self._failed_lines == self._lines:
                self._end(str(error))
        except (PauseError, DeliveryError, InputError) as error:
            self._end(str(error))
        except BaseException as error:  # noqa: BLE001 - it is raised again where the run was started
            self._broken = error
            self._end("")
        finally:
            await transport.leave()

    def _end(self, why: str) -> None:
        self._why = self._why or why
        self._ended = True

    def over(self) -> bool:
        """True where no further letter may go: stopped, paused or given up."""
        return self._stop.is_set() or self._ended

    async def last_word(self, row: OutboxRow) -> Verdict:
        """Whether a claimed letter may still go; asked when no byte of it has left."""
        claimed = self._claimed_at.pop(row.id, 0.0)
        if not self._outbox.shared and abs(time.time() - claimed) < JUST_CLAIMED:
            return None
        verdict = await self._patiently(lambda: self._last_words.ask(row))
        with self._guard:
            if isinstance(verdict, Settled):
                self._count("sending", verdict.state)
            elif isinstance(verdict, Lost):
                self._recount()
        return verdict

    def others_at_work(self) -> bool:
        """True where another sender has rows of the campaign; what it left behind was taken from it."""
        self._others = self._outbox.others_at_work()
        if self._others:
            self._outbox.take_over()
            with self._guard:
                self._recount()
        return self._others

    def still_sending(self) -> bool:
        """Asks the database whether the campaign goes on."""
        return self._store.get(self._campaign.id).state == "sending"

    async def allowance(self, row: OutboxRow) -> Pace:
        """When this letter may go; where that is now, it counts as gone."""
        count = self._count_of_account
        assert count is not None
        if not count.limited:
            return AT_ONCE

        async def take() -> Pace:
            return count.take(domain_of(row.email_key))

        return await self._patiently(take)

    def may_go_at_once(self) -> bool:
        """True where nothing limits how fast letters go."""
        return self._count_of_account is not None and not self._count_of_account.limited

    async def wait(self, seconds: float) -> bool:
        """Wait; True where the run was stopped or the campaign paused meanwhile."""
        if self._lines == 1:
            self._tell()
            return await self._pause(seconds) or not self.still_sending()
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if await self._pause(min(left, LONGEST_WAIT)) or self._ended or not self.still_sending():
                return True
        return False

    async def _pause(self, seconds: float) -> bool:
        return await asyncio.get_running_loop().run_in_executor(None, self._wait, self._stop, seconds)

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

    async def write(self, settled: Settled | None, row: OutboxRow | None) -> Settled | OutboxRow | None:
        """What became of the last letter, and the claim on the next, in one step. An answer is worth some patience: were it not
        written down, that letter would be in doubt."""
        answer = await self._patiently(lambda: self._writer.ask((settled, row)))
        with self._guard:
            if settled is not None:
                self._count("sending", settled.state)
            if answer is not None and row is not None:
                self._count(row.state, answer.state if isinstance(answer, Settled) else "sending")
                self._claimed_at[row.id] = time.time()
        return answer

    async def _patiently(self, ask: Callable[[], Awaitable[T]]) -> T:
        for seconds in WRITE_AGAIN_AFTER:
            try:
                return await ask()
            except WorkspaceError:
                await self._pause(seconds)
        return await ask()

    def _begin(self) -> bool:
        """Set the campaign going; False where it is paused or over."""
        now = self._clock()
        with self._engine.begin() as connection:
            begun = connection.execute(
                update(campaigns)
                .where(campaigns.c.id == self._campaign.id, campaigns.c.state.in_(("draft", "sending")))
                .values(state="sending", why="", started=func.coalesce(campaigns.c.started, now))
            )
            return bool(begun.rowcount)

    def _count(self, before: str, after: str) -> None:
        self._changes[before] -= 1
        self._changes[after] += 1

    def _recount(self) -> None:
        """Ask the database how far it has come."""
        self._changes.clear()
        self._counts = self._store.counts(self._campaign.id)

    def _tell(self) -> None:
        with self._guard:
            told = {name: getattr(self._counts, name) + change for name, change in self._changes.items()}
            counts = replace(self._counts, **told)
        self._on_progress(counts)

    def _conclude(self) -> None:
        """Finish the campaign where nothing is left; pause it where what is left waits for a time or for a person."""
        counts = self._store.counts(self._campaign.id)
        now = self._store.get(self._campaign.id)
        if now.ask_after and counts.queued and now.state == "sending" and not self._stop.is_set():
            self._store.pause(self._campaign.id, _after_the_first(counts))
            return
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


def _after_the_first(counts: Counts) -> str:
    """What became of the first letters, and what to do before the others go."""
    out = ngettext("The first {count} letter is out.", "The first {count} letters are out.", counts.sent).format(
        count=counts.sent
    )
    bad = counts.failed + counts.deferred + counts.uncertain
    if bad:
        out += " " + ngettext(
            "{count} was not taken: see why before the others go.", "{count} were not taken: see why before the others go.", bad
        ).format(count=bad)
    return out + " " + _("Look at one of them as it arrived, then go on.")


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
