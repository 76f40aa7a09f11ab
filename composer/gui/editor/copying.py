"""Cut, copy and paste of blocks, also between issues and windows."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from composer.document.block_clipboard import MEDIA_TYPE, blocks_from_json, blocks_to_json
from composer.errors import ComposerError
from composer.gui.editor.changing import Changing
from composer.gui.editor.outline import Outline
from composer.gui.widgets.announce import announce
from composer.i18n import _, ngettext


class Copying(QObject):
    """``troubled(error)`` where what was copied cannot be used; ``said(words)`` where there is nothing to paste."""

    troubled = Signal(object)
    said = Signal(str)

    def __init__(self, outline: Outline, changing: Changing) -> None:
        super().__init__(outline)
        self._outline = outline
        self._changing = changing
        outline.copy_wanted.connect(self.copy)
        outline.cut_wanted.connect(self.cut)
        outline.paste_wanted.connect(self.paste)

    def copy(self) -> None:
        """The chosen blocks into the clipboard, as blocks and as plain words."""
        blocks = [block for block in map(self._changing.issue.block, self._outline.chosen_blocks()) if not block.locked]
        if not blocks:
            return
        data = QMimeData()
        data.setData(MEDIA_TYPE, QByteArray(blocks_to_json(blocks)))
        data.setText("\n\n".join(filter(None, (block.plain_text() for block in blocks))))
        QGuiApplication.clipboard().setMimeData(data)
        words = ngettext("{count} block copied", "{count} blocks copied", len(blocks))
        announce(self._outline, words.format(count=len(blocks)))

    def cut(self) -> None:
        """The chosen blocks into the clipboard and out of the issue."""
        ids = self._outline.chosen_blocks()
        self.copy()
        self._changing.remove_several(ids)

    def paste(self) -> None:
        """What was copied, behind the current block, as one step."""
        data = QGuiApplication.clipboard().mimeData()
        if data is None or not data.hasFormat(MEDIA_TYPE):
            self.said.emit(_("No block was copied. Press Ctrl+C on one first."))
            return
        try:
            blocks = blocks_from_json(bytes(data.data(MEDIA_TYPE).data()))
        except ComposerError as error:
            self.troubled.emit(error)
            return
        if blocks:
            self._changing.insert_several(blocks)
