"""Work off the GUI thread, and its results back in it.

How to use it::

    jobs.submit(lambda: shelf.find(query), self._on_found, self._on_failed, label=_("Looking"), owner=self)
    jobs.submit(work, self._on_done, newest="checks", owner=self)    # only the newest submission with this key is heard
    jobs.write(lambda: documents.save(changes), self._on_saved)      # one at a time, in order: everything that writes issues
    report = jobs.progress(self._on_progress)                        # the work calls report(value): at most 10 a second arrive

``owner`` is the widget that waits: its callbacks are dropped once it is gone. Without ``on_failed`` a :class:`ComposerError` goes
to the window's banner. Anything that is not a ComposerError is our fault: the bug sheet shows, and ``on_failed`` hears a plain
sentence, so that whoever waits stops waiting.

The core below stays synchronous and knows nothing of this. Work gets values (an issue, a query), never widgets.
"""

from __future__ import annotations

import contextlib
import itertools
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal

from composer.errors import ComposerError
from composer.gui.doing import Doing
from composer.i18n import _

THREADS = 4
PROGRESS_EVERY = 0.1


class Job:
    """One piece of work under way. ``cancel()`` makes its result unheard; ``stop`` is set, for work that looks at it."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.stop = threading.Event()
        self._future: Future[Any] | None = None

    @property
    def cancelled(self) -> bool:
        """Whether nobody waits for it any more."""
        return self.stop.is_set()

    def cancel(self) -> None:
        """Drop it: not started if it has not, unheard if it has."""
        self.stop.set()
        if self._future is not None:
            self._future.cancel()

    def cancel_callbacks(self) -> None:
        """Let it run to its end, unheard (whoever wants the outcome waits for it, see :meth:`Jobs.wait`)."""
        self.stop.set()


class Jobs(QObject):
    """A free pool for reading and working, and one single writer."""

    failed = Signal(object)
    """A ComposerError nobody else took care of."""
    crashed = Signal(object)
    """An exception that is our fault."""
    busy_changed = Signal(int)
    """How many jobs are under way."""
    doing_changed = Signal(object)
    """Tuple of :class:`~composer.gui.doing.Doing`: what would be cut off if the program ended now."""
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="work")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="write")
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="aside")
        self._doing: list[Doing] = []
        self._newest: dict[str, Job] = {}
        self._under_way: set[Job] = set()
        self._writing: set[Job] = set()
        self._closed = False
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        work: Callable[[], Any],
        on_done: Callable[[Any], None] | None = None,
        on_failed: Callable[[ComposerError], None] | None = None,
        *,
        label: str = "",
        newest: str = "",
        owner: QObject | None = None,
        doing: Doing | None = None,
    ) -> Job:
        """Run ``work`` in the pool; its result or its error arrives in the GUI thread."""
        return self._start(self._pool, work, on_done, on_failed, label, newest, owner, doing)

    def write(
        self,
        work: Callable[[], Any],
        on_done: Callable[[Any], None] | None = None,
        on_failed: Callable[[ComposerError], None] | None = None,
        *,
        label: str = "",
        owner: QObject | None = None,
        doing: Doing | None = None,
    ) -> Job:
        """Run ``work`` on the single writer thread, after everything given to it before."""
        return self._start(self._writer, work, on_done, on_failed, label, "", owner, doing)

    def at_once(self, work: Callable[[], None]) -> None:
        """Run ``work``, small and local, on a thread that neither the network nor the database keeps busy, in the order given.

        It says nothing back and must not raise anything but what is our fault.
        """
        if self._closed:
            return

        def tell(future: Future[None]) -> None:
            if (error := future.exception()) is not None:
                self._arrived.emit(lambda: self.crashed.emit(error))

        self._aside.submit(work).add_done_callback(tell)

    def start_threads(self) -> None:
        """Start those that wait for work, from one of them: starting a thread keeps whoever does it waiting until it runs."""
        go_on = threading.Event()

        def start() -> None:
            with contextlib.suppress(RuntimeError):  # closed meanwhile: none are needed
                self._writer.submit(go_on.is_set)
                for _number in range(THREADS):
                    self._pool.submit(go_on.wait)
            go_on.set()

        self.at_once(start)

    def begin(self, doing: Doing) -> None:
        """From now on the program is in the middle of this; the same thing twice counts once."""
        if doing not in self._doing:
            self._doing.append(doing)
            self.doing_changed.emit(tuple(self._doing))

    def end(self, doing: Doing) -> None:
        """It is done, or given up."""
        if doing in self._doing:
            self._doing.remove(doing)
            self.doing_changed.emit(tuple(self._doing))

    def progress(self, heard: Callable[[Any], None], *, owner: QObject | None = None) -> Callable[[Any], None]:
        """A function for the worker to call with progress; ``heard`` gets the last value at most 10 times a second."""
        return _Progress(self._arrived.emit, heard, owner)

    @staticmethod
    def wait(job: Job, seconds: float) -> BaseException | None:
        """Block until the job ends; its error, or None. Only for closing: the window does not answer meanwhile.

        A job that does not end in time gives :class:`TimeoutError`.
        """
        if job._future is None:
            return None
        try:
            return job._future.exception(timeout=seconds)
        except (TimeoutError, CancelledError) as error:
            return error

    @property
    def busy(self) -> int:
        """How many jobs are under way."""
        return len(self._under_way)

    def close(self, *, seconds: float = 3.0) -> bool:
        """Finish what is being written, drop the rest. Returns False if some work did not end in time (it is then abandoned)."""
        self._closed = True
        for job in self._under_way - self._writing:
            job.stop.set()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._writer.shutdown(wait=True)
        self._aside.shutdown(wait=True)
        deadline = time.monotonic() + seconds
        for thread in list(self._pool._threads):
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._pool._threads)

    def _start(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], Any],
        on_done: Callable[[Any], None] | None,
        on_failed: Callable[[ComposerError], None] | None,
        label: str,
        newest: str,
        owner: QObject | None,
        doing: Doing | None,
    ) -> Job:
        assert QThread.currentThread() == self.thread(), "jobs are started from the GUI thread"
        job = Job(label)
        if self._closed:
            job.stop.set()
            return job
        if newest:
            earlier = self._newest.get(newest)
            if earlier is not None:
                earlier.cancel()
            self._newest[newest] = job
        self._under_way.add(job)
        if pool is self._writer:
            self._writing.add(job)
        self.busy_changed.emit(len(self._under_way))
        if doing is not None:
            self.begin(doing)

        def deliver(future: Future[Any]) -> None:
            self._arrived.emit(lambda: self._finish(job, future, on_done, on_failed, newest, owner, doing))

        job._future = pool.submit(work)
        job._future.add_done_callback(deliver)
        return job

    def _on_arrived(self, call: Callable[[], None]) -> None:
        call()

    def _finish(
        self,
        job: Job,
        future: Future[Any],
        on_done: Callable[[Any], None] | None,
        on_failed: Callable[[ComposerError], None] | None,
        newest: str,
        owner: QObject | None,
        doing: Doing | None,
    ) -> None:
        self._under_way.discard(job)
        self._writing.discard(job)
        if doing is not None:
            self.end(doing)
        if newest and self._newest.get(newest) is job:
            del self._newest[newest]
        self.busy_changed.emit(len(self._under_way))
        try:
            error = future.exception()
        except CancelledError:
            return
        unexpected = error is not None and not isinstance(error, ComposerError)
        if unexpected:
            self.crashed.emit(error)
        if job.cancelled or (owner is not None and not shiboken6.isValid(owner)):
            return
        if error is None:
            if on_done is not None:
                on_done(future.result())
        elif on_failed is not None:
            on_failed(error if isinstance(error, ComposerError) else _our_fault(error))
        elif not unexpected:
            self.failed.emit(error)


class _Progress:
    """Lets at most one value per :data:`PROGRESS_EVERY` through, and always the last one."""

    def __init__(self, emit: Callable[[Any], None], heard: Callable[[Any], None], owner: QObject | None) -> None:
        self._emit = emit
        self._heard = heard
        self._owner = owner
        self._lock = threading.Lock()
        self._waiting: list[Any] = []
        self._numbers = itertools.count()

    def __call__(self, value: Any) -> None:
        with self._lock:
            first = not self._waiting
            self._waiting[:] = [value]
        if first:
            self._emit(self._deliver_soon)

    def _deliver_soon(self) -> None:
        if next(self._numbers) == 0:
            self._deliver()
        else:
            QTimer.singleShot(round(PROGRESS_EVERY * 1000), self._deliver)

    def _deliver(self) -> None:
        with self._lock:
            values, self._waiting[:] = self._waiting[:], []
        if values and (self._owner is None or shiboken6.isValid(self._owner)):
            self._heard(values[0])


class OurFaultError(ComposerError):
    """What ``on_failed`` hears where the program itself is at fault; the bug sheet shows already, so no banner is needed."""


def _our_fault(error: BaseException) -> OurFaultError:
    return OurFaultError(
        _("That was our fault."),
        _("Your issue is saved; please try again."),
        details="".join(traceback.format_exception(error)),
    )
