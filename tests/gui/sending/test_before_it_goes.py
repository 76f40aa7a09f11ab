"""Checks and test: what blocks is said first, and any change since the test shows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from composer.checks.check import Finding
from composer.delivery.tested import Tested
from composer.delivery.trial_letter import TestOutcome
from composer.gui.sending.before_it_goes import ChecksSummary, TestLetter

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/London")


def words(widget: QWidget) -> str:
    QCoreApplication.sendPostedEvents(None, 0)  # what was taken away is gone, what is new stands there
    return "\n".join(found.text() for found in widget.findChildren(QLabel) if found.isVisible())


@pytest.fixture
def summary(qtbot: QtBot, show: Any) -> ChecksSummary:
    made = ChecksSummary()
    show(made, 600, 300)
    return made


@pytest.fixture
def trial(qtbot: QtBot, show: Any) -> TestLetter:
    made = TestLetter()
    show(made, 600, 200)
    return made


def test_all_is_well(summary: ChecksSummary) -> None:
    summary.show_findings((), 9)
    assert words(summary) == "\n9 checks found nothing"


def test_what_blocks_is_counted_first_and_leads_to_its_block(qtbot: QtBot, summary: ChecksSummary) -> None:
    error = Finding(code="links", severity="error", message="The button has no link.", block="b1")
    note = Finding(code="alt", severity="warning", message="A picture has no description.", block="b2")
    summary.show_findings((error, note), 9)
    assert "1 thing must be mended" in words(summary)
    show = next(made for made in summary.findChildren(QPushButton) if "no link" in made.accessibleName())
    with qtbot.waitSignal(summary.shown) as told:
        show.setFocus()
        qtbot.keyClick(show, Qt.Key.Key_Space)
    assert told.args == [error]


def test_notes_stand_in_nobodys_way(summary: ChecksSummary) -> None:
    notes = tuple(Finding(code="x", severity="advice", message=f"Note {number}") for number in range(9))
    summary.show_findings(notes, 9)
    assert "9 notes, nothing that stands in the way" in words(summary)
    assert "and 3 more" in words(summary)
    summary.show_findings((), 9)
    assert "Note" not in words(summary)


@pytest.mark.parametrize(
    ("tested", "as_it_is", "part"),
    [
        (None, False, "Not tested yet"),
        (Tested("f", ("anna@example.org",), NOW), True, "Tested as it is, today, 09:00, to anna@example.org"),
        (Tested("f", ("anna@example.org",), NOW), False, "Changed since the test"),
    ],
)
def test_how_the_test_stands(trial: TestLetter, tested: Tested | None, as_it_is: bool, part: str) -> None:
    trial.show_tested(tested, as_it_is, NOW, ZONE)
    assert part in words(trial)


def test_enter_in_the_address_sends_to_everyone_named(qtbot: QtBot, trial: TestLetter) -> None:
    address = trial.findChild(QLineEdit)
    assert address is not None
    qtbot.keyClicks(address, "anna@example.org; bo@example.org ,")
    with qtbot.waitSignal(trial.wanted) as told:
        qtbot.keyClick(address, Qt.Key.Key_Return)
    assert told.args == [("anna@example.org", "bo@example.org")]
    assert "Sending the test" in words(trial)


def test_without_an_address_it_says_so(qtbot: QtBot, trial: TestLetter) -> None:
    with qtbot.assertNotEmitted(trial.wanted):
        trial.send()
    assert "Type the address" in words(trial)


def test_how_it_went_is_told(trial: TestLetter) -> None:
    trial.show_outcomes([TestOutcome("anna@example.org", True, "It arrived at the mail server.")])
    assert "The test is at the mail server" in words(trial)
    trial.show_outcomes([TestOutcome("bo@example.org", False, "The mail server said: 550 no")])
    assert "bo@example.org: The mail server said: 550 no" in words(trial)
