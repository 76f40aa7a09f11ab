"""The saved sections, to look after: put one in, name it otherwise, take it off the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from composer.document.saved_sections import SavedSection
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.gui.widgets.sheet import Sheet
from composer.i18n import _

SECTION_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class SectionSheet(Sheet):
    """``insert_wanted``, ``rename_wanted``, ``remove_wanted`` carry the chosen section."""

    insert_wanted = Signal(object)
    rename_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, _("Saved sections"), width=560)
        self.body.addWidget(label(_("Saved sections"), "page-title"))
        self._empty = label(
            _("Nothing is saved yet. Choose one or several blocks of an issue, then “Save as a section…” in the menu Edit."),
            "muted",
            wrap=True,
        )
        self._list = QListWidget()
        self._list.setAccessibleName(_("Saved sections"))
        self._list.setMinimumHeight(260)
        self._list.setWordWrap(True)
        self._list.currentItemChanged.connect(lambda *_change: self._draw())
        self._list.itemActivated.connect(lambda _item: self._tell(self.insert_wanted))
        mark(self._list, surface="menu")
        self._words = label("", "caption", wrap=True)
        self._words.setMinimumHeight(48)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._insert = button(_("Put it in"), lambda: self._tell(self.insert_wanted), kind="primary", icon="plus")
        self._rename = button(_("Rename…"), lambda: self._tell(self.rename_wanted), icon="pencil")
        self._remove = button(_("Remove"), lambda: self._tell(self.remove_wanted), icon="trash-2")
        ends = QHBoxLayout()
        ends.setSpacing(8)
        ends.addWidget(self._rename)
        ends.addWidget(self._remove)
        ends.addStretch(1)
        self._close = button(_("&Close"), self.close_sheet, kind="quiet")
        ends.addWidget(self._close)
        ends.addWidget(self._insert)
        for part in (self._empty, self._list, self._words):
            self.body.addWidget(part)
        self.body.addLayout(ends)

    def browse(self, sections: Sequence[SavedSection]) -> None:
        """Show these."""
        self.show_sections(sections)
        self.open(self._list if sections else self._close)

    def show_sections(self, sections: Sequence[SavedSection]) -> None:
        """Show these; the chosen one stays chosen, or its neighbour is."""
        row = max(0, self._list.currentRow())
        self._list.clear()
        for section in sections:
            item = QListWidgetItem(section.name)
            item.setData(SECTION_ROLE, section)
            self._list.addItem(item)
        self._list.setCurrentRow(min(row, len(sections) - 1))
        self._list.setVisible(bool(sections))
        self._words.setVisible(bool(sections))
        self._empty.setVisible(not sections)
        self._draw()

    def chosen(self) -> SavedSection | None:
        """The section the buttons mean."""
        item = self._list.currentItem()
        section = item.data(SECTION_ROLE) if item is not None else None
        return section if isinstance(section, SavedSection) else None

    def _draw(self) -> None:
        section = self.chosen()
        self._words.setText(section.words if section is not None else "")
        for made in (self._insert, self._rename, self._remove):
            made.setEnabled(section is not None)
            made.setVisible(self._list.count() > 0)

    def _tell(self, wish: SignalInstance) -> None:
        section = self.chosen()
        if section is not None:
            wish.emit(section)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self._list.hasFocus():
            self._tell(self.remove_wanted)
        elif event.key() == Qt.Key.Key_F2 and self._list.hasFocus():
            self._tell(self.rename_wanted)
        else:
            super().keyPressEvent(event)
