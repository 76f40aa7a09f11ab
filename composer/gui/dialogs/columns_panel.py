"""What the columns of a table hold: the guess, column by column, with what would be read from it, before anything is taken in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from composer.blocks.dates_in_words import day_in_words, when_in_words
from composer.errors import ComposerError
from composer.gui.doing import ITEMS, Doing
from composer.gui.models.item_words import KIND_WORDS
from composer.gui.theme import mark
from composer.gui.widgets.buttons import Segments, button
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.labels import ElidedLabel, label
from composer.gui.widgets.scrolled import scrolled
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import _, ngettext
from composer.library.item import Item
from composer.publishing.table_columns import TableLook, Taken, look_into, take_in
from composer.sources.column_meanings import DAY_ORDER, FIELDS

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

STACK_BELOW = 720
"""Pixels under which what would be read stands below the columns."""
SHOWN = 12
TOLD = 3


class ColumnsPanel(QWidget):
    """``taken(words)`` when the table was read; ``offered(words, action, undo)`` where columns were changed; ``closed``."""

    taken = Signal(str)
    offered = Signal(str, str, object)
    troubled = Signal(object)
    closed = Signal()

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._look: TableLook | None = None
        self._chosen: dict[str, str] = {}
        self._again = False
        self.choices: dict[str, QComboBox] = {}
        self._title = label("", "page-title")
        self._about = label("", "muted", wrap=True)
        self._bar = ThinBar(_("Reading the table"))
        self._columns = QVBoxLayout()
        self._columns.setSpacing(12)
        self.day_order = Segments(
            [("day_first", _("3 December")), ("month_first", _("12 March"))], name=_("What 3/12 means in this table")
        )
        self.day_order.chosen.connect(lambda order: self._choose(DAY_ORDER, order))
        self._days = QWidget()
        days = QVBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        days.addWidget(label(_("In this table 3/12 means"), "label"))
        days.addWidget(self.day_order, 0, Qt.AlignmentFlag.AlignLeft)
        self._summary = label("", "pane-title", wrap=True)
        self._told = label("", "warn", wrap=True)
        self._items = QVBoxLayout()
        self._items.setSpacing(8)
        self.take = button(_("Take it in"), self._on_take, kind="primary", icon="check")
        self.guess = button(_("Guess again"), self._on_guess, kind="quiet", icon="rotate-ccw")
        self.cancel = button(_("Cancel"), self.closed.emit, kind="quiet")
        self._build()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(label(_("What each column holds"), "pane-title"))
        left.addLayout(self._columns)
        left.addWidget(self._days)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._summary)
        right.addWidget(self._told)
        right.addLayout(self._items)
        right.addStretch(1)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(32)
        self._body.addWidget(_scrolling(left), 1)
        self._body.addWidget(_scrolling(right), 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for made in (self.take, self.cancel, self.guess):
            foot.addWidget(made)
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self._title)
        whole.addWidget(self._about)
        whole.addWidget(self._bar)
        whole.addLayout(self._body, 1)
        whole.addLayout(foot)

    def begin(self, location: str, name: str, *, again: bool = False) -> None:
        """Look into a table; ``again`` where it is in the list of sources already."""
        self._look, self._again = None, again
        self._title.setText(_("What “{name}” holds").format(name=name))
        self._about.setText("")
        self.take.setText(_("Read it so") if again else _("Take it in"))
        clear(self._columns)
        clear(self._items)
        self.choices.clear()
        self._days.hide()
        self._summary.setText("")
        self._told.hide()
        self._work(location, None)

    @property
    def look(self) -> TableLook | None:
        """What is shown; None while it is read for the first time."""
        return self._look

    # -- looking ----------------------------------------------------------------------------------------------------------------

    def _work(self, location: str, chosen: Mapping[str, str] | None) -> None:
        workspace = self._workspace
        self._bar.start()
        self.take.setEnabled(False)
        self._jobs.submit(
            lambda: look_into(workspace, location, chosen), self._on_looked, self._on_failed, newest="columns", owner=self
        )

    def _on_failed(self, error: ComposerError) -> None:
        self._bar.stop()
        self.troubled.emit(error)
        if self._look is None:
            self.closed.emit()

    def _on_looked(self, look: TableLook) -> None:
        self._bar.stop()
        first = self._look is None
        self._look, self._chosen = look, dict(look.chosen)
        if first:
            self._show_columns(look)
        fields = {heading: field for table in reversed(look.tables) for heading, field in table.fields.items()}
        for heading, choice in self.choices.items():
            choice.blockSignals(True)
            choice.setCurrentIndex(max(0, choice.findData(fields.get(heading, ""))))
            choice.blockSignals(False)
        self._days.setVisible(bool(look.day_order or look.chosen.get(DAY_ORDER)))
        self.day_order.set_value(look.chosen.get(DAY_ORDER, "day_first"))
        self.guess.setVisible(bool(look.chosen))
        self.take.setEnabled(not look.refusal and look.count > 0)
        self._show_items(look)
        if first and self.choices:
            next(iter(self.choices.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_columns(self, look: TableLook) -> None:
        rows = sum(table.rows for table in look.tables)
        words = ngettext("{count} row.", "{count} rows.", rows).format(count=f"{rows:,}")
        sheets = [table.sheet for table in look.tables if table.sheet]
        if len(sheets) > 1:
            words = _("{rows} Sheets: {names}.").format(rows=words, names=", ".join(sheets))
        self._about.setText(_("{rows} Nothing is taken in yet; you see here what would be.").format(rows=words))
        for table in look.tables:
            for heading, sample in zip(table.headings, table.sample, strict=True):
                if heading not in self.choices:
                    self._columns.addWidget(self._column(heading, sample))

    def _column(self, heading: str, sample: tuple[str, ...]) -> QWidget:
        choice = self.choices[heading] = QComboBox()
        choice.addItem(_("Leave it out"), "")
        for field, meaning in FIELDS.items():
            choice.addItem(_(meaning), field)
        cells = "; ".join(" ".join(cell.split())[:80] for cell in sample)
        choice.setAccessibleName(heading)
        choice.setAccessibleDescription(_("For instance {cells}").format(cells=cells) if cells else _("Empty column"))
        choice.setFixedWidth(220)
        choice.currentIndexChanged.connect(lambda _at: self._choose(heading, str(choice.currentData())))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(heading, "strong"))
        words.addWidget(ElidedLabel(cells or _("Empty column"), "caption"))
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(choice)
        return made

    def _show_items(self, look: TableLook) -> None:
        clear(self._items)
        titled = any("title" in table.fields.values() for table in look.tables)
        refusal = look.refusal if titled or not look.refusal else f"{look.refusal} {_('Choose “Title” for the one that does.')}"
        self._told.setText(refusal or "\n".join(look.told[:TOLD]))
        self._told.setVisible(bool(self._told.text()))
        count = ngettext("{count} thing to write about", "{count} things to write about", look.count).format(
            count=f"{look.count:,}"
        )
        self._summary.setText(_("Nothing can be read so") if look.refusal else count)
        for item in look.items[:SHOWN]:
            self._items.addWidget(_shown(item))
        if look.count > SHOWN:
            more = look.count - min(SHOWN, len(look.items))
            self._items.addWidget(
                label(ngettext("and {count} more", "and {count} more", more).format(count=f"{more:,}"), "caption")
            )

    # -- choosing ---------------------------------------------------------------------------------------------------------------

    def _choose(self, heading: str, field: str) -> None:
        if self._look is None:
            return
        self._chosen[heading] = field
        self._work(self._look.location, self._chosen)

    def _on_guess(self) -> None:
        if self._look is not None:
            self._work(self._look.location, {})
            next(iter(self.choices.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_take(self) -> None:
        if self._look is None:
            return
        workspace, location, chosen = self._workspace, self._look.location, dict(self._chosen)
        self._bar.start()
        self.take.setEnabled(False)
        self._jobs.write(
            lambda: take_in(workspace, location, chosen),
            lambda taken: self._on_taken(location, taken),
            self._on_failed,
            owner=self,
            doing=Doing(ITEMS, self._look.name or location),
        )

    def _on_taken(self, location: str, taken: Taken) -> None:
        self._bar.stop()
        words = ngettext("{count} item read.", "{count} items read.", taken.items).format(count=f"{taken.items:,}")
        self.taken.emit(words)
        if self._again:
            self.offered.emit(words, _("Undo"), lambda: self._take_back(location, taken.before))

    def _take_back(self, location: str, before: Mapping[str, str]) -> None:
        workspace = self._workspace
        self._jobs.write(
            lambda: take_in(workspace, location, before), lambda _taken: self.taken.emit(_("It is read as before.")), owner=self
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < STACK_BELOW
        self._body.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(12 if narrow else 32)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _shown(item: Item) -> QWidget:
    """One item as it would be: its title, then kind, day and place."""
    made = QWidget()
    parts = [_(KIND_WORDS[item.kind])]
    if item.starts is not None:
        parts.append(when_in_words(item.starts, item.ends, item.all_day))
    elif item.deadline is not None:
        parts.append(_("closes {day}").format(day=day_in_words(item.deadline)))
    elif item.published is not None:
        parts.append(day_in_words(item.published))
    parts += [item.place, item.author]
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(ElidedLabel(item.title, "strong"))
    column.addWidget(ElidedLabel(" · ".join(filter(None, parts)), "caption"))
    return made


def _scrolling(column: QVBoxLayout) -> QScrollArea:
    inside = QWidget()
    mark(inside, surface="window")
    column.setContentsMargins(0, 0, 12, 0)
    inside.setLayout(column)
    return scrolled(inside)
