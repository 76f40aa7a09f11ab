"""The drawings show, in the colours of both themes, and every one there is can be read."""

from __future__ import annotations

from typing import Any

import pytest

from composer.gui.theme import active_theme
from composer.gui.widgets.illustration import Illustration
from composer.paths import resources_folder

NAMES = sorted(path.stem for path in (resources_folder() / "illustrations").glob("*.svg"))


def colours(drawing: Illustration) -> set[str]:
    image = drawing.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(0, image.height(), 2)}


@pytest.mark.parametrize("name", NAMES)
def test_drawn_in_the_theme_in_force(name: str, show: Any) -> None:
    drawing = Illustration(name)
    show(drawing)
    light = active_theme().tokens
    try:
        assert {light.accent.lower(), light.accent_soft.lower()} <= colours(drawing)
        active_theme().set_mode("dark")
        assert active_theme().tokens.accent.lower() in colours(drawing)
        assert light.accent.lower() not in colours(drawing)
    finally:
        active_theme().set_mode("light")
