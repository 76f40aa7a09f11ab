"""What nobody went to yet is made while their hands rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from composer.gui import making_ahead
from composer.gui.application import build_window, close_window
from composer.gui.making_ahead import MakingAhead


@pytest.fixture
def window(qtbot: Any, harbour: Any, monkeypatch: pytest.MonkeyPatch, plain_preview: Any) -> Iterator[Any]:
    """The whole window at its first page."""
    monkeypatch.setattr(making_ahead, "BETWEEN", 1)
    made = build_window(harbour.workspace, theme="light", place="issues")
    made.show()
    qtbot.waitExposed(made)
    yield made
    close_window(made)


def test_every_usual_place_is_made_and_none_is_shown(qtbot: Any, window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making_ahead, "HANDS_OFF", 0.0)
    before = window.made_pages()
    ahead = MakingAhead(window)
    ahead.begin()
    qtbot.waitUntil(lambda: ahead.done, timeout=20_000)
    assert {type(page).__name__ for page in window.made_pages()} >= {"ComposePage", "PeoplePage", "SettingsPage", "ReviewPage"}
    assert window.shown == "issues"
    assert before[0].isVisible()
    people = window.page("people")
    window.show_place("people")
    assert people.isVisible()
    qtbot.waitUntil(lambda: people.styleSheet() == window.rail.styleSheet())


def test_nothing_is_made_while_somebody_works(qtbot: Any, window: Any) -> None:
    handle = window.windowHandle()
    window.collecting.look()
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    ahead = MakingAhead(window)
    ahead.begin()
    for _number in range(10):
        QTest.keyClick(handle, Qt.Key.Key_Shift)
        qtbot.wait(10)
    assert [type(page).__name__ for page in window.made_pages()] == ["HomePage"]
    assert not ahead.done


def test_a_window_closed_meanwhile_takes_the_half_made_along(qtbot: Any, window: Any) -> None:
    window.make_ahead("people")
    window.make_ahead("people")
    ahead = MakingAhead(window)
    ahead.begin()
    window.close()
    qtbot.wait(20)
    assert not ahead.done
    assert [type(page).__name__ for page in window.made_pages()] == ["HomePage"]
