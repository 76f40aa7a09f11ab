"""Several brands by key: another one, its name, back to the first, none, and every step given back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from composer.document.brands import brands_of, name_in_force
from composer.gui.jobs import Jobs
from composer.gui.pages.brand_bar import BrandBar
from composer.gui.pages.organisation import OrganisationPage


@pytest.fixture
def page(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> OrganisationPage:
    made = OrganisationPage(harbour.workspace, jobs)
    made.refresh()
    show(made)
    qtbot.waitUntil(lambda: made._organisation.text() == "Harbour Friends")
    return made


@pytest.fixture
def offers(page: OrganisationPage) -> list[Any]:
    heard: list[Any] = []
    page.offered.connect(lambda words, _action, back: heard.append((words, back)))
    return heard


def kept(harbour: Any) -> Any:
    return harbour.workspace.documents.newsletters()[0]


def seen(page: QWidget, name: str, kind: Any = QPushButton) -> Any:
    (bar,) = page.findChildren(BrandBar)
    names = ((one, one.accessibleName() or str(getattr(one, "text", str)()).strip()) for one in bar.findChildren(kind))
    return next((one for one, known in names if known == name and one.isVisible()), None)


def another(qtbot: Any, page: QWidget, name: str) -> None:
    qtbot.keyClick(seen(page, "Another brand…"), Qt.Key.Key_Space)
    line = seen(page, "Name of the brand", QLineEdit)
    assert line.hasFocus()
    qtbot.keyClicks(line, name)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_another_one_with_colours_of_its_own(qtbot: Any, harbour: Any, page: OrganisationPage, offers: list[Any]) -> None:
    assert not [box for bar in page.findChildren(BrandBar) for box in bar.findChildren(QComboBox) if box.isVisible()]
    another(qtbot, page, "Rowing club")
    assert seen(page, "Brand in force", QComboBox).currentText() == "Rowing club"
    qtbot.waitUntil(lambda: name_in_force(kept(harbour)) == "Rowing club")
    assert offers[-1][0] == "“Rowing club” begins as a copy."
    page._main_colour._text.clear()
    qtbot.keyClicks(page._main_colour._text, "#123456")
    qtbot.waitUntil(lambda: kept(harbour).brand.main_colour == "#123456")
    box = seen(page, "Brand in force", QComboBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: name_in_force(kept(harbour)) == "Harbour Friends")
    assert kept(harbour).brand.main_colour == "#0F6B57"
    assert page._main_colour.colour() == "#0F6B57"


def test_who_types_on_right_after_choosing_writes_into_the_brand_chosen(qtbot: Any, harbour: Any, page: OrganisationPage) -> None:
    another(qtbot, page, "Rowing club")
    page._main_colour._text.clear()
    qtbot.keyClicks(page._main_colour._text, "#123456")
    qtbot.waitUntil(lambda: kept(harbour).brand.main_colour == "#123456")
    box = seen(page, "Brand in force", QComboBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.keyClicks(page._reason, "!")  # before anything was read again
    qtbot.waitUntil(lambda: kept(harbour).brand.reason.endswith("!"))
    assert name_in_force(kept(harbour)) == "Harbour Friends"
    assert kept(harbour).brand.main_colour == "#0F6B57"


def test_a_name_that_is_taken_is_said_and_what_one_typed_stays(qtbot: Any, harbour: Any, page: OrganisationPage) -> None:
    another(qtbot, page, "harbour friends")
    assert any("already" in one.text() for one in page.findChildren(QLabel) if one.isVisible())
    line = seen(page, "Name of the brand", QLineEdit)
    assert line.text() == "harbour friends"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert seen(page, "Another brand…").hasFocus()
    assert len(brands_of(kept(harbour))) == 1


def test_removed_and_given_back(qtbot: Any, harbour: Any, page: OrganisationPage, offers: list[Any]) -> None:
    another(qtbot, page, "Rowing club")
    qtbot.waitUntil(lambda: bool(kept(harbour).other_brands))
    qtbot.waitUntil(lambda: seen(page, "Remove") is not None)
    qtbot.keyClick(seen(page, "Remove"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not kept(harbour).other_brands)
    assert name_in_force(kept(harbour)) == "Harbour Friends"
    offers[-1][1]()
    qtbot.waitUntil(lambda: name_in_force(kept(harbour)) == "Rowing club")


def test_renamed(qtbot: Any, harbour: Any, page: OrganisationPage) -> None:
    another(qtbot, page, "Rowing club")
    qtbot.waitUntil(lambda: bool(kept(harbour).other_brands))
    qtbot.waitUntil(lambda: seen(page, "Rename…") is not None)
    qtbot.keyClick(seen(page, "Rename…"), Qt.Key.Key_Space)
    line = seen(page, "Name of the brand", QLineEdit)
    qtbot.waitUntil(lambda: line.text() == "Rowing club")
    qtbot.keyClicks(line, "Rowers")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: name_in_force(kept(harbour)) == "Rowers")
