"""People: found as one types, unsubscribed, erased, imported; with real keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
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


def test_somebody_added_by_hand_is_on_the_list(page: PeoplePage, harbour: Any, qtbot: Any) -> None:
    _press(page, "Add one")
    qtbot.keyClicks(page._new_name, "Asha Rao")
    qtbot.keyClick(page._new_name, Qt.Key.Key_Return)
    qtbot.keyClicks(page._new_email, "asha@example.org")
    with qtbot.waitSignal(page.said):
        qtbot.keyClick(page._new_email, Qt.Key.Key_Return)
    row = harbour.workspace.contacts.search("asha")[0]
    assert row.contact.first_name == "Asha"
    assert row.lists == ("Friends",)


def test_a_wrong_address_is_said_and_nothing_is_added(page: PeoplePage, harbour: Any, qtbot: Any) -> None:
    _press(page, "Add one")
    qtbot.keyClicks(page._new_email, "asha at example")
    with qtbot.waitSignal(page.troubled):
        qtbot.keyClick(page._new_email, Qt.Key.Key_Return)
    assert harbour.workspace.contacts.count() == 5


def test_unsubscribing_shows_and_holds(page: PeoplePage, harbour: Any, qtbot: Any) -> None:
    page._table.setFocus()
    page._table.selectRow(0)
    qtbot.keyClick(page._table, Qt.Key.Key_Return)
    qtbot.waitUntil(page._card.isVisible)
    address = page._card._email.text()
    _press(page, "Unsubscribe from everything")
    qtbot.waitUntil(lambda: bool(harbour.workspace.suppressions.blocked(address)))
    qtbot.waitUntil(lambda: "Active" not in page._card._state.text())


def test_erasing_takes_two_presses(page: PeoplePage, harbour: Any, qtbot: Any) -> None:
    page._table.selectRow(0)
    qtbot.keyClick(page._table, Qt.Key.Key_Return)
    qtbot.waitUntil(page._card.isVisible)
    address = page._card._email.text()
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
    panel = page._import
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
