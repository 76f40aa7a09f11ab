"""A row of chips of which one holds; where the pane is narrow it goes on in a second row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from composer.gui.theme import mark
from composer.gui.widgets.buttons import Button
from composer.gui.widgets.flow_layout import FlowLayout


class ChipRow(QWidget):
    """``chosen`` carries the value. One Tab stop: arrow keys go from chip to chip and choose."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._row = FlowLayout(self, gap=4)
        self._group = QButtonGroup(self)
        self._chips: dict[str, QPushButton] = {}

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Show these (value, words); the chosen one stays where it is still there, else the first holds."""
        if [(value, chip.text()) for value, chip in self._chips.items()] == list(options):
            return
        holds = self.value()
        for chip in self._chips.values():
            self._group.removeButton(chip)
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for value, words in options:
            chip = Button(words)
            mark(chip, kind="chip")
            chip.setCheckable(True)
            chip.setAccessibleName(f"{self.accessibleName()}: {words}")
            chip.clicked.connect(lambda _checked=False, value=value: self._choose(value))
            self._group.addButton(chip)
            self._row.addWidget(chip)
            self._chips[value] = chip
        if self._chips:
            self._show(holds if holds in self._chips else next(iter(self._chips)))

    def value(self) -> str:
        """The value that holds."""
        return next((value for value, chip in self._chips.items() if chip.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Show ``value`` as chosen, without a signal."""
        if value in self._chips:
            self._show(value)

    def _show(self, value: str) -> None:
        for other, chip in self._chips.items():
            chip.setChecked(other == value)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus if other == value else Qt.FocusPolicy.NoFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Handed on here and not by a focus proxy: with one, Qt 6.11 takes the row itself for a stop of Tab, and leads back to it.
        if self.value():
            self._chips[self.value()].setFocus(event.reason())

    def _choose(self, value: str) -> None:
        self._show(value)
        self.chosen.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()), 0)
        if not step or not self._chips:
            super().keyPressEvent(event)
            return
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        values = list(self._chips)
        value = values[(values.index(self.value()) + step) % len(values)]
        had_focus = any(chip.hasFocus() for chip in self._chips.values())
        self._choose(value)
        if had_focus:
            self._chips[value].setFocus(Qt.FocusReason.TabFocusReason)
