"""A field for the logo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.i18n import _


class LogoField(QWidget):
    """The logo on a light plate (or a dark one), with the buttons that change it."""

    def __init__(
        self, on_choose: Callable[[], None], on_remove: Callable[[], None], *, dark: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._plate = QLabel()
        self._plate.setFixedSize(240, 68)
        self._plate.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark(self._plate, role="plate-dark" if dark else "plate")
        self.choose = button(_("Choose a picture…"), on_choose, icon="image-plus")
        self._remove = button(_("Remove"), on_remove, kind="quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._plate)
        row.addWidget(self.choose)
        row.addWidget(self._remove)
        row.addStretch(1)
        self.setFocusProxy(self.choose)

    def show_picture(self, content: bytes) -> None:
        """Show a PNG; empty bytes show that there is none."""
        picture = QPixmap()
        picture.loadFromData(content)
        self._remove.setVisible(not picture.isNull())
        if picture.isNull():
            self._plate.setText(_("No logo yet"))
            return
        fitted = picture.scaled(220, 56, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        self._plate.setPixmap(fitted)
