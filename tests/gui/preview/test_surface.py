"""Both surfaces keep the same promises, so that the pane need not know which one it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from composer.gui.preview.assets import Assets, picture_address
from composer.gui.preview.surface import Surface
from composer.gui.preview.text_view import TextView
from composer.gui.preview.web_view import WebView


@pytest.fixture(params=[WebView, TextView])
def surface(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Surface]:
    made = request.param(Assets())
    made.resize(500, 400)
    made.show()
    yield made
    made.close_engine()
    made.deleteLater()


def test_loaded_once_then_patched_for_every_further_letter(qtbot: QtBot, surface: Surface, letters: Any) -> None:
    with qtbot.waitSignal(surface.loaded, timeout=20_000):
        surface.show_letter(letters.letter(letters.numbered(1, 2)))
    for names, touched in (((1, 2, 3), True), ((1, 2, 3), False)):
        with qtbot.waitSignal(surface.patched, timeout=10_000) as told:
            surface.show_letter(letters.letter(letters.numbered(*names)))
        assert (told.args[0] > 0) is touched
    with qtbot.waitSignal(surface.loaded, timeout=20_000):
        surface.show_letter(letters.letter(letters.numbered(4)), fresh=True)


def test_it_says_how_far_it_is_scrolled(qtbot: QtBot, surface: Surface, letters: Any) -> None:
    told: list[tuple[float, float, float]] = []
    surface.scrolled.connect(lambda top, height, page: told.append((top, height, page)))
    with qtbot.waitSignal(surface.loaded, timeout=20_000):
        surface.show_letter(letters.letter(letters.numbered(*range(80))))
    surface.scroll_to(200)
    qtbot.waitUntil(lambda: bool(told) and told[-1][0] == 200, timeout=5_000)
    _top, height, page = told[-1]
    assert height > page > 0


def test_nothing_is_lost_by_reloading(qtbot: QtBot, surface: Surface, letters: Any) -> None:
    with qtbot.waitSignal(surface.loaded, timeout=20_000):
        surface.show_letter(letters.letter([("1", f'<img src="{picture_address("ab")}">')]))
    told = []
    surface.loaded.connect(lambda: told.append("loaded"))
    surface.patched.connect(lambda _touched: told.append("patched"))
    surface.reload()
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)


def test_it_may_be_closed_twice(surface: Surface) -> None:
    surface.close_engine()
    surface.close_engine()
