"""A few of the things there are to write about, as one reads them in passing; choosing is done in the composer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from composer.gui.icons import pixmap
from composer.gui.models.item_words import KIND_ICONS, caption
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import ElidedLabel, label
from composer.i18n import _
from composer.library.item import Item


class NewThings(QFrame):
    """A card with one line for each of ``items``; its button says how many there are in all and calls ``on_choose``."""

    def __init__(
        self, items: Sequence[Item], total: int, today: date, on_choose: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        mark(self, surface="card")
        self.setAccessibleName(_("New to write about"))
        self._drawings: list[tuple[QLabel, str]] = []
        head = QHBoxLayout()
        head.addWidget(label(_("New to write about"), "pane-title"))
        head.addStretch(1)
        if total > len(items):
            self.choose = button(_("Choose from all {count}").format(count=total), on_choose, kind="link")
            head.addWidget(self.choose)
        lines = QGridLayout()
        lines.setHorizontalSpacing(12)
        lines.setVerticalSpacing(8)
        lines.setColumnStretch(1, 1)
        for row, item in enumerate(items):
            drawing = QLabel()
            self._drawings.append((drawing, KIND_ICONS[item.kind]))
            lines.addWidget(drawing, row, 0)
            lines.addWidget(ElidedLabel(item.title or item.summary), row, 1)
            lines.addWidget(label(caption(item, today, names=False), "caption"), row, 2, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 24, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(lines)
        active_theme().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        for drawing, name in self._drawings:
            drawing.setPixmap(pixmap(name, "muted", 18, self.devicePixelRatio()))
