"""A calendar day: written as one likes, or picked from a calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from composer.blocks.fields import FormField
from composer.clock import Clock
from composer.gui.fields.day_words import day_words, read_day
from composer.gui.fields.field_widget import FieldTools, FieldWidget
from composer.gui.icons import icon
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.buttons import icon_button
from composer.gui.widgets.labels import label
from composer.gui.widgets.line_field import LineField
from composer.i18n import _


class DayLine(QWidget):
    """The line and the calendar's button. ``day_changed`` carries a :class:`datetime.date` or None (emptied)."""

    day_changed = Signal(object)

    def __init__(self, name: str, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._day: date | None = None
        self.line = LineField(name=name)
        self.line.setPlaceholderText(_("For instance 13 December"))
        self.line.editingFinished.connect(self._on_finished)
        self._problem = label(_("Write a day like 13 December 2026."), "error", wrap=True)
        self._problem.hide()
        self._button = icon_button("calendar", _("Pick {name} from a calendar").format(name=name), self._open_calendar)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._problem)
        self.setFocusProxy(self.line)

    def show_day(self, day: date | None) -> None:
        """Show a day, or none; no signal."""
        self._day = day
        self.line.show_text(day_words(day) if day else "")
        self._say_problem(False)

    def _on_finished(self) -> None:
        text = self.line.text().strip()
        if self._day is not None and text == day_words(self._day):
            return
        day = read_day(text, self._clock().date()) if text else None
        self._say_problem(bool(text) and day is None)
        if text and day is None:
            return
        changed = day != self._day
        self.show_day(day)
        if changed:
            self.day_changed.emit(day)

    def _say_problem(self, wrong: bool) -> None:
        self._problem.setVisible(wrong)
        mark(self.line, invalid=wrong)

    def _open_calendar(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        mark(popup, surface="popup")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(popup)
        calendar.setAccessibleName(self.line.accessibleName())
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        calendar.setNavigationBarVisible(True)
        plain = QTextCharFormat()
        plain.setForeground(active_theme().colour("text"))
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekend, plain)
        for name, drawing in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            arrow = calendar.findChild(QToolButton, name)
            if arrow is not None:
                arrow.setIcon(icon(drawing))
        shown = self._day or self._clock().date()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))

        def take(picked: QDate) -> None:
            popup.close()
            day = date(picked.year(), picked.month(), picked.day())
            if day != self._day:
                self.show_day(day)
                self.day_changed.emit(day)

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        column = QVBoxLayout(popup)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(calendar)
        popup.resize(320, 300)
        below = self.mapToGlobal(QPoint(0, self.line.height() + 4))
        room = self.screen().availableGeometry()
        if below.y() + popup.height() > room.bottom():
            below = self.mapToGlobal(QPoint(0, -popup.height() - 4))
        popup.move(max(room.left(), min(below.x(), room.right() - popup.width())), max(room.top(), below.y()))
        popup.show()
        calendar.setFocus(Qt.FocusReason.PopupFocusReason)


class DayField(FieldWidget):
    """A day, or none."""

    def __init__(self, line: FormField, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(line, tools, parent)
        self._day = DayLine(self.label, tools.clock)
        self._day.day_changed.connect(lambda day: self.edited.emit(day, ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._day)
        self.setFocusProxy(self._day)

    def show_value(self, value: Any) -> None:
        self._day.show_day(value)

    def first_widget(self) -> QWidget:
        return self._day.line
