"""The list of what was sent says when, how many and how it stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QModelIndex, Qt

from composer.delivery.campaign import Campaign, Counts
from composer.gui.sending.campaign_model import CampaignModel, SentRow, face_of
from composer.gui.widgets.cards import CARD_ROLE

NOW = datetime(2026, 12, 5, 9, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/London")


def row(name: str = "December newsletter", state: str = "finished", practice: bool = False, **changes: Any) -> SentRow:
    values: dict[str, Any] = {
        "id": name,
        "issue": "i1",
        "issue_name": name,
        "fingerprint": "",
        "newsletter": "n1",
        "account": "Office",
        "lists": ("Friends",),
        "state": state,
        "why": "",
        "test": False,
        "subject": "Lights on",
        "sender": "Anna",
        "made": NOW - timedelta(days=2),
        "starts": None,
        "started": NOW - timedelta(days=2),
        "finished": NOW - timedelta(days=2),
    }
    return SentRow(Campaign(**{**values, **changes}), Counts(total=412, sent=408, failed=4), practice)


def test_a_card_says_when_and_how_many() -> None:
    face = face_of(row(), NOW, ZONE)
    assert face.title == "December newsletter"
    assert face.caption == "Thu 3 Dec, 09:00 · 408 of 412"
    assert face.note == ""


@pytest.mark.parametrize(("state", "note"), [("paused", "not finished"), ("sending", "not finished"), ("cancelled", "stopped")])
def test_what_is_not_done_says_so_in_words(state: str, note: str) -> None:
    assert face_of(row(state=state), NOW, ZONE).note == note


def test_a_rehearsal_is_told_from_the_real_thing() -> None:
    assert face_of(row(practice=True), NOW, ZONE).caption.endswith("· practice")


def test_an_issue_without_a_name_shows_its_subject() -> None:
    assert face_of(row(issue_name=""), NOW, ZONE).title == "Lights on"


def test_rows_are_found_by_campaign_and_heard_by_name(qtmodeltester: Any) -> None:
    model = CampaignModel(ZONE)
    model.show_rows([row("December"), row("November", state="paused")], NOW)
    qtmodeltester.check(model)
    index = model.index_of("November")
    found = model.row(index)
    assert found is not None
    assert found.campaign.id == "November"
    assert model.data(index, CARD_ROLE).note == "not finished"
    assert "November" in model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert "not finished" in model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert not model.index_of("October").isValid()
    assert model.row(QModelIndex()) is None


def test_what_waits_says_when_it_goes_and_what_missed_its_time_does_not() -> None:
    waits = row(state="scheduled", starts=NOW + timedelta(days=1), started=None, finished=None)
    missed = row(state="scheduled", starts=NOW - timedelta(days=1), started=None, finished=None)
    assert face_of(waits, NOW, ZONE).caption == "412 people", "when it was made is not when it goes"
    assert face_of(waits, NOW, ZONE).note.startswith("goes ")
    assert face_of(missed, NOW, ZONE).note == "missed its time"
