"""Why a letter was not taken, from codes and words as servers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.delivery.reasons import enhanced_status, reason_in_words, reason_of


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("5.1.1 no such user", "5.1.1"),
        ("<x@example.org>: 5.7.1 refused; 4.2.2 before", "5.7.1"),
        ("address 10.5.1.1 is listed", ""),
        ("version 5.1", ""),
        ("250 2.0.0 OK", "2.0.0"),
        ("", ""),
    ],
)
def test_the_enhanced_code_is_found(text: str, status: str) -> None:
    assert enhanced_status(text) == status


@pytest.mark.parametrize(
    ("status", "text", "reason"),
    [
        ("5.1.1", "anything", "no_such_person"),
        ("5.1.10", "RESOLVER.ADR.RecipientNotFound", "no_such_domain"),
        ("5.2.1", "The email account that you tried to reach is disabled", "disabled"),
        ("5.2.1", "mailbox has been paused", "unknown"),
        ("5.2.2", "over quota", "full"),
        ("5.7.1", "our system has detected spam", "policy"),
        ("5.7.1", "Relaying denied", "relay"),
        ("5.7.26", "DMARC", "policy"),
        ("5.4.5", "Daily user sending limit exceeded", "rate"),
        ("5.1.8", "sender domain does not exist", "sender"),
        ("", "No such user here", "no_such_person"),
        ("", "User unknown in virtual mailbox table", "no_such_person"),
        ("", "mailbox unavailable", "temporary"),  # servers say this for anything
        ("", "Host or domain name not found. Name service error for name=nowhere.example", "no_such_domain"),
        ("", "Mail send limit exceeded", "rate"),
        ("", "Mailbox quota exceeded for this recipient", "full"),
        ("", "blocked using zen.example.org", "policy"),
        ("", "gobbledygook", "unknown"),
        ("5.0.0", "user does not exist", "no_such_person"),
    ],
)
def test_what_must_follow(status: str, text: str, reason: str) -> None:
    assert reason_of(status, text) == reason


@given(st.text(max_size=5000))
def test_a_strangers_words_are_never_too_much(text: str) -> None:
    assert reason_in_words(text)
