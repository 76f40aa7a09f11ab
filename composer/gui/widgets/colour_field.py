"""A field for one colour of the brand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QColorDialog, QHBoxLayout, QLabel, QLineEdit, QWidget

from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.i18n import _

READABLE = 4.5
"""WCAG 2.2, 1.4.3: contrast of text, here white on the colour."""


def contrast_with_white(colour: str) -> float:
    """WCAG 2.2 contrast ratio of white on ``#RRGGBB``, 1 to 21."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


class ColourField(QWidget):
    """A colour as ``#RRGGBB``, typed or chosen; says at once whether white words on it are easy to read."""

    def __init__(self, on_changed: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._on_changed = on_changed
        self._kept = "#000000"
        self._text = QLineEdit()
        self._text.setMaxLength(7)
        self._text.setFixedWidth(110)
        self._text.textEdited.connect(self._on_typed)
        self._swatch = QLabel()
        self._swatch.setFixedSize(32, 32)
        self._words = label("", "caption")
        self._choose = button(_("Choose…"), self._on_choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._swatch)
        row.addWidget(self._text)
        row.addWidget(self._choose)
        row.addWidget(self._words, 1)
        self.setFocusProxy(self._text)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._text.setAccessibleName(name)
        self._choose.setAccessibleName(_("Choose: {name}").format(name=name))

    def colour(self) -> str:
        """The last whole colour."""
        return self._kept

    def set_colour(self, colour: str) -> None:
        """Show a colour, without a signal."""
        self._kept = colour
        if self._text.text().upper() != colour.upper():
            self._text.setText(colour)
        self._draw()

    def _on_typed(self, text: str) -> None:
        whole = len(text) == 7 and text.startswith("#") and QColor.isValidColorName(text)
        mark(self._text, invalid=not whole)
        if whole:
            self._kept = text.upper()
            self._draw()
            self._on_changed()

    def _on_choose(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._kept), self, self.accessibleName())
        if chosen.isValid():
            self.set_colour(chosen.name().upper())
            mark(self._text, invalid=False)
            self._on_changed()

    def _draw(self) -> None:
        patch = QPixmap(32, 32)
        patch.fill(QColor(self._kept))
        self._swatch.setPixmap(patch)
        ratio = contrast_with_white(self._kept)
        self._words.setText(
            _("Easy to read") if ratio >= READABLE else _("White words are hard to read on it; dark ones are used")
        )
