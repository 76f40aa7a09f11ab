"""A day with a time of day; midnight exactly means that only the day is known."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from composer.blocks.fields import FormField
from composer.gui.fields.day_field import DayLine
from composer.gui.fields.day_words import read_time
from composer.gui.fields.field_widget import FieldTools, FieldWidget
from composer.gui.theme import mark
from composer.gui.widgets.labels import label
from composer.gui.widgets.line_field import LineField
from composer.i18n import _


class MomentField(FieldWidget):
    """Two lines side by side: the day, and the time, which may stay empty."""

    def __init__(self, line: FormField, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(line, tools, parent)
        self._value: datetime | None = None
        self._day = DayLine(self.label, tools.clock)
        self._day.day_changed.connect(self._on_day)
        self._time = LineField(name=_("{label}: time of day").format(label=self.label))
        self._time.setPlaceholderText("18:30")
        self._time.setFixedWidth(76)
        self._time.editingFinished.connect(self._on_time)
        self._problem = label(_("Write a time like 18:30."), "error", wrap=True)
        self._problem.hide()
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self._time)
        right.addWidget(self._problem)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._day, 1)
        row.addLayout(right)
        self.setFocusProxy(self._day)

    def show_value(self, value: Any) -> None:
        self._value = value
        self._day.show_day(value.date() if value else None)
        known = value is not None and (value.hour, value.minute) != (0, 0)
        self._time.show_text(f"{value:%H:%M}" if known else "")
        self._time.setEnabled(value is not None)
        self._say_problem(False)

    def first_widget(self) -> QWidget:
        return self._day.line

    def _on_day(self, day: date | None) -> None:
        if day is None:
            value = None
        elif self._value is None:
            value = datetime.combine(day, time())
        else:
            value = self._value.replace(year=day.year, month=day.month, day=day.day)
        self.show_value(value)
        self.edited.emit(value, "")

    def _on_time(self) -> None:
        if self._value is None:
            return
        text = self._time.text().strip()
        at = read_time(text) if text else time()
        self._say_problem(at is None)
        if at is None:
            return
        value = self._value.replace(hour=at.hour, minute=at.minute)
        changed = value != self._value
        self.show_value(value)
        if changed:
            self.edited.emit(value, "")

    def _say_problem(self, wrong: bool) -> None:
        self._problem.setVisible(wrong)
        mark(self._time, invalid=wrong)
