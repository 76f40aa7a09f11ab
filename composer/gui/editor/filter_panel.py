"""Everything the shelf can be narrowed by, in place of the list: each choice counts at once, Esc leads back to what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from composer.clock import Clock
from composer.gui.editor.filter_words import FLAGS, PERIODS
from composer.gui.editor.saved_filter_bar import SavedFilterBar
from composer.gui.fields.day_field import DayLine
from composer.gui.models.item_words import KIND_WORDS
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button, set_words
from composer.gui.widgets.labels import label
from composer.i18n import _, ngettext
from composer.library.shelf import Choices
from composer.library.shelf_filter import ShelfFilter

_GUTTER = 12


class FilterPanel(QWidget):
    """``changed`` with a :class:`ShelfFilter` (its words are the search field's), ``left`` when the list is wanted again."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Filters"))
        self._filter = ShelfFilter()
        self._showing = False
        self.saved = SavedFilterBar()
        self.pickers = {
            "kinds": self._picker("kinds", _("Kind")),
            "sources": self._picker("sources", _("Source")),
            "categories": self._picker("categories", _("Category")),
            "authors": self._picker("authors", _("Written by")),
        }
        self.period = QComboBox()
        self.period.setAccessibleName(_("Period"))
        for value, words in PERIODS:
            self.period.addItem(_(words), value)
        self.period.activated.connect(lambda at: self._set(period=self.period.itemData(at)))
        self.first = DayLine(_("First day"), clock)
        self.last = DayLine(_("Last day"), clock)
        self.first.day_changed.connect(lambda day: self._set(first=day))
        self.last.day_changed.connect(lambda day: self._set(last=day))
        self.flags = {name: QCheckBox(_(words)) for name, words, _short in FLAGS}
        for name, box in self.flags.items():
            box.toggled.connect(lambda on, name=name: self._set(**{name: on}))
        self.done = button(_("Show what was found"), self.left.emit, kind="primary")
        self.clear = button(_("Clear filters"), lambda: self.changed.emit(ShelfFilter()), kind="quiet")
        self._build()

    def _picker(self, field: str, words: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(words)
        made.setMaxVisibleItems(14)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(8)
        made.activated.connect(lambda at: self._pick(field, made.itemData(at)))
        return made

    def _build(self) -> None:
        area = QScrollArea(self)
        inner = QWidget(area)
        area.setWidget(inner)
        mark(inner, surface="window")
        form = QVBoxLayout(inner)
        form.setContentsMargins(0, 4, _GUTTER, 8)
        form.setSpacing(4)
        form.addWidget(self.saved)
        for picker in self.pickers.values():
            form.addWidget(self._above(picker.accessibleName(), picker))
            form.addWidget(picker)
            form.addSpacing(6)
        form.addWidget(self._above(_("Period"), self.period))
        form.addWidget(self.period)
        self._days = QWidget()
        days = QVBoxLayout(self._days)
        days.setContentsMargins(0, 6, 0, 0)
        days.setSpacing(4)
        for line, words in ((self.first, _("From")), (self.last, _("Until, this day included"))):
            days.addWidget(self._above(words, line))
            days.addWidget(line)
        form.addWidget(self._days)
        form.addSpacing(8)
        for box in self.flags.values():
            form.addWidget(box)
        form.addStretch(1)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 8, _GUTTER, 0)
        foot.addWidget(self.done)
        foot.addWidget(self.clear)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addLayout(foot)
        self._days.hide()
        self.setFocusProxy(self.pickers["kinds"])

    @staticmethod
    def _above(words: str, field: QWidget) -> QWidget:
        made = label(words, "label")
        made.setBuddy(field)
        return made

    # -- what it is told --------------------------------------------------------------------------------------------------------

    def show_choices(self, choices: Choices) -> None:
        """Offer these, each with how many there are of it."""
        options: Mapping[str, Sequence[tuple[str, str, int]]] = {
            "kinds": [(kind, _(KIND_WORDS[kind]), count) for kind, count in choices.kinds],
            "sources": choices.sources,
            "categories": [(name, name, count) for name, count in choices.categories],
            "authors": [(name, name, count) for name, count in choices.authors],
        }
        for field, picker in self.pickers.items():
            picker.clear()
            picker.addItem(_("Any"), "")
            for value, words, count in options[field]:
                picker.addItem(_("{name} ({count})").format(name=words, count=f"{count:,}"), value)
            picker.setEnabled(bool(options[field]))
        self._show()

    def show_filter(self, chosen: ShelfFilter) -> None:
        """Show what is chosen, without a signal."""
        self._filter = msgspec.structs.replace(chosen, text="")
        self._show()

    def show_count(self, count: int) -> None:
        """Say on the button how many were found."""
        words = ngettext("Show {count} item", "Show {count} items", count).format(count=f"{count:,}")
        set_words(self.done, words if count else _("Back to the list"))

    def _show(self) -> None:
        self._showing = True
        for field, picker in self.pickers.items():
            chosen = getattr(self._filter, field)
            at = picker.findData(min(chosen)) if len(chosen) == 1 else -1
            any_words = _("Any") if not chosen else _("{count} chosen").format(count=len(chosen))
            if picker.count():
                picker.setItemText(0, any_words if len(chosen) > 1 else _("Any"))
            picker.setCurrentIndex(max(at, 0))
        self.period.setCurrentIndex(self.period.findData(self._filter.period))
        self._days.setVisible(self._filter.period == "between")
        self.first.show_day(self._filter.first)
        self.last.show_day(self._filter.last)
        for name, box in self.flags.items():
            box.setChecked(getattr(self._filter, name))
        self.saved.show_filter(self._filter)
        self._showing = False

    # -- what happens -----------------------------------------------------------------------------------------------------------

    def _pick(self, field: str, value: str) -> None:
        chosen: frozenset[str] = getattr(self._filter, field)
        if not value:
            self._set(**{field: frozenset[str]()})
        elif value not in chosen:
            self._set(**{field: chosen | {value}})
        else:
            self._show()

    def _set(self, **values: frozenset[str] | bool | str | date | None) -> None:
        if self._showing:
            return
        chosen = msgspec.structs.replace(self._filter, **values)
        if chosen.period != "between" and (chosen.first or chosen.last):
            chosen = msgspec.structs.replace(chosen, first=None, last=None)
        if chosen != self._filter:
            self._filter = chosen
            self._show()
            self.changed.emit(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
