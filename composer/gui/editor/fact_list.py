"""What is known of an item, line by line: where it comes from, and the way back to what its source says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from composer.gui.editor.item_facts import Fact
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.i18n import _

_LABEL_WIDTH = 84


class FactList(QWidget):
    """``restore_wanted`` with the names of the fields that are to be as the source says them."""

    restore_wanted = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._part: QWidget | None = None

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these."""
        if self._part is not None:
            self._column.removeWidget(self._part)
            self._part.hide()
            self._part.deleteLater()
        self._part = QWidget()
        grid = QGridLayout(self._part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, fact in enumerate(facts):
            name = label(fact.label, "muted", wrap=True)
            name.setFixedWidth(_LABEL_WIDTH)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(self._said(fact), row, 1)
        self._column.addWidget(self._part)
        self._part.show()

    def _said(self, fact: Fact) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        words = label(_breakable(fact.words), "warn" if fact.missing else "", wrap=True)
        if "://" not in fact.words:  # an address has places to break in it, which nobody wants to copy
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(words)
        if fact.warning:
            column.addWidget(label(fact.warning, "caption-warn", wrap=True))
        if fact.corrected:
            column.addWidget(label(_("You say so."), "caption", wrap=True))
            says = _("Its source says: {words}").format(words=_short(fact.source_says)) if fact.source_says else ""
            column.addWidget(label(_breakable(says or _("Its source says nothing of it.")), "caption", wrap=True))
            back = button(_("As its source says"), partial(self.restore_wanted.emit, fact.names), kind="link")
            back.setAccessibleName(_("{label}: as its source says").format(label=fact.label))
            column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        elif fact.origin:
            column.addWidget(label(_breakable(fact.origin), "caption", wrap=True))
        return column


def _short(words: str, most: int = 160) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]}…"


def _breakable(words: str) -> str:
    """Long addresses may go on in the next line."""
    return words.replace("/", "/\u200b").replace("-", "-\u200b") if "://" in words else words
