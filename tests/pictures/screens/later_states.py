"""A letter with a time of its own: chosen on the review, waiting above every page, moved, called off, and missed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from composer.delivery.schedule import GRACE, Schedule
from composer.gui import changes
from composer.i18n import _
from screens.photographer import CONTROL, Photographer

Key = Qt.Key
THEN = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def waiting(camera: Photographer) -> None:
    """Chosen, kept, and looked at from other places while it waits."""
    window: Any = camera.window
    camera.press((CONTROL, Key.Key_U))
    camera.write("A lamp in every window")
    camera.press((CONTROL, Key.Key_Return))
    camera.wait(lambda: window.shown == "review" and not window.jobs.busy, "the review")
    camera.settle(4)
    way: Any = camera.find(_("When it goes"), QComboBox)
    way.setFocus()
    camera.press(Key.Key_Down)
    camera.settle()
    camera.take("review-later", sight=way)
    camera.click("Time it goes", QLineEdit)
    camera.press((CONTROL, Key.Key_A))
    camera.write("half nine")
    camera.press(Key.Key_Tab)
    camera.take("review-later-no-time", sight=way)
    camera.click("Time it goes", QLineEdit)
    camera.press((CONTROL, Key.Key_A))
    camera.write("09:30")
    camera.press(Key.Key_Tab)
    camera.click("confirm", QLineEdit)
    camera.write("44")
    camera.settle()
    camera.take("review-later-ready", sight=way)
    camera.press(Key.Key_Return)
    campaigns = window.workspace.campaigns
    camera.wait(lambda: campaigns.all() and campaigns.all()[0].state == "scheduled", "what waits")
    camera.settle()
    camera.take("scheduled")
    camera.go(5)
    camera.take("sent-scheduled")
    camera.go(1)
    camera.settle(6)
    camera.take("issues-scheduled", stir=3)
    camera.click("Another time")
    camera.settle()
    camera.take("scheduled-another-time")
    camera.press(Key.Key_Escape)
    camera.click("Do not send:")
    camera.settle()
    camera.take("scheduled-do-not-send")
    camera.press(Key.Key_Escape)
    with patch.object(Schedule, "now", lambda _self: THEN + GRACE + timedelta(hours=2)):
        window.changes.note(changes.CAMPAIGNS)
        camera.wait(lambda: camera.shows("Send it now"), "that it was missed")
        camera.settle()
        camera.take("scheduled-missed")
        camera.go(2)
        camera.take("people-scheduled-missed")
