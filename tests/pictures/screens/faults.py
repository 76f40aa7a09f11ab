"""What no screen may show: clipped words, things that lie on each other, controls without a name, low contrast, small targets.

All is read from the window as it stands, contrast from its very pixels. :func:`faults` gives one sentence for each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenuBar,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QWidget,
)

from composer.gui.theme import contrast
from composer.gui.widgets.labels import ElidedLabel

SLACK = 2
"""Pixels by which a measure may be wrong (kerning, rounding at 150 %)."""
SMALLEST_TARGET = 32
LEAST_LETTERS = 4
"""Of a line that ends in …, so many must be read."""
LAYERS = ("toast", "popup", "sheet")
"""Surfaces that lie on others on purpose."""
NO_ROLES = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane)
PAGE_WORDS = frozenset({"hero", "page-title"})


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a screen; ``where`` names the widget."""

    kind: str
    where: str
    words: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.words}"


def faults(window: QWidget, picture: QImage | None = None) -> list[Fault]:
    """Everything wrong with ``window`` as it shows now; ``picture`` is a grab of it, taken here where it is missing."""
    shown = [widget for widget in window.findChildren(QWidget) if widget.window() is window and _seen(widget)]
    image = picture if picture is not None else window.grab().toImage()
    return [
        *_out_of_reach(window),
        *_clipped(shown),
        *_overlapping(shown, window),
        *_unnamed(shown),
        *_small(shown),
        *([] if QApplication.activePopupWidget() not in (None, window) else _pale(shown, window, image)),
    ]


def describe(widget: QWidget) -> str:
    """How a person would find it: what it says, or what it is."""
    words = widget.accessibleName() or getattr(widget, "text", lambda: "")() or getattr(widget, "placeholderText", lambda: "")()
    place = widget.parentWidget()
    return f"{type(widget).__name__} “{str(words)[:48]}” in {type(place).__name__}"


def _seen(widget: QWidget) -> bool:
    return widget.isVisible() and not _on_screen(widget).isEmpty()


def _on_screen(widget: QWidget) -> QRect:
    """What of it shows, in the window's pixels: cut where an ancestor ends."""
    window = widget.window()
    seen = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    step = widget.parentWidget()
    while step is not None:
        seen &= QRect(step.mapTo(window, QPoint(0, 0)), step.size())
        if step is window:
            break
        step = step.parentWidget()
    return seen


def _scrolled(widget: QWidget) -> bool:
    """Whether it can be brought into sight by scrolling."""
    step = widget.parentWidget()
    while step is not None:
        parent = step.parentWidget()
        if isinstance(parent, QAbstractScrollArea) and parent.viewport() is step:
            return True
        step = parent
    return False


# -- clipped ----------------------------------------------------------------------------------------------------------------


def _clipped(shown: list[QWidget]) -> Iterator[Fault]:
    for widget in shown:
        words = _too_long(widget)
        if words:
            yield Fault("clipped", describe(widget), words)
        beyond = _beyond_the_edge(widget) if _is_content(widget) else 0
        if beyond > SLACK:
            yield Fault("cut off", describe(widget), f"{beyond} pixels lie beyond the edge, where nobody can scroll to")
        whole = QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
        if _is_content(widget) and not _scrolled(widget) and not whole.adjusted(1, 1, -1, -1).isEmpty():
            cut = _on_screen(widget)
            if cut.width() < whole.width() - SLACK or cut.height() < whole.height() - SLACK:
                yield Fault(
                    "cut off",
                    describe(widget),
                    f"{whole.width()} × {whole.height()}, of which {cut.width()} × {cut.height()} show",
                )


