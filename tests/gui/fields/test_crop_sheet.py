"""A picture is cut in the sheet, keeps its words, and the whole comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image as Painted
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from composer.blocks.fields import NO_PICTURE, WHOLE, Image, Picture
from composer.gui.fields.crop_sheet import CropSheet


def press(made: Any, words: str) -> None:
    next(one for one in made.findChildren(QPushButton) if words in one.accessibleName() and one.isVisible()).click()


def taken(qtbot: Any, field: Any, tmp_path: Path) -> Any:
    path = tmp_path / "roof.jpg"
    Painted.effect_noise((640, 400), 40).convert("RGB").save(path)
    made = field(Image("Picture", shape=1.0), NO_PICTURE)
    made.take_file(path)
    qtbot.waitUntil(lambda: bool(made.heard))
    qtbot.keyClicks(made.description, "The new roof")
    return made


def opened(qtbot: Any, made: Any) -> CropSheet:
    press(made, "Cut…")
    qtbot.waitUntil(lambda: any(one.isVisible() for one in made.window().findChildren(CropSheet)))
    return next(one for one in made.window().findChildren(CropSheet) if one.isVisible())


def test_cut_to_the_shape_of_its_place_and_whole_again(qtbot: Any, field: Any, tmp_path: Path) -> None:
    made = taken(qtbot, field, tmp_path)
    whole: Picture = made.heard[-1][0]
    sheet = opened(qtbot, made)
    assert sheet.view.hasFocus()
    assert "400 × 400 pixels" in sheet._told.text()
    for _press in range(3):
        qtbot.keyClick(sheet.view, Qt.Key.Key_Left)
    heard = len(made.heard)
    press(sheet, "Cut")
    qtbot.waitUntil(lambda: len(made.heard) > heard)
    part: Picture = made.heard[-1][0]
    assert (part.width, part.height, part.alt) == (400, 400, "The new roof")
    assert part.hash != whole.hash
    sheet = opened(qtbot, made)
    press(sheet, "The whole picture")
    heard = len(made.heard)
    press(sheet, "Cut")
    qtbot.waitUntil(lambda: len(made.heard) > heard)
    assert (made.heard[-1][0].hash, made.heard[-1][0].cut) == (whole.hash, WHOLE)


def test_escape_leaves_it_as_it_was(qtbot: Any, field: Any, tmp_path: Path) -> None:
    made = taken(qtbot, field, tmp_path)
    heard = len(made.heard)
    sheet = opened(qtbot, made)
    qtbot.keyClick(sheet.view, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert len(made.heard) == heard


def test_a_picture_that_is_gone_is_said(qtbot: Any, field: Any) -> None:
    made = field(Image("Picture"), Picture(hash="f" * 64, alt="x"))
    sheet = opened(qtbot, made)
    assert "no longer there" in sheet._problem.text()
