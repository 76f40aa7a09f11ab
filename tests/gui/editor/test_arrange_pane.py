"""The middle pane: a hint while there is nothing, the menu at its button."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from composer.blocks.article import Article
from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.document.issue import Issue
from composer.gui.editor.arrange_pane import ArrangePane
from composer.gui.fields.field_widget import FieldTools
from composer.gui.jobs import Jobs
from composer.gui.models.tile_pictures import TilePictures


@pytest.fixture
def pane(harbour: Any, jobs: Jobs, show: Any) -> ArrangePane:
    tiles = TilePictures(jobs, picture=lambda _hash: b"", download=lambda _address: b"")
    made = ArrangePane(FieldTools(jobs, harbour.workspace.pictures, tiles, harbour.workspace.clock))
    show(made, 360, 500)
    return made


def test_an_issue_without_content_says_how_to_begin(pane: ArrangePane) -> None:
    pane.show_issue(Issue(blocks=(TextBlock(text="Dear all"), Footer())))
    assert pane._hint.isVisible()
    pane.show_issue(Issue(blocks=(Article(title_text="Roof"), Footer())))
    assert pane._hint.isHidden()


def test_the_button_opens_the_menu(qtbot: Any, pane: ArrangePane) -> None:
    qtbot.mouseClick(pane.add_button, Qt.MouseButton.LeftButton)
    assert pane.menu.isVisible()
    with qtbot.waitSignal(pane.block_wanted):
        qtbot.keyClick(pane.menu._search, Qt.Key.Key_Return)
    with qtbot.waitSignal(pane.preview_toggled):
        qtbot.mouseClick(pane.preview_button, Qt.MouseButton.LeftButton)
