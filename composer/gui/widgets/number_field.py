"""A box for a whole number, with its words as far from the edge as in every other box."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget

# The style sheet's padding does not reach the line edit inside a spin box.
_MARGIN = 12


class NumberField(QSpinBox):
    """A spin box in the window's own look."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(_MARGIN, 0, 0, 0)
