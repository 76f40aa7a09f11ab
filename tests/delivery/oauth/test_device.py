"""The code to type on another device."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest
from identity_server import IdentityServer

from composer.delivery.oauth.device import ask_for_code, wait_for_device
from composer.delivery.oauth.provider import google, microsoft
from composer.errors import AccountError


def at_once(event: threading.Event, _seconds: float) -> bool:
    return event.is_set()


def test_typed_after_a_while(identity: IdentityServer, clock: Any) -> None:
    provider = identity.provider(microsoft("client-0001"))
    given = ask_for_code(provider)
    assert (given.code, given.page) == ("ABCD-EFGH", "https://login.example/device")
    assert "secret-device-code" not in repr(given)
    identity.pending = 3
    assert wait_for_device(provider, given, clock, wait=at_once).access in identity.access_tokens
    assert len(identity.forms) == 5


def test_never_typed(identity: IdentityServer, clock: Any) -> None:
    provider = identity.provider(microsoft("client-0001"))
    given = replace(ask_for_code(provider), seconds=30)
    identity.pending = 10_000
    with pytest.raises(AccountError, match="not typed in time"):
        wait_for_device(provider, given, clock, wait=at_once)


def test_stopped(identity: IdentityServer, clock: Any) -> None:
    provider = identity.provider(microsoft("client-0001"))
    with pytest.raises(AccountError, match="was stopped"):
        wait_for_device(provider, ask_for_code(provider), clock, wait=lambda _event, _seconds: True)


def test_google_gives_none_for_mail(clock: Any) -> None:
    with pytest.raises(AccountError, match="Sign in in the browser here"):
        ask_for_code(google("client-0001"))


def test_refused(identity: IdentityServer) -> None:
    identity.refuse = {"error": "unauthorized_client", "error_description": "AADSTS700016: not found"}
    with pytest.raises(AccountError, match="does not know this program"):
        ask_for_code(identity.provider(microsoft("client-0001")))
