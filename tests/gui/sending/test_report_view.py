"""The report: one sentence first, then what was refused and why, and what is left to decide."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from composer.delivery.replies import Reply
from composer.delivery.transports.smtp import SmtpTransport
from composer.gui.jobs import Jobs
from composer.gui.sending.campaign_model import SentRow
from composer.gui.sending.report_view import ReportView
from composer.publishing.run import run_campaign


@pytest.fixture
def report(qtbot: QtBot, harbour: Any, jobs: Jobs, show: Any) -> ReportView:
    made = ReportView(harbour.workspace, jobs)
    show(made, 700, 600)
    return made


def row(harbour: Any, campaign_id: str) -> SentRow:
    campaigns = harbour.workspace.campaigns
    return SentRow(campaigns.get(campaign_id), campaigns.counts(campaign_id), True)


def words(report: ReportView) -> str:
    QCoreApplication.sendPostedEvents(None, 0)
    return "\n".join(found.text() for found in report.findChildren(QLabel) if found.isVisible())


def test_a_sending_that_went_well_needs_one_sentence(report: ReportView, harbour: Any) -> None:
    campaign = harbour.campaign()
    run_campaign(harbour.workspace, campaign.id)
    report.show_row(row(harbour, campaign.id))
    assert "All 5 went out on Mon 23 Nov, 09:00." in words(report)
    assert "A rehearsal" in words(report)
    assert "5 sent" not in words(report)
    assert "Lights on at the harbour" in words(report)


def test_refused_letters_are_listed_with_a_plain_reason(
    qtbot: QtBot, report: ReportView, harbour: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = SmtpTransport.hand_over

    async def hand_over(self: SmtpTransport, envelope: Any, *may_go: Any) -> Reply:
        if envelope.rcpt_to == "person1@example.org":
            return Reply("rcpt_to", 550, "5.1.1 User unknown")
        return await real(self, envelope, *may_go)

    monkeypatch.setattr(SmtpTransport, "hand_over", hand_over)
    campaign = harbour.campaign()
    run_campaign(harbour.workspace, campaign.id)
    report.show_row(row(harbour, campaign.id))
    qtbot.waitUntil(lambda: "person1@example.org" in words(report), timeout=10_000)
    assert "4 of 5 went out" in words(report)
    assert "1 letter was refused" in words(report)
    assert "There is no such mailbox" in words(report)


def test_an_unfinished_one_asks_and_can_go_on_or_be_stopped(qtbot: QtBot, report: ReportView, harbour: Any) -> None:
    campaign = harbour.campaign()
    harbour.workspace.campaigns.pause(campaign.id, "The line broke.")
    report.show_row(row(harbour, campaign.id))
    assert "It was about to go to 5 people. Nothing was sent yet. The line broke." in words(report)
    buttons = {made.accessibleName(): made for made in report.findChildren(QPushButton) if made.isVisible()}
    with qtbot.waitSignal(report.go_on_wanted) as told:
        buttons["Go on"].setFocus()
        qtbot.keyClick(buttons["Go on"], Qt.Key.Key_Space)
    assert told.args == [campaign.id]
    with qtbot.waitSignal(report.stored, timeout=10_000):
        buttons["Stop sending"].setFocus()
        qtbot.keyClick(buttons["Stop sending"], Qt.Key.Key_Space)
    assert harbour.workspace.campaigns.get(campaign.id).state == "cancelled"


def test_uncertain_letters_are_settled_here_too(
    qtbot: QtBot, report: ReportView, harbour: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hand_over(*_given: Any) -> Reply:
        return Reply("after_body", 0, "connection lost")

    monkeypatch.setattr(SmtpTransport, "hand_over", hand_over)
    campaign = harbour.campaign()
    run_campaign(harbour.workspace, campaign.id)
    report.show_row(row(harbour, campaign.id))

    def skip() -> QPushButton | None:
        found = [
            made
            for made in report.findChildren(QPushButton)
            if made.accessibleName().startswith("Skip them all") and made.isVisible()
        ]
        return found[0] if found else None

    qtbot.waitUntil(lambda: skip() is not None, timeout=10_000)
    made = skip()
    assert made is not None
    with qtbot.waitSignal(report.stored, timeout=10_000):
        made.setFocus()
        qtbot.keyClick(made, Qt.Key.Key_Space)
    counts = harbour.workspace.campaigns.counts(campaign.id)
    assert counts.uncertain == 0


def test_who_joined_since_can_have_it_too(qtbot: QtBot, report: ReportView, harbour: Any) -> None:
    campaign = harbour.campaign()
    run_campaign(harbour.workspace, campaign.id)
    report.show_row(row(harbour, campaign.id))
    qtbot.wait(50)
    assert "has not had" not in words(report)
    harbour.add_people(2, start=5)
    report.show_row(row(harbour, campaign.id))
    qtbot.waitUntil(lambda: "2 people on Friends have not had this issue." in words(report))
    button = next(found for found in report.findChildren(QPushButton) if found.accessibleName() == "Send it to them…")
    with qtbot.waitSignal(report.rest_wanted) as wanted:
        qtbot.keyClick(button, Qt.Key.Key_Return)
    assert wanted.args == [harbour.issue.id, ("Friends",)]
