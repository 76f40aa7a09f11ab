"""What all fields promise: showing says nothing, and a field that forgot to show is a mistake."""

from __future__ import annotations

from typing import Any

import pytest

from composer.blocks.fields import FormField, Text
from composer.gui.fields.field_widget import FieldTools, FieldWidget


def test_a_field_must_show_its_value(qtbot: Any, tools: FieldTools) -> None:
    bare = FieldWidget(FormField("name", Text("Title"), ""), tools)
    qtbot.addWidget(bare)
    assert bare.label == "Title"
    assert bare.first_widget() is bare
    with pytest.raises(TypeError):
        bare.show_value("x")
