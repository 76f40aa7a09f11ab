"""The decision: the button names the number, what stands in the way is said, and a wrong number is no answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from composer.gui.sending.decision_bar import DecisionBar
from composer.publishing.review import Choice, ReviewFacts, read_facts, read_letter


@pytest.fixture
def facts(harbour: Any) -> ReviewFacts:
    return read_facts(harbour.workspace, read_letter(harbour.workspace, harbour.issue.id), Choice(("Friends",)))


@pytest.fixture
def bar(qtbot: QtBot, show: Any) -> DecisionBar:
    made = DecisionBar()
    show(made, 900, 70)
    return made


def send(bar: DecisionBar) -> QPushButton:
    return next(made for made in bar.findChildren(QPushButton) if made.accessibleName().startswith("Send"))


def words(bar: DecisionBar) -> str:
    return " ".join(found.text() for found in bar.findChildren(QLabel) if found.isVisible())


def test_before_anything_is_known_nothing_can_be_sent(bar: DecisionBar) -> None:
    assert not send(bar).isEnabled()
    assert bar.quiet_place() is not send(bar)


def test_the_number_is_asked_for_and_only_the_right_one_counts(qtbot: QtBot, bar: DecisionBar, facts: ReviewFacts) -> None:
    bar.show_facts(facts)
    field = bar.quiet_place()
    with qtbot.assertNotEmitted(bar.decided):
        qtbot.keyClicks(field, "50")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "That is not the number" in words(bar)
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(bar.decided):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_where_no_number_is_asked_the_button_decides(qtbot: QtBot, bar: DecisionBar, facts: ReviewFacts) -> None:
    bar.show_facts(replace(facts, usual=5))
    assert bar.decision_place() is send(bar)
    assert bar.quiet_place() is not send(bar)
    with qtbot.waitSignal(bar.decided):
        qtbot.keyClick(send(bar), Qt.Key.Key_Space)


def test_many_more_than_usual_are_asked_about(bar: DecisionBar, facts: ReviewFacts) -> None:
    bar.show_facts(replace(facts, usual=3))
    assert "Type 5 to confirm" in words(bar)


def test_what_stands_in_the_way_is_said(bar: DecisionBar, facts: ReviewFacts) -> None:
    from composer.checks.check import Finding

    bar.show_facts(replace(facts, findings=(Finding(code="x", severity="error", message="No subject."),)))
    assert "1 thing must be mended first." in words(bar)
    assert not send(bar).isEnabled()
    bar.show_facts(replace(facts, blocked="There is no mail account to send from."))
    assert "There is no mail account" in words(bar)


def test_while_it_is_carried_out_it_cannot_be_decided_again(bar: DecisionBar, facts: ReviewFacts) -> None:
    bar.show_facts(replace(facts, usual=5))
    bar.set_busy(True)
    assert not send(bar).isEnabled()
    bar.set_busy(False)
    assert send(bar).isEnabled()


def test_while_the_site_is_looked_at_nothing_can_be_decided(qtbot: QtBot, bar: DecisionBar, facts: ReviewFacts) -> None:
    bar.show_facts(facts)
    bar.hold("Your site is being looked at again …")
    bar._confirm.setFocus()
    qtbot.keyClicks(bar._confirm, "5")
    with qtbot.assertNotEmitted(bar.decided):
        qtbot.keyClick(bar._confirm, Qt.Key.Key_Return)
    assert bar._why_not.text() == "Your site is being looked at again …"
    bar.hold("")
    with qtbot.waitSignal(bar.decided):
        qtbot.keyClick(bar._confirm, Qt.Key.Key_Return)


def test_the_way_back(qtbot: QtBot, bar: DecisionBar) -> None:
    with qtbot.waitSignal(bar.back_wanted):
        qtbot.keyClick(bar.quiet_place(), Qt.Key.Key_Space)
