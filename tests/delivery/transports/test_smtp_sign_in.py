"""Signing in with a token: shown once, renewed once, refused in words."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest

from composer.delivery.accounts import Account
from composer.delivery.transports.smtp import SmtpTransport
from composer.errors import AccountError

Servers = Callable[..., Any]
GOOD = "user=jo@harbour.example\x01auth=Bearer good\x01\x01"


def account(port: int) -> Account:
    return Account(
        name="Office", smtp_host="localhost", smtp_port=port, security="none", username="jo@harbour.example", sign_in="microsoft"
    )


class TokenServer:
    """A mail server's rule that takes one token only, as Google and Microsoft answer."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def __call__(self, stage: str, argument: str) -> str | None:
        if stage == "auth":
            self.shown.append(base64.b64decode(argument.removeprefix("XOAUTH2 ")).decode())
            if self.shown[-1] == GOOD:
                return "235 2.7.0 Authentication successful"
            return "334 " + base64.b64encode(b'{"status":"400","scope":"https://mail.example/"}').decode()
        return "535 5.7.3 Authentication unsuccessful" if stage == "" else None


def test_a_good_token_opens_the_line(mail_server: Servers) -> None:
    rule = TokenServer()
    server = mail_server(rule=rule, extensions=("AUTH LOGIN XOAUTH2",))
    transport = SmtpTransport(account(server.port), lambda _renew: "good")
    transport.open()
    transport.close()
    assert rule.shown == [GOOD]


def test_an_old_token_is_renewed_once(mail_server: Servers) -> None:
    rule = TokenServer()
    server = mail_server(rule=rule, extensions=("AUTH XOAUTH2",))
    transport = SmtpTransport(account(server.port), lambda renew: "good" if renew else "old")
    transport.open()
    transport.close()
    assert len(rule.shown) == 2


def test_a_token_that_stays_bad_is_explained(mail_server: Servers) -> None:
    rule = TokenServer()
    server = mail_server(rule=rule, extensions=("AUTH XOAUTH2",))
    with pytest.raises(AccountError, match=r"made in the browser.*Sign in once more as jo@harbour\.example") as refusal:
        SmtpTransport(account(server.port), lambda _renew: "bad").open()
    assert len(rule.shown) == 2
    assert "status=400" in refusal.value.details
    assert "bad" not in refusal.value.details


@pytest.mark.parametrize(
    ("extensions", "token", "words"),
    [(("AUTH PLAIN",), "good", "does not take a sign-in made in the browser"), (("AUTH XOAUTH2",), "", "is not signed in")],
)
def test_what_is_missing_is_named(extensions: tuple[str, ...], token: str, words: str, mail_server: Servers) -> None:
    server = mail_server(rule=TokenServer(), extensions=extensions)
    with pytest.raises(AccountError, match=words):
        SmtpTransport(account(server.port), lambda _renew: token).open()
