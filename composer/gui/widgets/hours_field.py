"""The days and hours in which an account's letters go, chosen and written."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from composer.delivery.office_hours import WORKING_DAYS, OfficeHours, days_in_words
from composer.errors import InputError
from composer.gui.fields.day_words import read_time
from composer.gui.theme import active_theme
from composer.gui.widgets.labels import label
from composer.gui.widgets.line_field import LineField
from composer.i18n import _

_DAYS = (WORKING_DAYS, (*WORKING_DAYS, 5), tuple(range(7)))
_MIDNIGHT = 24 * 60


class HoursField(QWidget):
    """:meth:`show_hours` and :meth:`hours`; the days are a list, the two times are written."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = OfficeHours()
        self.days = QComboBox()
        self.days.setAccessibleName(name)
        self.days.currentIndexChanged.connect(lambda _at: self._draw())
        self.begins = self._line(_("Letters go from"))
        self.ends = self._line(_("Letters go until"))
        self._times = QWidget()
        row = QHBoxLayout(self._times)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.begins)
        row.addWidget(label(_("to"), "muted"))
        row.addWidget(self.ends)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.days)
        column.addWidget(self._times)
        self.setFocusProxy(self.days)
        self.show_hours(None)

    @staticmethod
    def _line(name: str) -> LineField:
        made = LineField(name=name)
        made.setFixedWidth(active_theme().room_for(76))
        return made

    def show_hours(self, hours: OfficeHours | None) -> None:
        """Show these; None: at any time."""
        self._shown = hours or OfficeHours()
        self.days.clear()
        self.days.addItem(_("At any time"), ())
        for days in dict.fromkeys((*_DAYS, self._shown.days)):
            self.days.addItem(_capital(days_in_words(days)), days)
        self.days.setCurrentIndex(0 if hours is None else self.days.findText(_capital(days_in_words(hours.days))))
        self.begins.show_text(_clock(self._shown.begins))
        self.ends.show_text(_clock(self._shown.ends))
        self._draw()

    def hours(self) -> OfficeHours | None:
        """What is chosen and written.

        Raises:
            InputError: these are no hours.
        """
        days = self.days.currentData()
        if not days:
            return None
        begins, ends = _minutes(self.begins.text()), _minutes(self.ends.text())
        return OfficeHours(tuple(days), begins, ends or _MIDNIGHT, self._shown.zone)

    def _draw(self) -> None:
        self._times.setVisible(bool(self.days.currentData()))


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _minutes(text: str) -> int:
    at = read_time(text) if text.strip() != "24:00" else time()
    if at is None:
        raise InputError(_("“{text}” is not a time.").format(text=text), _("Write a time like 08:00."))
    return at.hour * 60 + at.minute
