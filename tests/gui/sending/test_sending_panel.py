"""The line below every page shows itself while there is something to show, and is worked by key."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from composer.delivery.transports.smtp import SmtpTransport
from composer.gui.jobs import Jobs
from composer.gui.sending.campaign_run import CampaignRun, RunState
from composer.gui.sending.sending_panel import SendingPanel


@pytest.fixture
def panel(qtbot: QtBot, harbour: Any, jobs: Jobs) -> SendingPanel:
    run = CampaignRun(harbour.workspace, jobs)
    made = SendingPanel(run)
    made.resize(900, 70)
    qtbot.addWidget(made)
    made._run.setParent(made)
    return made


def words(panel: SendingPanel) -> str:
    return " ".join(found.text() for found in panel.findChildren(QLabel) if not found.isHidden())


def press(qtbot: QtBot, panel: SendingPanel, name: str) -> None:
    made = next(found for found in panel.findChildren(QPushButton) if found.accessibleName() == name and not found.isHidden())
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_Space)


def test_it_is_not_there_while_nothing_is_sent(panel: SendingPanel) -> None:
    assert panel.isHidden()


def test_countdown_start_and_end(qtbot: QtBot, panel: SendingPanel, harbour: Any) -> None:
    run = panel._run
    run.begin(harbour.campaign().id, 60)
    qtbot.waitUntil(panel.isVisible, timeout=10_000)
    assert "“December newsletter” starts in" in words(panel)
    assert "Nothing has been sent yet" in words(panel)
    press(qtbot, panel, "Start now")
    qtbot.waitUntil(lambda: run.state == RunState.FINISHED, timeout=20_000)
    assert "5 of 5 letters are on their way" in words(panel)
    press(qtbot, panel, "Put this line away")
    assert panel.isHidden()


def test_stop_keep_editing(qtbot: QtBot, panel: SendingPanel, harbour: Any) -> None:
    panel._run.begin(harbour.campaign().id, 60)
    qtbot.waitUntil(panel.isVisible, timeout=10_000)
    with qtbot.waitSignal(panel._run.came_to_rest, timeout=10_000):
        press(qtbot, panel, "Stop, keep editing")
    assert panel.isHidden()
    assert harbour.letters() == []


def test_pause_go_on(qtbot: QtBot, panel: SendingPanel, harbour: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = threading.Semaphore(2)
    real = SmtpTransport.hand_over

    async def hand_over(self: SmtpTransport, envelope: Any, *may_go: Any) -> Any:
        letters.acquire(timeout=30)
        return await real(self, envelope, *may_go)

    monkeypatch.setattr(SmtpTransport, "hand_over", hand_over)
    run = panel._run
    run.begin(harbour.campaign().id, 0)
    qtbot.waitUntil(lambda: len(harbour.letters()) == 2, timeout=10_000)
    press(qtbot, panel, "Pause")
    qtbot.waitUntil(run._stop.is_set, timeout=10_000)  # else a fourth letter may set out, and nobody lets that one through
    letters.release(1)
    qtbot.waitUntil(lambda: run.state == RunState.PAUSED, timeout=10_000)
    assert "Continue with the other" in words(panel)
    letters.release(10)
    press(qtbot, panel, "Go on")
    qtbot.waitUntil(lambda: run.state == RunState.FINISHED, timeout=20_000)
    assert len(harbour.letters()) == 5


def test_it_stays_away_where_the_page_shows_the_same(qtbot: QtBot, panel: SendingPanel, harbour: Any) -> None:
    panel._run.begin(harbour.campaign().id, 60)
    qtbot.waitUntil(panel.isVisible, timeout=10_000)
    panel.set_suppressed(True)
    assert panel.isHidden()
    panel.set_suppressed(False)
    assert panel.isVisible()
    with qtbot.waitSignal(panel.details_wanted):
        press(qtbot, panel, "Show how sending goes")
    panel._run.let_go()
