"""The line in which one person is typed in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from composer.gui.widgets.buttons import button
from composer.i18n import _


class AddRow(QWidget):
    """``added`` carries name and address as typed."""

    added = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.email = QLineEdit(), QLineEdit()
        for field, words in ((self.name, _("Name")), (self.email, _("E-mail address"))):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self.name.returnPressed.connect(self.email.setFocus)
        self.email.returnPressed.connect(self._on_add)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(self.email, 1)
        row.addWidget(button(_("Add"), self._on_add, kind="primary"))

    def toggle(self) -> None:
        """Show the line, or put it away."""
        self.setVisible(self.isHidden())
        if not self.isHidden():
            self.name.setFocus(Qt.FocusReason.TabFocusReason)

    def take(self) -> str:
        """Empty it for the next one; who was in it."""
        who = self.name.text().strip() or self.email.text().strip()
        self.name.clear()
        self.email.clear()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        return who

    def _on_add(self) -> None:
        self.added.emit(self.name.text().strip(), self.email.text().strip())
