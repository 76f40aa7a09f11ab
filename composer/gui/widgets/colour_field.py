"""A field for one colour of the brand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QColorDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.i18n import _
from composer.rendering.colour import READABLE, contrast, plate, readable
from composer.rendering.theme import INK, PAPER


class ColourField(QWidget):
    """A colour as ``#RRGGBB``, typed or chosen; says at once which words go on it and how well.

    Nothing unreadable comes of it: words on it are white or dark, whichever reads, and text in a colour too pale for white
    paper is written in its nearest shade that is not; that shade is offered for everything.
    """

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
        self._words = label("", "caption", wrap=True)
        self.nearest_button = button("", self._take_nearest, kind="link")
        self._choose = button(_("Choose…"), self._on_choose)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._swatch)
        row.addWidget(self._text)
        row.addWidget(self._choose)
        row.addWidget(self.nearest_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._words)
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
        ground, ink = plate(self._kept, INK)
        on_it = f"{contrast(ink, ground):.1f}"
        nearest = readable(self._kept, PAPER)
        words = _("White words on it: {ratio} to 1.") if ink == PAPER else _("Dark words on it: {ratio} to 1.")
        if ground != self._kept:
            words = _("Between light and dark: under white words it becomes {colour} ({ratio} to 1).")
        parts = [words.format(ratio=on_it, colour=ground)]
        if nearest == self._kept:
            parts.append(_("As text on white: {ratio} to 1.").format(ratio=f"{contrast(nearest, PAPER):.1f}"))
        else:
            parts.append(
                _("As text on white it has {ratio} to 1 and cannot be read; text is written in {colour}.").format(
                    ratio=f"{contrast(self._kept, PAPER):.1f}", colour=nearest
                )
            )
            self.nearest_button.setText(_("Take {colour}").format(colour=nearest))
        self.nearest_button.setVisible(nearest != self._kept)
        self._words.setText(" ".join(parts))

    def _take_nearest(self) -> None:
        """The nearest shade that reads, for everything."""
        self.set_colour(readable(self._kept, PAPER, least=READABLE))
        self._text.setFocus()
        self._on_changed()
