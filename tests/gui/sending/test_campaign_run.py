"""The run: the countdown can be taken back, sending paused, stopped, gone on with; letters really arrive, once each."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from composer.delivery.replies import Reply
from composer.delivery.transports.smtp import SmtpTransport
from composer.gui.jobs import Jobs
from composer.gui.sending.campaign_run import CampaignRun, RunState


@pytest.fixture
def run(harbour: Any, jobs: Jobs) -> Iterator[CampaignRun]:
    made = CampaignRun(harbour.workspace, jobs)
    yield made
    made.let_go()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Semaphore:
    """Each letter waits for one release."""
    letters = threading.Semaphore(0)
    real = SmtpTransport.hand_over

    async def hand_over(self: SmtpTransport, envelope: Any, *may_go: Any) -> Reply:
        letters.acquire(timeout=30)
        return await real(self, envelope, *may_go)

    monkeypatch.setattr(SmtpTransport, "hand_over", hand_over)
    return letters


def until(qtbot: QtBot, run: CampaignRun, *states: RunState) -> None:
    qtbot.waitUntil(lambda: run.state in states, timeout=20_000)


def test_a_confirmed_campaign_goes_out_whole(qtbot: QtBot, run: CampaignRun, harbour: Any) -> None:
    campaign = harbour.campaign()
    rested: list[str] = []
    run.came_to_rest.connect(rested.append)
    run.begin(campaign.id, 0)
    until(qtbot, run, RunState.FINISHED)
    assert run.counts.sent == run.counts.total == 5
    assert len(harbour.letters()) == 5
    assert rested == [campaign.id]


def test_nothing_leaves_during_the_countdown_and_it_can_be_taken_back(qtbot: QtBot, run: CampaignRun, harbour: Any) -> None:
    campaign = harbour.campaign()
    back: list[str] = []
    run.taken_back.connect(back.append)
    run.begin(campaign.id, 60)
    until(qtbot, run, RunState.HOLDING)
    assert 55 <= run.seconds_to_start <= 60
    run.take_back()
    assert run.state == RunState.IDLE
    assert back == [harbour.issue.id]
    qtbot.waitUntil(lambda: harbour.workspace.campaigns.get(campaign.id).state == "cancelled", timeout=10_000)
    assert harbour.letters() == []
    # Taken back is as if it had not been: the same people can be written to now.
    again = harbour.campaign()
    run.begin(again.id, 0)
    until(qtbot, run, RunState.FINISHED)
    assert len(harbour.letters()) == 5


def test_the_countdown_ends_by_itself(qtbot: QtBot, run: CampaignRun, harbour: Any) -> None:
    run.begin(harbour.campaign().id, 1)
    until(qtbot, run, RunState.HOLDING)
    until(qtbot, run, RunState.FINISHED)
    assert len(harbour.letters()) == 5


def test_it_can_start_at_once(qtbot: QtBot, run: CampaignRun, harbour: Any) -> None:
    run.begin(harbour.campaign().id, 600)
    until(qtbot, run, RunState.HOLDING)
    run.start_now()
    until(qtbot, run, RunState.FINISHED)


def test_pause_and_go_on_sends_everyone_one_letter(
    qtbot: QtBot, run: CampaignRun, harbour: Any, gate: threading.Semaphore
) -> None:
    campaign = harbour.campaign()
    run.begin(campaign.id, 0)
    until(qtbot, run, RunState.SENDING)
    gate.release(2)
    qtbot.waitUntil(lambda: len(harbour.letters()) == 2, timeout=10_000)
    run.pause()
    qtbot.waitUntil(run._stop.is_set, timeout=10_000)
    gate.release(1)
    until(qtbot, run, RunState.PAUSED)
    sent = len(harbour.letters())
    assert 2 <= sent < 5
    assert harbour.workspace.campaigns.get(campaign.id).state == "paused"
    gate.release(10)
    run.go_on()
    until(qtbot, run, RunState.FINISHED)
    addresses = sorted(letter.split(b"Delivered-To: ")[1].split(b"\r\n")[0] for letter in harbour.letters())
    assert addresses == sorted(f"person{number}@example.org".encode() for number in range(5))


def test_stopped_means_no_further_letter_ever(qtbot: QtBot, run: CampaignRun, harbour: Any, gate: threading.Semaphore) -> None:
    campaign = harbour.campaign()
    run.begin(campaign.id, 0)
    until(qtbot, run, RunState.SENDING)
    gate.release(1)
    qtbot.waitUntil(lambda: len(harbour.letters()) == 1, timeout=10_000)
    run.stop()
    gate.release(1)
    until(qtbot, run, RunState.STOPPED)
    gate.release(10)
    counts = harbour.workspace.campaigns.counts(campaign.id)
    assert counts.sent == len(harbour.letters())
    assert counts.sent + counts.cancelled == 5
    assert harbour.workspace.campaigns.get(campaign.id).state == "cancelled"


def test_closing_leaves_the_rest_for_the_next_start(
    qtbot: QtBot, run: CampaignRun, harbour: Any, jobs: Jobs, gate: threading.Semaphore
) -> None:
    campaign = harbour.campaign()
    run.begin(campaign.id, 0)
    until(qtbot, run, RunState.SENDING)
    gate.release(2)
    qtbot.waitUntil(lambda: len(harbour.letters()) == 2, timeout=10_000)
    run.let_go()
    gate.release(10)
    until(qtbot, run, RunState.PAUSED)
    assert [left.id for left in harbour.workspace.campaigns.unfinished()] == [campaign.id]
    next_start = CampaignRun(harbour.workspace, jobs)
    next_start.offer(campaign.id)
    until(qtbot, next_start, RunState.PAUSED)
    assert next_start.counts.sent + next_start.counts.queued == 5
    next_start.go_on()
    until(qtbot, next_start, RunState.FINISHED)
    assert len(harbour.letters()) == 5


def test_an_uncertain_letter_waits_for_a_person(
    qtbot: QtBot, run: CampaignRun, harbour: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = SmtpTransport.hand_over
    broken = []

    async def hand_over(self: SmtpTransport, envelope: Any, *may_go: Any) -> Reply:
        if not broken:
            broken.append(envelope)
            return Reply("after_body", 0, "connection lost")
        return await real(self, envelope, *may_go)

    monkeypatch.setattr(SmtpTransport, "hand_over", hand_over)
    campaign = harbour.campaign()
    run.begin(campaign.id, 0)
    until(qtbot, run, RunState.PAUSED)
    assert run.counts.uncertain == 1
    (uncertain,) = harbour.workspace.campaigns.deliveries(campaign.id, state="uncertain")
    run.settle([uncertain.id], sent=False)
    until(qtbot, run, RunState.FINISHED)
    assert len(harbour.letters()) == 5


def test_a_skipped_uncertain_letter_finishes_the_campaign(
    qtbot: QtBot, run: CampaignRun, harbour: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hand_over(*_given: Any) -> Reply:
        return Reply("after_body", 0, "connection lost")

    monkeypatch.setattr(SmtpTransport, "hand_over", hand_over)
    harbour.workspace.lists.take_out("Friends", [row.contact.id for row in harbour.workspace.contacts.search(limit=4)])
    campaign = harbour.campaign()
    run.begin(campaign.id, 0)
    until(qtbot, run, RunState.PAUSED)
    ids = [found.id for found in harbour.workspace.campaigns.deliveries(campaign.id, state="uncertain")]
    run.settle(ids, sent=True)
    until(qtbot, run, RunState.FINISHED)
    assert harbour.letters() == []


def test_a_server_that_refuses_everything_pauses_and_says_why(
    qtbot: QtBot, run: CampaignRun, harbour: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hand_over(*_given: Any) -> Reply:
        return Reply("mail_from", 550, "5.7.30 sign-in is off")

    monkeypatch.setattr(SmtpTransport, "hand_over", hand_over)
    run.begin(harbour.campaign().id, 0)
    until(qtbot, run, RunState.PAUSED)
    assert "sign-in" in run.why
    assert run.counts.sent == 0


def test_two_sendings_at_once_are_refused_in_words(
    qtbot: QtBot, run: CampaignRun, harbour: Any, gate: threading.Semaphore
) -> None:
    run.begin(harbour.campaign().id, 0)
    until(qtbot, run, RunState.SENDING)
    with qtbot.waitSignal(run.troubled) as told:
        run.begin("another", 0)
    assert "Another issue is being sent" in str(told.args[0])
    gate.release(10)
    until(qtbot, run, RunState.FINISHED)


def test_a_campaign_that_is_not_there_is_told(qtbot: QtBot, run: CampaignRun) -> None:
    with qtbot.waitSignal(run.troubled, timeout=10_000) as told:
        run.begin("none", 0)
    assert "no such sending" in str(told.args[0])
    assert run.state == RunState.IDLE
