"""When a letter goes: now, or at a time one writes. The time is the home zone's, and must be one that is still to come."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from composer.blocks.dates_in_words import day_in_words
from composer.clock import Clock
from composer.gui.fields.day_field import DayLine
from composer.gui.fields.day_words import read_time
from composer.gui.sending.when_it_goes import when_it_goes
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.labels import label
from composer.gui.widgets.line_field import LineField
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.publishing.review import ReviewFacts

USUAL = time(9, 30)
"""What is offered first, on the next working day."""


class StartChoice(QWidget):
    """``chosen`` carries a moment (UTC) or None for now; ``wrong`` says why there is none yet, and "" where all is well."""

    chosen = Signal(object)

    def __init__(self, clock: Clock, zone: ZoneInfo, parent: QWidget | None = None, *, only_later: bool = False) -> None:
        super().__init__(parent)
        self._clock, self._zone = clock, zone
        self._day: date | None = None
        self.wrong = ""
        self._way = QComboBox()
        self._way.setAccessibleName(_("When it goes"))
        self._way.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._way.addItem(_("Now"), False)
        self._way.addItem(_("Later, at a time I choose"), True)
        self._way.activated.connect(self._on_way)
        self._day_line = DayLine(_("Day it goes"), lambda: clock().astimezone(zone))
        self._day_line.day_changed.connect(self._on_day)
        self._time = LineField(name=_("Time it goes"))
        self._time.setPlaceholderText("09:30")
        self._time.setFixedWidth(active_theme().room_for(76))
        self._time.editingFinished.connect(self._tell)
        self._problem = label("", "error", wrap=True)
        self._words = label("", wrap=True)
        self._more = label("", "caption", wrap=True)
        self._takes = label("", "caption", wrap=True)
        self._now_words = ""
        self._fields = QWidget()
        row = QHBoxLayout(self._fields)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._day_line, 1)
        row.addWidget(self._time, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self._way, self._fields, self._problem, self._words, self._more, self._takes):
            column.addWidget(part)
        self.show_now()
        self._way.setVisible(not only_later)
        self._takes.hide()

    @property
    def later(self) -> bool:
        """Whether a time of one's own is wanted."""
        return bool(self._way.currentData())

    def show_facts(self, facts: ReviewFacts) -> None:
        """Say how long it takes, and how much time there is to take it back."""
        self._now_words, takes = when_it_goes(facts)
        self._takes.setText(takes)
        self._takes.setVisible(facts.total > 0)
        if not self.later:
            self._words.setText(self._now_words)

    def show_now(self) -> None:
        """Back to the beginning: it goes when the button is pressed."""
        self._way.setCurrentIndex(0)
        self._offer()
        self._draw(None, "")

    def choose_later(self) -> None:
        """As if the user had chosen a time of their own; the focus goes to the day."""
        self._way.setCurrentIndex(1)
        self._on_way()

    def _offer(self) -> None:
        today = self._clock().astimezone(self._zone).date()
        day = today + timedelta(days=1)
        while day.weekday() >= 5:
            day += timedelta(days=1)
        self._day = day
        self._day_line.show_day(day)
        self._time.show_text(f"{USUAL:%H:%M}")

    def _on_way(self) -> None:
        self._tell()
        if self.later:
            self._day_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_day(self, day: date | None) -> None:
        self._day = day
        self._tell()

    def _tell(self) -> None:
        starts, wrong = self._read() if self.later else (None, "")
        self._draw(starts, wrong)
        self.chosen.emit(starts)

    def _read(self) -> tuple[datetime | None, str]:
        """The moment that is written there, or what is wrong with it."""
        at = read_time(self._time.text())
        if self._day is None:
            return None, _("Write the day it goes.")
        if at is None:
            return None, _("Write a time like 09:30.")
        starts = moment_in(self._zone, self._day, at)
        if starts is None:
            return None, _("There is no such time on that day: the clocks go forward then.")
        if starts <= self._clock():
            return None, _("That time has passed already.")
        return starts, ""

    def _draw(self, starts: datetime | None, wrong: str) -> None:
        self.wrong = wrong
        self._fields.setVisible(self.later)
        self._problem.setText(wrong)
        self._problem.setVisible(bool(wrong))
        mark(self._time, invalid=bool(wrong))
        self._words.setText(self._now_words)
        self._words.setVisible(starts is not None or not self.later)
        self._more.setVisible(starts is not None)
        if starts is not None:
            local = starts.astimezone(self._zone)
            self._words.setText(f"{in_words(local)}, {away(local, self._clock().astimezone(self._zone))}")
            self._more.setText(
                _(
                    "Newsletter Composer must be open then. If it is not, nothing goes late by itself: you are asked. "
                    "Who gets it is settled now; whoever unsubscribes until then is left out."
                )
            )


def moment_in(zone: ZoneInfo, day: date, at: time) -> datetime | None:
    """The moment (UTC) of a time on a clock on the wall, the earlier where the clock shows it twice; None where it never does."""
    wall = datetime.combine(day, at, zone)
    moment = wall.astimezone(UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None) else None


def in_words(local: datetime) -> str:
    """``Tuesday 1 December 2026 at 09:30``."""
    return _("{day} at {time}").format(day=day_in_words(local), time=f"{local:%H:%M}")


def away(local: datetime, now: datetime) -> str:
    """How far off that is: ``tomorrow``, ``in 8 days``."""
    days = (local.date() - now.date()).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return ngettext("in {count} day", "in {count} days", days).format(count=days)
