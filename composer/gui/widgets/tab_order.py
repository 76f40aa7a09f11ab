"""The order of Tab where widgets are made later than those that stand behind them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_stops(container: QWidget) -> list[QWidget]:
    """Everything inside that takes the focus by Tab, in the order it was put in."""
    return [child for child in container.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]


def chain_after(anchor: QWidget, container: QWidget) -> QWidget:
    """Let Tab go from ``anchor`` through what is inside ``container``; returns the last stop."""
    for stop in tab_stops(container):
        QWidget.setTabOrder(anchor, stop)
        anchor = stop
    return anchor
