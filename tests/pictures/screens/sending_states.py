"""A sending that does not go smoothly, agreed to by others first: what is asked, what is told, and what stays on Sent."""

from __future__ import annotations

from itertools import count
from typing import Any
from unittest.mock import patch

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from composer.delivery.replies import Reply
from composer.delivery.transports.smtp import SmtpTransport
from composer.gui.sending.agreement_row import AgreementRow
from composer.i18n import _
from screens.photographer import CONTROL, Photographer

Key = Qt.Key
REFUSALS = {
    2: Reply("rcpt_to", 550, "5.1.1 no such user here"),
    4: Reply("rcpt_to", 552, "5.2.2 mailbox full"),
    5: Reply("after_body", 0, "the line broke"),
}


def settings(camera: Photographer, **changed: Any) -> None:
    """As if they had been set under Settings."""
    workspace = camera.window.workspace
    workspace.save_settings(msgspec.structs.replace(workspace.settings, **changed))


def rough(camera: Photographer) -> None:
    """Sign-off, first letters then a question, refusals, a letter in doubt, and the report of all that."""
    window = camera.window
    settings(camera, first_letters=10, confirm_above=10, ask_sign_off=True)
    camera.press((CONTROL, Key.Key_U))
    camera.write("A lamp in every window")
    camera.press((CONTROL, Key.Key_Return))
    camera.wait(lambda: window.shown == "review" and not window.jobs.busy, "the review")
    camera.settle(4)
    row = next(iter(window.findChildren(AgreementRow)))
    camera.take("review-sign-off", sight=row)
    camera.click("Somebody agreed…")
    camera.write("Mei Chen")
    camera.take("review-who-agreed", sight=row)
    camera.press(Key.Key_Return)
    camera.settle(4)
    camera.take("review-agreed", sight=row)
    camera.click("confirm", QLineEdit)
    camera.write("44")
    real, letters = SmtpTransport.hand_over, count()

    async def hand_over(self: SmtpTransport, *given: Any) -> Reply:
        return REFUSALS.get(next(letters)) or await real(self, *given)

    with patch.object(SmtpTransport, "hand_over", hand_over):
        camera.click(_("Send to {people}").partition("{")[0])
        camera.wait(lambda: window.shown == "sending", "the countdown")
        camera.wait(lambda: camera.shows("Start now"), "the button")
        camera.click("Start now")
        campaigns = window.workspace.campaigns
        camera.wait(lambda: campaigns.all()[0].state == "paused", "the question")
        camera.settle()
        camera.take("sending-first-letters")
        camera.click("Go on")
        camera.wait(lambda: not campaigns.counts(campaigns.all()[0].id).queued, "the letters")
        camera.settle()
        camera.take("sending-in-doubt")
        camera.click("Skip")
        camera.wait(lambda: campaigns.all()[0].state == "finished", "the end")
        camera.settle()
        camera.take("sending-finished-refused")
    camera.click("Show the report")
    camera.settle()
    camera.take("sent-report-refused")
    camera.click("The year")
    camera.settle()
    camera.take("sent-year")
    camera.click("Replies")
    camera.settle()
    camera.take("replies-no-mailbox")
