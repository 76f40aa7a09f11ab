"""What is kept of a sign-in, and a mail server that checks the token made from it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from identity_server import IdentityServer

from composer.delivery.accounts import Account
from composer.delivery.oauth.grants import AccessTokens, Grant, grant_of, keep_grant, vault_name
from composer.delivery.oauth.provider import microsoft
from composer.delivery.oauth.token_service import GrantEndedError, Tokens
from composer.delivery.transports.smtp import SmtpTransport
from composer.errors import AccountError

ADDRESS = "news@harbour.example"


class Vault(dict[str, str]):
    def set(self, name: str, secret: str) -> None:
        self[name] = secret


def signed_in(identity: IdentityServer, clock: Any, vault: Vault) -> AccessTokens:
    identity.refresh_tokens.add("first")
    provider = identity.provider(microsoft("client-0001"))
    keep_grant(vault, ADDRESS, grant_of(provider, Tokens("ignored", clock(), "first")))
    return AccessTokens(vault, clock, provider_of=lambda grant: identity.provider(grant.at()))


def test_one_token_until_it_nearly_ends_and_then_another(identity: IdentityServer, clock: Any) -> None:
    vault, now = Vault(), [clock()]
    tokens = signed_in(identity, lambda: now[0], vault)
    first = tokens.token(ADDRESS)
    assert tokens.token(ADDRESS) == first
    assert len(identity.forms) == 1
    assert "SMTP.Send" in identity.forms[0]["scope"]
    now[0] += timedelta(minutes=56)
    assert tokens.token(ADDRESS) != first
    assert len(identity.forms) == 2


def test_a_refresh_token_that_changes_is_kept_so_that_tomorrow_works(identity: IdentityServer, clock: Any) -> None:
    vault = Vault()
    signed_in(identity, clock, vault).token(ADDRESS)
    assert "first" not in identity.refresh_tokens
    tomorrow = AccessTokens(vault, clock, provider_of=lambda grant: identity.provider(grant.at()))
    assert tomorrow.token(ADDRESS) in identity.access_tokens


def test_a_grant_that_ended_asks_to_sign_in_again(identity: IdentityServer, clock: Any) -> None:
    tokens = signed_in(identity, clock, Vault())
    identity.refresh_tokens.clear()
    with pytest.raises(GrantEndedError, match="Sign in again"):
        tokens.token(ADDRESS)


def test_nobody_signed_in(clock: Any) -> None:
    assert AccessTokens(Vault(), clock).token(ADDRESS) == ""


def test_a_damaged_grant_is_said(clock: Any) -> None:
    with pytest.raises(AccountError, match="damaged"):
        AccessTokens(Vault({vault_name(ADDRESS): "{"}), clock).token(ADDRESS)


def test_no_refresh_token_is_no_grant(clock: Any) -> None:
    with pytest.raises(AccountError, match="stay signed in"):
        grant_of(microsoft("client-0001"), Tokens("a", clock()))
    assert "secret" not in repr(Grant(provider="microsoft", client_id="x", refresh_token="secret"))


def test_a_mail_server_that_checks_the_token_takes_the_renewed_one(
    identity: IdentityServer, clock: Any, mail_server: Callable[..., Any]
) -> None:
    def rule(stage: str, argument: str) -> str | None:
        if stage == "auth":
            shown = base64.b64decode(argument.removeprefix("XOAUTH2 ")).decode()
            user, bearer, *_end = shown.split("\x01")
            good = user == f"user={ADDRESS}" and bearer.removeprefix("auth=Bearer ") in identity.access_tokens
            return "235 2.7.0 welcome" if good else "334 e30="
        return "535 5.7.3 no" if stage == "" else None

    server = mail_server(rule=rule, extensions=("AUTH XOAUTH2",))
    tokens = signed_in(identity, clock, Vault())
    account = Account(
        name=ADDRESS, smtp_host="localhost", smtp_port=server.port, security="none", username=ADDRESS, sign_in="microsoft"
    )
    for _time in range(2):
        transport = SmtpTransport(account, lambda renew: tokens.token(ADDRESS, renew=renew))
        transport.open()
        transport.close()
        identity.access_tokens.clear()  # the provider takes the token back before its time
    assert len(identity.forms) == 2
