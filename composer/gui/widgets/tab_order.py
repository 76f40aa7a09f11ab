"""The order of Tab where widgets are made later than those that stand behind them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QSplitter, QWidget


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


def go_as_laid_out(container: QWidget, forward: bool) -> bool:
    """Give the focus to the next stop in ``container`` as its layouts are read, and past the last to what follows outside it.

    Qt's own chain is no help for what was made later: setTabOrder does nothing for the frame of a field, which takes no focus
    itself but hands it on, and Tab stops there too (Qt 6.11). False where there is nowhere to go.
    """
    chain_as_laid_out(container)
    stops = [stop for stop in map(_innermost, _as_laid_out(container)) if _takes_tab(stop)]
    focused = QApplication.focusWidget() or container.window().focusWidget()
    goes_to = None
    # The innermost: a card is a stop, and the lines in it are, too.
    around = [at for at, stop in enumerate(stops) if focused is not None and (focused is stop or stop.isAncestorOf(focused))]
    if focused is not None and around:
        further = around[-1] + (1 if forward else -1)
        goes_to = stops[further] if 0 <= further < len(stops) else _outside(container, forward)
    if goes_to is None and stops:
        goes_to = stops[0 if forward else -1]
    if goes_to is None:
        return False
    goes_to.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def chain_as_laid_out(container: QWidget) -> None:
    """Let Tab go through ``container`` as its layouts are read, for whoever comes to it from outside."""
    for before, after in pairwise(_as_laid_out(container)):
        QWidget.setTabOrder(_innermost(before), after)


def _outside(container: QWidget, forward: bool) -> QWidget | None:
    """The next stop of the window that is not in ``container``; None where there is none.

    Not by QWidget.nextInFocusChain: PySide 6.11 takes what that gives for a child of who was asked, and forgets it with them.
    """
    stops = [stop for stop in map(_innermost, _as_laid_out(container.window(), seen=True)) if _takes_tab(stop)]
    own = [at for at, stop in enumerate(stops) if container.isAncestorOf(stop)]
    if not own or len(own) == len(stops):
        return None
    return stops[(own[-1] + 1) % len(stops)] if forward else stops[own[0] - 1]


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


def _innermost(widget: QWidget) -> QWidget:
    """Where the focus stands when it is given to ``widget``; what follows must follow that."""
    while (proxy := widget.focusProxy()) is not None:
        widget = proxy
    return widget


def _as_laid_out(widget: QWidget, *, seen: bool = False) -> Iterator[QWidget]:
    """What may take the focus in it, also what Tab passes by now (of several cards only one is a stop, but another one soon).

    A shell in a shell (a web view is one) hands the focus on, and Qt 6.11 stops there too: it is moved with its inside.
    ``seen``: leave out what does not show.
    """
    if seen and not widget.isVisible():
        return
    layout, policy = widget.layout(), widget.focusPolicy()
    if layout is not None and layout.count() == 1 and _is_shell(widget):
        yield widget
        return
    if policy != Qt.FocusPolicy.NoFocus:
        yield widget
    inside = widget.widget() if isinstance(widget, QScrollArea) else None
    if inside is not None:
        yield from _as_laid_out(inside, seen=seen)
    elif isinstance(widget, QSplitter):
        for at in range(widget.count()):
            part = widget.widget(at)
            assert part is not None
            yield from _as_laid_out(part, seen=seen)
    elif layout is not None:
        yield from _in_layout(layout, widget, seen=seen)
        # What lies above the rest (a message that goes by itself) is in no layout, and has its button all the same.
        for child in widget.children():
            if isinstance(child, QWidget) and child.isVisible() and not child.isWindow() and not _is_placed(child, layout):
                yield from _as_laid_out(child, seen=seen)
    else:
        yield from tab_stops(widget)


def _is_shell(widget: QWidget) -> bool:
    proxy = widget.focusProxy()
    if proxy is None or not widget.isAncestorOf(proxy):
        return False
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus or proxy.focusProxy() is not None


def _in_layout(layout: QLayout, owner: QWidget, *, seen: bool) -> Iterator[QWidget]:
    """Asked by what is in it, not by QLayout.itemAt: what that gives Python outlives its item (Qt deletes it in silence), and the
    next item made at the same place in memory is then taken for it (PySide 6.11)."""
    parts = [each for each in (*owner.children(), *layout.children()) if isinstance(each, QWidget | QLayout)]
    placed = [(at, part) for part in parts if (at := layout.indexOf(part)) >= 0]
    for _at, part in sorted(placed, key=itemgetter(0)):
        if isinstance(part, QWidget):
            yield from _as_laid_out(part, seen=seen)
        else:
            yield from _in_layout(part, owner, seen=seen)


def _is_placed(widget: QWidget, layout: QLayout) -> bool:
    inner = [part for part in layout.children() if isinstance(part, QLayout)]
    return layout.indexOf(widget) >= 0 or any(_is_placed(widget, part) for part in inner)
