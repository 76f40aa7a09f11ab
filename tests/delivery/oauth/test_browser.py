"""The sign-in in the browser, against a provider that checks PKCE; strangers at the door get nothing."""

from __future__ import annotations

import threading
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from identity_server import IdentityServer

from composer.delivery.oauth.browser import BrowserSignIn, challenge_of
from composer.delivery.oauth.provider import google, microsoft
from composer.delivery.oauth.token_service import ConsentNeededError
from composer.errors import AccountError

ADDRESS = "news@harbour.example"


@pytest.mark.parametrize("real", [microsoft("client-0001"), google("client-0001.apps", "shh")], ids=["microsoft", "google"])
def test_approved_in_the_browser(real: Any, identity: IdentityServer, clock: Any) -> None:
    sign_in = BrowserSignIn(identity.provider(real), clock, address=ADDRESS)
    try:
        assert identity.approve(sign_in.page) == 200
        tokens = sign_in.wait()
    finally:
        sign_in.close()
    assert tokens.access in identity.access_tokens
    assert tokens.refresh in identity.refresh_tokens
    assert tokens.access not in repr(tokens)
    asked = parse_qs(urlsplit(sign_in.page).query)
    assert asked["login_hint"] == [ADDRESS]
    assert identity.forms[0]["code_verifier"] not in sign_in.page
    assert "shh" not in sign_in.page


def test_the_challenge_is_the_one_of_the_rfc() -> None:
    assert challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_another_verifier_gets_no_token(identity: IdentityServer, clock: Any) -> None:
    sign_in = BrowserSignIn(identity.provider(microsoft("client-0001")), clock, address=ADDRESS)
    try:
        identity.approve(sign_in.page)
        sign_in._verifier = "somebody-elses-verifier"
        with pytest.raises(AccountError, match="no longer holds"):
            sign_in.wait()
    finally:
        sign_in.close()


def test_an_answer_to_another_question_is_turned_away(identity: IdentityServer, clock: Any) -> None:
    sign_in = BrowserSignIn(identity.provider(microsoft("client-0001")), clock, address=ADDRESS)
    try:
        assert identity.approve(sign_in.page, state="forged") == 404
        with pytest.raises(AccountError, match="Nobody came back"):
            sign_in.wait(seconds=0.1)
        assert identity.approve(sign_in.page) == 200
        assert sign_in.wait().access
    finally:
        sign_in.close()
        sign_in.close()


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        ("access_denied", AccountError, "stopped in the browser"),
        ("consent_required", ConsentNeededError, "administrator of your Microsoft 365"),
        ("AADSTS90094", ConsentNeededError, "administrator"),
        ("something_new", AccountError, "refused the sign-in"),
    ],
)
def test_a_no_is_explained(error: str, kind: Any, words: str, identity: IdentityServer, clock: Any) -> None:
    identity.error = error
    sign_in = BrowserSignIn(identity.provider(microsoft("client-0001")), clock, address=ADDRESS)
    try:
        identity.approve(sign_in.page)
        with pytest.raises(kind, match=words) as refusal:
            sign_in.wait()
    finally:
        sign_in.close()
    if kind is ConsentNeededError:
        assert "adminconsent?client_id=client-0001" in refusal.value.request.text


def test_stopping_ends_the_wait(identity: IdentityServer, clock: Any) -> None:
    stop = threading.Event()
    stop.set()
    sign_in = BrowserSignIn(identity.provider(microsoft("client-0001")), clock, address=ADDRESS)
    try:
        with pytest.raises(AccountError, match="was stopped"):
            sign_in.wait(stop)
    finally:
        sign_in.close()
