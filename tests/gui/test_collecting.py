"""Full collections wait for a rest."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from composer.gui import collecting
from composer.gui.collecting import Collecting
from composer.gui.jobs import Jobs


class Circle:
    """Nothing but itself holds it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def field(show: Any) -> QLineEdit:
    """A window with a field to write in."""
    made = QLineEdit()
    show(made, 300, 60)
    return made


@pytest.fixture
def made(field: QLineEdit, jobs: Jobs) -> Iterator[Collecting]:
    """The collections of that window."""
    before = gc.get_threshold()
    taken = Collecting(field, jobs)
    yield taken
    taken.stop()
    gc.unfreeze()
    assert gc.get_threshold() == before


def _dropped() -> weakref.ref[Circle]:
    circle = Circle()
    gc.collect(1)  # it is among the old ones from now on
    gc.collect(1)
    return weakref.ref(circle)


def _busy(times: int) -> None:
    for _number in range(times):
        gc.collect(1)


def test_python_itself_begins_none(made: Collecting) -> None:
    assert gc.get_threshold()[2] > 1_000_000


def test_it_waits_for_a_rest(made: Collecting, monkeypatch: pytest.MonkeyPatch) -> None:
    left = _dropped()
    _busy(collecting.DUE)
    made.look()
    assert left() is not None
    monkeypatch.setattr(collecting, "QUIET", 0.0)
    made.look()
    assert left() is None


def test_a_key_is_no_rest(made: Collecting, field: QLineEdit, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    made.look()
    left = _dropped()
    _busy(collecting.DUE)
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    now[0] += collecting.QUIET - 1
    made.look()
    assert left() is not None
    now[0] += 1
    made.look()
    assert left() is None


def test_not_while_work_is_under_way(made: Collecting, jobs: Jobs, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from threading import Event

    go_on = Event()
    jobs.submit(lambda: go_on.wait(20))
    monkeypatch.setattr(collecting, "QUIET", 0.0)
    left = _dropped()
    _busy(collecting.DUE)
    made.look()
    assert left() is not None
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    made.look()
    assert left() is None


def test_whoever_never_rests_does_not_lose_memory_for_ever(made: Collecting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "QUIET", 3600.0)
    left = _dropped()
    _busy(collecting.OVERDUE)
    made.look()
    assert left() is None
