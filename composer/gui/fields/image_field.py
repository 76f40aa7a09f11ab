"""A picture: chosen, dropped or pasted, and described for those who do not see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from composer.blocks.fields import NO_PICTURE, FormField, Picture
from composer.errors import ComposerError, InputError
from composer.gui.fields.crop_sheet import CropSheet
from composer.gui.fields.field_widget import FieldTools, FieldWidget
from composer.gui.fields.picture_travel import PictureTravel
from composer.gui.icons import pixmap
from composer.gui.models.tile_pictures import TilePictures
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.buttons import button, set_words
from composer.gui.widgets.labels import label
from composer.gui.widgets.line_field import LineField
from composer.i18n import _

LARGEST_FILE = 40_000_000
"""Bytes; a photograph straight from a camera has less."""


class ImageField(FieldWidget):
    """Its value is a :class:`Picture`."""

    def __init__(self, line: FormField, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(line, tools, parent)
        self._value: Picture = NO_PICTURE
        self.setAcceptDrops(True)
        self._face = _PictureFace(tools.tiles)
        self._choose = button(_("Choose a picture…"), self.choose_file, icon="image-plus")
        self._remove = button(_("Remove"), self._on_remove, kind="quiet")
        self._cut = button(_("Cut…"), self._on_cut, icon="crop")
        self._crop: CropSheet | None = None
        self._travel = PictureTravel(tools, self)
        self._travel.changed.connect(self._change)
        self._library = button(_("From the library…"), self._on_library, kind="quiet", icon="images")
        self._hint = label(_("or drop one here"), "caption", wrap=True)
        self._problem = label(role="error", wrap=True)
        self._problem.hide()
        self._alt = LineField(name=_("{label}: what it shows").format(label=self.label), max_length=400)
        self._alt.setPlaceholderText(_("What does it show?"))
        self._alt.textEdited.connect(self._on_alt)
        self._decorative = QCheckBox(_("Only decoration, says nothing"))
        self._decorative.toggled.connect(self._on_decorative)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addStretch(1)
        right.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self._library, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self._hint)
        beside = QHBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(self._cut)
        beside.addWidget(self._remove)
        beside.addStretch(1)
        right.addLayout(beside)
        right.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._face)
        top.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._problem)
        column.addWidget(self._alt)
        column.addWidget(self._decorative)
        column.addWidget(self._travel)
        self._show()

    def show_value(self, value: Any) -> None:
        self._value = value or NO_PICTURE
        self._show()

    def first_widget(self) -> QWidget:
        return self._choose

    @property
    def description(self) -> LineField:
        """The line for the words."""
        return self._alt

    def choose_file(self) -> None:
        """Ask for a file and take it."""
        path, _filter = QFileDialog.getOpenFileName(
            self.window(), _("Choose a picture"), "", _("Pictures (*.jpg *.jpeg *.png *.gif *.webp *.heic *.bmp *.tif *.tiff)")
        )
        if path:
            self.take_file(Path(path))

    def take_file(self, path: Path) -> None:
        """Read a picture file off the GUI thread and use it."""
        pictures = self.tools.pictures

        def read() -> Picture:
            try:
                if path.stat().st_size > LARGEST_FILE:
                    raise InputError(
                        _("“{name}” is larger than 40 MB.").format(name=path.name), _("Make it smaller, then choose it again.")
                    )
                content = path.read_bytes()
            except OSError as error:
                raise InputError(
                    _("“{name}” could not be read.").format(name=path.name), _("Choose another picture."), details=str(error)
                ) from error
            return pictures.add(content, origin=path.name)

        self._say("")
        self._choose.setEnabled(False)
        self.tools.jobs.write(read, self._on_taken, self._on_refused, owner=self)

    def _on_taken(self, picture: Picture) -> None:
        self._choose.setEnabled(True)
        kept = msgspec.structs.replace(picture, alt=self._value.alt, decorative=self._value.decorative)
        self._change(kept)
        if not kept.alt:
            self._alt.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, error: ComposerError) -> None:
        self._choose.setEnabled(True)
        self._say(str(error))

    def _on_cut(self) -> None:
        if self._crop is None:
            self._crop = CropSheet(self.window(), self.tools.pictures, self.tools.jobs)
            self._crop.cut_out.connect(self._on_cut_out)
        self._crop.begin(self._value, getattr(self.line.field, "shape", 0.0))

    def _on_cut_out(self, picture: Picture) -> None:
        # The words may have been changed meanwhile.
        self._change(msgspec.structs.replace(picture, alt=self._value.alt, decorative=self._value.decorative))
        self._cut.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_library(self) -> None:
        if self.tools.library is not None:
            self.tools.library(self._on_chosen)

    def _on_chosen(self, picture: Picture) -> None:
        self._change(picture)
        self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remove(self) -> None:
        self._change(NO_PICTURE)
        self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_alt(self, text: str) -> None:
        self._value = msgspec.structs.replace(self._value, alt=text)
        self.edited.emit(self._value, f"{self.line.name}.alt")

    def _on_decorative(self, checked: bool) -> None:
        self._change(msgspec.structs.replace(self._value, decorative=checked))

    def _change(self, picture: Picture) -> None:
        self._value = picture
        self._show()
        self.edited.emit(picture, "")

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _show(self) -> None:
        there = bool(self._value)
        self._face.show_picture(self._value)
        set_words(self._choose, _("Another…") if there else _("Choose a picture…"))
        self._choose.setAccessibleName(f"{self.label}: {self._choose.accessibleName()}")
        self._remove.setVisible(there)
        self._hint.setVisible(not there)
        self._cut.setVisible(bool(self._value.hash))
        self._library.setVisible(self.tools.library is not None)
        self._travel.show_picture(self._value)
        self._alt.setVisible(there)
        self._alt.setEnabled(not self._value.decorative)
        self._alt.show_text(self._value.alt)
        self._decorative.setVisible(there)
        with QSignalBlocker(self._decorative):
            self._decorative.setChecked(self._value.decorative)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                event.acceptProposedAction()
                self.take_file(Path(url.toLocalFile()))
                return


class _PictureFace(QFrame):
    """The picture, small, or an empty frame for one."""

    def __init__(self, tiles: TilePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="sunken")
        self.setFixedSize(QSize(88, 88))
        self._tiles = tiles
        self._picture: Picture = NO_PICTURE
        tiles.ready.connect(self._on_ready)
        self.setAccessibleName(_("No picture yet"))

    def show_picture(self, picture: Picture) -> None:
        """Show it, or the empty frame."""
        self._picture = picture
        self.setAccessibleName(picture.alt or (_("Picture without description") if picture else _("No picture yet")))
        self.update()

    def _on_ready(self, key: str) -> None:
        if key in (self._picture.hash, self._picture.url):
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture = self._picture
        found = None
        if picture.hash:
            found = self._tiles.of_picture(picture.hash)
        elif picture.url:
            found = self._tiles.of_address(picture.url)
        if found is None:
            drawn = pixmap("image", "muted", 24, self.devicePixelRatio())
            painter.drawPixmap((self.width() - 24) // 2, (self.height() - 24) // 2, drawn)
            return
        shape = QPainterPath()
        shape.addRoundedRect(self.rect().toRectF(), 8, 8)
        painter.setClipPath(shape)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect(), found)
        painter.setClipping(False)
        painter.setPen(active_theme().colour("line"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
