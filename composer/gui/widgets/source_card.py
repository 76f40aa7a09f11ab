"""One source in the list: what it is, how reading it went, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from composer.blocks.dates_in_words import day_in_words
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button, icon_button
from composer.gui.widgets.labels import ElidedLabel, label
from composer.i18n import N_, _, ngettext
from composer.library.back_off import rests_until
from composer.library.source_list import SourceRow

SINCE: Mapping[str, str] = {
    "": N_("Everything it shows"),
    "month": N_("The last month"),
    "quarter": N_("The last three months"),
    "year": N_("The last twelve months"),
}
_DAYS = {"month": 31, "quarter": 92, "year": 366}


@dataclass(frozen=True)
class Reading:
    """What the words of a card depend on beside its row."""

    now: datetime
    zone: ZoneInfo


def day_since(choice: str, today: date) -> date | None:
    """The day a choice of :data:`SINCE` means; None for no limit."""
    return today - timedelta(days=_DAYS[choice]) if choice in _DAYS else None


class SourceCard(QFrame):
    """Signals name the source by its row. ``connected``: somebody signs in at its site."""

    pause_wanted = Signal(object)
    remove_wanted = Signal(object)
    again_wanted = Signal(object)
    move_wanted = Signal(object)
    connect_wanted = Signal(object)
    disconnect_wanted = Signal(object)
    renamed = Signal(object, str)
    since_wanted = Signal(object, str)
    days_wanted = Signal()
    columns_wanted = Signal(object)

    def __init__(self, row: SourceRow, reading: Reading, *, connected: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._reading = reading
        self._connected = connected
        self._buttons: dict[str, QPushButton] = {}
        mark(self, surface="card")
        self.setAccessibleName(_("Source {name}").format(name=row.title))
        self._title = ElidedLabel(row.title or row.location, "strong")
        self._name = QLineEdit()
        self._name.setAccessibleName(_("Name of {name}").format(name=row.title))
        self._name.hide()
        self._name.installEventFilter(self)
        self._name.returnPressed.connect(self._on_named)
        self._caption = ElidedLabel(caption_of(row, reading), "caption")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._name)
        words.addWidget(self._caption)
        self._state(words)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 10, 10, 10)
        line.setSpacing(8)
        line.addLayout(words, 1)
        self._actions(line)

    def button_named(self, action: str) -> QPushButton | None:
        """The button for an action, so that the focus can go back to it; None where there is none."""
        return self._buttons.get(action)

    def focused_action(self) -> str:
        """Which of its buttons has the focus; empty for none."""
        return next((name for name, made in self._buttons.items() if made.hasFocus()), "")

    def show_reading(self) -> None:
        """Say that it is being read just now."""
        self._caption.setText(_("Reading…"))

    def begin_rename(self) -> None:
        """Let its name be typed."""
        self._title.hide()
        self._name.setText(self.row.title)
        self._name.show()
        self._name.selectAll()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _state(self, words: QVBoxLayout) -> None:
        row = self.row
        if row.last_problem:
            missed = not_reached(row, self._reading)
            if missed:
                words.addWidget(label(missed, "warn", wrap=True))
            words.addWidget(label(row.last_problem, "caption" if missed else "warn", wrap=True))
            resting = left_alone(row, self._reading)
            if resting:
                words.addWidget(label(resting, "caption", wrap=True))
        if row.moved_to:
            words.addWidget(label(_("Its address changed to {address}.").format(address=row.moved_to), "warn", wrap=True))

    def _actions(self, line: QHBoxLayout) -> None:
        row = self.row
        readable = not row.location.startswith("pasted:")
        if row.moved_to:
            self._add(line, "move", button(_("Use the new one"), lambda: self.move_wanted.emit(row)))
        if row.last_problem and readable:
            self._add(line, "again", button(_("Try again"), lambda: self.again_wanted.emit(row)))
        if row.type == "wordpress" and not self._connected and not row.sample:
            made = button(_("Connect WordPress"), lambda: self.connect_wanted.emit(row), kind="quiet", icon="key-round")
            made.setToolTip(_("Needs sign-in for drafts"))
            made.setAccessibleName(_("Connect {name} for its drafts").format(name=row.title))
            self._add(line, "connect", made)
        if is_table(row):
            made = button(_("Columns…"), lambda: self.columns_wanted.emit(row), kind="quiet", icon="columns-2")
            made.setAccessibleName(_("What the columns of {name} hold").format(name=row.title))
            self._add(line, "columns", made)
        if row.type == "awareness":
            self._add(line, "days", button(_("Choose days…"), self.days_wanted.emit, kind="quiet", icon="calendar-days"))
        if readable:
            words = _("Read {name} again from now on") if row.paused else _("Pause {name}")
            made = icon_button(
                "play" if row.paused else "pause", words.format(name=row.title), lambda: self.pause_wanted.emit(row)
            )
            self._add(line, "pause", made)
        self._add(line, "more", icon_button("ellipsis", _("More for {name}").format(name=row.title), self._on_more))
        made = icon_button("trash-2", _("Remove {name}").format(name=row.title), lambda: self.remove_wanted.emit(row))
        self._add(line, "remove", made)

    def _add(self, line: QHBoxLayout, name: str, made: QPushButton) -> None:
        self._buttons[name] = made
        line.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)

    def menu(self) -> QMenu:
        """What else can be done."""
        row = self.row
        menu = QMenu(self)
        menu.addAction(_("Rename"), self.begin_rename)
        if not row.location.startswith("pasted:"):
            menu.addAction(_("Read it now"), lambda: self.again_wanted.emit(row))
            older = menu.addMenu(_("Read nothing older than"))
            for choice, words in SINCE.items():
                made = older.addAction(_(words))
                made.triggered.connect(partial(self._on_since, choice))
                made.setCheckable(True)
                made.setChecked(not choice and row.since is None)
        if row.type == "wordpress" and not row.sample:
            words = _("Disconnect WordPress") if self._connected else _("Connect WordPress")
            menu.addAction(words, self._on_connection)
        return menu

    def _on_connection(self) -> None:
        (self.disconnect_wanted if self._connected else self.connect_wanted).emit(self.row)

    def _on_since(self, choice: str, _checked: bool) -> None:
        self.since_wanted.emit(self.row, choice)

    def _on_more(self) -> None:
        made = self._buttons["more"]
        self.menu().popup(made.mapToGlobal(made.rect().bottomLeft()))

    # -- renaming ---------------------------------------------------------------------------------------------------------------

    def _on_named(self) -> None:
        name = self._name.text().strip()
        self._end_rename()
        if name and name != self.row.title:
            self._title.setText(name)
            self.renamed.emit(self.row, name)

    def _end_rename(self) -> None:
        self._name.hide()
        self._title.show()
        self._buttons["more"].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        escape = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape
        if watched is self._name and escape:
            self._end_rename()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        actions: dict[int, Callable[[], object]] = {
            Qt.Key.Key_F2: self.begin_rename,
            Qt.Key.Key_Delete: lambda: self.remove_wanted.emit(self.row),
        }
        if event.key() in actions and not event.modifiers() and not self._name.hasFocus():
            actions[event.key()]()
            return
        super().keyPressEvent(event)


def is_table(row: SourceRow) -> bool:
    """Whether it is a table of its own, whose columns a person can say the meaning of."""
    from composer.sources.spreadsheet import named_as_table

    return row.type == "table" or (row.type in ("file", "any") and named_as_table(row.location))


def caption_of(row: SourceRow, reading: Reading) -> str:
    """How many items, when it was read, from where."""
    items = ngettext("{count} item", "{count} items", row.items).format(count=row.items)
    if row.location.startswith("pasted:"):
        return _("{items}, pasted").format(items=items)
    parts = [items]
    if row.paused:
        parts.append(_("paused"))
    elif row.last_read is None:
        parts = [_("Not read yet")]
    else:
        when = row.last_read.astimezone(reading.zone)
        parts.append(_("read {day} at {time}").format(day=_day(when, reading), time=f"{when:%H:%M}"))
    if row.since is not None:
        since = datetime(row.since.year, row.since.month, row.since.day, tzinfo=reading.zone)
        parts.append(_("since {day}").format(day=day_in_words(since, weekday=False)))
    if row.username:
        parts.append(_("with drafts, as {name}").format(name=row.username))
    if row.type != "awareness":  # that one lies in the workspace itself
        parts.append(row.location)
    return ", ".join(parts)


def not_reached(row: SourceRow, reading: Reading) -> str:
    """Since when it was not reached, and what is shown instead; empty where it was reached at the last try."""
    if row.last_read is None or row.last_tried is None or row.last_tried <= row.last_read:
        return ""
    since = _day(row.last_read.astimezone(reading.zone), reading)
    words = ngettext(
        "Not reached since {day}, showing {count} saved item.", "Not reached since {day}, showing {count} saved items.", row.items
    )
    return words.format(day=since, count=row.items)


def left_alone(row: SourceRow, reading: Reading) -> str:
    """Until when it is not asked by itself, and why; empty where it may be asked at any time."""
    until = rests_until(row, reading.now, by_hand=False)
    if until is None or row.paused:
        return ""
    when = until.astimezone(reading.zone)
    moment = _("{time} {day}").format(time=f"{when:%H:%M}", day=_day(when, reading))
    if row.asked_to_wait:
        return _("Its server asks to be left alone until {moment}.").format(moment=moment)
    words = ngettext(
        "It failed once; it is left alone until {moment} unless you ask for it.",
        "It failed {count} times in a row; it is left alone until {moment} unless you ask for it.",
        row.failures,
    )
    return words.format(count=row.failures, moment=moment)


def _day(when: datetime, reading: Reading) -> str:
    """A day as one says it: today, tomorrow, yesterday, Tuesday, else its date."""
    days = (reading.now.astimezone(reading.zone).date() - when.date()).days
    if days == 0:
        return _("today")
    if days == -1:
        return _("tomorrow")
    if days == 1:
        return _("yesterday")
    return day_in_words(when).partition(" ")[0] if 1 < days < 7 else day_in_words(when, weekday=False)
