"""Bars say what they show, and take no room where there is nothing."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from composer.gui.theme import active_theme
from composer.gui.widgets.bar_plot import BarPlot


def picture(plot: BarPlot) -> QImage:
    return plot.grab().toImage()


def accent_in_column(image: QImage, x: int) -> int:
    accent = QColor(active_theme().colour("accent"))
    return sum(image.pixelColor(x, y) == accent for y in range(image.height()))


def test_bars_are_as_high_as_their_numbers(qtbot: QtBot) -> None:
    plot = BarPlot("Letters")
    qtbot.addWidget(plot)
    plot.show_bars((100, 50, 0), ("May", "June", "July"))
    plot.resize(QSize(300, 168))
    plot.show()
    image = picture(plot)
    scale = image.width() / 300
    high, half, none = (accent_in_column(image, round(x * scale)) for x in (30, 130, 250))
    assert high > 90
    assert abs(high - 2 * half) <= 3
    assert none == 0
    assert plot.accessibleDescription() == "May: 100, June: 50, July: 0"


def test_nothing_is_no_plot(qtbot: QtBot) -> None:
    plot = BarPlot("Letters")
    qtbot.addWidget(plot)
    plot.show_bars((0, 0), ("May", "June"))
    assert plot.isHidden()
    plot.show_bars((), ())
    assert plot.isHidden()


def test_forty_bars_in_a_narrow_window_are_painted(qtbot: QtBot) -> None:
    plot = BarPlot("Letters")
    qtbot.addWidget(plot)
    plot.show_bars(range(1, 41), [f"{day} September" for day in range(40)])
    plot.resize(QSize(200, 168))
    plot.show()
    assert accent_in_column(picture(plot), picture(plot).width() - 3) > 0
