"""The card of one source: what it says of how reading went, and until when the source is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from composer.gui.widgets.source_card import Reading, SourceCard, caption_of, left_alone, not_reached
from composer.library.source_list import SourceRow

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
READING = Reading(NOW, ZoneInfo("Europe/London"))


def _row(**more: Any) -> SourceRow:
    given: dict[str, Any] = {
        "id": "1",
        "type": "feed",
        "location": "https://example.org/feed",
        "title": "Harbour news",
        "paused": False,
        "last_tried": NOW,
        "last_read": NOW,
        "last_problem": "",
        "items": 3,
        "sample": False,
        **more,
    }
    return SourceRow(**given)


def test_what_was_read_and_when() -> None:
    assert caption_of(_row(), READING) == "3 items, read today at 09:00, https://example.org/feed"
    assert caption_of(_row(paused=True), READING) == "3 items, paused, https://example.org/feed"
    assert caption_of(_row(last_read=None), READING) == "Not read yet, https://example.org/feed"


def test_what_was_saved_is_shown_while_it_is_away() -> None:
    row = _row(last_read=NOW - timedelta(days=1), last_problem="example.org took too long to answer.")
    assert not_reached(row, READING) == "Not reached since yesterday, showing 3 saved items."
    assert not_reached(_row(), READING) == ""


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, ""),
        ({"rests_until": NOW - timedelta(minutes=1), "failures": 1}, ""),
        (
            {"rests_until": NOW + timedelta(minutes=30), "failures": 1},
            "It failed once; it is left alone until 09:30 today unless you ask for it.",
        ),
        (
            {"rests_until": NOW + timedelta(hours=20), "failures": 8},
            "It failed 8 times in a row; it is left alone until 05:00 tomorrow unless you ask for it.",
        ),
        (
            {"rests_until": NOW + timedelta(minutes=30), "failures": 1, "asked_to_wait": True},
            "Its server asks to be left alone until 09:30 today.",
        ),
    ],
)
def test_until_when_it_is_left_alone(more: dict[str, Any], words: str) -> None:
    assert left_alone(_row(last_problem="Away.", **more), READING) == words
    assert left_alone(_row(paused=True, **more), READING) == ""


def test_a_card_says_it_and_offers_to_try_again(qtbot: Any) -> None:
    row = _row(last_problem="example.org says it was asked too often.", rests_until=NOW + timedelta(hours=1), asked_to_wait=True)
    card = SourceCard(row, READING, connected=False)
    qtbot.addWidget(card)
    said = " ".join(label.text() for label in card.findChildren(QLabel))
    assert "asked too often" in said
    assert "Its server asks to be left alone until 10:00 today." in said
    again = card.button_named("again")
    assert again is not None
    with qtbot.waitSignal(card.again_wanted) as wanted:
        qtbot.keyClick(again, Qt.Key.Key_Space)
    assert wanted.args == [row]
