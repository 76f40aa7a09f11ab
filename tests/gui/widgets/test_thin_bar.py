"""Short waits show nothing; long ones show that something goes on, and how far it is."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QImage

from composer.gui.theme import LIGHT
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
