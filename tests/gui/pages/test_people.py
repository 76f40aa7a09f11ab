"""People: found as one types, unsubscribed, erased, imported; with real keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from composer.gui.jobs import Jobs
from composer.gui.pages.people import PeoplePage


@pytest.fixture
def page(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> PeoplePage:
    made = PeoplePage(harbour.workspace, jobs)
    made.stored.connect(lambda _kind: made.refresh())
    made.refresh()
    show(made)
    qtbot.waitUntil(lambda: made._model.rowCount() == 5)
    return made


def _press(page: PeoplePage, words: str) -> None:
    button = next(each for each in page.findChildren(QPushButton) if words in each.text() and each.isVisible())
    button.click()


def test_found_as_one_types(page: PeoplePage, qtbot: Any) -> None:
    page._search.setFocus()
    qtbot.keyClicks(page._search, "ngo")
    qtbot.waitUntil(lambda: page._model.rowCount() == 1)
    assert page._model.index(0, 0).data() == "Ngozi Okonkwo"
    qtbot.keyClicks(page._search, "zzz")
    qtbot.waitUntil(lambda: page._stack.currentWidget() is page._nobody_found)


def test_where_nobody_is_no_rule_is_to_blame(page: PeoplePage) -> None:
    page._on_counted(0)
    assert page._stack.currentWidget() is page._nobody
    next(each for each in page.findChildren(QAction) if each.text() == "How long people are kept…").trigger()
    assert page._side.picks
    page._on_counted(0)
    assert page._stack.currentWidget() is page._nobody


def test_somebody_added_by_hand_is_on_the_list(page: PeoplePage, harbour: Any, qtbot: Any) -> None:
    _press(page, "Add one")
    qtbot.keyClicks(page._add.name, "Asha Rao")
    qtbot.keyClick(page._add.name, Qt.Key.Key_Return)
    qtbot.keyClicks(page._add.email, "asha@example.org")
    with qtbot.waitSignal(page.said):
        qtbot.keyClick(page._add.email, Qt.Key.Key_Return)
    row = harbour.workspace.contacts.search("asha")[0]
    assert row.contact.first_name == "Asha"
    assert row.lists == ("Friends",)


def test_a_wrong_address_is_said_and_nothing_is_added(page: PeoplePage, harbour: Any, qtbot: Any) -> None:
    _press(page, "Add one")
    qtbot.keyClicks(page._add.email, "asha at example")
    with qtbot.waitSignal(page.troubled):
        qtbot.keyClick(page._add.email, Qt.Key.Key_Return)
    assert harbour.workspace.contacts.count() == 5


def test_unsubscribing_shows_and_holds(page: PeoplePage, harbour: Any, qtbot: Any) -> None:
    page._table.setFocus()
    page._table.selectRow(0)
    qtbot.keyClick(page._table, Qt.Key.Key_Return)
    qtbot.waitUntil(page._side.card.isVisible)
    address = page._side.card._email.text()
    _press(page, "Unsubscribe from everything")
    qtbot.waitUntil(lambda: bool(harbour.workspace.suppressions.blocked(address)))
    qtbot.waitUntil(lambda: "Active" not in page._side.card._state.text())


def test_erasing_takes_two_presses(page: PeoplePage, harbour: Any, qtbot: Any) -> None:
    page._table.selectRow(0)
    qtbot.keyClick(page._table, Qt.Key.Key_Return)
    qtbot.waitUntil(page._side.card.isVisible)
    address = page._side.card._email.text()
    _press(page, "Erase this person")
    assert harbour.workspace.contacts.by_address(address) is not None
    _press(page, "Yes, erase")
    qtbot.waitUntil(lambda: harbour.workspace.contacts.by_address(address) is None)
    assert harbour.workspace.suppressions.blocked(address) == "erased"


def test_an_import_shows_what_it_would_do_and_asks_how_they_agreed(
    page: PeoplePage, harbour: Any, qtbot: Any, tmp_path: Path
) -> None:
    harbour.workspace.suppressions.add("no@example.org", "unsubscribed")
    file = tmp_path / "members.csv"
    file.write_text("First name,E-mail\nBea,bea@example.org\nNo,no@example.org\nOops,not-an-address\nAnna,person0@example.org\n")
    page.open_file(file)
    panel = page._importing
    assert panel is not None
    qtbot.waitUntil(lambda: panel.plan is not None)
    assert "1 new person." in panel._summary.text()
    assert "They stay out" in panel._summary.text()
    assert not panel._do.isEnabled(), "how they agreed has to be said first"
    panel._basis.setCurrentIndex(1)
    qtbot.waitUntil(panel._do.isEnabled)
    assert harbour.workspace.contacts.count() == 5, "nothing changes before the press"
    with qtbot.waitSignal(panel.imported):
        panel._do.click()
    assert harbour.workspace.contacts.by_address("bea@example.org") is not None
    assert harbour.workspace.suppressions.blocked("no@example.org") == "unsubscribed"


def test_a_file_that_is_something_else_is_said(page: PeoplePage, qtbot: Any, tmp_path: Path) -> None:
    file = tmp_path / "people.xlsx"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 200)
    with qtbot.waitSignal(page.troubled) as trouble:
        page.open_file(file)
    assert "people.xlsx" in str(trouble.args[0])
    assert page._browsing.isVisible()


def test_somebody_who_asked_comes_back_with_evidence(page: PeoplePage, harbour: Any, qtbot: Any) -> None:
    page._table.selectRow(0)
    qtbot.keyClick(page._table, Qt.Key.Key_Return)
    qtbot.waitUntil(page._side.card.isVisible)
    address = page._side.card.address
    harbour.workspace.suppressions.add(address, "complained")
    page.refresh()
    qtbot.waitUntil(lambda: "Gets no letters" in page._side.card._state.text())
    assert "reported a letter as unwanted" in page._side.card._back._why.text()
    _press(page, "Asked to come back")
    qtbot.keyClicks(page._side.card._back._evidence, "rang on 3 March")
    with qtbot.waitSignal(page.said):
        qtbot.keyClick(page._side.card._back._evidence, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Active" in page._side.card._state.text())
    assert "rang on 3 March" in page._side.card._history.text()
    assert harbour.workspace.suppressions.of(address)[0].lift_note == "rang on 3 March"


def test_the_same_change_to_many_and_its_undo(page: PeoplePage, harbour: Any, qtbot: Any) -> None:
    page._table.setFocus()
    qtbot.keyClick(page._table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page._bulk.isVisible)
    assert "5 people chosen" in page._bulk._count.text()
    qtbot.keyClicks(page._bulk._tag, "Rowing")
    with qtbot.waitSignal(page.offered) as offered:
        qtbot.keyClick(page._bulk._tag, Qt.Key.Key_Return)
    assert "5 people" in offered.args[0]
    qtbot.waitUntil(lambda: "tag:Rowing" in page._chips._chips)
    page._chips._chips["tag:Rowing"].click()
    qtbot.waitUntil(lambda: page._count.text() == "5")
    offered.args[2]()
    qtbot.waitUntil(lambda: "tag:Rowing" not in page._chips._chips)
    qtbot.waitUntil(lambda: page._chips.value() == "" and page._model.rowCount() == 5)


def test_where_there_is_little_room_the_card_stands_alone(page: PeoplePage, qtbot: Any) -> None:
    page.resize(560, 600)
    page._table.selectRow(0)
    qtbot.keyClick(page._table, Qt.Key.Key_Return)
    qtbot.waitUntil(page._side.card.isVisible)
    assert not page._table.isVisible()
    qtbot.waitUntil(lambda: page._side.card.width() > 480)
    _press_named(page, "Close")
    assert page._table.isVisible()


def _press_named(page: PeoplePage, name: str) -> None:
    next(each for each in page.findChildren(QPushButton) if each.accessibleName() == name and each.isVisible()).click()


def test_a_sheet_is_remembered_and_read_again_with_a_preview(page: PeoplePage, harbour: Any, qtbot: Any, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text("First name,E-mail\nBea,bea@example.org\n", encoding="utf-8")
    page.open_file(file)
    panel = page._importing
    assert panel is not None
    qtbot.waitUntil(lambda: panel.plan is not None)
    panel._basis.setCurrentIndex(1)
    panel._remember.setChecked(True)
    qtbot.waitUntil(panel._do.isEnabled)
    with qtbot.waitSignal(panel.imported):
        panel._do.click()
    harbour.workspace.lists.unsubscribe("bea@example.org")
    file.write_text("E-mail,First name\nbea@example.org,Bea\ncleo@example.org,Cleo\n", encoding="utf-8")
    page._side.look(page._side.sheets)
    qtbot.waitUntil(lambda: any("Read again" in each.text() for each in page.findChildren(QPushButton) if each.isVisible()))
    _press(page, "Read again")
    qtbot.waitUntil(lambda: panel.plan is not None and panel.plan.new == 1)
    assert panel.plan is not None
    assert panel.plan.suppressed == 1
    assert harbour.workspace.contacts.by_address("cleo@example.org") is None
    qtbot.waitUntil(panel._do.isEnabled)
    with qtbot.waitSignal(panel.imported):
        panel._do.click()
    cleo = harbour.workspace.contacts.by_address("cleo@example.org")
    assert cleo is not None
    assert cleo.basis == "consent"


def test_a_soft_opt_in_asks_for_its_day(page: PeoplePage, qtbot: Any, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text("First name,E-mail\nBea,bea@example.org\n", encoding="utf-8")
    page.open_file(file)
    panel = page._importing
    assert panel is not None
    qtbot.waitUntil(lambda: panel.plan is not None)
    panel._basis.setCurrentIndex(panel._basis.findData("charity_soft_opt_in"))
    qtbot.waitUntil(lambda: panel.plan is not None and len(panel.plan.invalid) == 1)
    panel._day_line.line.setFocus()
    qtbot.keyClicks(panel._day_line.line, "1 March 2026")
    qtbot.keyClick(panel._day_line.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.plan is not None and panel.plan.new == 1)
