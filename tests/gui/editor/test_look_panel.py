"""Choosing a template by keys, with its options, and back again."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from composer.gui.editor.look_panel import THUMB, LookPanel
from composer.gui.fields.field_widget import FieldTools
from composer.gui.jobs import Jobs
from composer.gui.models.tile_pictures import TilePictures
from composer.paths import templates_folder
from composer.rendering.templates import Templates


@pytest.fixture
def panel(harbour: Any, jobs: Jobs, show: Any) -> LookPanel:
    tiles = TilePictures(jobs, picture=lambda _hash: b"", download=lambda _address: b"")
    made = LookPanel(FieldTools(jobs, harbour.workspace.pictures, tiles, harbour.workspace.clock))
    made.look_wanted.connect(made.show_chosen)
    show(made, 360, 700)
    made.show_templates(Templates((templates_folder(),)).all(), "letter", {})
    return made


def test_each_template_is_named_and_the_one_in_force_is_ticked(panel: LookPanel) -> None:
    assert [card.accessibleName() for card in panel.cards.values()] == [
        "Announcement", "Briefing", "Calendar", "Digest", "Letter",
    ]  # fmt: skip
    assert [card.template_id for card in panel.cards.values() if card.isChecked()] == ["letter"]
    assert panel.form is None
    assert all(card.accessibleDescription() for card in panel.cards.values())


def test_arrow_keys_choose_and_the_options_of_the_choice_show(qtbot: Any, panel: LookPanel) -> None:
    panel.focus_chosen()
    with qtbot.waitSignal(panel.look_wanted) as heard:
        qtbot.keyClick(panel.focusWidget(), Qt.Key.Key_Up)
    assert heard.args == ["digest", {}]
    assert panel.form is not None
    assert panel.form.isVisible()
    box = panel.form.fields["contents"].first_widget()
    box.setFocus()
    with qtbot.waitSignal(panel.look_wanted) as heard:
        qtbot.keyClick(panel.focusWidget(), Qt.Key.Key_Space)
    assert heard.args == ["digest", {"contents": False}]


def test_what_was_undone_shows(panel: LookPanel) -> None:
    panel.show_chosen("digest", {"contents": False})
    panel.show_chosen("letter", {})
    assert [card.template_id for card in panel.cards.values() if card.isChecked()] == ["letter"]
    assert panel.form is None


def test_pictures_come_when_they_are_taken(panel: LookPanel) -> None:
    picture = QImage(THUMB, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    panel.show_picture("letter", picture)
    panel.show_picture("gone", picture)
    grabbed = panel.cards["letter"].grab().toImage()
    assert grabbed.pixelColor(40, 40) == Qt.GlobalColor.red


def test_escape_and_the_button_lead_back(qtbot: Any, panel: LookPanel) -> None:
    panel.focus_chosen()
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel.focusWidget(), Qt.Key.Key_Escape)
    with qtbot.waitSignal(panel.closed):
        qtbot.mouseClick(panel.done_button, Qt.MouseButton.LeftButton)


def test_without_templates_there_is_still_a_way_out(panel: LookPanel) -> None:
    panel.show_templates([], "letter", {})
    panel.focus_chosen()
    assert panel.done_button.hasFocus()
