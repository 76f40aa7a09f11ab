"""To whom: ticks make the number, and everyone can be seen by name."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from composer.gui.sending.people_choice import PeopleChoice
from composer.publishing.review import Choice, read_facts, read_letter


def facts_of(harbour: Any, *lists: str) -> Any:
    return read_facts(harbour.workspace, read_letter(harbour.workspace, harbour.issue.id), Choice(lists))


@pytest.fixture
def choice(qtbot: QtBot, harbour: Any, show: Any) -> PeopleChoice:
    harbour.workspace.lists.create("Volunteers & friends", sample=True)
    harbour.workspace.lists.add("Volunteers & friends", [row.contact.id for row in harbour.workspace.contacts.search(limit=2)])
    made = PeopleChoice()
    show(made, 600, 500)
    made.show_facts(facts_of(harbour, "Friends"))
    return made


def words(choice: PeopleChoice) -> str:
    return "\n".join(found.text() for found in choice.findChildren(QLabel) if found.isVisible())


def test_number_and_three_names_are_shown(choice: PeopleChoice) -> None:
    assert "5 people" in words(choice)
    assert "and 2 others" in words(choice)


def test_ticking_by_key_asks_for_the_lists_ticked(qtbot: QtBot, choice: PeopleChoice) -> None:
    boxes = {box.accessibleName().split(",")[0]: box for box in choice.findChildren(QCheckBox)}
    with qtbot.waitSignal(choice.chosen) as told:
        boxes["Volunteers & friends"].setFocus()
        qtbot.keyClick(boxes["Volunteers & friends"], Qt.Key.Key_Space)
    assert told.args == [("Friends", "Volunteers & friends"), ""]


def test_who_is_on_two_lists_gets_one_letter_and_is_told_so(choice: PeopleChoice, harbour: Any) -> None:
    choice.show_facts(facts_of(harbour, "Friends", "Volunteers & friends"))
    assert "5 people" in words(choice)
    assert "2 are on more than one list" in words(choice)


def test_everyone_can_be_seen(qtbot: QtBot, choice: PeopleChoice) -> None:
    (everyone,) = [made for made in choice.findChildren(QPushButton) if made.accessibleName() == "Show everyone"]
    everyone.setFocus()
    qtbot.keyClick(everyone, Qt.Key.Key_Space)
    names = choice.findChild(QListWidget)
    assert names is not None
    assert names.count() == 5
    assert "person0@example.org" in "".join(names.item(row).text() for row in range(5))


def test_left_out_people_are_counted_with_the_reason(choice: PeopleChoice, harbour: Any) -> None:
    harbour.workspace.lists.unsubscribe("person1@example.org", "Friends")
    choice.show_facts(facts_of(harbour, "Friends"))
    assert "4 people" in words(choice)
    assert "Left out: 1 unsubscribed" in words(choice)


def test_without_a_list_nobody_gets_it(choice: PeopleChoice, harbour: Any) -> None:
    choice.show_facts(facts_of(harbour))
    assert "Choose who gets this issue" in words(choice)


def test_sending_again_needs_a_reason(qtbot: QtBot, choice: PeopleChoice, harbour: Any) -> None:
    from composer.publishing.run import run_campaign

    run_campaign(harbour.workspace, harbour.campaign().id)
    choice.show_facts(facts_of(harbour, "Friends"))
    again = next(box for box in choice.findChildren(QCheckBox) if box.text().startswith("Send it again"))
    reason = choice.findChild(QLineEdit)
    assert reason is not None
    assert again.isVisible()
    assert not reason.isVisible()
    again.setFocus()
    qtbot.keyClick(again, Qt.Key.Key_Space)
    with qtbot.waitSignal(choice.chosen) as told:
        qtbot.keyClicks(reason, "The first had a wrong date")
        qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert told.args == [("Friends",), "The first had a wrong date"]
