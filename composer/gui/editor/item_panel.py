"""One item looked at closely: its whole text, what is known of it, and the way into the issue."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from composer.gui.editor.item_list import GUTTER
from composer.gui.icons import icon
from composer.gui.models.item_words import caption
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button, icon_button, set_words
from composer.gui.widgets.labels import label
from composer.i18n import _
from composer.library.item import Item


class ItemPanel(QWidget):
    """``left`` when it is put away (Esc), ``add_wanted`` with the item's id."""

    left = Signal()
    add_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = Item()
        self._title = label(role="pane-title", wrap=True)
        self._caption = label(role="caption", wrap=True)
        self._text = QTextBrowser()
        mark(self._text, kind="reading")
        self._text.setOpenLinks(False)
        self._text.setAccessibleName(_("Whole text"))
        self._add = button(_("Add"), lambda: self.add_wanted.emit(self._item.id), icon="plus")
        top = QHBoxLayout()
        top.addWidget(icon_button("arrow-left", _("Back to the list"), self.left.emit, keys="Esc", dense=True))
        top.addStretch(1)
        top.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, GUTTER, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._title)
        column.addWidget(self._caption)
        column.addWidget(self._text, 1)
        self.setFocusProxy(self._text)

    def show_item(self, item: Item, today: date, in_issue: bool) -> None:
        """Show one; its words are a stranger's, so no picture and no address is loaded."""
        self._item = item
        self._title.setText(item.title)
        self._caption.setText(caption(item, today))
        self._text.setMarkdown(item.text or item.summary)
        cursor = QTextCursor(self._text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        air = QTextBlockFormat()
        air.setBottomMargin(8)
        cursor.mergeBlockFormat(air)
        self._show_button(in_issue)

    def set_in_issue(self, item_ids: frozenset[str]) -> None:
        """Whether the item shown is in the issue."""
        self._show_button(self._item.id in item_ids)

    def _show_button(self, in_issue: bool) -> None:
        self._add.setIcon(icon("minus" if in_issue else "plus"))
        set_words(self._add, _("Take out") if in_issue else _("Add"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
