"""The letter on its desk: widths, zoom, the scroll bar, the late start of the engine and the way down to the plain reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QScrollBar
from pytestqt.qtbot import QtBot

from composer.gui.preview import engine, letter_view
from composer.gui.preview.letter_view import COMPUTER_WIDTH, PHONE_WIDTH, LetterView


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[LetterView]:
    made = LetterView()
    made.resize(420, 500)
    yield made
    made.close_engine()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, 0)


def stand(qtbot: QtBot, view: LetterView, html: str) -> None:
    with qtbot.waitSignal(view.shown, timeout=20_000):
        view.show_letter(html)
        view.show()


def measure(qtbot: QtBot, view: LetterView, script: str) -> Any:
    answers: list[Any] = []
    surface: Any = view.surface
    surface.run(f"JSON.stringify({script})", answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    return answers[0]


def test_the_engine_starts_only_once_the_view_was_painted(qtbot: QtBot, view: LetterView, letters: Any) -> None:
    view.show_letter(letters.letter(letters.numbered(1)))
    assert view.surface is None
    with qtbot.waitSignal(view.shown, timeout=20_000):
        view.show()
    assert view.surface is not None


@pytest.mark.parametrize(
    ("room", "css_width", "zoom", "width", "factor"),
    [
        (640, COMPUTER_WIDTH, 1.0, 640, 1.0),
        (900, COMPUTER_WIDTH, 1.0, 900, 1.0),
        (320, COMPUTER_WIDTH, 1.0, 320, 0.5),
        (320, COMPUTER_WIDTH, 2.0, 640, 1.0),
        (640, COMPUTER_WIDTH, 1.5, 960, 1.5),
        (500, PHONE_WIDTH, 1.0, 375, 1.0),
        (300, PHONE_WIDTH, 1.0, 300, 0.8),
        (500, PHONE_WIDTH, 2.0, 750, 2.0),
    ],
)
def test_a_computers_letter_shrinks_and_a_phones_keeps_its_width(
    room: int, css_width: int, zoom: float, width: int, factor: float
) -> None:
    found_width, found_factor = LetterView.layout_for(room, css_width, zoom)
    assert (found_width, found_factor) == (width, pytest.approx(factor))


def test_the_letter_itself_sees_640_and_375_pixels(qtbot: QtBot, view: LetterView, letters: Any) -> None:
    stand(qtbot, view, letters.letter(letters.numbered(*range(20))))
    qtbot.waitUntil(lambda: abs(measure(qtbot, view, "innerWidth") - 640) <= 2, timeout=10_000)
    view.set_css_width(PHONE_WIDTH)
    qtbot.waitUntil(lambda: measure(qtbot, view, "innerWidth") == 375, timeout=10_000)


def test_the_scroll_bar_follows_and_leads(qtbot: QtBot, view: LetterView, letters: Any) -> None:
    stand(qtbot, view, letters.letter(letters.numbered(*range(40))))
    bar = view.findChild(QScrollBar)
    bars = [found for found in view.findChildren(QScrollBar) if found.accessibleName()]
    assert bar is not None
    (ours,) = bars
    qtbot.waitUntil(lambda: ours.maximum() > 500, timeout=10_000)
    ours.setValue(400)
    surface: Any = view.surface
    qtbot.waitUntil(lambda: surface.page.scrollPosition().y() == 400, timeout=10_000)
    surface.scroll_to(120)
    qtbot.waitUntil(lambda: ours.value() == 120, timeout=10_000)


def test_zoom_goes_in_steps_and_stops_at_the_ends(view: LetterView) -> None:
    for _step in range(20):
        view.zoom_by(1)
    assert view.zoom == letter_view.ZOOMS[-1]
    for _step in range(30):
        view.zoom_by(-1)
    assert view.zoom == letter_view.ZOOMS[0]


def test_a_letter_put_before_the_start_is_the_one_that_shows(qtbot: QtBot, view: LetterView, letters: Any) -> None:
    view.show_letter(letters.letter(letters.numbered("old")))
    view.show_letter(letters.letter(letters.numbered("new")))
    with qtbot.waitSignal(view.shown, timeout=20_000):
        view.show()
    assert measure(qtbot, view, "document.body.textContent.trim()") == "Block new"


def test_where_the_engine_dies_the_reader_takes_over_with_the_same_letter(qtbot: QtBot, view: LetterView, letters: Any) -> None:
    stand(qtbot, view, letters.letter(letters.numbered("one", "two")))
    with qtbot.waitSignals([view.simplified, view.shown], timeout=10_000):
        view.surface.died.emit("killed, 9")
    assert view.is_simple
    surface: Any = view.surface
    assert "Block two" in surface.reader.toPlainText()


def test_where_there_is_no_engine_the_reader_stands_there_from_the_start(
    qtbot: QtBot, view: LetterView, letters: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(engine.SIMPLE_VARIABLE, "1")
    told: list[str] = []
    view.simplified.connect(lambda: told.append("simple"))
    stand(qtbot, view, letters.letter(letters.numbered("one")))
    assert view.is_simple
    assert told == ["simple"]


def test_the_letter_has_its_real_size_from_the_first_moment(qtbot: QtBot, view: LetterView, letters: Any) -> None:
    widths: list[Any] = []

    def measured() -> None:
        surface: Any = view.surface
        surface.run("JSON.stringify([innerWidth, innerHeight > 300])", widths.append)

    view.shown.connect(measured)
    stand(qtbot, view, letters.letter(letters.numbered(*range(30))))
    qtbot.waitUntil(lambda: bool(widths), timeout=10_000)
    width, is_tall = widths[0]
    assert abs(width - COMPUTER_WIDTH) <= 2
    assert is_tall
