"""How a sending goes, in figures a person can read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from composer.delivery.replies import Reply
from composer.delivery.transports.smtp import SmtpTransport
from composer.gui.jobs import Jobs
from composer.gui.sending.campaign_run import CampaignRun, RunState
from composer.gui.sending.pulse_card import PulseCard


@pytest.fixture
def card(qtbot: QtBot, harbour: Any, jobs: Jobs, show: Any) -> Iterator[PulseCard]:
    holder = QWidget()
    made = PulseCard(harbour.workspace, jobs, holder)
    made.use(CampaignRun(harbour.workspace, jobs, made))
    show(holder, 640, 480)
    made.resize(640, 460)
    yield made
    run_of(made).let_go()
    qtbot.waitUntil(lambda: not run_of(made).active, timeout=20_000)


def run_of(card: PulseCard) -> CampaignRun:
    assert card._run is not None
    return card._run


def words(card: QWidget) -> str:
    return "\n".join(found.text() for found in card.findChildren(QLabel) if found.isVisible())


def test_hidden_while_nothing_goes_and_during_the_countdown(qtbot: QtBot, card: PulseCard, harbour: Any) -> None:
    assert not card.isVisible()
    run_of(card).begin(harbour.campaign().id, 60)
    qtbot.waitUntil(lambda: run_of(card).state == RunState.HOLDING)
    assert not card.isVisible()
    run_of(card).take_back()


def test_done_it_leaves_the_place_to_how_it_ended(qtbot: QtBot, card: PulseCard, harbour: Any) -> None:
    run_of(card).begin(harbour.campaign().id, 0)
    qtbot.waitUntil(lambda: run_of(card).state == RunState.FINISHED, timeout=20_000)
    assert not card.isVisible()


def test_what_a_server_refuses_stands_there_by_reason(
    qtbot: QtBot, card: PulseCard, harbour: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([("452", "4.2.2 mailbox full"), ("550", "5.1.1 no such user")])
    real, go_on = SmtpTransport.hand_over, threading.Event()

    async def hand_over(self: SmtpTransport, *given: Any, **named: Any) -> Reply:
        code, text = next(answers, ("", ""))
        if code:
            return Reply("rcpt_to", int(code), text)
        go_on.wait(20)
        return await real(self, *given, **named)

    monkeypatch.setattr(SmtpTransport, "hand_over", hand_over)
    run_of(card).begin(harbour.campaign().id, 0)
    qtbot.waitUntil(lambda: card.isVisible(), timeout=20_000)

    card._timer.setInterval(200)
    qtbot.waitUntil(lambda: "no such user" in words(card) and "mailbox full" in words(card), timeout=20_000)
    assert "Being measured" in words(card) or "letter" in words(card)
    assert "over 1 line" in words(card)
    go_on.set()
    qtbot.waitUntil(lambda: not run_of(card).active, timeout=20_000)


def test_speed_and_pace_are_said_in_words(qtbot: QtBot, card: PulseCard, harbour: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import msgspec

    run = run_of(card)
    run.campaign, run.state = harbour.campaign(), RunState.SENDING
    monkeypatch.setattr(CampaignRun, "per_minute", property(lambda _self: 1234.4))
    monkeypatch.setattr(CampaignRun, "seconds_left", property(lambda _self: 3600.0))
    run.changed.emit()
    assert "1,234 letters a minute" in words(card)
    assert "today, 10:00, if it goes on like this" in words(card)
    monkeypatch.setattr(CampaignRun, "waiting_for_pace", property(lambda _self: True))
    run.changed.emit()
    assert "the account allows no more letters just now" in words(card)
    account = harbour.workspace.accounts.get(run.campaign.account)
    limited = msgspec.structs.replace(account, per_minute=30, per_day=10_000, connections=4)
    assert card._server_words(limited).endswith("over 4 lines at once; at most 30 a minute, 10,000 a day")
    monkeypatch.setattr(CampaignRun, "seconds_left", property(lambda _self: None))
    run.state = RunState.PAUSED
    run.changed.emit()
    assert "you will see it here" in words(card)
