"""What narrows the list at the moment, each as a chip that takes itself away."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from composer.gui.editor.filter_words import part_words
from composer.gui.icons import icon
from composer.gui.theme import mark
from composer.gui.widgets.buttons import Button, button
from composer.gui.widgets.flow_layout import FlowLayout
from composer.i18n import _
from composer.library.shelf_filter import ShelfFilter

_WIDEST = 28


class FilterChips(QWidget):
    """``removed`` with the field and value of a chip that was pressed (or left by Delete); ``cleared`` for all of them."""

    removed = Signal(str, str)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Filters in force"))
        self._row = FlowLayout(self, gap=4)
        self._buttons: list[QPushButton] = []
        self.hide()

    def show_filter(self, chosen: ShelfFilter, titles: Mapping[str, str]) -> None:
        """Show a chip for each part; the focus stays in the row while there is one."""
        had = next((at for at, one in enumerate(self._buttons) if one.hasFocus()), -1)
        for old in self._buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        parts = chosen.parts()
        self._buttons = [self._chip(name, value, part_words(chosen, name, value, titles)) for name, value in parts]
        if len(parts) > 1:
            self._buttons.append(button(_("Clear filters"), self.cleared.emit, kind="link", dense=True))
        for made in self._buttons:
            self._row.addWidget(made)
            made.show()  # at once, not with the next turn of the window: what is hidden takes no focus
        self.setVisible(bool(parts))
        self.updateGeometry()
        if had >= 0 and self._buttons:
            self._buttons[min(had, len(self._buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def chips(self) -> list[QPushButton]:
        """The buttons, in their order."""
        return list(self._buttons)

    def _chip(self, name: str, value: str, words: str) -> QPushButton:
        made = Button(words if len(words) <= _WIDEST else f"{words[: _WIDEST - 1].rstrip()}…")
        mark(made, kind="chip")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setIcon(icon("x", "text", "text"))
        made.setIconSize(QSize(14, 14))
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        made.setAccessibleName(_("Take away the filter “{words}”").format(words=words))
        made.setToolTip(made.accessibleName())
        made.clicked.connect(lambda _checked=False: self.removed.emit(name, value))
        made.setProperty("part", [name, value])
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            part = next((one.property("part") for one in self._buttons if one.hasFocus()), None)
            if part:
                self.removed.emit(*part)
                return
        super().keyPressEvent(event)
