"""The token service's answers: each no in words, and nothing strange believed."""

from __future__ import annotations

from typing import Any

import pytest
from identity_server import IdentityServer

from composer.delivery.oauth.provider import google, microsoft
from composer.delivery.oauth.token_service import GrantEndedError, ask_for_tokens, post_form, refusal
from composer.delivery.transports.transport import TryAgainError
from composer.errors import AccountError


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        ({"error": "invalid_grant"}, GrantEndedError, "Sign in again"),
        ({"error": "invalid_client"}, AccountError, "client id in Settings"),
        ({"error": "x", "error_description": "AADSTS7000218: client_secret"}, AccountError, "desktop (public) program"),
        ({"error": "invalid_scope"}, AccountError, "add the permissions"),
        ({"error": "temporarily_unavailable"}, TryAgainError, "Try again later"),
        ({}, AccountError, "refused the sign-in"),
        ({"error": ["odd"], "error_description": {"x": 1}}, AccountError, "refused the sign-in"),
    ],
)
def test_each_refusal_in_words(answer: dict[str, Any], kind: Any, words: str) -> None:
    error = refusal(microsoft("client-0001"), answer)
    assert isinstance(error, kind)
    assert words in str(error)


@pytest.mark.parametrize("token", ["", "a\r\nMAIL FROM", "é", 7, None, "x" * 30_000])
def test_a_strange_token_is_not_taken(token: Any, identity: IdentityServer, clock: Any) -> None:
    identity._tokens = lambda: (200, {"access_token": token, "refresh_token": "r"})  # type: ignore[method-assign]
    identity.refresh_tokens.add("r")
    with pytest.raises(AccountError):
        ask_for_tokens(identity.provider(google("client-0001")), {"grant_type": "refresh_token", "refresh_token": "r"}, clock)


@pytest.mark.parametrize("lasts", ["1800", 1800, "soon", None, -5, 10**12])
def test_an_odd_end_is_an_hour(lasts: Any, identity: IdentityServer, clock: Any) -> None:
    identity.lasts = lasts
    identity.refresh_tokens.add("r")
    tokens = ask_for_tokens(
        identity.provider(google("client-0001")), {"grant_type": "refresh_token", "refresh_token": "r"}, clock
    )
    assert (tokens.until - clock()).total_seconds() == (1800 if str(lasts) == "1800" else 3600)


def test_answers_that_are_no_json_and_nobody_there(identity: IdentityServer) -> None:
    identity._post = lambda _path, _form: (200, b"<html>" + b"x" * 900_000)  # type: ignore[method-assign]
    assert post_form(f"{identity.url}/token", {"a": "b"}) == (200, {})
    with pytest.raises(TryAgainError, match="was not reached"):
        post_form("http://127.0.0.1:1/token", {})


def test_never_without_encryption_to_another_computer() -> None:
    with pytest.raises(ValueError, match="https only"):
        post_form("http://login.example/token", {})
