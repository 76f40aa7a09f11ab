"""At its end a sending says who got it, why letters were refused, and what to do next."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from composer.delivery.replies import Reply
from composer.delivery.transports.smtp import SmtpTransport
from composer.gui.jobs import Jobs
from composer.gui.pages.page import Wish
from composer.gui.sending.afterwards import Afterwards
from composer.publishing.run import run_campaign


@pytest.fixture
def view(harbour: Any, jobs: Jobs, show: Any) -> Afterwards:
    made = Afterwards(harbour.workspace, jobs)
    show(made, 700, 600)
    return made


def words(view: QWidget) -> str:
    return "\n".join(found.text() for found in view.findChildren(QLabel) if found.isVisible())


def sent(harbour: Any) -> Any:
    workspace = harbour.workspace
    campaign = harbour.campaign()
    counts = run_campaign(workspace, campaign.id)
    return workspace.campaigns.get(campaign.id), counts


def shown(qtbot: QtBot, view: Afterwards, campaign: Any, counts: Any) -> str:
    view.show_campaign(campaign, counts)
    qtbot.waitUntil(view.isVisible)
    return words(view)


def test_who_got_it_and_what_comes_next(qtbot: QtBot, view: Afterwards, harbour: Any) -> None:
    campaign, counts = sent(harbour)
    said = shown(qtbot, view, campaign, counts)
    assert "and 2 others" in said
    assert "Refused" not in said
    assert "This was a rehearsal" in said
    assert "has not had this issue" not in said
    wished: list[tuple[str, object]] = []
    view.wished.connect(lambda wish, argument: wished.append((wish, argument)))
    for made in view.findChildren(QPushButton):
        made.click()
    assert (Wish.SHOW_PLACE, "settings") in wished
    assert (Wish.NEW_ISSUE, campaign.issue) in wished
    view.show_campaign(None)
    assert not view.isVisible()


def test_refusals_are_told_by_reason(qtbot: QtBot, view: Afterwards, harbour: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real = SmtpTransport.hand_over

    async def hand_over(self: SmtpTransport, envelope: Any, *may_go: Any) -> Reply:
        if "person1" in str(envelope.rcpt_to):
            return Reply("rcpt_to", 550, "5.1.1 no such user")
        return await real(self, envelope, *may_go)

    monkeypatch.setattr(SmtpTransport, "hand_over", hand_over)
    campaign, counts = sent(harbour)
    assert counts.failed == 1
    said = shown(qtbot, view, campaign, counts)
    assert "There is no such mailbox" in said
    assert "person1@example.org" in said


def test_who_has_not_had_it_is_offered_it(qtbot: QtBot, view: Afterwards, harbour: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("composer.gui.sending.afterwards.left_over", lambda _workspace, _campaign: 2)
    campaign, counts = sent(harbour)
    assert "2 people on Friends have not had this issue." in shown(qtbot, view, campaign, counts)
    made = next(found for found in view.findChildren(QPushButton) if found.text() == "Send it to them…")
    with qtbot.waitSignal(view.wished) as wished:
        made.click()
    assert wished.args == [Wish.REVIEW, ("lists", campaign.issue, campaign.lists)]


@pytest.mark.parametrize(
    ("server", "said"), [("", "Give the account its mailbox"), ("imap.example.org", "is read from your mailbox")]
)
def test_where_letters_come_back_to(
    qtbot: QtBot, view: Afterwards, harbour: Any, monkeypatch: pytest.MonkeyPatch, server: str, said: str
) -> None:
    campaign, counts = sent(harbour)
    account = harbour.workspace.accounts.get(campaign.account)
    real = msgspec.structs.replace(account, practice=False, imap_host=server)
    monkeypatch.setattr(type(harbour.workspace.accounts), "all", lambda _store: [real])
    assert said in shown(qtbot, view, campaign, counts)
