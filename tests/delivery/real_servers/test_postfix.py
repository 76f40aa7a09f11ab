"""Against a real Postfix: what a mailbox there holds is the truth, our own table is held against it.

Debian's packages ``postfix`` and ``dovecot-imapd``; both are started by these tests, on this computer's own address.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from dovecot import PASSWORD, Dovecot
from dropping import DroppingLine
from postfix import Postfix

from composer.contacts.contact import Contact
from composer.contacts.lists import ListStore
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.delivery.accounts import Account
from composer.delivery.campaign import Campaign
from composer.delivery.envelope import Envelope
from composer.delivery.letters_in import letters
from composer.delivery.mailbox.reading import read_mailbox
from composer.delivery.replies import judge
from composer.delivery.seed_test import await_seed, explain, seed_letter, send_seed
from composer.delivery.sender import Sender
from composer.delivery.transports.smtp import SmtpTransport
from composer.errors import AccountError


def _until(holds: Callable[[], Any], mail: Postfix) -> None:
    latest = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < latest, mail.log()[-3000:]
        time.sleep(0.02)


def _campaign(office: Any, *names: str) -> Campaign:
    lists = ListStore(office.engine, office.clock)
    if "Friends" not in [row.name for row in lists.all()]:
        lists.create("Friends")
    contacts = ContactStore(office.engine, office.clock)
    lists.add("Friends", [contacts.save(Contact(email=f"{name}@friends.example", first_name=name)).id for name in names])
    made: Campaign = office.campaign()
    return made


def _run(office: Any, campaign: Campaign) -> dict[str, str]:
    Sender(office.engine, office.clock, secret=lambda _account: "", wait=lambda _event, _seconds: False).run(campaign.id)
    return {email.partition("@")[0]: state for email, state in office.states(campaign).items()}


def _of_campaign(mail: Postfix, name: str, campaign: Campaign) -> list[Path]:
    return [path for path in mail.mailbox(name) if campaign.id.encode() in path.read_bytes()]


def _letter(to: str, size: int = 100) -> Envelope:
    return Envelope(
        "news@harbour.example", f"{to}@friends.example", b"Subject: hello\r\n\r\n" + b"x" * 70 + b"\r\n" * (size // 2)
    )


@pytest.mark.parametrize(
    ("who", "outcome", "reason", "suppress"),
    [
        ("jo", "accepted", "unknown", False),
        ("gone", "refused", "no_such_person", True),
        ("closed", "refused", "disabled", True),
        ("full", "refused", "full", False),
        ("later", "retry", "disabled", False),
        ("blocked", "ours", "policy", False),
        ("busy", "retry", "rate", False),
    ],
)
def test_what_it_says_is_understood(mail: Postfix, who: str, outcome: str, reason: str, suppress: bool) -> None:
    transport = SmtpTransport(Account(name="A", smtp_host="127.0.0.1", smtp_port=mail.mx, security="none"))
    transport.open()
    verdict = judge(transport.deliver(_letter(who)))
    transport.close()
    assert (verdict.outcome, verdict.suppress) == (outcome, suppress)
    assert outcome == "accepted" or outcome == "retry" or verdict.reason == reason


def test_the_grey_list_is_passed_the_second_time_with_one_letter(mail: Postfix, office: Any) -> None:
    if office.engine.dialect.name != "sqlite":
        pytest.skip("the grey list knows the sender by now")
    office.send_through(mail.mx)
    campaign = _campaign(office, "jo", "grey")
    assert _run(office, campaign) == {"jo": "sent", "grey": "deferred"}
    office.campaigns.resume(campaign.id)
    assert _run(office, campaign) == {"jo": "sent", "grey": "sent"}
    _until(lambda: _of_campaign(mail, "grey", campaign) and _of_campaign(mail, "jo", campaign), mail)
    assert [len(_of_campaign(mail, name, campaign)) for name in ("jo", "grey")] == [1, 1]


@pytest.mark.parametrize("before", ["greeting", "EHLO", "MAIL", "RCPT", "DATA", ".", "answer"])
def test_a_line_that_drops_leaves_nobody_out_and_nobody_with_two(mail: Postfix, office: Any, before: str) -> None:
    line = DroppingLine(mail.mx, before)
    office.send_through(line.port)
    campaign = _campaign(office, "friend1")
    try:
        state = _run(office, campaign)["friend1"]
    finally:
        line.stop()
    assert state == ("uncertain" if before == "answer" else state)
    assert state != "sent"
    if before == "answer":
        _until(lambda: _of_campaign(mail, "friend1", campaign), mail)  # it did arrive: a person decides, nothing is sent again
    else:
        office.send_through(mail.mx)
        if state == "uncertain":  # the last dot may have been in what was lost
            row = office.campaigns.deliveries(campaign.id)[0]
            office.campaigns.settle_uncertain(campaign.id, [row.id], sent=False)
        office.campaigns.resume(campaign.id)
        assert _run(office, campaign) == {"friend1": "sent"}
        _until(lambda: _of_campaign(mail, "friend1", campaign), mail)
    assert len(_of_campaign(mail, "friend1", campaign)) == 1


def test_a_certificate_nobody_vouches_for_ends_it(mail: Postfix) -> None:
    transport = SmtpTransport(Account(name="A", smtp_host="localhost", smtp_port=mail.submission, security="starttls"))
    with pytest.raises(AccountError, match="certificate of localhost cannot be trusted"):
        transport.open()


def test_a_trusted_one_carries_the_letter(
    mail: Postfix, certificate_of_localhost: Sequence[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate_of_localhost[0]))
    transport = SmtpTransport(Account(name="A", smtp_host="localhost", smtp_port=mail.submission, security="starttls"))
    transport.open()
    assert transport.deliver(_letter("friend2")).code == 250
    transport.close()
    _until(lambda: mail.mailbox("friend2"), mail)


def test_too_large_is_said_before_it_is_sent(mail: Postfix) -> None:
    transport = SmtpTransport(Account(name="A", smtp_host="127.0.0.1", smtp_port=mail.small_mx, security="none"))
    transport.open()
    assert transport.largest_letter == 2000
    verdict = judge(transport.deliver(_letter("friend3", 5000)))
    transport.close()
    assert (verdict.outcome, verdict.reason) == ("ours", "too_large")
    assert not mail.mailbox("friend3")


def test_a_server_without_8bitmime_and_pipelining_gets_the_same_letter(mail: Postfix, office: Any) -> None:
    campaign = _campaign(office, "friend4")
    office.send_through(mail.plain_mx)
    assert _run(office, campaign) == {"friend4": "sent"}
    _until(lambda: _of_campaign(mail, "friend4", campaign), mail)
    (path,) = _of_campaign(mail, "friend4", campaign)
    content = path.read_bytes()
    assert content.isascii()
    assert b"caf=C3=A9" in content


@pytest.fixture
def reading(imap: Dovecot, certificate_of_localhost: Sequence[Path], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What makes an account's mailbox the one on the real Dovecot."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate_of_localhost[0]))
    return {"imap_host": "localhost", "imap_port": imap.port, "imap_username": "news"}


def test_a_report_postfix_made_is_read_from_dovecot(mail: Postfix, office: Any, reading: dict[str, Any]) -> None:
    account = office.send_through(mail.submission, **reading)
    campaign = _campaign(office, "friend5", "gone", "full", "blocked")
    assert set(_run(office, campaign).values()) == {"sent"}  # the relay took them all; it learns the rest later
    _until(lambda: len(_of_campaign(mail, "news", campaign)) == 3, mail)
    _until(lambda: _of_campaign(mail, "friend5", campaign), mail)
    before = {path: path.read_bytes() for path in mail.mailbox("news")}
    read = read_mailbox(office.engine, office.clock, account, PASSWORD)
    assert read.kinds["bounce"] >= 3
    told = {letter.address.partition("@")[0]: (letter.class_, letter.stopped) for letter in letters(office.engine)}
    assert told["gone"] == ("hard", True)
    assert told["full"] == ("soft", False)
    assert told["blocked"] == ("policy", False)
    assert [mark.shown for mark in Suppressions(office.engine, office.clock).all()] == ["gone@friends.example"]
    states = {email.partition("@")[0]: state for email, state in office.states(campaign).items()}
    assert states == {"friend5": "sent", "gone": "failed", "full": "sent", "blocked": "sent"}
    assert {path: path.read_bytes() for path in mail.mailbox("news")} == before  # not moved, not marked, not deleted
    assert read_mailbox(office.engine, office.clock, account, PASSWORD).letters == 0


def test_an_unsubscribe_letter_through_both(mail: Postfix, office: Any, reading: dict[str, Any]) -> None:
    account = office.send_through(mail.submission, **reading)
    campaign = _campaign(office, "friend6")
    _run(office, campaign)
    _until(lambda: _of_campaign(mail, "friend6", campaign), mail)
    letter = _of_campaign(mail, "friend6", campaign)[0].read_text()
    found = re.search(r"List-Unsubscribe: <mailto:([^?]+)\?subject=unsubscribe%20([a-z2-7]+)>", letter)
    assert found is not None
    wish = f"From: friend6@friends.example\r\nTo: {found[1]}\r\nSubject: unsubscribe {found[2]}\r\n\r\n\r\n".encode()
    transport = SmtpTransport(account)
    transport.open()
    assert transport.deliver(Envelope("friend6@friends.example", found[1], wish)).code == 250
    transport.close()
    _until(lambda: any(found[2].encode() in path.read_bytes() for path in mail.mailbox("news")), mail)
    read_mailbox(office.engine, office.clock, account, PASSWORD)
    assert Suppressions(office.engine, office.clock).blocked("friend6@friends.example", office.newsletter.id) == "unsubscribed"


def test_dovecot_refuses_a_wrong_password_in_words(mail: Postfix, office: Any, reading: dict[str, Any]) -> None:
    account = office.send_through(mail.submission, **reading)
    with pytest.raises(AccountError, match="refused the user name or the password"):
        read_mailbox(office.engine, office.clock, account, "wrong")


def test_dovecots_certificate_is_verified(mail: Postfix, office: Any, imap: Dovecot) -> None:
    account = office.send_through(mail.submission, imap_host="localhost", imap_port=imap.port, imap_username="news")
    with pytest.raises(AccountError, match="certificate of localhost cannot be trusted"):
        read_mailbox(office.engine, office.clock, account, PASSWORD)


def test_a_letter_to_oneself_comes_back_through_both(mail: Postfix, office: Any, reading: dict[str, Any]) -> None:
    account = office.send_through(mail.submission, **reading)
    envelope, token = seed_letter(account, account.from_email, office.clock)
    send_seed(SmtpTransport(account), envelope)
    report = explain(await_seed(account, PASSWORD, token, patience=20, every=0.05))
    assert [finding.state for finding in report.findings] == ["good", "unknown", "advice"]  # this server judges nobody
