"""What stands beside a table: a card with a title, a way to close it, and a column that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from composer.gui.theme import mark
from composer.gui.widgets.buttons import icon_button
from composer.gui.widgets.labels import label
from composer.gui.widgets.scrolled import scrolled
from composer.i18n import _


class SidePanel(QFrame):
    """``column`` holds what the panel shows."""

    closed = Signal()

    def __init__(self, title: str | QWidget, parent: QWidget | None = None, *, spacing: int = 8) -> None:
        """``title``: words, or what stands in their place; ``spacing`` between the parts of the column, in px."""
        super().__init__(parent)
        mark(self, surface="card")
        self.setMinimumWidth(340)
        head = QHBoxLayout()
        head.addWidget(label(title, "pane-title") if isinstance(title, str) else title, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        head.addWidget(icon_button("x", _("Close"), self.closed.emit, dense=True))
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(spacing)
        self.column.addLayout(head)
        area = scrolled(inside)
        inside.setAutoFillBackground(False)  # the card below shows through
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(area)

    def look(self) -> None:
        """Read (again) what the panel shows."""
