"""The calendar of awareness days: tick what is to be offered, change a day, add one of one's own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from composer.errors import ComposerError, InputError
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button, icon_button, set_words
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import ElidedLabel, label
from composer.gui.widgets.scrolled import scrolled
from composer.gui.widgets.search_field import SearchField
from composer.i18n import _
from composer.library.awareness import LONGEST_ABOUT, LONGEST_NAME, LONGEST_PAGE, AwarenessDay, Listed, checked
from composer.library.awareness_rules import LONGEST, read_rule

if TYPE_CHECKING:
    from datetime import date

    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

SHOWN_DATES = 3


class AwarenessPanel(QWidget):
    """``begin()`` shows it; ``changed`` after every change that was kept, ``offered(words, action, do)`` with a way back."""

    closed = Signal()
    changed = Signal()
    offered = Signal(str, str, object)
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self.rows: list[DayRow] = []
        self._listed: list[Listed] = []
        self._find = SearchField(_("Find a day"))
        self._find.textChanged.connect(self._narrow)
        self._new = button(_("Add a day…"), self._on_new, icon="plus")
        self._done = button(_("Done"), self.closed.emit, kind="primary", icon="check")
        self._none = label(_("No day is called so. Add it as one of your own."), "muted")
        self._none.hide()
        self._form = DayForm(workspace.clock().astimezone(workspace.zone).date())
        self._form.kept.connect(self._on_form_kept)
        self._form.left.connect(self._close_form)
        self._form.removed.connect(self._on_removed)
        self._form.hide()
        self._days = QVBoxLayout()
        self._days.setSpacing(4)
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        mark(inside, surface="window")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addLayout(self._days)
        column.addWidget(self._none)
        column.addStretch(1)
        self._area = scrolled(inside)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self._find, 1)
        tools.addWidget(self._new)
        tools.addWidget(self._done)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(label(_("Awareness days"), "page-title"))
        words = _("What you tick is offered among what’s new, four months ahead, every year again.")
        whole.addWidget(label(words, "muted", wrap=True))
        whole.addLayout(tools)
        whole.addWidget(self._form)
        whole.addWidget(self._area, 1)

    def begin(self) -> None:
        """Show the calendar as it is now."""
        self._form.hide()
        self._find.clear()
        self._read()
        self._find.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        self._jobs.submit(self._workspace.awareness.all, self._on_read, newest="awareness", owner=self)

    def _on_read(self, listed: list[Listed]) -> None:
        self._listed = listed
        today = self._workspace.clock().astimezone(self._workspace.zone).date()
        if [row.listed.day.id for row in self.rows] != [one.day.id for one in listed]:
            for row in self.rows:
                self._days.removeWidget(row)
                row.hide()
                row.deleteLater()
            self.rows = [DayRow(one, today, self._on_ticked, self._on_edit) for one in listed]
            for row in self.rows:
                self._days.addWidget(row)
        for row, one in zip(self.rows, listed, strict=True):
            row.show_day(one, today)
        self._narrow(self._find.text())

    def _narrow(self, words: str) -> None:
        wanted = words.casefold().split()
        for row in self.rows:
            text = f"{row.listed.day.name} {row.listed.day.rule}".casefold()
            row.setVisible(all(word in text for word in wanted))
        self._none.setVisible(bool(self.rows) and all(row.isHidden() for row in self.rows))

    # -- changing ---------------------------------------------------------------------------------------------------------------

    def _on_ticked(self, one: Listed, wanted: bool) -> None:
        self._keep(one.day, wanted)

    def _on_form_kept(self, day: AwarenessDay) -> None:
        before = next((one for one in self._listed if one.day.id == day.id), None)
        words = _("“{name}” is changed.") if before is not None else _("“{name}” is added.")
        self._keep(day, True, words.format(name=day.name), before)

    def _keep(self, day: AwarenessDay, wanted: bool, said: str = "", before: Listed | None = None) -> None:
        """Keep a day; where something is ``said``, with the way back to what was there before (None: to no such day)."""
        workspace = self._workspace

        def work() -> AwarenessDay:
            from composer.publishing.awareness import keep_day

            return keep_day(workspace, day, wanted=wanted)

        def kept(_day: object) -> None:
            self._on_kept(None)
            if said:
                self.offered.emit(said, _("Undo"), lambda: self._back_to(day, before))

        self._jobs.write(work, kept, self._on_failed, owner=self)

    def _back_to(self, day: AwarenessDay, before: Listed | None) -> None:
        if before is not None:
            self._keep(before.day, before.wanted)
            return
        workspace = self._workspace

        def work() -> None:
            from composer.publishing.awareness import forget_day

            forget_day(workspace, day.id)

        self._jobs.write(work, self._on_kept, self._on_failed, owner=self)

    def _on_kept(self, _day: object) -> None:
        if self._form.isVisible():
            self._close_form()
        self._read()
        self.changed.emit()

    def _on_removed(self, one: Listed) -> None:
        workspace = self._workspace

        def work() -> None:
            from composer.publishing.awareness import forget_day

            forget_day(workspace, one.day.id)

        def removed(_none: object) -> None:
            self._on_kept(None)
            words = _("“{name}” is removed.") if one.own else _("“{name}” is as it came again.")
            self.offered.emit(words.format(name=one.day.name), _("Undo"), lambda: self._keep(one.day, one.wanted))

        self._jobs.write(work, removed, self._on_failed, owner=self)

    def _on_failed(self, error: ComposerError) -> None:
        if self._form.isVisible():
            self._form.show_problem(str(error))
        else:
            self.troubled.emit(error)
        self._read()

    # -- the form ---------------------------------------------------------------------------------------------------------------

    def _on_new(self) -> None:
        self._form.begin(Listed(day=AwarenessDay(name=self._find.text().strip()), own=True), new=True)

    def _on_edit(self, one: Listed) -> None:
        self._form.begin(one, new=False)

    def _close_form(self) -> None:
        self._form.hide()
        self._find.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._form.isVisible():
            self._close_form()
        else:
            self.closed.emit()


class DayRow(QFrame):
    """One day: a tick, when it is next, and a way to change it."""

    def __init__(
        self, one: Listed, today: date, on_ticked: Callable[[Listed, bool], None], on_edit: Callable[[Listed], None]
    ) -> None:
        super().__init__()
        mark(self, surface="card")
        self.listed = one
        self.tick = QCheckBox()
        self.tick.toggled.connect(lambda on: on_ticked(self.listed, on))
        self._when = ElidedLabel("", "caption")
        self.edit = icon_button("pencil", "", lambda: on_edit(self.listed), dense=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 4, 8, 4)
        line.setSpacing(12)
        line.addWidget(self.tick, 1)
        line.addWidget(self._when, 1)
        line.addWidget(self.edit)
        self.show_day(one, today)

    def show_day(self, one: Listed, today: date) -> None:
        """Show a day as it is now."""
        self.listed = one
        when = f"{one.day.rule} · {next_dates(one.day.rule, today, 1)}"
        self.tick.setText(one.day.name.replace("&", "&&"))
        with QSignalBlocker(self.tick):
            self.tick.setChecked(one.wanted)
        self.tick.setAccessibleName(f"{one.day.name}, {when}")
        self._when.setText(when)
        self.edit.setAccessibleName(_("Change {name}").format(name=one.day.name))
        self.edit.setToolTip(self.edit.accessibleName())


class DayForm(QFrame):
    """A day's name, rule, words and page; while the rule is typed, its next dates are told. ``kept`` carries the day."""

    kept = Signal(object)
    removed = Signal(object)
    left = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        mark(self, surface="card")
        self._today = today
        self._listed = Listed(day=AwarenessDay())
        self._name, self._rule, self._about, self._page = (QLineEdit() for _field in range(4))
        for field, most in (
            (self._name, LONGEST_NAME), (self._rule, LONGEST), (self._about, LONGEST_ABOUT), (self._page, LONGEST_PAGE),
        ):  # fmt: skip
            field.setMaxLength(most)
            field.returnPressed.connect(self._on_keep)
        self._rule.textChanged.connect(self._tell_dates)
        self._rule.setPlaceholderText(_("first Monday in May"))
        self._dates = label("", "caption", wrap=True)
        self._problem = label("", "error", wrap=True)
        self._keep = button(_("Keep"), self._on_keep, kind="primary", dense=True)
        self._cancel = button(_("Cancel"), self.left.emit, kind="quiet", dense=True)
        self._remove = button("", lambda: self.removed.emit(self._listed), kind="quiet", dense=True)
        left, right = FormColumn(), FormColumn()
        left.add(_("Name of the day or week"), self._name)
        left.add(_("When it is"), self._rule)
        left.addWidget(self._dates)
        left.addStretch(1)
        right.add(_("A sentence about it"), self._about)
        right.add(_("Web page"), self._page)
        right.addStretch(1)
        halves = QHBoxLayout()
        halves.setSpacing(24)
        halves.addLayout(left, 1)
        halves.addLayout(right, 1)
        ends = QHBoxLayout()
        ends.setSpacing(8)
        for made in (self._keep, self._cancel, self._remove):
            ends.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        ends.addWidget(self._problem, 1)
        ends.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addLayout(halves)
        column.addLayout(ends)

    def begin(self, one: Listed, *, new: bool) -> None:
        """Show a day to be changed, or a new one."""
        self._listed = one
        for field, text in (
            (self._name, one.day.name), (self._rule, one.day.rule), (self._about, one.day.about), (self._page, one.day.page),
        ):  # fmt: skip
            field.setText(text)
            field.setCursorPosition(0)
        set_words(self._remove, _("Remove") if one.own else _("As it came"))
        self._remove.setVisible(not new and (one.own or one.changed))
        self.show_problem("")
        self._tell_dates(one.day.rule)
        self.show()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, words: str) -> None:
        """Say why it cannot be kept."""
        self._problem.setText(words)

    def _tell_dates(self, rule: str) -> None:
        self._dates.setText(_("Next: {dates}").format(dates=next_dates(rule, self._today)) if rule.strip() else "")

    def _on_keep(self) -> None:
        given = AwarenessDay(
            id=self._listed.day.id,
            name=self._name.text(),
            rule=self._rule.text(),
            about=self._about.text(),
            page=self._page.text(),
        )
        try:
            self.kept.emit(checked(given))
        except InputError as error:
            self.show_problem(str(error))


def next_dates(rule: str, today: date, count: int = SHOWN_DATES) -> str:
    """The next dates of a rule in words, or why there are none."""
    from datetime import datetime, time

    from composer.blocks.dates_in_words import when_in_words

    try:
        spans = islice(read_rule(rule).from_day(today), count)
    except InputError as error:
        return error.message
    told = [
        when_in_words(datetime.combine(first, time()), datetime.combine(last, time()) if last > first else None, all_day=True)
        for first, last in spans
    ]
    return "; ".join(told)
