"""A brand holds only colours that mail programs understand."""

from __future__ import annotations

import pytest

from composer.document.brand import Brand


@pytest.mark.parametrize("colour", ["#0F6B57", "#ffffff"])
def test_six_digit_colours_are_taken(colour: str) -> None:
    assert Brand(main_colour=colour).main_colour == colour


@pytest.mark.parametrize("colour", ["", "green", "#FFF", "#GGGGGG", "#0F6B57;} body{display:none", "#0F6B57\n"])
def test_other_colours_are_refused(colour: str) -> None:
    with pytest.raises(ValueError, match="colour"):
        Brand(accent_colour=colour)
