"""The sending page: everything can be taken back during the countdown, and closing is safe."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from composer.delivery.replies import Reply
from composer.delivery.transports.smtp import SmtpTransport
from composer.gui.jobs import Jobs
from composer.gui.pages.page import Wish
from composer.gui.pages.sending import SendingPage
from composer.gui.sending.campaign_run import CampaignRun, RunState


@pytest.fixture
def page(qtbot: QtBot, harbour: Any, jobs: Jobs, show: Any) -> Iterator[SendingPage]:
    made = SendingPage(harbour.workspace, jobs)
    made.use(CampaignRun(harbour.workspace, jobs, made))
    show(made, 900, 640)
    yield made
    made.let_go()


def run_of(page: SendingPage) -> CampaignRun:
    assert page._run is not None
    return page._run


def words(page: QWidget) -> str:
    return "\n".join(found.text() for found in page.findChildren(QLabel) if found.isVisible())


def press(qtbot: QtBot, page: SendingPage, name: str) -> None:
    made = next(found for found in page.findChildren(QPushButton) if found.accessibleName() == name and found.isVisible())
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_Space)


def until(qtbot: QtBot, page: SendingPage, state: RunState) -> None:
    qtbot.waitUntil(lambda: run_of(page).state == state, timeout=20_000)


def test_with_nothing_to_send_it_says_so(page: SendingPage) -> None:
    assert "Nothing is being sent" in words(page)


def test_the_countdown_shows_and_the_focus_is_on_taking_it_back(qtbot: QtBot, page: SendingPage, harbour: Any) -> None:
    wished: list[tuple[str, Any]] = []
    page.wished.connect(lambda wish, argument: wished.append((wish, argument)))
    run_of(page).begin(harbour.campaign().id, 60)
    until(qtbot, page, RunState.HOLDING)
    assert "Goes to 5 people" in words(page)
    assert "Nothing has been sent yet. It goes to the practice mailbox on this computer" in words(page)
    assert any(part in words(page) for part in ("1:00", "0:59", "0:58"))
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Stop, keep editing"
    with qtbot.waitSignal(run_of(page).came_to_rest, timeout=10_000):
        qtbot.keyClick(focused, Qt.Key.Key_Space)
    assert (Wish.OPEN_ISSUE, harbour.issue.id) in wished
    assert harbour.letters() == []


def test_start_now_and_the_report(qtbot: QtBot, page: SendingPage, harbour: Any) -> None:
    campaign = harbour.campaign()
    run_of(page).begin(campaign.id, 600)
    until(qtbot, page, RunState.HOLDING)
    press(qtbot, page, "Start now")
    until(qtbot, page, RunState.FINISHED)
    assert "All 5 went out on Mon 23 Nov" in words(page)
    assert "Thank you for keeping people together" in words(page)
    with qtbot.waitSignal(page.wished) as told:
        press(qtbot, page, "Show the report")
    assert told.args == [Wish.REPORT, campaign.id]


def test_pause_go_on_and_stop(qtbot: QtBot, page: SendingPage, harbour: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = threading.Semaphore(1)
    real = SmtpTransport.hand_over

    async def hand_over(self: SmtpTransport, envelope: Any, *may_go: Any) -> Any:
        letters.acquire(timeout=30)
        return await real(self, envelope, *may_go)

    monkeypatch.setattr(SmtpTransport, "hand_over", hand_over)
    run_of(page).begin(harbour.campaign().id, 0)
    qtbot.waitUntil(lambda: len(harbour.letters()) == 1, timeout=10_000)
    assert "Closing the program is safe" in words(page)
    press(qtbot, page, "Pause")
    assert "Finishing the letter that is on its way" in words(page)
    qtbot.waitUntil(run_of(page)._stop.is_set, timeout=10_000)
    letters.release(1)
    until(qtbot, page, RunState.PAUSED)
    assert "Continue with the other" in words(page)
    press(qtbot, page, "Go on")
    until(qtbot, page, RunState.SENDING)
    press(qtbot, page, "Stop sending")
    letters.release(1)
    until(qtbot, page, RunState.STOPPED)
    letters.release(10)
    sent = len(harbour.letters())
    assert sent < 5
    assert f"{sent} of 5 went out" in words(page)


def test_closing_asks_once_and_is_safe(qtbot: QtBot, page: SendingPage, harbour: Any) -> None:
    assert page.may_leave()
    run_of(page).begin(harbour.campaign().id, 600)
    until(qtbot, page, RunState.HOLDING)
    assert not page.may_leave()
    assert "Close again to leave" in words(page)
    assert page.may_leave()


def test_uncertain_letters_are_asked_about_apart(
    qtbot: QtBot, page: SendingPage, harbour: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, broken = SmtpTransport.hand_over, []

    async def hand_over(self: SmtpTransport, envelope: Any, *may_go: Any) -> Reply:
        if not broken:
            broken.append(envelope.rcpt_to)
            return Reply("after_body", 0, "connection lost")
        return await real(self, envelope, *may_go)

    monkeypatch.setattr(SmtpTransport, "hand_over", hand_over)
    run_of(page).begin(harbour.campaign().id, 0)
    until(qtbot, page, RunState.PAUSED)
    qtbot.waitUntil(lambda: "1 person may have it already" in words(page), timeout=10_000)
    press(qtbot, page, f"Skip {broken[0]}")
    until(qtbot, page, RunState.FINISHED)
    assert "All 5 went out" in words(page)
    assert len(harbour.letters()) == 4


def test_what_the_server_said_is_told_where_it_pauses(
    qtbot: QtBot, page: SendingPage, harbour: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hand_over(*_given: Any) -> Reply:
        return Reply("mail_from", 535, "5.7.8 bad password")

    monkeypatch.setattr(SmtpTransport, "hand_over", hand_over)
    run_of(page).begin(harbour.campaign().id, 0)
    until(qtbot, page, RunState.PAUSED)
    assert "sign-in" in words(page)
    assert "Nobody gets it twice" in words(page)


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, page: SendingPage, harbour: Any) -> None:
    run_of(page).begin(harbour.campaign().id, 600)
    until(qtbot, page, RunState.HOLDING)
    unnamed = [
        child
        for child in page.findChildren(QWidget)
        if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus and not child.accessibleName()
    ]
    assert [type(child).__name__ for child in unnamed] == []


def test_a_silent_site_is_tried_again_or_knowingly_left_out(
    qtbot: QtBot, page: SendingPage, harbour: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from composer.delivery.unheard import note_missing, unheard_of
    from composer.gui.sending import campaign_run

    workspace, really = harbour.workspace, campaign_run.run_campaign
    tries: list[tuple[str, ...]] = []

    def silent(_workspace: Any, campaign_id: str, **options: Any) -> Any:
        tries.append(unheard_of(workspace.engine, campaign_id).without)
        if tries[-1]:
            return really(workspace, campaign_id, **options)
        note_missing(workspace.engine, campaign_id, ["site"])
        workspace.campaigns.pause(campaign_id, "harbour.example was not reached.")
        return workspace.campaigns.counts(campaign_id)

    monkeypatch.setattr(campaign_run, "run_campaign", silent)
    run_of(page).begin(harbour.campaign().id, 0)
    until(qtbot, page, RunState.PAUSED)
    assert "harbour.example was not reached" in words(page)
    assert "unsubscribe by letter only" in words(page)
    with qtbot.waitSignal(run_of(page).came_to_rest, timeout=10_000):
        press(qtbot, page, "Try again")
    assert tries == [(), ()]
    assert harbour.letters() == []
    press(qtbot, page, "Send without it")
    until(qtbot, page, RunState.FINISHED)
    assert tries[-1] == ("site",)
    assert len(harbour.letters()) == 5
