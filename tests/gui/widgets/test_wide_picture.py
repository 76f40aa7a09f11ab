"""The picture on the welcome page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import Qt

from composer.gui.widgets.wide_picture import WidePicture


def test_it_fills_its_place_and_rounds_its_corners(tmp_path: Path, show: Any) -> None:
    Image.new("RGB", (400, 100), (200, 30, 30)).save(tmp_path / "red.png")
    picture = WidePicture(tmp_path / "red.png")
    show(picture, 300, 200)
    seen = picture.grab().toImage()
    for x, y in ((150, 100), (150, 1), (150, 198), (1, 100), (298, 100)):
        assert seen.pixelColor(x, y).name() == "#c81e1e"
    assert seen.pixelColor(0, 0).name() != "#c81e1e"
    assert picture.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_picture_that_is_missing_leaves_the_place_empty(tmp_path: Path, show: Any) -> None:
    picture = WidePicture(tmp_path / "none.png")
    show(picture, 300, 200)
    assert picture.grab().toImage().pixelColor(150, 100).name() != "#c81e1e"
