"""Letters nobody knows the fate of are asked about one by one, or all together."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from composer.delivery.replies import Reply
from composer.delivery.transports.smtp import SmtpTransport
from composer.gui.jobs import Jobs
from composer.gui.sending.uncertain_list import UncertainList
from composer.publishing.run import run_campaign


@pytest.fixture
def campaign(harbour: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A campaign with two letters nobody is certain about."""
    real, sent = SmtpTransport.hand_over, []

    async def hand_over(self: SmtpTransport, envelope: Any, *may_go: Any) -> Reply:
        sent.append(envelope)
        return Reply("after_body", 0, "connection lost") if len(sent) in (1, 3) else await real(self, envelope, *may_go)

    monkeypatch.setattr(SmtpTransport, "hand_over", hand_over)
    made = harbour.campaign()
    run_campaign(harbour.workspace, made.id)
    return made


def press(qtbot: QtBot, asked: UncertainList, name: str) -> None:
    made = next(found for found in asked.findChildren(QPushButton) if found.accessibleName() == name)
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_Space)


def test_each_is_named_and_can_be_skipped_or_sent_again(qtbot: QtBot, harbour: Any, jobs: Jobs, show: Any, campaign: Any) -> None:
    asked = UncertainList(jobs, harbour.workspace)
    show(asked, 600, 300)
    asked.show_campaign(campaign.id)
    rows = harbour.workspace.campaigns.deliveries(campaign.id, state="uncertain")
    qtbot.waitUntil(lambda: len(asked.findChildren(QPushButton)) == 6, timeout=10_000)
    with qtbot.waitSignal(asked.settled) as told:
        press(qtbot, asked, f"Skip {rows[0].email}")
    assert told.args == [[rows[0].id], True]
    with qtbot.waitSignal(asked.settled) as told:
        press(qtbot, asked, f"Send again to {rows[1].email}")
    assert told.args == [[rows[1].id], False]
    with qtbot.waitSignal(asked.settled) as told:
        press(qtbot, asked, "Skip them all (recommended)")
    assert told.args == [[row.id for row in rows], True]


def test_where_everything_is_certain_nothing_is_asked(qtbot: QtBot, harbour: Any, jobs: Jobs, show: Any) -> None:
    asked = UncertainList(jobs, harbour.workspace)
    show(asked, 600, 300)
    asked.show_campaign("")
    assert asked.isHidden()
