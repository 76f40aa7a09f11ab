"""A trial of an account says what the server can do, and what is wrong, in words a treasurer understands."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from composer.delivery.account_trial import try_account
from composer.delivery.accounts import Account, practice_account
from composer.delivery.practice_server import PracticeServer

Servers = Callable[..., Any]


def office(port: int, **changes: Any) -> Account:
    options: dict[str, Any] = {
        "name": "Office",
        "smtp_host": "localhost",
        "smtp_port": port,
        "security": "none",
        "from_email": "news@harbour.example",
    }
    return Account(**(options | changes))


def answers(**by_stage: str) -> Callable[[str, str], str | None]:
    return lambda stage, _argument: by_stage.get(stage)


def test_the_practice_mailbox_works_and_gets_nothing(tmp_path: Path) -> None:
    with PracticeServer(tmp_path) as server:
        outcome = try_account(practice_account(server.port), "")
    assert outcome.ok
    assert "accepts letters" in outcome.message
    assert server.letters() == []


def test_what_the_server_can_do_is_told(mail_server: Servers) -> None:
    server = mail_server(password="geheim", extensions=("SIZE 35882577", "8BITMIME"))
    outcome = try_account(office(server.port, username="jo"), "geheim")
    assert outcome.ok
    words = " ".join(outcome.said)
    for expected in ("with a password (PLAIN, LOGIN)", "up to 35 MB", "A letter from news@harbour.example would be taken"):
        assert expected in words
    assert server.letters == []
    assert "DATA" not in server.commands
    assert "geheim" not in words + outcome.message + outcome.details


def test_a_wrong_password(mail_server: Servers) -> None:
    server = mail_server(password="geheim")
    outcome = try_account(office(server.port, username="jo"), "falsch")
    assert not outcome.ok
    assert "refused the user name or the password" in outcome.message
    assert "535" in outcome.details


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", "no longer takes passwords"),
        ("534-5.7.9 Application-specific password required.\r\n534 5.7.9 see help", "wants an app password"),
        ("454 4.7.0 Temporary authentication failure", "Try again in a few minutes"),
    ],
)
def test_why_a_sign_in_failed(answer: str, words: str, mail_server: Servers) -> None:
    server = mail_server(password="geheim", rule=answers(auth=answer))
    outcome = try_account(office(server.port, username="jo"), "geheim")
    assert not outcome.ok
    assert words in outcome.message


def test_a_server_that_knows_only_the_browser(mail_server: Servers) -> None:
    server = mail_server(extensions=("AUTH XOAUTH2",))
    outcome = try_account(office(server.port, username="jo"), "geheim")
    assert not outcome.ok
    assert "Sign in in the browser" in outcome.message


def test_another_sender_than_the_accounts_own_is_refused_before_the_campaign(mail_server: Servers) -> None:
    server = mail_server(rule=answers(mail="553 5.7.1 Sender address rejected: not owned by user jo"))
    outcome = try_account(office(server.port), "")
    assert not outcome.ok
    assert "does not allow this sender address" in outcome.message
    assert "not owned by user" in outcome.message


def test_greylisting_is_told_and_does_not_matter(mail_server: Servers) -> None:
    server = mail_server(rule=answers(rcpt="450 4.7.1 Greylisted, try again later"))
    outcome = try_account(office(server.port), "")
    assert outcome.ok
    assert "are tried again" in " ".join(outcome.said)


def test_a_small_limit_is_told(mail_server: Servers) -> None:
    server = mail_server(extensions=("SIZE 500000",))
    outcome = try_account(office(server.port), "")
    assert "up to 500 KB: leave pictures out" in " ".join(outcome.said)


def test_no_starttls_and_a_wrong_certificate(mail_server: Servers, certificate: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = try_account(office(mail_server().port, security="starttls"), "")
    assert "offers no encryption" in outcome.message
    files = certificate("mail.other.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(files[0]))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    outcome = try_account(office(mail_server(tls=context, implicit_tls=True).port, security="tls"), "")
    assert "real name differs from localhost" in outcome.message


@pytest.mark.parametrize(
    ("answers_there", "words"), [(True, "Port 465 of localhost answers"), (False, "Many networks block mail ports")]
)
def test_a_silent_port_and_the_other_usual_one(answers_there: bool, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_options: Any) -> Any:
        raise ConnectionRefusedError

    monkeypatch.setattr("socket.create_connection", refuse)
    outcome = try_account(office(587, security="starttls"), "", knock=lambda _host, port: answers_there and port == 465)
    assert not outcome.ok
    assert words in " ".join(outcome.said)
