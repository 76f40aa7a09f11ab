"""Why a mailbox could not be read, in words somebody can act on."""

from __future__ import annotations

import imaplib
import socket
import ssl

import pytest

from composer.delivery.accounts import Account
from composer.delivery.mailbox.refusals import login_refused, not_reached, not_read, odd_answer
from composer.delivery.transports.transport import TryAgainError

ACCOUNT = Account(name="Office", smtp_host="127.0.0.1", smtp_port=25, security="none", imap_host="imap.harbour.example")


@pytest.mark.parametrize(
    ("error", "words", "again"),
    [
        (socket.gaierror(-2, "unknown"), "no mail server named", True),
        (TimeoutError("slow"), "did not answer on port 993", True),
        (ConnectionRefusedError("no"), "does not listen on port 993", True),
        (imaplib.IMAP4.abort("gone"), "broke", True),
        (ssl.SSLError(1, "wrong version number"), "No encrypted line", False),
        (imaplib.IMAP4.error("what?"), "does not answer like a mailbox server", False),
    ],
)
def test_a_line_that_was_not_there(error: Exception, words: str, again: bool) -> None:
    said = not_reached(ACCOUNT, error)
    assert words in str(said)
    assert isinstance(said, TryAgainError) == again


@pytest.mark.parametrize(
    ("answer", "browser", "words"),
    [
        ("[ALERT] Application-specific password required", False, "app password"),
        ("LOGIN failed: basic authentication is disabled", True, "in the browser"),
        ("[AUTHENTICATIONFAILED] Invalid credentials", False, "Type the password again"),
    ],
)
def test_a_sign_in_that_was_refused(answer: str, browser: bool, words: str) -> None:
    said = login_refused(ACCOUNT, answer, browser=browser)
    assert words in str(said)
    assert not isinstance(said, TryAgainError)


def test_a_mailbox_that_is_busy_is_tried_again() -> None:
    assert isinstance(login_refused(ACCOUNT, "[UNAVAILABLE] too many connections", browser=False), TryAgainError)


def test_the_servers_own_words_are_kept() -> None:
    assert not_read(ACCOUNT, "EXAMINE: NO").details == "EXAMINE: NO"
    assert odd_answer(ACCOUNT, "x" * 900).details == "x" * 500
