"""How the issue came to be, step by step: give a state a name, go back to one, or bring back one section of it alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from composer.blocks.block import block_types, kind_of
from composer.document.history import Step
from composer.document.sections import Section
from composer.gui.editor.item_list import GUTTER
from composer.gui.icons import pixmap
from composer.gui.models.step_model import HERE_ROLE, NAME_ROLE, UNDONE_ROLE, WHEN_ROLE, WORDS_ROLE, StepModel
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.buttons import Segments, button
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.labels import ElidedLabel, label
from composer.gui.widgets.line_field import LineField
from composer.i18n import _, ngettext

ROW, NAMED_ROW = 40, 56
SECTIONS_SHOWN = 6
_Index = QModelIndex | QPersistentModelIndex


class HistoryPanel(QWidget):
    """``name_wanted(name)`` for the state the issue stands at; ``looked(position)`` when a step is chosen to be looked at;
    ``back_wanted(position)``; ``section_wanted(position, block id)``; ``closed``."""

    name_wanted = Signal(str)
    looked = Signal(int)
    back_wanted = Signal(int)
    section_wanted = Signal(int, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = StepModel()
        self._chosen = -1
        self.done_button = button(_("Done"), self.closed.emit, icon="check", dense=True)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, GUTTER, 0)
        top.addWidget(label(_("History"), "pane-title"))
        top.addStretch(1)
        top.addWidget(self.done_button)
        self.name_field = LineField(name=_("Name for how it is now"))
        self.name_field.setPlaceholderText(_("Name for how it is now"))
        self.name_field.returnPressed.connect(self._on_named)
        self.name_button = button(_("Keep"), self._on_named, icon="flag")
        naming = QHBoxLayout()
        naming.setContentsMargins(0, 0, GUTTER, 0)
        naming.setSpacing(8)
        naming.addWidget(self.name_field, 1)
        naming.addWidget(self.name_button)
        self.filter = Segments([("all", _("Every step")), ("named", _("Named ones"))], name=_("Which steps"))
        self.filter.set_value("all")
        self.filter.chosen.connect(self._on_filter)
        which = QHBoxLayout()
        which.setContentsMargins(0, 0, GUTTER, 0)
        which.addWidget(self.filter)
        which.addStretch(1)
        self.list = QListView()
        mark(self.list, surface="menu")
        self.list.setModel(self._model)
        self.list.setItemDelegate(_StepDelegate(self.list))
        self.list.setAccessibleName(_("Steps, the newest first"))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.selectionModel().currentChanged.connect(lambda index, _before: self._on_current(index))
        self._none = label(_("No state has a name yet. Type one above to find your way back to it."), "muted", wrap=True)
        self._none.hide()
        self._about = _About()
        self._about.back.clicked.connect(lambda: self.back_wanted.emit(self._chosen))
        self._about.section_wanted.connect(lambda block: self.section_wanted.emit(self._chosen, block))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(naming)
        column.addLayout(which)
        column.addWidget(self._none)
        below = QVBoxLayout()
        below.setContentsMargins(0, 0, GUTTER, 0)
        below.setSpacing(8)
        below.addWidget(self.list, 1)
        below.addWidget(self._about)
        column.addLayout(below, 1)

    def show_steps(self, steps: Sequence[Step], position: int, now: datetime) -> None:
        """Show the history as it is now."""
        self._model.show_steps(steps, position, now)
        self._settle(position)

    def show_sections(self, position: int, sections: Sequence[Section] | None) -> None:
        """What of the chosen step reads otherwise now; None where it is damaged."""
        if position == self._chosen:
            self._about.show_sections(sections)

    def focus_list(self) -> None:
        """The focus to the steps."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def about(self) -> QWidget:
        """What is said of the chosen step, with its buttons."""
        return self._about

    @property
    def chosen(self) -> int:
        """The step that is looked at; -1 for none."""
        return self._chosen

    def _settle(self, position: int) -> None:
        row = self._model.row_of(position)
        self._none.setVisible(self._model.rowCount() == 0)
        if self._model.rowCount():
            index = self._model.index(max(0, row))
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
        else:
            self._chosen = -1
            self._about.hide()

    def _on_current(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        self._chosen = self._model.position_at(index.row())
        here = bool(index.data(HERE_ROLE))
        self._about.begin(str(index.data()), str(index.data(WHEN_ROLE)), here=here)
        if not here:
            self.looked.emit(self._chosen)

    def _on_filter(self, which: str) -> None:
        self._model.show_only_named(which == "named")
        self._settle(self._chosen)

    def _on_named(self) -> None:
        name = " ".join(self.name_field.text().split())
        if name:
            self.name_field.clear()
            self.name_wanted.emit(name)
            self.focus_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus() and self._about.back.isVisible():
            self.back_wanted.emit(self._chosen)
        else:
            super().keyPressEvent(event)


class _About(QFrame):
    """The chosen step: what reads otherwise now, each with a way back, and the way back for all."""

    section_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        mark(self, surface="sunken")
        self._title = ElidedLabel("", "strong")
        self._words = label("", "muted", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.back = button(_("Go back to this"), kind="plain", icon="rotate-ccw")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addLayout(self._rows)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def begin(self, title: str, moment: str, *, here: bool) -> None:
        clear(self._rows)
        self._title.setText(f"{title} · {moment}")
        self._words.setText(_("This is how it is now.") if here else _("Comparing …"))
        self.back.hide()
        self.show()

    def show_sections(self, sections: Sequence[Section] | None) -> None:
        clear(self._rows)
        self.back.setVisible(sections is not None)
        if sections is None:
            self._words.setText(_("This step is damaged and cannot be shown. The others are whole."))
            return
        if not sections:
            self._words.setText(_("Every section reads as it does now; what differs is order, subject or look."))
        else:
            count = len(sections)
            words = ngettext("{count} section reads otherwise now:", "{count} sections read otherwise now:", count)
            self._words.setText(words.format(count=count))
        for section in sections[:SECTIONS_SHOWN]:
            self._rows.addWidget(self._row(section))
        if len(sections) > SECTIONS_SHOWN:
            more = len(sections) - SECTIONS_SHOWN
            self._rows.addWidget(label(ngettext("and {count} more", "and {count} more", more).format(count=more), "caption"))

    def _row(self, section: Section) -> QWidget:
        made = QWidget()
        block = section.block
        kind = _(block_types()[kind_of(type(block))].label)
        title = block.title() or kind
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(ElidedLabel(_("{title} (gone)").format(title=title) if section.gone else title), 1)
        bring = button(_("Bring back"), lambda: self.section_wanted.emit(block.id), kind="quiet", icon="undo-2", dense=True)
        bring.setAccessibleName(_("Bring back “{title}”").format(title=title))
        row.addWidget(bring)
        return made


class _StepDelegate(QStyledItemDelegate):
    """What was done and when; a name above it, where it has one; a dot where the issue stands."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(160, NAMED_ROW if index.data(NAME_ROLE) else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = active_theme()
        row: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        undone, here, name = bool(index.data(UNDONE_ROLE)), bool(index.data(HERE_ROLE)), str(index.data(NAME_ROLE) or "")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(row.adjusted(0, 1, -1, -1), 6, 6)
        drawing = pixmap("circle-dot" if here else "flag" if name else "circle", "accent" if here or name else "muted", 16,
                         painter.device().devicePixelRatioF())  # fmt: skip
        forward = option.direction == Qt.LayoutDirection.LeftToRight
        painter.drawPixmap(row.left() + 10 if forward else row.right() - 26, row.center().y() - 7, drawing)
        room = row.adjusted(36, 0, -12, 0) if forward else row.adjusted(12, 0, -36, 0)
        start = Qt.AlignmentFlag.AlignLeft if forward else Qt.AlignmentFlag.AlignRight
        end = Qt.AlignmentFlag.AlignRight if forward else Qt.AlignmentFlag.AlignLeft
        plain = "on_accent_soft" if chosen else "muted" if undone else "text"
        line = room
        if name:
            painter.setFont(theme.font(14, 600))
            painter.setPen(theme.colour(plain))
            painter.drawText(room.adjusted(0, 6, 0, -room.height() // 2), int(start | Qt.AlignmentFlag.AlignVCenter),
                             painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room.width()))  # fmt: skip
            line = room.adjusted(0, room.height() // 2 - 4, 0, -4)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("on_accent_soft" if chosen else "muted"))
        moment = str(index.data(WHEN_ROLE))
        taken = painter.fontMetrics().horizontalAdvance(moment) + 12
        painter.drawText(line, int(end | Qt.AlignmentFlag.AlignVCenter), moment)
        painter.setFont(theme.font(12 if name else 14))
        painter.setPen(theme.colour("on_accent_soft" if chosen else "muted" if name or undone else "text"))
        free = line.adjusted(0, 0, -taken, 0) if forward else line.adjusted(taken, 0, 0, 0)
        words = painter.fontMetrics().elidedText(str(index.data(WORDS_ROLE)), Qt.TextElideMode.ElideRight, free.width())
        painter.drawText(free, int(start | Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()
