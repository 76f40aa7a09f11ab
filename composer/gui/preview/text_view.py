"""The plain fallback where the web engine is missing or has died: Qt's own reader. Honest about being simpler, and still safe."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QFont, QImage, QMouseEvent, QPalette, QTextBlock, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from composer.gui.preview.assets import SCHEME, Assets
from composer.gui.preview.surface import Surface

_MARK = "b-"
USUAL_SIZE = 15
"""Pixels of text whose size the letter does not give."""


class _Reader(QTextBrowser):
    """Loads pictures from memory and nothing from anywhere else."""

    def __init__(self, assets: Assets, surface: TextView) -> None:
        super().__init__(surface)
        self._assets = assets
        self._surface = surface

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Qt wants a picture or a style sheet."""
        url = QUrl(name)
        if url.scheme() != SCHEME or kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        found = self._assets.content(url.host(), url.path())
        image = QImage.fromData(found[1]) if found else QImage()
        most = max(200, self.viewport().width() - 40)
        return image.scaledToWidth(most) if image.width() > most else image

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click also names the block it lies in."""
        super().mouseReleaseEvent(event)
        if not self.textCursor().hasSelection():
            self._surface.block_clicked.emit(block_before(self.cursorForPosition(event.position().toPoint()).block()))


class TextView(Surface):
    """Shows a letter as Qt's rich text can: words, pictures and links right, layout plain."""

    def __init__(self, assets: Assets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._html = ""
        self._zoom = 1.0
        self.reader = _Reader(assets, self)
        self.reader.setOpenLinks(False)
        self.reader.setUndoRedoEnabled(False)
        # A letter is paper, whatever the program's own theme.
        colours = self.reader.palette()
        colours.setColor(QPalette.ColorRole.Base, QColor("#FFFFFF"))
        colours.setColor(QPalette.ColorRole.Text, QColor("#1F2421"))
        self.reader.setPalette(colours)
        self.reader.anchorClicked.connect(self._on_anchor)
        self.reader.highlighted.connect(lambda url: self.link_hovered.emit(url.toString()))
        self.reader.verticalScrollBar().valueChanged.connect(lambda _value: self._tell_scroll())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.reader)
        self.setFocusProxy(self.reader)

    def show_letter(self, html: str, *, fresh: bool = False) -> None:
        """Qt's reader cannot be changed in place; it is filled again and scrolled back."""
        first = not self._html or fresh
        top = 0 if first else self.reader.verticalScrollBar().value()
        changed = html != self._html
        self._html = html
        if changed or fresh:
            self.reader.setHtml(html)
            self._use_zoom()
            self.reader.verticalScrollBar().setValue(top)
        self._tell_scroll()
        if first:
            self.loaded.emit()
        else:
            self.patched.emit(1 if changed else 0)

    def reload(self) -> None:
        """Fill it again: pictures are asked for again."""
        if self._html:
            html, self._html = self._html, ""
            top = self.reader.verticalScrollBar().value()
            self.show_letter(html)
            self.reader.verticalScrollBar().setValue(top)

    def show_block(self, block_id: str, colour: str = "", *, calm: bool = False) -> None:
        """Scroll to the block."""
        self.reader.scrollToAnchor(_MARK + block_id)

    def scroll_to(self, top: float) -> None:
        """Scroll to this position."""
        self.reader.verticalScrollBar().setValue(round(top))

    def set_zoom(self, factor: float) -> None:
        """Zoom the text."""
        if abs(factor - self._zoom) > 0.001:
            self._zoom = factor
            self._use_zoom()

    def _use_zoom(self) -> None:
        # QTextEdit's own zoom counts in points, and the window's fonts are in pixels.
        font = QFont(self.reader.font())
        font.setPixelSize(max(6, round(USUAL_SIZE * self._zoom)))
        self.reader.document().setDefaultFont(font)

    def _on_anchor(self, url: QUrl) -> None:
        if url.isRelative() and url.hasFragment():
            self.reader.scrollToAnchor(url.fragment())
        else:
            self.link_activated.emit(url)

    def _tell_scroll(self) -> None:
        bar = self.reader.verticalScrollBar()
        self.scrolled.emit(float(bar.value()), float(bar.maximum() + bar.pageStep()), float(bar.pageStep()))


def block_before(block: QTextBlock) -> str:
    """Id of the last marked block at or before this paragraph; empty before the first."""
    while block.isValid():
        last = ""
        part = block.begin()
        while not part.atEnd():
            for name in part.fragment().charFormat().anchorNames():
                last = str(name) if name.startswith(_MARK) else last
            part += 1
        if last:
            return last.removeprefix(_MARK)
        block = block.previous()
    return ""
