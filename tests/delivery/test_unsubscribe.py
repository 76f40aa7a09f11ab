"""Tokens that cannot be guessed, and addresses that stay readable for machines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.delivery import unsubscribe
from composer.errors import InputError

KEY = unsubscribe.newsletter_key("workspace", "newsletter")


def test_a_token_is_known_by_its_own_newsletter_only() -> None:
    token = unsubscribe.new_token(KEY)
    assert unsubscribe.is_genuine(KEY, token)
    assert unsubscribe.is_genuine(KEY, token.upper())  # mail servers change capitals
    assert not unsubscribe.is_genuine(unsubscribe.newsletter_key("workspace", "another"), token)
    assert token.isalnum()
    assert len(token) <= 60


def test_tokens_are_never_the_same() -> None:
    assert len({unsubscribe.new_token(KEY) for _ in range(500)}) == 500


@given(st.text(max_size=60) | st.binary(max_size=40).map(lambda raw: raw.hex()))
def test_nothing_else_passes_for_a_token(text: str) -> None:
    assert not unsubscribe.is_genuine(KEY, text)


def test_one_changed_letter_is_noticed() -> None:
    token = unsubscribe.new_token(KEY)
    changed = ("b" if token[5] == "a" else "a").join((token[:5], token[6:]))
    assert not unsubscribe.is_genuine(KEY, changed)


def test_a_token_is_found_in_a_subject() -> None:
    token = unsubscribe.new_token(KEY)
    assert unsubscribe.find_token(f"Re: Unsubscribe {token.upper()}, please") == token
    assert unsubscribe.find_token("unsubscribe me") == ""


@pytest.mark.parametrize(
    ("endpoint", "address"),
    [
        ("https://harbour.example/u/{token}", "https://harbour.example/u/T0"),
        ("https://harbour.example/u?t={token}&x=1", "https://harbour.example/u?t=T0&x=1"),
        ("https://harbour.example/u/", "https://harbour.example/u/T0"),
    ],
)
def test_where_the_token_goes(endpoint: str, address: str) -> None:
    assert unsubscribe.check_endpoint(endpoint) == endpoint
    assert unsubscribe.web_address(endpoint, "T0") == address


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://harbour.example/",
        "https://harbour.example/ x",
        "https://h.example/>,<mailto:x",
        "https://h.example\r\nX: y",
        "javascript:1",
        "https://ü.example/",
    ],
)
def test_what_could_break_a_header_is_refused(endpoint: str) -> None:
    with pytest.raises(InputError):
        unsubscribe.check_endpoint(endpoint)
