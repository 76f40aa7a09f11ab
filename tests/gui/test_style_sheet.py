"""The sheet is whole: no gap left open, no colour that is no token."""

from __future__ import annotations

import re

from composer.gui.style_sheet import style_sheet
from composer.gui.theme import LIGHT
from composer.rendering.theme import NIGHT_INK, NIGHT_PAPER

DRAWINGS = {"chevron-down": "/d.svg", "chevron-up": "/u.svg", "check": "/c.svg", "minus": "/m.svg"}


def sheet(scale: float = 1) -> str:
    return style_sheet(LIGHT.mapping(), DRAWINGS, lambda size: round(size * scale))


def test_nothing_is_left_open() -> None:
    assert "$" not in sheet()
    assert sheet().count("{") == sheet().count("}")


def test_every_colour_is_a_token() -> None:
    tokens = {colour.upper() for colour in LIGHT.mapping().values()}
    # The scroll bar's, half way between line and edge; and the letter's own at night, behind the logo for it.
    between = {"#AAADA6", NIGHT_PAPER, NIGHT_INK}
    assert {colour.upper() for colour in re.findall(r"#[0-9A-Fa-f]{6}", sheet())} <= tokens | between


def test_text_grows_and_targets_never_shrink() -> None:
    assert "font-size: 28px" in sheet(2)
    assert "min-height: 34px" in sheet(0.9)
