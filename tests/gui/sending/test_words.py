"""Sentences about a sending are plain, right for one and for many, and hold no server's jargon."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.delivery.campaign import STATES, Campaign, Counts
from composer.gui.sending import words

LONDON = ZoneInfo("Europe/London")
START = datetime(2026, 12, 3, 14, 2, tzinfo=UTC)


def campaign(**changes: Any) -> Campaign:
    values: dict[str, Any] = {
        "id": "c1",
        "issue": "i1",
        "issue_name": "December newsletter",
        "fingerprint": "",
        "newsletter": "n1",
        "account": "Office",
        "lists": ("Friends",),
        "state": "finished",
        "why": "",
        "test": False,
        "subject": "Lights on",
        "sender": "Anna",
        "made": START,
        "starts": None,
        "started": START,
        "finished": START + timedelta(minutes=14),
    }
    return Campaign(**{**values, **changes})


def test_how_it_went_is_one_sentence() -> None:
    said = words.how_it_went(campaign(), Counts(total=412, sent=408, failed=4), LONDON)
    assert said == "408 of 412 went out on Thu 3 Dec, 14:02–14:16."


@pytest.mark.parametrize(
    ("counts", "changes", "said"),
    [
        (Counts(total=5, sent=5), {}, "All 5 went out on Thu 3 Dec, 14:02–14:16."),
        (Counts(total=1, sent=1), {}, "The letter went out on Thu 3 Dec, 14:02–14:16."),
        (Counts(total=1200, sent=1100, failed=100), {}, "1,100 of 1,200 went out on Thu 3 Dec, 14:02–14:16."),
        (
            Counts(total=5, sent=4, failed=1),
            {"finished": START + timedelta(days=1)},
            "4 of 5 went out between Thu 3 Dec, 14:02 and Fri 4 Dec, 14:02.",
        ),
        (Counts(total=5, sent=4, failed=1), {"finished": START + timedelta(seconds=5)}, "4 of 5 went out on Thu 3 Dec, 14:02."),
        (Counts(total=5, failed=5), {}, "Nothing was sent."),
        (Counts(total=5, queued=5), {"state": "paused", "finished": None}, "Nothing was sent yet."),
        (Counts(total=5, cancelled=5), {"state": "cancelled"}, "Stopped before anything was sent."),
        (Counts(total=5, sent=2, queued=3), {"state": "paused", "finished": None}, "2 of 5 went out."),
    ],
)
def test_how_it_went_in_every_case(counts: Counts, changes: dict[str, Any], said: str) -> None:
    assert words.how_it_went(campaign(**changes), counts, LONDON) == said


def test_times_are_those_of_the_office_and_not_of_greenwich() -> None:
    summer = datetime(2026, 7, 3, 14, 2, tzinfo=UTC)
    said = words.how_it_went(campaign(started=summer, finished=summer), Counts(total=2, sent=1), LONDON)
    assert "15:02" in said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (Counts(total=412, sent=132, queued=280), "132 were sent. Continue with the other 280?"),
        (Counts(total=2, sent=1, queued=1), "1 was sent. Continue with the other one?"),
        (Counts(total=412, queued=412), "It was about to go to 412 people. Nothing was sent yet."),
        (Counts(total=412, sent=411, uncertain=1), "1 person may have it already: the line broke before an answer came."),
    ],
)
def test_what_is_asked_about_the_rest(counts: Counts, said: str) -> None:
    assert words.go_on_question(counts) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (5, "less than a minute"),
        (61, "about 1 minute"),
        (14 * 60, "about 14 minutes"),
        (3 * 3600, "about 3 hours"),
        (50 * 3600, "about 2 days"),
    ],
)
def test_how_long_it_takes(seconds: float, said: str) -> None:
    assert words.duration(seconds) == said


def test_what_is_left_of_it() -> None:
    assert words.left(20) == "less than a minute left"
    assert words.left(9 * 60) == "9 minutes left"
    assert words.left(4 * 3600) == "4 hours left"


@given(st.integers(min_value=0, max_value=10_000))
def test_a_countdown_is_always_readable(seconds: int) -> None:
    minutes, rest = words.clock_time(seconds).split(":")
    assert int(minutes) * 60 + int(rest) == seconds
    assert len(rest) == 2


def test_only_what_there_is_any_of_is_said() -> None:
    assert words.standing(Counts(total=3, sent=3)) == [("ok", "3 sent")]
    assert [line for _token, line in words.standing(Counts(total=9, sent=3, queued=2, sending=1, failed=1, uncertain=2))] == [
        "3 sent",
        "3 waiting",
        "1 refused",
        "2 not certain",
    ]


def test_every_state_has_a_word() -> None:
    assert set(words.STATE_WORDS) == set(STATES)


@pytest.mark.parametrize(
    ("reply", "part"),
    [
        ("550 5.1.1 <x@example.org>: Recipient address rejected: User unknown", "no such mailbox"),
        ("552 5.2.2 Mailbox full", "full"),
        ("550 5.7.1 blocked by policy", "own rules"),
        ("550 what", "without a clear reason"),
    ],
)
def test_a_refusal_is_said_in_plain_words(reply: str, part: str) -> None:
    said = words.reason_in_plain_words("failed", reply)
    assert part in said
    assert "550" not in said


def test_our_own_words_stay_as_they_are() -> None:
    assert words.reason_in_plain_words("suppressed", "unsubscribed") == "unsubscribed"
    assert words.reason_in_plain_words("sent", "250 2.0.0 OK") == ""
    assert words.reason_in_plain_words("failed", "Given up after 6 tries.") == "Given up after 6 tries."


@pytest.mark.parametrize(
    ("names", "total", "said"),
    [
        (["Anna", "Bo", "Cem", "Di"], 412, "Anna, Bo, Cem and 409 others"),
        (["Anna", "Bo", "Cem", "Di"], 4, "Anna, Bo, Cem and 1 other"),
        (["Anna", "Bo", "Cem"], 3, "Anna, Bo and Cem"),
        (["Anna"], 1, "Anna"),
        ([], 0, ""),
    ],
)
def test_three_of_the_people_by_name(names: list[str], total: int, said: str) -> None:
    assert words.three_names(names, total) == said


def test_when_leaves_out_what_is_plain() -> None:
    assert words.when(START, START + timedelta(hours=3), LONDON) == "today, 14:02"
    assert words.when(START, START + timedelta(days=3), LONDON) == "Thu 3 Dec, 14:02"
    assert words.when(START, START + timedelta(days=300), LONDON) == "Thu 3 Dec 2026, 14:02"


def test_who_is_left_out_is_said_with_its_reason() -> None:
    assert words.left_out_in_words({"unsubscribed": 5, "address": 2}) == [
        "5 unsubscribed",
        "2 with an address no letter can go to",
    ]
    assert words.left_out_in_words({"new_reason": 1}) == ["1 for another reason"]
