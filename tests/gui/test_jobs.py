"""Work is done elsewhere and heard here; late, dropped and failing work does no harm."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread, Signal

from composer.errors import ComposerError, SourceError
from composer.gui.jobs import THREADS, Jobs, OurFaultError


@pytest.fixture
def loose(qtbot: Any) -> Iterator[Jobs]:
    """Jobs that may hold faults of ours."""
    made = Jobs()
    yield made
    assert made.close()


def test_the_result_arrives_in_the_gui_thread(qtbot: Any, jobs: Jobs) -> None:
    heard: list[tuple[object, bool]] = []
    here = QThread.currentThread()
    jobs.submit(lambda: threading.current_thread().name, lambda name: heard.append((name, QThread.currentThread() == here)))
    qtbot.waitUntil(lambda: bool(heard))
    assert str(heard[0][0]).startswith("work")
    assert heard[0][1]


def test_two_hundred_results_all_arrive(qtbot: Any, jobs: Jobs) -> None:
    heard: list[int] = []
    for number in range(200):
        jobs.submit(lambda number=number: number, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 200)
    assert sorted(heard) == list(range(200))
    assert jobs.busy == 0


def test_five_thousand_signals_do_no_harm(qtbot: Any) -> None:
    """PySide6 6.12.0 loses a reference with each on Python 3.11 and aborts long before this number."""

    class Teller(QObject):
        told = Signal(bool)

    heard: list[bool] = []
    teller = Teller()
    teller.told.connect(heard.append)
    for _number in range(5_000):
        teller.told.emit(True)
    assert len(heard) == 5_000


def test_an_error_goes_to_whoever_asked_else_to_the_window(qtbot: Any, jobs: Jobs) -> None:
    def fail() -> None:
        raise SourceError("Not reached.")

    heard: list[ComposerError] = []
    jobs.submit(fail, on_failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert str(heard[0]) == "Not reached."
    with qtbot.waitSignal(jobs.failed) as told:
        jobs.submit(fail)
    assert str(told.args[0]) == "Not reached."


def test_our_own_fault_reaches_the_bug_sheet_and_ends_the_waiting(qtbot: Any, loose: Jobs) -> None:
    def fail() -> None:
        raise ZeroDivisionError("anna@example.org")

    heard: list[ComposerError] = []
    with qtbot.waitSignal(loose.crashed) as told:
        loose.submit(fail, on_failed=heard.append)
    assert isinstance(told.args[0], ZeroDivisionError)
    assert isinstance(heard[0], OurFaultError)


def test_only_the_newest_of_a_kind_is_heard(qtbot: Any, jobs: Jobs) -> None:
    go = threading.Event()
    heard: list[int] = []
    for number in range(5):
        jobs.submit(lambda number=number: (go.wait(5), number)[1], heard.append, newest="preview")
    go.set()
    qtbot.waitUntil(lambda: bool(heard) and jobs.busy == 0)
    assert heard == [4]


def test_nobody_is_called_who_is_gone(qtbot: Any, jobs: Jobs) -> None:
    go = threading.Event()
    heard: list[object] = []
    owner = QObject()
    jobs.submit(lambda: go.wait(5), heard.append, owner=owner)
    shiboken6.delete(owner)
    go.set()
    qtbot.waitUntil(lambda: jobs.busy == 0)
    assert heard == []


def test_a_cancelled_job_is_not_heard_and_can_see_it(qtbot: Any, jobs: Jobs) -> None:
    heard: list[object] = []
    go = threading.Event()
    job = jobs.submit(lambda: go.wait(5), heard.append)
    job.cancel()
    assert job.cancelled
    assert job.stop.is_set()
    go.set()
    qtbot.waitUntil(lambda: jobs.busy == 0)
    assert heard == []


def test_writing_happens_one_after_another_in_order(qtbot: Any, jobs: Jobs) -> None:
    written: list[int] = []
    for number in range(20):
        jobs.write(lambda number=number: written.append(number))
    qtbot.waitUntil(lambda: jobs.busy == 0)
    assert written == list(range(20))


def test_closing_finishes_what_is_being_written(qtbot: Any) -> None:
    jobs = Jobs()
    written: list[str] = []
    jobs.write(lambda: written.append("the last words"))
    assert jobs.close()
    assert written == ["the last words"]
    assert jobs.submit(lambda: 1).cancelled


def test_progress_is_told_in_measure_and_to_the_end(qtbot: Any, jobs: Jobs) -> None:
    heard: list[int] = []
    report = jobs.progress(heard.append)

    def work() -> None:
        for number in range(10_000):
            report(number)

    jobs.submit(work)
    qtbot.waitUntil(lambda: bool(heard) and heard[-1] == 9_999)
    assert len(heard) < 20


def test_waiting_gives_the_error(qtbot: Any, loose: Jobs) -> None:
    def fail() -> None:
        raise SourceError("No.")

    job = loose.write(fail)
    job.cancel_callbacks()
    assert isinstance(loose.wait(job, 5), SourceError)
    fine = loose.write(lambda: None)
    assert loose.wait(fine, 5) is None


def test_threads_wait_for_work_before_there_is_any(qtbot: Any, jobs: Jobs) -> None:
    jobs.start_threads()
    qtbot.waitUntil(lambda: len(jobs._pool._threads) == THREADS and len(jobs._writer._threads) == 1)
    assert not jobs.busy
    jobs.close()
    jobs.start_threads()
