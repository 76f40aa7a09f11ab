"""Every place of the window, at three widths and in both colours: nothing clipped, covered, nameless, pale or too small.

The long form, with every state and 150 %, is ``./run gallery``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTableView
from screens.photographer import CONTROL, SHIFT, Photographer

from composer.gui.theme import active_theme

Key = Qt.Key
SIZES = (
    ("1366", QSize(1366, 768)),
    ("1024", QSize(1024, 768)),
    ("1920", QSize(1920, 1080)),
    ("1366-150", QSize(910, 512)),
    ("1024-150", QSize(682, 512)),
)


@pytest.fixture
def camera(window: Any) -> Iterator[Photographer]:
    """The window with the composer open; whatever is wrong on the way is told at the end, all at once."""
    made = Photographer(window, SIZES, thrifty=True)
    yield made
    active_theme().set_mode("light")
    wrong = [f"{found.picture}: {fault}" for found in made.found for fault in found.faults]
    assert not wrong, "\n".join(wrong)


@pytest.mark.timeout(240)
def test_the_composer_and_what_opens_in_it(camera: Photographer) -> None:
    camera.take("composer")
    camera.press((CONTROL, Key.Key_G))
    camera.take("writing")
    camera.press(Key.Key_Escape, (CONTROL, Key.Key_F), Key.Key_Down, Key.Key_Space)
    camera.settle()
    camera.take("picked")
    camera.press(Key.Key_F1)
    camera.take("keys")
    camera.press(Key.Key_Escape, (CONTROL | SHIFT, Key.Key_A))
    camera.take("add-block", still=True)
    camera.press(Key.Key_Escape)


@pytest.mark.timeout(240)
def test_every_place(camera: Photographer) -> None:
    window = camera.window
    for number, place in enumerate(window.rail.places(), start=1):
        camera.go(number)
        camera.take(place)
    camera.go(2)
    camera.wait(
        lambda: any(view.isVisible() and view.model().rowCount() for view in window.findChildren(QTableView)), "the people"
    )
    camera.click_row(next(view for view in window.findChildren(QTableView) if view.isVisible()), 1)
    camera.settle()
    camera.take("person")
    camera.click("Settings")
    camera.settle()
    camera.take("settings")
    camera.click("Add a mail account…")
    camera.take("mail-account")
    window.show_place("first_run")
    camera.take("welcome")
