"""Sending in the whole window: from the review page to the report, what is left over at the start, and closing in between."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from composer.delivery.transports.smtp import SmtpTransport
from composer.gui.application import build_window, close_window
from composer.gui.main_window import MainWindow
from composer.gui.sending.campaign_run import CampaignRun, RunState
from composer.gui.sending.sending_panel import SendingPanel


@pytest.fixture
def windows(qtbot: QtBot, harbour: Any) -> Iterator[Any]:
    """Opens windows on the organisation's workspace, and closes them."""
    made: list[MainWindow] = []

    def opened() -> MainWindow:
        window = build_window(harbour.workspace, theme="light", place="issues")
        window.resize(1180, 740)
        window.show()
        qtbot.waitExposed(window)
        made.append(window)
        return window

    yield opened
    for window in made:
        window.close()
        close_window(window)


def run_of(window: MainWindow) -> CampaignRun:
    found = window.findChild(CampaignRun)
    assert found is not None
    return found


def focused() -> Any:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_from_the_review_page_to_the_report_by_key(qtbot: QtBot, windows: Any, harbour: Any) -> None:
    window = windows()
    window.show_place("review", harbour.issue.id)
    qtbot.waitUntil(lambda: focused().accessibleName() == "Type 5 to confirm", timeout=20_000)
    qtbot.keyClicks(focused(), "5")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: run_of(window).state == RunState.FINISHED, timeout=30_000)
    assert window.shown == "sending"
    qtbot.waitUntil(lambda: focused().accessibleName() == "Show the report", timeout=10_000)
    qtbot.keyClick(focused(), Qt.Key.Key_Space)
    assert window.shown == "sent"
    page = window.page("sent")
    qtbot.waitUntil(
        lambda: any("All 5 went out" in found.text() for found in page.findChildren(QLabel) if found.isVisible()), timeout=10_000
    )
    assert len(harbour.letters()) == 5


def test_the_countdown_is_shown_below_other_pages_too(qtbot: QtBot, windows: Any, harbour: Any) -> None:
    import msgspec

    workspace = harbour.workspace
    workspace.save_settings(msgspec.structs.replace(workspace.settings, hold_seconds=600))
    window = windows()
    campaign = harbour.campaign()
    window.show_place("sending")
    run_of(window).begin(campaign.id, 600)
    qtbot.waitUntil(lambda: run_of(window).state == RunState.HOLDING, timeout=10_000)
    panel = window.findChild(SendingPanel)
    assert panel is not None
    assert panel.isHidden()  # the page shows the same, larger
    window.show_place("issues")
    assert panel.isVisible()
    stop = next(made for made in panel.findChildren(QPushButton) if made.accessibleName() == "Stop, keep editing")
    stop.setFocus()
    qtbot.keyClick(stop, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: workspace.campaigns.get(campaign.id).state == "cancelled", timeout=10_000)
    assert harbour.letters() == []


def test_what_was_left_over_is_offered_at_the_next_start(
    qtbot: QtBot, windows: Any, harbour: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = threading.Semaphore(2)
    real = SmtpTransport.hand_over

    async def hand_over(self: SmtpTransport, envelope: Any, *may_go: Any) -> Any:
        letters.acquire(timeout=30)
        return await real(self, envelope, *may_go)

    monkeypatch.setattr(SmtpTransport, "hand_over", hand_over)
    first = windows()
    first.show_place("sending")
    run_of(first).begin(harbour.campaign().id, 0)
    qtbot.waitUntil(lambda: len(harbour.letters()) == 2, timeout=10_000)
    # Closing asks once, and is safe.
    first.close()
    assert first.isVisible()
    letters.release(1)
    first.close()
    assert not first.isVisible()
    letters.release(10)
    assert first.jobs.close()
    second = windows()
    panel = second.findChild(SendingPanel)
    assert panel is not None
    qtbot.waitUntil(panel.isVisible, timeout=10_000)
    asked = " ".join(found.text() for found in panel.findChildren(QLabel))
    sent = len(harbour.letters())
    rest = "one" if sent == 4 else str(5 - sent)
    assert f"{sent} were sent. Continue with the other {rest}?" in asked
    go_on = next(made for made in panel.findChildren(QPushButton) if made.accessibleName() == "Go on")
    go_on.setFocus()
    qtbot.keyClick(go_on, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: run_of(second).state == RunState.FINISHED, timeout=20_000)
    addresses = [letter.split(b"Delivered-To: ")[1].split(b"\r\n")[0] for letter in harbour.letters()]
    assert len(addresses) == len(set(addresses)) == 5
