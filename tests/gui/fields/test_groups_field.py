"""Ticking who sees a part: lists by name, none for everybody, and one that is gone can be seen and let go."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from composer.blocks.fields import form_of
from composer.blocks.text import TextBlock
from composer.gui.fields.field_widget import FieldTools
from composer.gui.fields.groups_field import GroupsField


@pytest.fixture
def field(qtbot: QtBot, tools: FieldTools, show: Any) -> GroupsField:
    line = next(one for one in form_of(TextBlock) if one.name == "only_for")
    made = GroupsField(
        line, dataclasses.replace(tools, groups=lambda: [("Friends & more", "Friends & more"), ("Staff", "Staff")])
    )
    show(made, 320, 200)
    return made


def boxes(field: GroupsField) -> dict[str, QCheckBox]:
    return {box.accessibleName(): box for box in field.findChildren(QCheckBox) if box.isVisible()}


def test_ticked_and_unticked_by_key(qtbot: QtBot, field: GroupsField) -> None:
    field.show_value(())
    qtbot.waitUntil(lambda: len(boxes(field)) == 2, timeout=10_000)
    staff = boxes(field)["Only for Staff"]
    assert not staff.isChecked()
    with qtbot.waitSignal(field.edited) as told:
        staff.setFocus()
        qtbot.keyClick(staff, Qt.Key.Key_Space)
    assert told.args == [("Staff",), ""]
    assert "Only those" in field._everybody.text()
    with qtbot.waitSignal(field.edited) as told:
        qtbot.keyClick(staff, Qt.Key.Key_Space)
    assert told.args == [(), ""]
    assert field._everybody.text() == "Everybody sees it."


def test_a_list_that_is_gone_can_be_let_go(qtbot: QtBot, field: GroupsField) -> None:
    field.show_value(("Volunteers",))
    qtbot.waitUntil(lambda: "Only for Volunteers (not there any more)" in boxes(field), timeout=10_000)
    gone = boxes(field)["Only for Volunteers (not there any more)"]
    assert gone.isChecked()
    with qtbot.waitSignal(field.edited) as told:
        gone.setFocus()
        qtbot.keyClick(gone, Qt.Key.Key_Space)
    assert told.args == [(), ""]


def test_showing_is_not_editing(qtbot: QtBot, field: GroupsField) -> None:
    heard: list[Any] = []
    field.edited.connect(lambda *said: heard.append(said))
    for value in ((), ("Staff",), ("Gone",), ()):
        field.show_value(value)
    qtbot.waitUntil(lambda: len(boxes(field)) == 2, timeout=10_000)
    assert heard == []
