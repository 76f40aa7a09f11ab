"""What comes to the mailbox changes what is sent next: once, whatever happens in between, and nothing there is touched."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from mailbox_server import DROP, MailboxServer, Stored

from composer.contacts.suppressions import Suppressions
from composer.delivery import letters_in
from composer.delivery.mailbox.position import position_of
from composer.delivery.mailbox.reading import MailboxRead, read_mailbox
from composer.delivery.sender import Sender
from composer.delivery.transports.memory import MemoryTransport
from composer.errors import AccountError

Servers = Callable[..., MailboxServer]

DSN = """\
From: MAILER-DAEMON@mail.example.net
To: news@harbour.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; {address}
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 {status} {words}

--b
Content-Type: text/rfc822-headers

X-Recipient-Id: {token}

--b--
"""


def dsn(row: Any, status: str = "5.1.1", words: str = "no such user") -> bytes:
    return DSN.format(address=row.email, token=row.token, status=status, words=words).encode()


def _sent(office: Any, people: int = 3) -> list[Any]:
    office.people(people)
    campaign = office.campaign()
    Sender(office.engine, office.clock, secret=lambda _account: "", transport_for=lambda _account: MemoryTransport()).run(
        campaign.id
    )
    return list(office.campaigns.deliveries(campaign.id))


def _marks(office: Any) -> set[tuple[str, str]]:
    return {(mark.shown, mark.reason) for mark in Suppressions(office.engine, office.clock).all()}


def _read(office: Any, account: Any, **options: Any) -> MailboxRead:
    return read_mailbox(office.engine, office.clock, account, "secret", **options)


def test_bounces_complaints_wishes_and_holiday_answers_are_told_apart(office: Any, mailbox: Servers, account_at: Any) -> None:
    first, second, third = _sent(office)
    server = mailbox()
    server.inbox.put(dsn(first))
    server.inbox.put(dsn(second, "5.2.2", "mailbox full"))
    server.inbox.put(f"From: {third.email}\nSubject: unsubscribe {third.token}\n\n".encode())
    server.inbox.put(b"From: someone@example.org\nSubject: Out of office\nAuto-Submitted: auto-replied\n\nback on Monday")
    server.inbox.put(b"From: someone@example.org\nSubject: Thank you\n\nWhat a lovely letter.")
    read = _read(office, account_at(server))
    assert (read.letters, read.stopped, read.left) == (5, 2, 0)
    assert read.kinds == {"bounce": 2, "unsubscribe": 1, "auto_reply": 1, "other": 1}
    assert _marks(office) == {(first.email, "bounced"), (third.email, "unsubscribed")}
    shown = {(letter.kind, letter.address, letter.stopped) for letter in letters_in.letters(office.engine)}
    assert ("bounce", second.email, False) in shown
    assert len(shown) == 4  # what a person wrote to people is not kept
    assert position_of(office.engine, account_at(server)).for_people == 1


def test_it_goes_on_where_it_left_off(office: Any, mailbox: Servers, account_at: Any) -> None:
    first, second, _third = _sent(office)
    server = mailbox()
    server.inbox.put(dsn(first))
    assert _read(office, account_at(server)).letters == 1
    assert _read(office, account_at(server)).letters == 0
    server.inbox.put(dsn(second))
    server.asked.clear()
    assert _read(office, account_at(server)).letters == 1
    assert any("UID 2:*" in asked for asked in server.asked)
    assert len(_marks(office)) == 2


@pytest.mark.parametrize("says_next", [True, False])
def test_an_empty_mailbox_is_a_beginning(office: Any, mailbox: Servers, account_at: Any, says_next: bool) -> None:
    first, *_rest = _sent(office)
    server = mailbox(folders={"INBOX": Stored(says_next=says_next)})
    assert _read(office, account_at(server)).letters == 0
    assert position_of(office.engine, account_at(server)).folders == {"INBOX": (7, 1)}
    server.inbox.put(dsn(first))
    assert _read(office, account_at(server)).stopped == 1


def test_a_mailbox_that_was_numbered_anew_is_read_anew_and_nothing_counts_twice(
    office: Any, mailbox: Servers, account_at: Any
) -> None:
    first, second, _third = _sent(office)
    server = mailbox()
    server.inbox.put(dsn(first))
    _read(office, account_at(server))
    (letter,) = letters_in.letters(office.engine)
    letters_in.undo(office.engine, office.clock, letter.id)
    server.folders["INBOX"] = Stored(validity=8)
    server.inbox.put(dsn(second))
    server.inbox.put(dsn(first))
    assert _read(office, account_at(server)).stopped == 1
    assert _marks(office) == {(second.email, "bounced")}  # what was taken back stays taken back
    assert len(letters_in.letters(office.engine)) == 2


def test_a_line_that_breaks_half_way_loses_nothing(office: Any, mailbox: Servers, account_at: Any) -> None:
    rows = _sent(office, 45)
    server = mailbox()
    for row in rows:
        server.inbox.put(dsn(row))
    account = account_at(server)
    server.rule = lambda _command, rest: DROP if "FETCH 41," in rest else None
    with pytest.raises(AccountError):
        _read(office, account)
    assert len(_marks(office)) == 40
    assert "broke" in position_of(office.engine, account).problem
    server.rule = lambda _command, _rest: None
    assert _read(office, account).letters == 5
    assert len(_marks(office)) == 45
    assert position_of(office.engine, account).problem == ""


def test_it_can_be_stopped_and_has_a_limit(office: Any, mailbox: Servers, account_at: Any) -> None:
    server = mailbox()
    for number in range(30):
        server.inbox.put(f"Subject: {number}\n\nbody".encode())
    account = account_at(server)
    stop = threading.Event()
    read = _read(office, account, stop=stop, on_letter=lambda _letter: stop.set())
    assert (read.letters, read.left) == (20, 10)
    assert position_of(office.engine, account).at is None
    assert _read(office, account, most=4).left == 6
    assert _read(office, account).letters == 6
    assert position_of(office.engine, account).at is not None


def test_in_the_folder_for_spam_only_our_own_mark_counts(office: Any, mailbox: Servers, account_at: Any) -> None:
    first, second, _third = _sent(office)
    server = mailbox(folders={"INBOX": Stored(), "Junk": Stored(flags="\\Junk")})
    server.folders["Junk"].put(dsn(first))
    server.folders["Junk"].put(dsn(second).replace(second.token.encode(), b"none"))
    assert _read(office, account_at(server)).stopped == 1
    assert _marks(office) == {(first.email, "bounced")}


def test_a_campaign_whose_letters_are_refused_for_our_sake_is_paused(office: Any, mailbox: Servers, account_at: Any) -> None:
    rows = _sent(office, 10)
    campaign = office.campaigns.all()[0]
    office.campaigns._change(campaign.id, ("finished",), state="sending")
    server = mailbox()
    for row in rows[:3]:
        server.inbox.put(dsn(row, "5.7.26", "unauthenticated mail is not accepted"))
    read = _read(office, account_at(server))
    assert read.stopped == 0
    assert read.paused == [campaign.id]
    assert "3 letters came back" in office.campaigns.get(campaign.id).why
