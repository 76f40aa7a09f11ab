"""What a user reads where the mail server was not reached, or would not have us."""

from __future__ import annotations

import socket
import ssl

import pytest

from composer.delivery.accounts import Account, practice_account
from composer.delivery.server_refusals import not_reached, refused
from composer.delivery.transports.transport import TryAgainError

OFFICE = Account(name="Office", smtp_host="mail.harbour.example", smtp_port=465)


@pytest.mark.parametrize(
    ("error", "words", "again"),
    [
        (TimeoutError(), "mail.harbour.example did not answer on port 465", True),
        (ConnectionRefusedError(), "does not listen on port 465", True),
        (ConnectionResetError(), "broke", True),
        (socket.gaierror(), "this computer is offline", True),
        (ssl.SSLError(), "No encrypted line", False),
    ],
)
def test_what_broke_is_named_and_whether_to_try_again(error: Exception, words: str, again: bool) -> None:
    told = not_reached(OFFICE, error)
    assert words in str(told)
    assert isinstance(told, TryAgainError) == again


def test_the_practice_mailbox_is_told_from_a_real_server() -> None:
    assert "practice mailbox is not running" in str(not_reached(practice_account(2525), ConnectionRefusedError()))


@pytest.mark.parametrize(
    ("code", "text", "words", "again"),
    [
        (535, "5.7.8 no", "user name or the password of “Office”", False),
        (535, "5.7.139 basic authentication is disabled", "no longer takes passwords", False),
        (534, "5.7.9 no", "app password", False),
        (530, "5.7.0 no", "sign-in, or encryption first", False),
        (421, "4.3.2 busy", "at the moment", True),
        (554, "5.7.1 go away", "turned us away", False),
    ],
)
def test_a_refusal_is_explained_and_the_servers_words_are_kept(code: int, text: str, words: str, again: bool) -> None:
    told = refused(OFFICE, code, text)
    assert words in str(told)
    assert text in told.details
    assert isinstance(told, TryAgainError) == again
