"""To whom: ticks make the number, and everyone can be seen by name."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from composer.delivery.compared import SinceLast
from composer.gui.sending.people_choice import PeopleChoice, against_last_time
from composer.publishing.review import Choice, read_facts, read_letter
from composer.publishing.run import run_campaign


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


def test_the_difference_from_the_last_time_is_told_with_names(qtbot: QtBot, choice: PeopleChoice, harbour: Any) -> None:
    workspace = harbour.workspace
    run_campaign(workspace, harbour.campaign().id)
    issue = msgspec.structs.replace(workspace.documents.issue(harbour.issue.id), id="january", name="January newsletter")
    workspace.documents.create(issue)
    harbour.issue = issue
    choice.show_facts(facts_of(harbour, "Friends"))
    assert "The very same people “December newsletter” went to." in words(choice)
    assert "All of them had “December newsletter” today already." in words(choice)
    harbour.add_people(2, start=5)
    workspace.suppressions.add("person0@example.org", "unsubscribed")
    choice.show_facts(facts_of(harbour, "Friends"))
    assert "1 more than “December newsletter” went to: 2 are new, 1 is not among them this time." in words(choice)
    assert "4 of them had “December newsletter” today already." in words(choice)
    (everyone,) = [made for made in choice.findChildren(QPushButton) if made.accessibleName() == "Show everyone"]
    everyone.setFocus()
    qtbot.keyClick(everyone, Qt.Key.Key_Space)
    names = choice.findChild(QListWidget)
    assert names is not None
    lines = [names.item(row).text() for row in range(names.count())]
    assert sum("new since the last time" in line for line in lines) == 2
    assert lines[-1] == "person0@example.org  ·  not this time"


@pytest.mark.parametrize(
    ("joined", "gone", "said"),
    [
        (3, 1, "2 more than “May” went to: 3 are new, 1 is not among them this time."),
        (0, 4, "4 fewer than “May” went to: 4 are not among them this time."),
        (2, 2, "As many as “May” went to: 2 are new, 2 are not among them this time."),
        (0, 0, "The very same people “May” went to."),
    ],
)
def test_in_words(joined: int, gone: int, said: str) -> None:
    told = SinceLast("May", datetime(2026, 5, 3, tzinfo=UTC), 10, True, frozenset(map(str, range(joined))), ("x",) * gone)
    assert against_last_time(told) == said
    elsewhere = dataclasses.replace(told, same_lists=False)
    assert against_last_time(elsewhere) == "“May”, the last one, went to other lists: 10 people."


def test_tags_and_segments_are_chosen_like_lists_and_somebody_is_left_out(
    qtbot: QtBot, choice: PeopleChoice, harbour: Any
) -> None:
    from composer.contacts.bulk_edit import AddTag, edit_people

    store = harbour.workspace.contacts
    edit_people([row.contact.id for row in store.search(limit=3)], AddTag("Rowing"), store=store)
    choice.show_facts(facts_of(harbour, "Friends"))
    boxes = {box.accessibleName().split(",")[0]: box for box in choice.findChildren(QCheckBox)}
    with qtbot.waitSignal(choice.chosen) as told:
        qtbot.keyClick(boxes["tag “Rowing”"], Qt.Key.Key_Space)
    assert told.args == [("Friends", "tag:Rowing"), ""]
    choice._but_not.setCurrentIndex(choice._but_not.findData("tag:Rowing"))
    with qtbot.waitSignal(choice.chosen):
        choice._but_not.activated.emit(choice._but_not.currentIndex())
    facts = read_facts(
        harbour.workspace,
        read_letter(harbour.workspace, harbour.issue.id),
        Choice(("Friends",), exclude=choice.excluded()),
    )
    choice.show_facts(facts)
    assert choice.excluded() == ("tag:Rowing",)
    assert "2 people" in words(choice)
