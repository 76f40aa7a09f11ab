"""Cutting a picture to the part that matters: the sheet around it, with the shapes that suit the place it stands in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from composer.blocks.fields import WHOLE, Picture
from composer.document.pictures import PictureStore
from composer.errors import ComposerError
from composer.gui.fields.crop_view import CropView
from composer.gui.jobs import Jobs
from composer.gui.widgets.buttons import Segments, button
from composer.gui.widgets.labels import label
from composer.gui.widgets.sheet import Sheet
from composer.i18n import N_, _

FREE = 0.0
SHAPES: tuple[tuple[float, str], ...] = (
    (FREE, N_("Free")),
    (3 / 1, "3:1"),
    (16 / 9, "16:9"),
    (4 / 3, "4:3"),
    (1.0, N_("Square")),
    (3 / 4, "3:4"),
)
"""Width by height, and its words."""
SHARPEST = 2
"""Pixels of the file for each pixel shown that make a picture sharp everywhere."""


class CropSheet(Sheet):
    """``cut_out`` carries the picture as it is to stand in the block."""

    cut_out = Signal(object)

    def __init__(self, window: QWidget, pictures: PictureStore, jobs: Jobs) -> None:
        super().__init__(window, _("Cut the picture"), width=680)
        self._pictures = pictures
        self._jobs = jobs
        self._picture = Picture()
        self._size = (0, 0)
        self._shapes = {f"{shape:.3f}": shape for shape, _words in SHAPES}
        self.view = CropView()
        self.view.changed.connect(self._on_changed)
        self._shape = Segments([(f"{shape:.3f}", _(words)) for shape, words in SHAPES], name=_("Shape"))
        self._shape.chosen.connect(lambda value: self.view.set_shape(self._shapes[value]))
        self._told = label("", "caption", wrap=True)
        self._problem = label(role="error", wrap=True)
        self._whole = button(_("The whole picture"), self._on_whole, kind="quiet")
        self._cancel = button(_("&Cancel"), self.close_sheet, kind="quiet")
        self._cut = button(_("Cut"), self._on_cut, kind="primary", icon="crop")
        self.body.addWidget(label(_("Cut the picture"), "page-title"))
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self._shape)
        self.body.addWidget(self._told)
        self.body.addWidget(self._problem)
        ends = QHBoxLayout()
        ends.setSpacing(8)
        ends.addWidget(self._whole)
        ends.addStretch(1)
        ends.addWidget(self._cancel)
        ends.addWidget(self._cut)
        self.body.addLayout(ends)

    def begin(self, picture: Picture, shape: float) -> None:
        """Open it for a stored picture, with the shape that suits its place."""
        pictures = self._pictures
        self._picture = picture
        self._problem.hide()

        def read() -> QImage:
            return QImage.fromData(pictures.content(pictures.whole_of(picture))[1])

        self._jobs.submit(read, lambda image: self._on_read(image, shape), self._on_refused, owner=self)

    def _on_read(self, image: QImage, shape: float) -> None:
        self._size = (image.width(), image.height())
        self.view.show_picture(image, self._picture.cut)
        value = f"{shape:.3f}"
        self._shape.set_value(value)
        if self._picture.cut == WHOLE or not shape:
            self.view.set_shape(shape)
        else:
            self._shape.set_value(f"{FREE:.3f}")
            self.view.set_shape(FREE)
        self._on_changed()
        self.open(self.view)

    def _on_changed(self) -> None:
        left, top, right, bottom = self.view.part
        width, height = round((right - left) * self._size[0]), round((bottom - top) * self._size[1])
        self._told.setText(
            _("{width} × {height} pixels, sharp up to {shown} pixels wide. Arrow keys move, Shift with them sizes.").format(
                width=width, height=height, shown=width // SHARPEST
            )
        )

    def _on_whole(self) -> None:
        self._shape.set_value(f"{FREE:.3f}")
        self.view.set_shape(FREE)
        self.view.reset()
        self.view.setFocus()

    def _on_cut(self) -> None:
        picture, part, pictures = self._picture, self.view.part, self._pictures
        self._cut.setEnabled(False)
        self._jobs.write(lambda: pictures.cut(picture, part), self._on_done, self._on_refused, owner=self)

    def _on_done(self, picture: Picture) -> None:
        self._cut.setEnabled(True)
        self.close_sheet()
        self.cut_out.emit(picture)

    def _on_refused(self, error: ComposerError) -> None:
        self._cut.setEnabled(True)
        self._problem.setText(str(error))
        self._problem.show()
        if self.isHidden():
            self.open(self._cancel)
