"""Unsubscribing on one's own website, from the saved file to the page that works, on a real site in this test's folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from composer.delivery.unsubscribe import new_token, web_address
from composer.delivery.unsubscribe_site.collecting import site_key
from composer.delivery.unsubscribe_site.site import ONE_CLICK
from composer.delivery.web_call import call
from composer.gui.jobs import Jobs
from composer.gui.unsubscribe_card import UnsubscribeCard

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "delivery" / "unsubscribe_site"))

from website import Website


@pytest.fixture
def card(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> UnsubscribeCard:
    made = UnsubscribeCard(harbour.workspace, jobs)
    show(made)
    made.refresh(harbour.newsletter.id)
    qtbot.waitUntil(lambda: made._page is not None)
    return made


@pytest.fixture
def site(harbour: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Website]:
    """A site on this computer, which needs no https, and a clock that goes."""
    from datetime import UTC, datetime

    from composer.publishing import unsubscribe_site as publishing

    made = Website("python", tmp_path / "site", site_key(harbour.workspace.engine, harbour.newsletter.id))
    monkeypatch.setattr(publishing, "check_endpoint", lambda endpoint: endpoint)
    object.__setattr__(harbour.workspace, "clock", lambda: datetime.now(UTC))
    yield made
    made.stop()


def test_the_file_is_saved_and_the_address_suggested(card: UnsubscribeCard, tmp_path: Path, qtbot: Any) -> None:
    assert card.address.text() == "https://harbourfriends.example/?newsletter-unsubscribe={token}"
    assert "Upload Plugin" in card._steps.text()
    card._kind._buttons["php"].click()
    assert card.address.text().endswith("/newsletter-unsubscribe.php?newsletter-unsubscribe={token}")
    with qtbot.waitSignal(card.said) as said:
        card.save_to(tmp_path / "page.php")
    assert "page.php" in said.args[0]
    assert b"<?php" in (tmp_path / "page.php").read_bytes()
    card.save_to(tmp_path / "nowhere" / "page.php")
    qtbot.waitUntil(card._note.isVisible)
    assert "could not be written" in card._note.words


def test_tried_read_and_used_no_more(card: UnsubscribeCard, site: Website, harbour: Any, qtbot: Any) -> None:
    card.address.setFocus()
    card.address.selectAll()
    qtbot.keyClicks(card.address, site.endpoint)
    with qtbot.waitSignal(card.changed):
        qtbot.keyClick(card.test, Qt.Key.Key_Space)
    assert "The page works" in card._note.words
    assert "It works, tried on" in card._state.text()
    assert harbour.workspace.documents.newsletter(harbour.newsletter.id).unsubscribe_endpoint == site.endpoint
    key = site_key(harbour.workspace.engine, harbour.newsletter.id)
    call("POST", web_address(site.endpoint, new_token(key)), ONE_CLICK)
    with qtbot.waitSignal(card.changed):
        card.read.click()
    assert "Nobody else unsubscribed" in card._note.words
    with qtbot.waitSignal(card.changed):
        card.forget.click()
    assert "Leave it on your website" in card._note._more.text()
    assert not card.forget.isVisible()
    assert card.read.isVisible()


def test_a_page_that_is_not_there_is_explained(card: UnsubscribeCard, qtbot: Any) -> None:
    card.test.click()
    qtbot.waitUntil(card._note.isVisible)
    assert "was not reached" in card._note.words
    assert card.test.isEnabled()
    card.address.setText("https://harbourfriends.example/unsubscribe")
    card.test.click()
    qtbot.waitUntil(lambda: "mark goes" in card._note.words)


def test_without_a_newsletter_there_is_no_card(card: UnsubscribeCard) -> None:
    card.refresh("")
    assert not card.isVisible()
