"""Short waits show nothing; long ones show that something goes on, and how far it is."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QImage

from composer.gui.theme import LIGHT, active_theme
from composer.gui.widgets import thin_bar
from composer.gui.widgets.thin_bar import HEIGHT, ThinBar


def accent(image: QImage) -> int:
    return sum(image.pixelColor(x, 1).name().upper() == LIGHT.accent for x in range(image.width()))


def test_it_waits_before_it_shows_and_shows_the_share(qtbot: Any, show: Any) -> None:
    bar = ThinBar("Reading")
    show(bar, 200, HEIGHT)
    bar.set_share(0.5)
    assert accent(bar.grab().toImage()) == 0
    qtbot.waitUntil(lambda: accent(bar.grab().toImage()) == 100)
    assert bar.working
    bar.stop()
    assert accent(bar.grab().toImage()) == 0
    assert not bar.working


def test_without_a_share_it_moves(qtbot: Any, show: Any) -> None:
    bar = ThinBar("Reading")
    show(bar, 200, HEIGHT)
    bar.start()
    qtbot.waitUntil(lambda: accent(bar.grab().toImage()) == 50)
    before = bar.grab().toImage()
    qtbot.waitUntil(lambda: bar.grab().toImage() != before)


def test_it_keeps_its_room(qtbot: Any) -> None:
    bar = ThinBar("Reading")
    qtbot.addWidget(bar)
    assert bar.sizeHint().height() == HEIGHT


def test_where_little_is_to_move_it_stands_still(qtbot: Any, show: Any) -> None:
    active_theme().set_calm(True)
    try:
        bar = ThinBar("Reading")
        show(bar, 200, HEIGHT)
        bar.start()
        qtbot.waitUntil(lambda: accent(bar.grab().toImage()) == 50)
        before, at = bar.grab().toImage(), bar._beats
        qtbot.waitUntil(lambda: bar._beats > at + 5)
        assert bar.grab().toImage() == before
    finally:
        active_theme().set_calm(False)


def test_what_takes_long_is_said_and_then_each_tenth(qtbot: Any, show: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(thin_bar, "announce", lambda _widget, words: said.append(words))
    monkeypatch.setattr(thin_bar, "TELL_AFTER", 2)
    bar = ThinBar("Reading the file")
    show(bar, 200, HEIGHT)
    bar.start()
    qtbot.waitUntil(lambda: said == ["Reading the file …"])
    for share in (0.1, 0.15, 0.5):
        bar.set_share(share)
        at = bar._beats
        qtbot.waitUntil(lambda at=at: bar._beats > at + 1)
    assert said[1:] == ["Reading the file: 10 per cent", "Reading the file: 50 per cent"]
    bar.stop()
