"""The line to a mailbox: it reads, changes nothing, believes little, and says in words what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from mailbox_server import DROP, MailboxServer, Stored

from composer.delivery.accounts import Account
from composer.delivery.mailbox.line import MailboxLine
from composer.delivery.transports.transport import TryAgainError
from composer.errors import AccountError

Servers = Callable[..., MailboxServer]


def _read_all(account: Account) -> None:
    with MailboxLine(account, "secret") as line:
        line.examine("INBOX")
        list(line.letters([1]))
        line.uids_from(1)


def test_letters_are_read_from_where_it_left_off_and_nothing_is_changed(mailbox: Servers, account_at: Any) -> None:
    server = mailbox()
    for number in range(3):
        server.inbox.put(f"Subject: {number}\n\nbody {number}".encode())
    with MailboxLine(account_at(server), "secret") as line:
        opened = line.examine("INBOX")
        assert (opened.uid_validity, opened.letters) == (7, 3)
        assert line.uids_from(2) == [2, 3]
        assert line.uids_from(9) == []  # “9:*” names the last letter, however small its number
        assert line.uids_since(date(2026, 11, 1)) == [1, 2, 3]
        letters = list(line.letters([2, 3, 99]))
    assert [letter.uid for letter in letters] == [2, 3]
    assert letters[0].content == b"Subject: 1\r\n\r\nbody 1"
    assert letters[0].received == datetime(2026, 11, 20, 10, tzinfo=UTC)
    said = " ".join(server.asked)
    assert "EXAMINE" in said
    assert "BODY.PEEK" in said
    assert not any(word in said for word in ("SELECT", "STORE", "EXPUNGE", "MOVE", "COPY", "DELETE"))


def test_of_a_large_letter_the_beginning_is_read(mailbox: Servers, account_at: Any) -> None:
    server = mailbox()
    server.inbox.put(b"Subject: large\n\n" + b"x" * 50_000)
    with MailboxLine(account_at(server), "secret") as line:
        line.examine("INBOX")
        (letter,) = line.letters([1], most=1000)
    assert len(letter.content) == 1000
    assert letter.size > 50_000


def test_a_letter_is_found_by_its_header(mailbox: Servers, account_at: Any) -> None:
    server = mailbox()
    server.inbox.put(b"X-Recipient-Id: aaa\n\nbody")
    server.inbox.put(b"X-Recipient-Id: bbb\n\naaa")
    with MailboxLine(account_at(server), "secret") as line:
        line.examine("INBOX")
        assert line.uids_with_header("X-Recipient-Id", "aaa") == [1]
        with pytest.raises(ValueError, match="looked for"):
            line.uids_with_header("X-Recipient-Id", 'a" OR ALL')


def test_folders_are_named_as_people_read_them(mailbox: Servers, account_at: Any) -> None:
    server = mailbox(folders={"INBOX": Stored(), "Entw&APw-rfe": Stored(flags="\\Drafts"), "Junk": Stored(flags="\\Junk")})
    with MailboxLine(account_at(server), "secret") as line:
        assert [folder.name for folder in line.folders()] == ["INBOX", "Entwürfe", "Junk"]


def test_a_wrong_password_is_said(mailbox: Servers, account_at: Any) -> None:
    server = mailbox()
    with (
        pytest.raises(AccountError, match="refused the user name or the password") as caught,
        MailboxLine(account_at(server), "no"),
    ):
        pass
    assert "AUTHENTICATIONFAILED" in caught.value.details
    with pytest.raises(AccountError, match="not known"), MailboxLine(account_at(server), ""):
        pass


def test_a_token_is_renewed_once(mailbox: Servers, account_at: Any) -> None:
    server = mailbox(token="fresh")
    account = account_at(server, sign_in="google")
    with MailboxLine(account, lambda renew: "fresh" if renew else "stale") as line:
        assert line.examine("INBOX").letters == 0
    asked: list[bool] = []
    with pytest.raises(AccountError, match="in the browser"), MailboxLine(account, lambda renew: asked.append(renew) or "bad"):
        pass
    assert asked == [False, True]


def test_a_certificate_that_is_not_trusted_ends_it_before_anything_is_said(mailbox: Servers, account_at: Any) -> None:
    server = mailbox(trusted=False)
    with pytest.raises(AccountError, match="certificate"), MailboxLine(account_at(server), "secret"):
        pass
    assert server.asked == []


def test_a_certificate_of_another_host_ends_it_too(mailbox: Servers, account_at: Any) -> None:
    server = mailbox(host="mail.other.example")
    with pytest.raises(AccountError, match="certificate") as caught, MailboxLine(account_at(server), "secret"):
        pass
    assert "real name" in str(caught.value)
    assert server.asked == []


@pytest.mark.parametrize("command", ["CAPABILITY", "AUTHENTICATE", "EXAMINE", "UID"])
def test_a_line_that_breaks_is_worth_another_try(mailbox: Servers, account_at: Any, command: str) -> None:
    server = mailbox(rule=lambda asked, _rest: DROP if asked == command else None)
    with pytest.raises(TryAgainError):
        _read_all(account_at(server))


def test_a_server_that_announces_too_much_is_not_believed(mailbox: Servers, account_at: Any) -> None:
    server = mailbox(rule=lambda command, rest: "OK done\r\n* 1 FETCH (UID 1 BODY[] {999999999}" if "FETCH" in rest else None)
    server.inbox.put(b"Subject: one\n\nbody")
    with pytest.raises(AccountError):
        _read_all(account_at(server))


def test_what_does_not_speak_imap_is_said(mailbox: Servers, account_at: Any) -> None:
    server = mailbox(greeting="220 mail.example ESMTP")
    with pytest.raises(AccountError, match="does not answer like a mailbox server"), MailboxLine(account_at(server), "secret"):
        pass


def test_a_folder_that_cannot_be_opened_is_said(mailbox: Servers, account_at: Any) -> None:
    server = mailbox()
    with MailboxLine(account_at(server), "secret") as line, pytest.raises(AccountError, match="could not be read"):
        line.examine("Gone")


def test_an_account_without_a_mailbox_is_said(mailbox: Servers, account_at: Any) -> None:
    server = mailbox()
    with (
        pytest.raises(AccountError, match="not known where the mailbox"),
        MailboxLine(account_at(server, imap_host=""), "secret"),
    ):
        pass
