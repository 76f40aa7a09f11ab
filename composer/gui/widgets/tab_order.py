"""The order of Tab where widgets are made later than those that stand behind them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


def tab_stops(container: QWidget) -> list[QWidget]:
    """Everything inside that takes the focus by Tab, in the order it was put in; the list a box drops down is its own window."""
    window = container.window()
    inside = [child for child in container.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [child for child in inside if child.window() is window]


def chain_after(anchor: QWidget, container: QWidget) -> QWidget:
    """Let Tab go from ``anchor`` through what is inside ``container``; returns the last stop."""
    for stop in tab_stops(container):
        QWidget.setTabOrder(anchor, stop)
        anchor = stop
    return anchor


def chain_as_laid_out(container: QWidget) -> None:
    """Let Tab go through ``container`` as its layouts are read: whatever was made later, or again, stands in its place."""
    for before, after in pairwise(_as_laid_out(container)):
        QWidget.setTabOrder(_innermost(before), after)


def _innermost(widget: QWidget) -> QWidget:
    """Where the focus stands when it is given to ``widget``; what follows must follow that."""
    while (proxy := widget.focusProxy()) is not None:
        widget = proxy
    return widget


def _as_laid_out(widget: QWidget) -> Iterator[QWidget]:
    """What may take the focus in it, also what Tab passes by now (of several cards only one is a stop, but another one soon).

    A mere shell (a web view is one in another) hands the focus on, and Qt 6.11 stops there too: it is moved with its inside.
    """
    layout = widget.layout()
    if layout is not None and layout.count() == 1 and _hands_on(widget):
        yield widget
        return
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        yield widget
    inside = widget.widget() if isinstance(widget, QScrollArea) else None
    if inside is not None:
        yield from _as_laid_out(inside)
    elif isinstance(widget, QSplitter):
        for at in range(widget.count()):
            part = widget.widget(at)
            assert part is not None
            yield from _as_laid_out(part)
    elif layout is not None:
        yield from _in_layout(layout)
    else:
        yield from tab_stops(widget)


def _hands_on(widget: QWidget) -> bool:
    proxy = widget.focusProxy()
    return proxy is not None and widget.isAncestorOf(proxy)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        assert item is not None
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _as_laid_out(widget)
        elif inner is not None:
            yield from _in_layout(inner)
