"""What an address offers is ticked, narrowed and added; what is known or fails is said."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from composer.gui.dialogs.found_panel import FoundPanel
from composer.gui.source_work import Look
from composer.sources.offer import Category, Found, Offer

POSTS = Offer(
    "wordpress",
    "https://e.org/wp-json/wp/v2/posts",
    "Harbour Trust",
    42,
    categories=(Category("3", "Boats", 9), Category("4", "Staff", 2)),
)
DATES = Offer("calendar", "https://e.org/events.ics", "Harbour dates")
FEED = Offer("feed", "https://e.org/feed/", "Harbour feed", same_as=POSTS.location)


@pytest.fixture
def panel(show: Any) -> FoundPanel:
    made = FoundPanel()
    show(made, 900, 600)
    return made


def words(panel: FoundPanel) -> str:
    QApplication.processEvents()
    return "\n".join(found.text() for found in panel.findChildren(QLabel) if found.isVisible())


def press(panel: FoundPanel, start: str) -> None:
    QApplication.processEvents()
    next(one for one in panel.findChildren(QPushButton) if one.accessibleName().startswith(start) and one.isVisible()).click()


def chosen(qtbot: Any, panel: FoundPanel) -> list[Offer]:
    with qtbot.waitSignal(panel.chosen) as told:
        press(panel, "Add")
    offers: list[Offer] = told.args[0]
    return offers


def test_what_is_recommended_is_ticked_and_can_be_left(qtbot: Any, panel: FoundPanel) -> None:
    panel.show_looks([Look("e.org", Found("Harbour Trust", (POSTS, DATES), (FEED,)))])
    assert panel.rows[0].tick.hasFocus()
    assert chosen(qtbot, panel) == [POSTS, DATES]
    qtbot.keyClick(panel.rows[0].tick, Qt.Key.Key_Space)
    assert chosen(qtbot, panel) == [DATES]
    qtbot.keyClick(panel.rows[1].tick, Qt.Key.Key_Space)
    assert not panel._add.isEnabled()


def test_other_ways_to_the_same_lie_folded(qtbot: Any, panel: FoundPanel) -> None:
    panel.show_looks([Look("e.org", Found("Harbour Trust", (POSTS,), (FEED,)))])
    assert not panel.rows[-1].isVisible()
    press(panel, "1 other way to read the same")
    assert panel.rows[-1].isVisible()
    assert not panel.rows[-1].tick.isChecked()


def test_only_some_categories(qtbot: Any, panel: FoundPanel) -> None:
    panel.show_looks([Look("e.org", Found("Harbour Trust", (POSTS,)))])
    press(panel, "Only some categories")
    boats = panel.focusWidget()
    assert boats.text() == "Boats (9)"
    qtbot.keyClick(boats, Qt.Key.Key_Space)
    (offer,) = chosen(qtbot, panel)
    assert offer.location.endswith("?categories=3")
    assert offer.title == "Harbour Trust: Boats"


def test_what_is_known_cannot_be_added_again_and_failures_are_told(qtbot: Any, panel: FoundPanel) -> None:
    looks = [
        Look("e.org", Found("Harbour Trust", (DATES,)), known=frozenset({DATES.location})),
        Look("away.example", trouble="away.example was not found."),
    ]
    panel.show_looks(looks)
    assert not panel.rows[0].tick.isEnabled()
    assert "in your list already" in panel.rows[0].tick.accessibleName()
    assert "away.example was not found." in words(panel)
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)
