"""Inside the letter or linked from the site: said in a line, changed by a button."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from composer.blocks.fields import NO_PICTURE, Picture
from composer.errors import SourceError
from composer.gui.fields.field_widget import FieldTools
from composer.gui.fields.picture_travel import PictureTravel

STORED = Picture(hash="ab", alt="Roof")
LINKED = Picture(hash="ab", url="https://harbour.example/up/roof.jpg", alt="Roof")


def words(made: PictureTravel) -> str:
    return " ".join(one.text() for one in made.findChildren(QLabel) if not one.isHidden())


@pytest.fixture
def tools(field: Any) -> FieldTools:
    from composer.blocks.fields import Image

    found: FieldTools = field(Image("Picture"), NO_PICTURE).tools
    return found


def test_put_on_the_site_and_back(qtbot: Any, show: Any, tools: FieldTools) -> None:
    made = PictureTravel(replace(tools, put_on_site=lambda picture: msgspec.structs.replace(picture, url=LINKED.url)))
    show(made, 420, 80)
    made.show_picture(STORED)
    assert "inside every letter" in words(made)
    with qtbot.waitSignal(made.changed) as told:
        made.findChild(QPushButton).click()
    assert told.args == [LINKED]
    made.show_picture(LINKED)
    assert "Linked from harbour.example" in words(made)
    with qtbot.waitSignal(made.changed) as told:
        made.findChild(QPushButton).click()
    assert told.args == [STORED]


def test_without_a_site_there_is_no_button_and_a_refusal_is_said(qtbot: Any, show: Any, tools: FieldTools) -> None:
    def refused(_picture: Picture) -> Picture:
        raise SourceError("The site does not take it.", "Ask.")

    made = PictureTravel(replace(tools, put_on_site=None))
    show(made, 420, 80)
    made.show_picture(STORED)
    assert made.findChild(QPushButton).isHidden()
    other = PictureTravel(replace(tools, put_on_site=refused))
    show(other, 420, 80)
    other.show_picture(STORED)
    other.findChild(QPushButton).click()
    qtbot.waitUntil(lambda: "does not take it" in words(other))