def _out_of_reach(window: QWidget) -> Iterator[Fault]:
    """What is wholly beyond such an edge shows nowhere, and is said as well."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.window() is window and _is_content(widget) and not _seen(widget):
            beyond = _beyond_the_edge(widget)
            if beyond > SLACK:
                yield Fault("cut off", describe(widget), f"{beyond} pixels lie beyond the edge, where nobody can scroll to")


def _beyond_the_edge(widget: QWidget) -> int:
    """How many pixels of it lie sideways out of a scrolled part that cannot be scrolled sideways."""
    step = widget.parentWidget()
    while step is not None:
        area = step.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is step:
            if area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
                return 0
            left = widget.mapTo(step, QPoint(0, 0)).x()
            return max(-left, left + widget.width() - step.width(), 0)
        step = area
    return 0


def _too_long(widget: QWidget) -> str:
    if isinstance(widget, ElidedLabel):
        return _elided_too_much(widget)
    if isinstance(widget, QLabel):
        return _label_too_long(widget)
    metrics = QFontMetrics(widget.font())
    if isinstance(widget, QCheckBox | QRadioButton | QPushButton):
        wanted = widget.sizeHint()
        if widget.text() and wanted.width() > widget.width() + SLACK:
            return f"“{widget.text()}” wants {wanted.width()} and has {widget.width()}"
    elif isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        room = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
        )
        if metrics.horizontalAdvance(widget.currentText()) > room.width() + SLACK and not widget.toolTip():
            return f"“{widget.currentText()}” wants {metrics.horizontalAdvance(widget.currentText())} and has {room.width()}"
    elif isinstance(widget, QLineEdit) and not widget.text() and widget.placeholderText():
        room = widget.contentsRect().width() - 8
        if metrics.horizontalAdvance(widget.placeholderText()) > room + SLACK:
            return f"the hint “{widget.placeholderText()}” has {room}"
    elif isinstance(widget, QHeaderView) and isinstance(widget.parentWidget(), QTableView):
        return _header_too_long(widget)
    return ""


def _label_too_long(widget: QLabel) -> str:
    if not widget.text() or widget.textFormat() == Qt.TextFormat.RichText:
        return ""
    words = widget.text().replace("&", "") if widget.buddy() is not None else widget.text()
    inside = widget.contentsRect()
    if widget.wordWrap():
        wanted = widget.heightForWidth(widget.width())
        longest = max((widget.fontMetrics().horizontalAdvance(word) for word in re.split("[\\s\u200b]", words)), default=0)
        if wanted > widget.height() + SLACK:
            return f"“{words[:60]}” is {wanted} high and has {widget.height()}"
        return f"a word of “{words[:60]}” is {longest} wide and has {inside.width()}" if longest > inside.width() + SLACK else ""
    wanted = max(widget.fontMetrics().horizontalAdvance(line) for line in words.split("\n"))
    if wanted > inside.width() + SLACK:
        return f"“{words[:60]}” wants {wanted} and has {inside.width()}"
    tall = widget.fontMetrics().height() * len(words.split("\n"))
    return f"“{words[:60]}” is {tall} high and has {inside.height()}" if tall > inside.height() + 2 * SLACK else ""


def _elided_too_much(widget: ElidedLabel) -> str:
    room = widget.contentsRect().width()
    shown = widget.fontMetrics().elidedText(widget.text(), Qt.TextElideMode.ElideRight, room)
    if len(widget.text()) > LEAST_LETTERS and shown != widget.text() and len(shown) <= LEAST_LETTERS:
        return f"only “{shown}” is left of “{widget.text()[:40]}”"
    return ""


def _header_too_long(widget: QHeaderView) -> str:
    model = widget.model()
    for section in range(widget.count()):
        title = str(model.headerData(section, widget.orientation()) or "")
        wanted = QFontMetrics(widget.font()).horizontalAdvance(title)
        if title and not widget.isSectionHidden(section) and wanted > widget.sectionSize(section):
            return f"“{title}” wants {wanted} and has {widget.sectionSize(section)}"
    return ""


# -- one on another ---------------------------------------------------------------------------------------------------------


def _is_content(widget: QWidget) -> bool:
    """Something with words or to be clicked, not a box round others."""
    if isinstance(widget, QScrollBar | QHeaderView):
        return False
    if isinstance(widget, QLabel):
        return bool(widget.text()) or not widget.pixmap().isNull()
    if isinstance(widget, QLineEdit) and isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox):
        return False
    return isinstance(widget, QAbstractButton | QLineEdit | QAbstractSpinBox | QComboBox | QAbstractItemView)


def _layer(widget: QWidget) -> QWidget | None:
    step: QWidget | None = widget
    while step is not None:
        if step.property("surface") in LAYERS or step.property("floats"):
            return step
        step = step.parentWidget()
    return None


def _overlapping(shown: list[QWidget], window: QWidget) -> Iterator[Fault]:
    content = [(widget, _on_screen(widget), _layer(widget)) for widget in shown if _is_content(widget)]
    for (one, here, above), (other, there, over) in combinations(content, 2):
        if above is not over or one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        both = here & there
        if both.width() > SLACK and both.height() > SLACK:
            yield Fault("overlap", describe(one), f"lies on {describe(other)} by {both.width()} × {both.height()}")


# -- names ------------------------------------------------------------------------------------------------------------------


def _unnamed(shown: list[QWidget]) -> Iterator[Fault]:
    for widget in shown:
        if not takes_focus(widget):
            continue
        seen = QAccessible.queryAccessibleInterface(widget)
        if seen is None or not seen.isValid():
            yield Fault("unnamed", describe(widget), "a screen reader does not see it at all")
            continue
        if not seen.text(QAccessible.Text.Name).strip():
            yield Fault("unnamed", describe(widget), f"a screen reader would only say “{seen.role().name}”")
        if not _in_web_engine(widget) and seen.role() in NO_ROLES:
            yield Fault("no role", describe(widget), "a screen reader cannot say what it is")


def _in_web_engine(widget: QWidget) -> bool:
    """The engine's own inside: a document to a screen reader, but not by Qt's table of roles."""
    return type(widget.parentWidget()).__name__ == "QWebEngineView"


def takes_focus(widget: QWidget) -> bool:
    """Whether the keys can come to it by Tab."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and widget.focusProxy() is None


