"""SMTP as a real server on the other end sees it: encrypted or not at all, and every refusal in words."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from composer.delivery.accounts import Account
from composer.delivery.envelope import Envelope
from composer.delivery.transports import smtp as smtp_module
from composer.delivery.transports.smtp import SmtpTransport
from composer.delivery.transports.transport import TryAgainError
from composer.errors import AccountError

Servers = Callable[..., Any]
LETTER = Envelope("news@harbour.example", "anna@example.org", b"Subject: x\r\n\r\nhello\r\n")


def account(port: int, **changes: Any) -> Account:
    options: dict[str, Any] = {"name": "Office", "smtp_host": "localhost", "smtp_port": port, "security": "none"}
    return Account(**(options | changes))


def server_context(files: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    return context


def hand_over(transport: SmtpTransport, letter: Envelope = LETTER) -> Any:
    transport.open()
    try:
        return transport.deliver(letter)
    finally:
        transport.close()


@pytest.mark.parametrize("implicit", [True, False], ids=["tls", "starttls"])
def test_a_self_signed_certificate_is_refused_in_words(implicit: bool, mail_server: Servers, certificate: Any) -> None:
    server = mail_server(tls=server_context(certificate("localhost")), implicit_tls=implicit)
    security = "tls" if implicit else "starttls"
    with pytest.raises(AccountError, match=r"certificate of localhost cannot be trusted.*nothing was sent") as refusal:
        SmtpTransport(account(server.port, security=security), "").open()
    assert not isinstance(refusal.value, TryAgainError)
    assert not any(command.startswith(("MAIL", "AUTH")) for command in server.commands)


@pytest.mark.parametrize("implicit", [True, False], ids=["tls", "starttls"])
def test_a_trusted_certificate_carries_the_letter(
    implicit: bool, mail_server: Servers, certificate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = certificate("localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(files[0]))
    server = mail_server(tls=server_context(files), implicit_tls=implicit, password="geheim")
    transport = SmtpTransport(account(server.port, security="tls" if implicit else "starttls", username="jo"), "geheim")
    assert hand_over(transport).code == 250
    assert server.addresses() == ["anna@example.org"]


def test_a_certificate_for_another_name_is_refused(
    mail_server: Servers, certificate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = certificate("mail.other.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(files[0]))
    server = mail_server(tls=server_context(files), implicit_tls=True)
    with pytest.raises(AccountError, match=r"cannot be trusted.*Hostname mismatch"):
        SmtpTransport(account(server.port, security="tls"), "").open()


def test_no_starttls_no_letter(mail_server: Servers) -> None:
    server = mail_server()
    with pytest.raises(AccountError, match="offers no encryption, so nothing was sent"):
        SmtpTransport(account(server.port, security="starttls", username="jo"), "geheim").open()
    assert not any(command.startswith("AUTH") for command in server.commands)


def test_the_wrong_kind_of_encryption_is_named(mail_server: Servers) -> None:
    server = mail_server()
    with pytest.raises(AccountError, match=r"No encrypted line|broke"):
        SmtpTransport(account(server.port, security="tls"), "").open()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("535 5.7.8 Username and Password not accepted", "refused the user name or the password"),
        ("550 5.7.30 Basic authentication is not supported for Client Submission", "no longer takes passwords"),
        ("535 5.7.139 Authentication unsuccessful, basic authentication is disabled", "no longer takes passwords"),
        ("534 5.7.9 Application-specific password required", "app password"),
        ("538 5.7.11 Encryption required", "encryption first"),
        ("454 4.7.0 Temporary authentication failure", "at the moment"),
    ],
)
def test_a_refused_sign_in_is_explained(answer: str, words: str, mail_server: Servers) -> None:
    server = mail_server(password="geheim", rule=lambda stage, _words: answer if stage == "auth" else None)
    with pytest.raises(AccountError, match=words) as refusal:
        SmtpTransport(account(server.port, username="jo"), "falsch").open()
    assert answer in refusal.value.details
    assert "falsch" not in str(refusal.value) + refusal.value.details
    assert isinstance(refusal.value, TryAgainError) == answer.startswith("4")


@pytest.mark.parametrize("password", ["geheim", "pässwörd ✓", "x y=z"])
def test_sign_in_with_any_password(password: str, mail_server: Servers) -> None:
    server = mail_server(password=password)
    assert hand_over(SmtpTransport(account(server.port, username="jo@harbour.example"), password)).code == 250


def test_without_a_password_nothing_is_tried(mail_server: Servers) -> None:
    server = mail_server(password="geheim")
    with pytest.raises(AccountError, match="password for “Office” is not known"):
        SmtpTransport(account(server.port, username="jo"), "").open()


def test_nobody_there(mail_server: Servers) -> None:
    server = mail_server()
    server.stop()
    with pytest.raises(TryAgainError, match="localhost does not listen on port"):
        SmtpTransport(account(server.port), "").open()


def test_a_name_nobody_knows() -> None:
    with pytest.raises(TryAgainError, match=r"no mail server named mail\.nowhere\.example"):
        SmtpTransport(account(25, smtp_host="mail.nowhere.example", security="tls"), "").open()


def test_a_server_that_says_nothing_is_not_waited_for_for_ever(mail_server: Servers) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        transport = SmtpTransport(account(silent.getsockname()[1], smtp_host="127.0.0.1"), "", connect_seconds=0.2)
        with pytest.raises(TryAgainError, match=r"did not answer|broke"):
            transport.open()


@pytest.mark.parametrize("greeting", ["554 5.7.1 go away", "421 4.3.2 busy", "HTTP/1.1 400 Bad Request", "DROP"])
def test_a_server_that_is_not_willing(greeting: str, mail_server: Servers) -> None:
    server = mail_server(rule=lambda stage, _words: greeting if stage == "connect" else None)
    with pytest.raises(AccountError):
        SmtpTransport(account(server.port), "").open()


def test_a_practice_letter_only_goes_to_a_practice_mailbox(mail_server: Servers) -> None:
    server = mail_server()
    with pytest.raises(AccountError, match="not the practice mailbox, so nothing was sent"):
        SmtpTransport(account(server.port, practice=True), "").open()
    assert server.letters == []


def test_what_the_server_is_told_about_this_computer(mail_server: Servers) -> None:
    server = mail_server()
    hand_over(SmtpTransport(account(server.port), ""))
    assert server.commands[0].lower() == "ehlo [127.0.0.1]"


def test_a_letter_larger_than_the_server_takes_is_not_begun(mail_server: Servers) -> None:
    server = mail_server(extensions=("SIZE 1000",))
    letter = Envelope("a@harbour.example", "anna@example.org", b"x" * 78 + b"\r\n" * 2000)
    assert hand_over(SmtpTransport(account(server.port), ""), letter).status == "5.3.4"
    assert not any(command.startswith("MAIL") for command in server.commands)


def test_an_idle_line_is_tried_before_a_letter_is_trusted_to_it(mail_server: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    server = mail_server(rule=lambda stage, _words: "DROP" if stage == "noop" else None)
    transport = SmtpTransport(account(server.port), "")
    transport.open()
    monkeypatch.setattr(smtp_module, "IDLE_SECONDS", 0.0)
    assert not transport.ready
    transport.open()
    assert transport.deliver(LETTER).code == 250
    transport.close()
    assert server.connections == 2


def test_after_a_refusal_the_same_line_takes_the_next_letter(mail_server: Servers) -> None:
    server = mail_server(rule=lambda stage, words: "550 5.1.1 no" if stage == "rcpt" and "nobody" in words else None)
    transport = SmtpTransport(account(server.port), "")
    transport.open()
    assert transport.deliver(Envelope("a@harbour.example", "nobody@example.org", b"x\r\n")).code == 550
    assert transport.deliver(LETTER).code == 250
    transport.close()
    assert server.connections == 1


@given(st.lists(st.sampled_from([b".", b"..", b".x", b"", b"hello", b"From x", b"." * 5]), max_size=12))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_letter_arrives_as_it_was_sent(mail_server: Servers, lines: list[bytes]) -> None:
    server = mail_server()
    content = b"Subject: x\r\n\r\n" + b"".join(line + b"\r\n" for line in lines)
    hand_over(SmtpTransport(account(server.port), ""), Envelope("a@harbour.example", "anna@example.org", content))
    assert server.letters == [("anna@example.org", content)]
