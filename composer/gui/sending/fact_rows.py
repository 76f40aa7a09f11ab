"""A card of facts: what it is about on the left, what there is to say on the right, thin rules between."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from composer.gui.icons import pixmap
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.labels import label

CAPTION_WIDTH = 84


class FactRows(QFrame):
    """``add(caption)`` gives the column to put a row's content in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="card")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(20, 8, 20, 8)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnMinimumWidth(0, CAPTION_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._rows = 0

    def add(self, caption: str, *, drop: int = 0) -> QVBoxLayout:
        """A new row called ``caption``; ``drop`` lowers the caption to stand level with a first line that is taller than text."""
        if self._rows:
            rule = QFrame()
            mark(rule, surface="rule")
            self._grid.addWidget(rule, self._rows, 0, 1, 2)
            self._rows += 1
        name = label(caption, "muted")
        name.setContentsMargins(0, 12 + drop, 0, 0)
        content = QVBoxLayout()
        content.setContentsMargins(0, 12, 0, 12)
        content.setSpacing(4)
        self._grid.addWidget(name, self._rows, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(content, self._rows, 1)
        self._rows += 1
        return content


class StateLine(QWidget):
    """A drawing and words that say how something stands: never by the colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = "circle"
        self._colour = "muted"
        self._drawing = QLabel()
        self._words = label("", wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 2, 0, 2)
        self._row.setSpacing(10)
        self._row.addWidget(self._drawing, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._words, 1)
        active_theme().changed.connect(self._draw)

    def show_state(self, token: str, icon: str, words: str) -> None:
        """Show ``words`` with a drawing in a token's colour."""
        self._colour, self._icon = token, icon
        self._words.setText(words)
        mark(self._words, role=token if token in ("warn", "danger", "ok", "muted") else "")
        self._draw()

    def add_button(self, made: QWidget) -> None:
        """Put a button at its end."""
        self._row.setAlignment(self._drawing, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def _draw(self) -> None:
        self._drawing.setPixmap(pixmap(self._icon, self._colour, 20, self.devicePixelRatio()))


class Note(QFrame):
    """A quiet strip inside a page: ``info``, ``warn`` or ``danger``, with a drawing."""

    _LOOKS: ClassVar[dict[str, tuple[str, str]]] = {
        "info": ("on_accent_soft", "info"),
        "warn": ("warn", "triangle-alert"),
        "danger": ("danger", "circle-alert"),
    }

    def __init__(self, tone: str = "info", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = StateLine(self)
        self._icon = icon
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(self._line)
        self._tone = tone
        mark(self, surface=f"banner-{tone}")
        self.hide()

    def say(self, words: str, tone: str = "") -> None:
        """Show these words; hidden where there are none."""
        self._tone = tone or self._tone
        mark(self, surface=f"banner-{self._tone}")
        colour, icon = self._LOOKS[self._tone]
        self._line.show_state(colour, self._icon or icon, words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    @property
    def words(self) -> str:
        """What it says; empty while hidden."""
        return self._line.words if not self.isHidden() else ""

    def add_button(self, made: QWidget) -> None:
        """Put a button at its end."""
        self._line.add_button(made)