# -- targets ----------------------------------------------------------------------------------------------------------------


def _small(shown: list[QWidget]) -> Iterator[Fault]:
    for widget in shown:
        if not isinstance(widget, QAbstractButton | QComboBox | QAbstractSpinBox | QLineEdit) or not widget.isEnabled():
            continue
        if isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox | QMenuBar | QTableView | QLineEdit):
            continue
        if isinstance(widget, QLineEdit) and widget.isReadOnly():
            continue
        if min(widget.width(), widget.height()) < SMALLEST_TARGET:
            yield Fault("small", describe(widget), f"{widget.width()} × {widget.height()}, less than {SMALLEST_TARGET}")


# -- contrast ---------------------------------------------------------------------------------------------------------------


def _pale(shown: list[QWidget], window: QWidget, image: QImage) -> Iterator[Fault]:
    """Words against what they stand on, from the pixels: WCAG 2.2, 1.4.3 (4.5:1; 3:1 for large ones)."""
    sheet = [widget for widget in shown if widget.property("surface") in LAYERS and widget.isVisible()]
    ratio = image.devicePixelRatio()
    for widget in shown:
        if not _has_words(widget) or not widget.isEnabled() or (sheet and _layer(widget) is None):
            continue
        seen = _on_screen(widget)
        if _scrolled(widget) and seen.height() < widget.height():
            continue
        best = _strongest(image, QRect(seen.topLeft() * ratio, seen.size() * ratio))
        wanted = 3.0 if widget.property("role") in PAGE_WORDS else 4.5
        # Thin strokes are blended with what lies below: a tenth is granted.
        if best and best < wanted * 0.9:
            yield Fault("pale", describe(widget), f"contrast {best:.1f}:1, wants {wanted}:1")


def _has_words(widget: QWidget) -> bool:
    if isinstance(widget, QLabel):
        return bool(widget.text().strip())
    if isinstance(widget, QAbstractButton):
        return bool(widget.text().strip())
    return (
        isinstance(widget, QLineEdit) and bool(widget.text().strip()) and not isinstance(widget.parentWidget(), QAbstractSpinBox)
    )


def _strongest(image: QImage, rect: QRect) -> float:
    """The contrast of the strongest colour in a rectangle against the one that fills most of it; 0 where there is only one."""
    part = image.copy(rect.intersected(image.rect())).convertToFormat(QImage.Format.Format_RGB32)
    if part.isNull():
        return 0.0
    pixels = memoryview(part.constBits()).cast("I")
    seen = Counter(pixels.tolist()).most_common(200)
    if len(seen) < 2:
        return 0.0
    ground = _name(seen[0][0])
    return max(contrast(_name(colour), ground) for colour, _count in seen[1:])


def _name(pixel: int) -> str:
    return f"#{pixel & 0xFFFFFF:06X}"
