"""Tools for fields: a real picture store, jobs, a fixed clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit

from composer.blocks.fields import Field, FormField
from composer.gui.fields.field_widget import FieldTools, FieldWidget
from composer.gui.fields.registry import field_widget
from composer.gui.jobs import Jobs
from composer.gui.models.tile_pictures import SIDE, TilePictures


@pytest.fixture
def tools(harbour: Any, jobs: Jobs) -> FieldTools:
    pictures = harbour.workspace.pictures
    tiles = TilePictures(jobs, picture=lambda one: pictures.thumbnail(one, SIDE, SIDE), download=lambda _address: b"")
    return FieldTools(jobs, pictures, tiles, harbour.workspace.clock)


@pytest.fixture
def field(tools: FieldTools, show: Any) -> Callable[..., FieldWidget]:
    """Makes the widget of a kind of field, shows it with a value, and records what it says."""

    def make(kind: Field, value: Any = None) -> FieldWidget:
        made = field_widget(FormField("name", kind, value), tools)
        made.heard = []  # type: ignore[attr-defined]
        made.edited.connect(lambda *said: made.heard.append(said))  # type: ignore[attr-defined]
        made.show_value(value)
        show(made, 360, 300)
        first = made.first_widget()
        first.setFocus()
        if isinstance(first, QLineEdit):
            first.end(False)
        assert made.heard == []  # type: ignore[attr-defined]
        return made

    return make
