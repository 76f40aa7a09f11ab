"""FieldWidget: what every widget for a kind of field has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from composer.blocks.fields import FormField
from composer.clock import Clock
from composer.document.pictures import PictureStore
from composer.gui.jobs import Jobs
from composer.gui.models.tile_pictures import TilePictures
from composer.i18n import _


@dataclass(frozen=True)
class FieldTools:
    """What a field may need from outside its block."""

    jobs: Jobs
    pictures: PictureStore
    tiles: TilePictures
    clock: Clock


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
