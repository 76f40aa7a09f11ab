"""FieldWidget: what every widget for a kind of field has in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from composer.blocks.fields import FormField, Picture
from composer.clock import Clock
from composer.document.pictures import PictureStore
from composer.gui.jobs import Jobs
from composer.gui.models.tile_pictures import TilePictures
from composer.i18n import _


@dataclass(frozen=True)
class FieldTools:
    """What a field may need from outside its block.

    Attributes:
        put_on_site: puts a picture into the media library of the organisation's site and gives it back linked from there; runs in
            a worker, raises a :class:`composer.errors.ComposerError` where it cannot. None: no site is known here.
        groups: the groups of people a part may be for, as they are asked for and as they are shown; runs in a worker.
        library: shows the library of pictures and calls back with the chosen one.
    """

    jobs: Jobs
    pictures: PictureStore
    tiles: TilePictures
    clock: Clock
    put_on_site: Callable[[Picture], Picture] | None = None
    library: Callable[[Callable[[Picture], None]], None] | None = None
    groups: Callable[[], Sequence[tuple[str, str]]] | None = None


class FieldWidget(QWidget):
    """Edits one value.

    ``edited(value, typing)``: the user changed it. ``typing`` is a mark where a key was pressed inside a longer text: changes
    with the same mark belong together in one undo step; empty where the change stands by itself.
    """

    edited = Signal(object, str)

    own_label: ClassVar[bool] = False
    """Whether the widget shows the field's label itself (a check box)."""

    def __init__(self, line: FormField, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.tools = tools
        self.label = _(line.field.label)

    def show_value(self, value: Any) -> None:
        """Show ``value``; never emits ``edited``. Where it is shown already, caret and selection stay."""
        raise TypeError("a field widget must show its value")

    def first_widget(self) -> QWidget:
        """Where the focus goes, and what the label is the buddy of."""
        return self
