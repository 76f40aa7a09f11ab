"""Icons follow the theme, the state and the screen; every name the code uses is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap

from composer.blocks.block import block_types
from composer.gui.actions import ACTIONS
from composer.gui.icons import draw, icon, pixmap
from composer.gui.theme import active_theme
from composer.paths import resources_folder


def colours(picture: QPixmap) -> set[str]:
    image = picture.toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 250
    }


def test_an_icon_has_the_colour_it_was_asked_for(qtbot: Any) -> None:
    assert colours(pixmap("check", "danger", 32)) == {active_theme().tokens.danger.lower()}


def test_a_themed_icon_changes_with_the_theme_and_with_its_state(qtbot: Any) -> None:
    made = icon("send")
    active_theme().set_mode("dark")
    try:
        dark = colours(made.pixmap(QSize(32, 32)))
    finally:
        active_theme().set_mode("light")
    assert active_theme().tokens.text.lower() in colours(made.pixmap(QSize(32, 32)))
    assert dark != colours(made.pixmap(QSize(32, 32)))
    checked = made.pixmap(QSize(32, 32), QIcon.Mode.Normal, QIcon.State.On)
    assert active_theme().tokens.accent.lower() in colours(checked)


def test_a_dense_screen_gets_more_pixels(qtbot: Any) -> None:
    drawn = draw("mail", QColor("#123456"), QSize(20, 20), 2.0)
    assert drawn.size() == QSize(40, 40)
    assert drawn.devicePixelRatio() == 2


def test_an_unknown_name_is_noticed_at_once() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-drawing")


def test_every_icon_named_in_the_code_is_brought_along() -> None:
    there = {path.stem for path in (resources_folder() / "icons").glob("*.svg")}
    named = {row.icon for row in ACTIONS if row.icon} | {block_type.icon for block_type in block_types().values()}
    gui = Path(__file__).resolve().parents[2] / "composer" / "gui"
    for path in gui.rglob("*.py"):
        named |= set(re.findall(r'(?:icon_button|icon|pixmap)\(\s*"([a-z0-9-]+)"', path.read_text(encoding="utf-8")))
    assert named <= there
