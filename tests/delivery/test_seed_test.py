"""The letter to oneself: sent over real SMTP, found over IMAP, and explained."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.parser import BytesParser
from typing import Any

import pytest
from mailbox_server import MailboxServer, Stored

from composer.delivery.accounts import Account, practice_account
from composer.delivery.authentication_results import ReceivedLetter, Verdict
from composer.delivery.seed_test import Arrived, await_seed, explain, need_mailbox, seed_letter, send_seed
from composer.delivery.transports.smtp import SmtpTransport
from composer.errors import AccountError, DeliveryError

BOTH = frozenset({"list-unsubscribe", "list-unsubscribe-post"})
GOOD = ReceivedLetter(
    "mx.friends.example",
    (
        Verdict("spf", "pass", "harbour.example"),
        Verdict("dkim", "pass", "harbour.example"),
        Verdict("dmarc", "pass", "harbour.example"),
    ),
    ("harbour.example",),
    BOTH,
    "harbour.example",
)


@pytest.fixture
def mailbox(certificate: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailboxServer]:
    files = certificate("localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(files[0]))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    server = MailboxServer(context, folders={"INBOX": Stored(), "Junk": Stored(flags="\\Junk")}).start()
    yield server
    server.stop()


def _account(port: int, mailbox: MailboxServer) -> Account:
    return Account(
        name="Office", smtp_host="127.0.0.1", smtp_port=port, security="none", username="", from_name="Harbour",
        from_email="news@harbour.example", imap_host="localhost", imap_port=mailbox.port,
    )  # fmt: skip


@pytest.mark.parametrize("folder", ["INBOX", "Junk"])
def test_sent_and_found(mail_server: Callable[..., Any], mailbox: MailboxServer, clock: Any, folder: str) -> None:
    server = mail_server()
    account = _account(server.port, mailbox)
    envelope, token = seed_letter(account, "me@friends.example", clock)
    send_seed(SmtpTransport(account), envelope)
    ((to, content),) = server.letters
    assert to == "me@friends.example"
    letter = BytesParser().parsebytes(content)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "=?" not in str(letter["List-Unsubscribe"])
    mailbox.folders["INBOX"].put(b"Subject: another\n\nbody")
    mailbox.folders[folder].put(b"Authentication-Results: mx.friends.example; spf=pass smtp.mailfrom=harbour.example\n" + content)
    arrived = await_seed(account, "secret", token, patience=5, every=0.01)
    assert (arrived.folder, arrived.in_junk) == (folder, folder == "Junk")
    assert arrived.letter.result("spf") == Verdict("spf", "pass", "harbour.example")


def test_one_that_does_not_come_is_said(mailbox: MailboxServer) -> None:
    with pytest.raises(DeliveryError, match="has not come to “Office” yet"):
        await_seed(_account(25, mailbox), "secret", "seedabc", patience=0.05, every=0.01)


def test_one_that_is_not_taken_is_said(mail_server: Callable[..., Any], mailbox: MailboxServer, clock: Any) -> None:
    server = mail_server(rule=lambda stage, _text: "550 5.7.1 not you" if stage == "rcpt" else None)
    account = _account(server.port, mailbox)
    with pytest.raises(DeliveryError, match="not you"):
        send_seed(SmtpTransport(account), seed_letter(account, "me@friends.example", clock)[0])


def _states(letter: ReceivedLetter, *, in_junk: bool = False) -> dict[str, str]:
    report = explain(Arrived("Junk" if in_junk else "INBOX", in_junk, letter))
    assert all(finding.words for finding in report.findings)
    return {finding.topic: finding.state for finding in report.findings}


def test_a_letter_that_is_believed() -> None:
    assert set(_states(GOOD).values()) == {"good"}
    assert _states(GOOD, in_junk=True)["arrival"] == "bad"


@pytest.mark.parametrize(
    ("changed", "topic", "state"),
    [
        ({"verdicts": ()}, "dkim", "bad"),
        ({"verdicts": (Verdict("spf", "fail", "harbour.example"),)}, "spf", "bad"),
        ({"verdicts": (Verdict("spf", "pass", "bounces.relay.example"),)}, "spf", "advice"),
        ({"verdicts": (Verdict("spf", "pass", "bounce.harbour.example"),)}, "spf", "good"),
        ({"verdicts": (Verdict("dmarc", "fail", "harbour.example"),)}, "dmarc", "bad"),
        ({"covered": frozenset({"list-unsubscribe"})}, "headers", "advice"),
        ({"server": ""}, "alignment", "unknown"),
    ],
)
def test_what_is_not_as_it_should_be(changed: dict[str, Any], topic: str, state: str) -> None:
    assert _states(replace(GOOD, **changed))[topic] == state


def test_it_wants_a_mailbox_that_can_be_read(mailbox: MailboxServer) -> None:
    need_mailbox(_account(25, mailbox))
    with pytest.raises(AccountError):
        need_mailbox(practice_account(25))
