"""What cells say of a person's wish, in the words of other programs' exports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.contacts.sayings import holds_states, holds_wishes, may_say_no, no_word, what_a_cell_says


@pytest.mark.parametrize(
    ("field", "cell", "saying"),
    [
        ("status", "Subscribed", ""),
        ("status", "active", ""),
        ("status", "", ""),
        ("status", "Trustee", ""),
        ("status", "Unsubscribed", "unsubscribed"),
        ("status", "opted-out", "unsubscribed"),
        ("status", "abgemeldet", "unsubscribed"),
        ("status", "Dado de baja", "unsubscribed"),
        ("status", "désabonné", "unsubscribed"),
        ("status", "bounced", "bounced"),
        ("status", "Hard bounce", "bounced"),
        ("status", "soft bounce", ""),
        ("status", "cleaned", "bounced"),
        ("status", "Spam complaint", "complained"),
        ("status", "pending", "not_agreed"),
        ("status", "Non-subscribed", "not_agreed"),
        ("unsubscribed", "yes", "unsubscribed"),
        ("unsubscribed", "2026-03-01 10:00", "unsubscribed"),
        ("unsubscribed", "No", ""),
        ("unsubscribed", "0000-00-00", ""),
        ("unsubscribed", "", ""),
        ("unsubscribed", "0", ""),
        ("unsubscribed", "marked as spam", "complained"),
        ("bounced", "TRUE", "bounced"),
        ("bounced", "FALSE", ""),
        ("subscribed", "yes", ""),
        ("subscribed", "x", ""),
        ("subscribed", "2024-05-01", ""),
        ("subscribed", "nej", "unsubscribed"),
        ("subscribed", "false", "unsubscribed"),
        ("subscribed", "", "not_agreed"),
        ("subscribed", "NEVER_SUBSCRIBED", "not_agreed"),
        ("subscribed", "not subscribed", "not_agreed"),
        ("subscribed", "UNSUBSCRIBED", "unsubscribed"),
        ("subscribed", "unknown", "not_agreed"),
        ("subscribed", "✓", ""),
        ("subscribed", "✗", "unsubscribed"),
        ("status", "inaktiv", "not_agreed"),
        ("status", "Inactif", "not_agreed"),
        ("status", "inactive", "not_agreed"),
        ("status", "Gelöscht", "not_agreed"),
        ("status", "deleted", "not_agreed"),
        ("status", "not_subscribed", "not_agreed"),
        ("status", "Never subscribed", "not_agreed"),
        ("status", "cancelled", "not_agreed"),
        ("status", "blocklisted", "unsubscribed"),
        ("status", "Abbestellt", "unsubscribed"),
        ("status", "soft_bounced", ""),
        ("status", "HARD_BOUNCED", "bounced"),
        ("status", "no", "not_agreed"),
        ("unsubscribed", "N/A", ""),
        ("unsubscribed", "1970-01-01 00:00:00", ""),
        ("unsubscribed", "01/01/1970", ""),
        ("unsubscribed", "https://example.org/unsubscribe?u=1", ""),
        ("unsubscribed", "active", ""),
        ("unsubscribed", "On Hold Bounce", "bounced"),
        ("unsubscribed", "3/25/2026 9:00", "unsubscribed"),
        ("subscribed", "No thanks", "not_agreed"),
        ("subscribed", "Not asked", "not_agreed"),
        ("subscribed", "Post only", "not_agreed"),
        ("subscribed", "nac ydw", "unsubscribed"),
        ("subscribed", "Yes - 3 May 2021", ""),
        ("subscribed", "not unsubscribed", ""),
        ("status", "GDPR consent: no", "not_agreed"),
        ("status", "Consent refused", "not_agreed"),
        ("status", "Awaiting confirmation", "not_agreed"),
        ("status", "Objected", "unsubscribed"),
        ("status", "withdrew consent", "unsubscribed"),
        ("status", "doesn’t want emails", "unsubscribed"),
        ("status", "DO NOT MAIL", "unsubscribed"),
        ("status", "Do not phone", ""),
        ("status", "Do not phone; Do not email", "unsubscribed"),
        ("status", "dad-danysgrifiwyd", "unsubscribed"),
        ("status", "U", "unsubscribed"),
        ("status", "B", "bounced"),
        ("status", "C", ""),
        ("status", "5.1.1", "bounced"),
        ("unsubscribed", "0.0", ""),
        ("unsubscribed", "1.0", "unsubscribed"),
        ("unsubscribed", "30/12/1899", ""),
        ("unsubscribed", "nac ydw", ""),
        ("unsubscribed", "[ ]", ""),
        ("unsubscribed", "\\N", ""),
        ("unsubscribed", "–", ""),
        ("bounced", "soft", ""),
        ("bounced", "2025-04-01", "bounced"),
        ("bounced", "deliverable", ""),
    ],
)
def test_what_a_cell_says_of_a_wish(field: str, cell: str, saying: str) -> None:
    assert what_a_cell_says(field, cell) == saying


@pytest.mark.parametrize(
    ("heading", "cells", "states"),
    [
        ("State", ["Active", "Active"], True),
        ("State", ["Ohio", "Texas"], False),
        ("Membership", ["Regular", "Unsubscribed", "Premium"], True),
        ("Membership", ["Regular", "Premium"], False),
        ("Notes", ["Likes boats", "Rang in May", "Unsubscribed"], False),
        ("Anything", [], False),
    ],
)
def test_a_column_of_states_is_told_by_its_cells(heading: str, cells: list[str], states: bool) -> None:
    assert holds_states(heading, cells) is states


def test_answers_to_a_question() -> None:
    assert holds_wishes(["yes", "No", "", "TRUE"])
    assert not holds_wishes(["", ""])
    assert not holds_wishes(["yes", "on the website, 3 May"])
    assert holds_wishes(["Yes - 3 May 2021", "No", "asked in May"])
    assert holds_wishes(["2021-03-04", "", "03/05/2022"], days=True)
    assert not holds_wishes(["2021-03-04"])


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("Unsubscribed", "unsubscribed"),
        ("DO-NOT-EMAIL", "unsubscribed"),
        ("Do not mail", "unsubscribed"),
        ("Désabonné", "unsubscribed"),
        ("Hard bounced", "bounced"),
        ("Spam complaint", "complained"),
        ("Volunteer", ""),
        ("Unsubscribed people are in the other file", ""),
        ("", ""),
    ],
)
def test_words_that_mean_a_no_wherever_they_stand_alone(text: str, saying: str) -> None:
    assert no_word(text) == saying


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman"])
def test_no_such_word_is_overlooked_at_first_glance(encoding: str) -> None:
    words = "Unsubscribed|opted_out|Do-not-email|NO E-MAIL|Désabonné|Désinscrite|Dado de baja|Uitgeschreven|Blacklisted|Cleaned"
    for word in words.split("|"):
        assert no_word(word)
        assert may_say_no(f"a,b\nc,{word}\n".encode(encoding))
    assert not may_say_no(b"Anna,anna@example.org,Leith\n")


@given(st.sampled_from(["status", "unsubscribed", "bounced", "subscribed"]), st.text(max_size=60))
def test_whatever_stands_in_a_cell_it_says_something(field: str, cell: str) -> None:
    assert what_a_cell_says(field, cell) in ("", "unsubscribed", "complained", "bounced", "not_agreed")
