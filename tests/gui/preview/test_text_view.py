"""The plain reader: words, pictures and links are right, and it is as careful as the web engine."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from composer.gui.preview.assets import Assets, picture_address
from composer.gui.preview.text_view import TextView


@pytest.fixture
def assets() -> Assets:
    return Assets()


@pytest.fixture
def view(qtbot: QtBot, show: Any, assets: Assets) -> TextView:
    made = TextView(assets)
    show(made, 500, 400)
    return made


def test_a_letter_is_shown_and_changed_at_the_same_place(qtbot: QtBot, view: TextView, letters: Any) -> None:
    with qtbot.waitSignal(view.loaded):
        view.show_letter(letters.letter(letters.numbered(*range(60))))
    view.scroll_to(150)
    blocks = letters.numbered(*range(60))
    blocks[3] = ("3", "<p>Rewritten</p>")
    with qtbot.waitSignal(view.patched) as told:
        view.show_letter(letters.letter(blocks))
    assert told.args == [1]
    assert "Rewritten" in view.reader.toPlainText()
    assert view.reader.verticalScrollBar().value() == 150


def test_another_letter_starts_at_its_top(view: TextView, letters: Any) -> None:
    view.show_letter(letters.letter(letters.numbered(*range(60))))
    view.scroll_to(150)
    view.show_letter(letters.letter(letters.numbered(*range(70))), fresh=True)
    assert view.reader.verticalScrollBar().value() == 0


def test_a_click_names_the_block(qtbot: QtBot, view: TextView, letters: Any) -> None:
    view.show_letter(letters.letter([("first", "<p>One</p><p>more</p>"), ("second", "<p>Two</p>")]))
    cursor = view.reader.document().find("more")
    place = view.reader.cursorRect(cursor).center()
    with qtbot.waitSignal(view.block_clicked) as told:
        qtbot.mouseClick(view.reader.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["first"]


def test_pictures_come_from_memory_and_nothing_else_loads(view: TextView, assets: Assets, letters: Any) -> None:
    assets.put_picture("ab", "image/png", letters.pixel)
    loaded = view.reader.loadResource
    assert loaded(2, picture_address("ab")).width() == 1
    assert loaded(2, picture_address("none")).isNull()
    assert loaded(2, "https://tracker.example/pixel.gif") is None
    assert loaded(2, "file:///etc/hostname") is None
    assert loaded(3, "asset://document/letter.html") is None


def test_a_link_is_told_and_not_followed(qtbot: QtBot, view: TextView, letters: Any) -> None:
    view.show_letter(letters.letter([("1", '<a href="https://news.example/roof">The roof, the whole roof</a>')]))
    place = view.reader.cursorRect(view.reader.document().find("whole")).center()
    with qtbot.waitSignal(view.link_activated) as told:
        qtbot.mouseClick(view.reader.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.x(), place.y()))
    assert told.args[0].toString() == "https://news.example/roof"


def test_a_block_is_scrolled_to(view: TextView, letters: Any) -> None:
    view.show_letter(letters.letter(letters.numbered(*range(80))))
    view.show_block("60")
    assert view.reader.verticalScrollBar().value() > 200


def test_zoom_makes_the_text_larger_and_comes_back(view: TextView, letters: Any) -> None:
    def height() -> float:
        return view.reader.document().size().height()

    view.show_letter(letters.letter([("1", "words " * 400)]))
    before = height()
    view.set_zoom(1.5)
    assert height() > before * 1.5
    view.show_letter(letters.letter([("1", "words " * 401)]))
    assert height() > before * 1.5
    view.set_zoom(1.0)
    assert height() == pytest.approx(before, rel=0.1)
