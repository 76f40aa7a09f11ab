"""Once round the program, for the ways a window can look that change every page: contrast, direction, the size of the text."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from screens.people_states import TAGGED_FILE
from screens.photographer import CONTROL, SHIFT, Photographer

Key = Qt.Key


def tour(camera: Photographer) -> None:
    """What one meets in a month, with what opens in it; each picture is called after the scene."""
    window: Any = camera.window

    def take(name: str) -> None:
        camera.take(f"{camera.scene}-{name}")

    take("composer")
    camera.press((CONTROL, Key.Key_G))
    take("writing")
    camera.press(Key.Key_Escape, (CONTROL, Key.Key_F), Key.Key_Down, Key.Key_Right)
    camera.settle()
    take("look-closer")
    camera.press(Key.Key_Escape, (CONTROL, Key.Key_F))
    camera.click("Filters")
    take("filters")
    camera.press(Key.Key_Escape)
    camera.press((CONTROL | SHIFT, Key.Key_L))
    camera.settle(6)
    take("look")
    camera.press(Key.Key_Escape, Key.Key_F1)
    take("keys")
    camera.press(Key.Key_Escape)
    camera.press((CONTROL, Key.Key_Return))
    camera.wait(lambda: window.shown == "review" and not window.jobs.busy, "the review")
    camera.settle(4)
    take("review")
    camera.go(1)
    camera.settle(6)
    take("issues")
    camera.go(2)
    table: Any = next(view for view in window.findChildren(QTableView) if view.isVisible())
    camera.click_row(table, 2)
    camera.settle()
    take("people")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "members.csv"
        path.write_text(TAGGED_FILE, encoding="utf-8")
        camera.drop(window.page("people"), path)
        camera.settle()
        take("import")
    camera.click("Cancel")
    camera.go(3)
    take("brand")
    camera.go(4)
    take("sources")
    camera.go(5)
    take("sent")
    camera.click("Settings")
    camera.settle()
    take("settings")
