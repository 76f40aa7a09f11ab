"""Before it goes, it is known who unsubscribed; a place that does not answer is named, tried again, or knowingly left out."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from composer.delivery.accounts import Account
from composer.delivery.sender_domain.checking import DomainFinding, DomainReport
from composer.errors import DeliveryError
from composer.gui.jobs import Jobs
from composer.gui.sending import hearing_row
from composer.gui.sending.hearing_row import HearingRow
from composer.publishing.replies import Heard, Silent

REAL = Account(name="Office", smtp_host="127.0.0.1", smtp_port=25, security="none")
AWAY = Silent("site", DeliveryError("harbour.example was not reached.", "Check the connection and try again."))


def _facts(harbour: Any, account: Account = REAL) -> Any:
    letter = SimpleNamespace(newsletter=SimpleNamespace(id="news"))
    return SimpleNamespace(account=account, letter=letter, reply_to="anna@harbourfriends.example", sender="Anna")


def _words(row: HearingRow) -> str:
    return "\n".join(found.text() for found in row.findChildren(QLabel) if found.isVisible())


def _press(qtbot: QtBot, row: HearingRow, name: str) -> None:
    made = next(found for found in row.findChildren(QPushButton) if name in (found.text(), found.accessibleName()))
    qtbot.keyClick(made, Qt.Key.Key_Space)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch, harbour: Any) -> list[Heard]:
    """What reading comes to, one after the other."""
    given: list[Heard] = []
    monkeypatch.setattr(hearing_row, "hear", lambda _workspace, _newsletters: given.pop(0))
    monkeypatch.setattr(hearing_row, "fresh_report", lambda _workspace, _account: None)
    return given


@pytest.fixture
def row(qtbot: QtBot, harbour: Any, jobs: Jobs, show: Any) -> HearingRow:
    made = HearingRow(harbour.workspace, jobs)
    show(made, 700, 200)
    return made


def test_a_rehearsal_reads_nothing(row: HearingRow, harbour: Any) -> None:
    row.show_facts(_facts(harbour, harbour.workspace.accounts.all()[-1]))
    assert row.held == ""
    assert "nothing has to be read" in _words(row)


def test_it_is_read_once_and_says_how_many_are_gone(qtbot: QtBot, row: HearingRow, harbour: Any, answers: list[Heard]) -> None:
    answers.append(Heard(harbour.workspace.clock(), places=2, letters=4, stopped=3))
    with qtbot.waitSignal(row.changed):
        row.show_facts(_facts(harbour))
        assert "still being read" in row.held
    assert row.held == ""
    assert "3 more people get nothing" in _words(row)
    row.show_facts(_facts(harbour))  # the facts are read again, the mailboxes are not
    assert row.held == ""


def test_a_silent_site_is_tried_again(qtbot: QtBot, row: HearingRow, harbour: Any, answers: list[Heard]) -> None:
    now = harbour.workspace.clock()
    answers += [Heard(now, places=1, silent=(AWAY,)), Heard(now, places=1)]
    row.show_facts(_facts(harbour))
    qtbot.waitUntil(lambda: "harbour.example was not reached" in _words(row))
    assert "decide about it" in row.held
    assert row.without == ()
    _press(qtbot, row, "Try again: your website")
    qtbot.waitUntil(lambda: "nobody else unsubscribed" in _words(row))
    assert row.held == ""


def test_it_may_go_without_it_and_that_is_taken_back(qtbot: QtBot, row: HearingRow, harbour: Any, answers: list[Heard]) -> None:
    answers.append(Heard(harbour.workspace.clock(), places=2, stopped=1, silent=(AWAY,)))
    row.show_facts(_facts(harbour))
    qtbot.waitUntil(lambda: "harbour.example was not reached" in _words(row))
    assert "1 more person gets nothing" in _words(row)  # what could be read was read
    _press(qtbot, row, "Send without your website")
    assert row.held == ""
    assert row.without == ("site",)
    assert "unsubscribe by letter only" in _words(row)
    _press(qtbot, row, "Rather not")
    assert row.without == ()
    assert row.held
    _press(qtbot, row, "Send without your website")
    row.forget()
    assert row.without == ()


def test_where_nothing_can_be_read_somebody_must(qtbot: QtBot, row: HearingRow, harbour: Any, answers: list[Heard]) -> None:
    answers.append(Heard(harbour.workspace.clock()))
    row.show_facts(_facts(harbour))
    qtbot.waitUntil(lambda: "anna@harbourfriends.example are read by you" in _words(row))
    assert row.held == ""


def test_a_domain_that_is_not_set_up_is_told_and_holds_nothing_up(
    qtbot: QtBot, row: HearingRow, harbour: Any, answers: list[Heard], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (DomainFinding("spf", "bad", "Nobody says who may send.", "Publish one."), DomainFinding("mx", "good", "It can."))
    report = DomainReport("harbour.example", found)
    monkeypatch.setattr(hearing_row, "fresh_report", lambda _workspace, _account: report)
    answers.append(Heard(harbour.workspace.clock(), places=1))
    row.show_facts(_facts(harbour))
    qtbot.waitUntil(lambda: "Nobody says who may send." in _words(row))
    assert "It can." not in _words(row)
    assert row.held == ""
