"""Every kind of field has its widget, and every block its form."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from composer.blocks import fields as kinds
from composer.blocks.block import Block, block_types
from composer.blocks.fields import form_of
from composer.gui.fields.field_widget import FieldTools
from composer.gui.fields.form import FieldForm
from composer.gui.fields.registry import FIELD_WIDGETS


def test_no_kind_is_forgotten() -> None:
    known = {one.kind for one in vars(kinds).values() if isinstance(one, type) and issubclass(one, kinds.Field)}
    assert known - {"field"} == set(FIELD_WIDGETS)


@pytest.mark.parametrize("block_type", block_types().values(), ids=lambda one: one.__name__)
def test_every_block_has_a_form_whose_parts_have_names(qtbot: Any, show: Any, tools: FieldTools, block_type: type[Block]) -> None:
    form = FieldForm(form_of(block_type), tools)
    heard: list[Any] = []
    form.edited.connect(lambda *said: heard.append(said))
    form.show_struct(block_type())
    show(form, 340, 700)
    for part in form.findChildren(QWidget):
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisible():
            buddies = [one.text() for one in form.findChildren(QLabel) if one.buddy() is part]
            text = getattr(part, "text", lambda: "")()
            assert part.accessibleName() or buddies or text, f"{type(part).__name__} in {block_type.__name__} has no name"
    assert heard == [], "showing is not editing"
