"""The letter exactly as it went out, whatever has become of the issue and of the person since."""

from __future__ import annotations

import email
from email import policy
from typing import Any

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from composer.errors import NotFoundError
from composer.gui.jobs import Jobs
from composer.gui.sending.sent_letter import SentLetterView, read_sent_letter
from composer.publishing.run import run_campaign


def never(_key: str) -> bool:
    return False


def test_it_is_word_for_word_what_lies_in_the_mailbox(harbour: Any) -> None:
    campaign = harbour.campaign()
    run_campaign(harbour.workspace, campaign.id)
    campaigns = harbour.workspace.campaigns
    row = next(found for found in campaigns.deliveries(campaign.id) if found.email == "person1@example.org")
    raw = next(letter for letter in harbour.letters() if b"Delivered-To: person1@example.org" in letter)
    message: Any = email.message_from_bytes(raw, policy=policy.default)
    body = message.get_body(("plain",)).get_content()
    # The issue goes on, and the person marries: the letter stays what it was.
    contact = harbour.workspace.contacts.get(row.contact)
    harbour.workspace.contacts.save(msgspec.structs.replace(contact, first_name="Changed"))
    shown = read_sent_letter(campaigns, campaign.id, row, never)
    assert " ".join(shown.text.split()) == " ".join(body.split())
    assert shown.subject == message["Subject"]
    assert "Ngozi" in shown.text


def test_without_a_person_the_fallbacks_stand(harbour: Any) -> None:
    campaign = harbour.campaign()
    shown = read_sent_letter(harbour.workspace.campaigns, campaign.id, None, never)
    assert "Dear friend" in shown.html
    assert "default-src 'none'" in shown.html


def test_a_sending_that_is_not_kept_is_told(harbour: Any) -> None:
    with pytest.raises(NotFoundError):
        read_sent_letter(harbour.workspace.campaigns, "none", None, never)


def test_it_is_shown_and_says_whose_it_is(qtbot: QtBot, harbour: Any, jobs: Jobs, show: Any) -> None:
    campaign = harbour.campaign()
    view = SentLetterView(harbour.workspace, jobs)
    show(view, 700, 500)
    with qtbot.waitSignal(view.letter.shown, timeout=20_000):
        view.show_letter(campaign.id)
    assert "no name" in view._whose.text()
    row = harbour.workspace.campaigns.deliveries(campaign.id)[0]
    with qtbot.waitSignal(view.letter.shown, timeout=20_000):
        view.show_letter(campaign.id, row)
    assert row.email in view._whose.text()
    assert view._subject.text() == "Lights on at the harbour"
    view.letter.close_engine()
