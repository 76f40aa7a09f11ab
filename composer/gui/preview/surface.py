"""What every surface that can show a letter offers, so that the pane need not know which one it has."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QWidget


class Surface(QWidget):
    """Shows one letter.

    Signals:
        loaded: a letter stands there, complete.
        patched: it was changed in place; how many nodes were touched.
        block_clicked: id of the block under a click.
        link_activated, link_hovered: an address in the letter; hovered is empty when the pointer leaves.
        scrolled: position, height of the content, height of the view (all in view pixels).
        died: the surface is of no more use; why, for the log.
    """

    loaded = Signal()
    patched = Signal(int)
    block_clicked = Signal(str)
    link_activated = Signal(QUrl)
    link_hovered = Signal(str)
    scrolled = Signal(float, float, float)
    died = Signal(str)

    def show_letter(self, html: str, *, fresh: bool = False) -> None:
        """Show this document; ``fresh`` says that it is another letter and starts at its top."""

    def reload(self) -> None:
        """Read the document's pictures again, at the same place."""

    def show_block(self, block_id: str, colour: str = "", *, calm: bool = False) -> None:
        """Bring a block into view, lit up for a moment where a colour is given; ``calm`` does without motion."""

    def scroll_to(self, top: float) -> None:
        """Scroll to this position (view pixels)."""

    def set_zoom(self, factor: float) -> None:
        """Zoom; 1.0 is a CSS pixel for a view pixel."""

    def close_engine(self) -> None:
        """Let go of whatever must go in order. Safe to call twice."""
