"""How a picture reaches the readers: inside every letter, or linked from the organisation's website. One line and one button."""

from __future__ import annotations

from urllib.parse import urlsplit

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from composer.blocks.fields import NO_PICTURE, Picture
from composer.errors import ComposerError
from composer.gui.fields.field_widget import FieldTools
from composer.gui.widgets.buttons import button, set_words
from composer.gui.widgets.labels import label
from composer.i18n import _


class PictureTravel(QWidget):
    """``changed`` carries the picture as it travels from now on."""

    changed = Signal(object)

    def __init__(self, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._picture = NO_PICTURE
        self._words = label("", "caption", wrap=True)
        self._problem = label(role="error", wrap=True)
        self._problem.hide()
        self._do = button("", self._on_do, kind="link")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self._do, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._problem)

    def show_picture(self, picture: Picture) -> None:
        """Say how this one travels; nothing where there is none."""
        if picture.hash != self._picture.hash:
            self._problem.hide()
        self._picture = picture
        self.setVisible(bool(picture))
        if picture.url:
            host = urlsplit(picture.url).hostname or picture.url
            self._words.setText(_("Linked from {host}; many mail programs ask before they show it.").format(host=host))
            set_words(self._do, _("Send it inside the letter"))
            self._do.setVisible(bool(picture.hash))
        else:
            self._words.setText(_("Travels inside every letter."))
            set_words(self._do, _("Put it on your website"))
            self._do.setVisible(bool(picture.hash) and self._tools.put_on_site is not None)

    def _on_do(self) -> None:
        picture, put = self._picture, self._tools.put_on_site
        if picture.url:
            self.changed.emit(msgspec.structs.replace(picture, url=""))
        elif put is not None:
            self._do.setEnabled(False)
            self._problem.hide()
            self._tools.jobs.submit(lambda: put(picture), self._on_put, self._on_refused, owner=self)

    def _on_put(self, linked: Picture) -> None:
        self._do.setEnabled(True)
        if linked.hash == self._picture.hash:  # another may have been chosen meanwhile
            self.changed.emit(msgspec.structs.replace(self._picture, url=linked.url))

    def _on_refused(self, error: ComposerError) -> None:
        self._do.setEnabled(True)
        self._problem.setText(str(error))
        self._problem.show()
