"""What was found about the sender's domain is kept for a week, for that sender and server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from composer.clock import fixed_clock
from composer.credentials import Credentials
from composer.delivery.accounts import Account
from composer.errors import AccountError, NotFoundError
from composer.publishing.sender_domain import fresh_report, kept_report, letter_to_oneself, look_at_domain, reader_for
from composer.workspace import Workspace, open_workspace

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "delivery"))

from name_server import NameServer

ACCOUNT = Account(
    name="Office", smtp_host="smtp.office365.com", smtp_port=587, security="starttls", from_email="news@harbour.example"
)


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Iterator[Workspace]:
    made = open_workspace(str(tmp_path / "work"), clock=clock, credentials=Credentials(backend={}))
    yield made
    made.close()


def test_kept_for_a_week_and_for_that_sender(workspace: Workspace) -> None:
    with NameServer() as server:
        assert kept_report(workspace, ACCOUNT) is None
        found = look_at_domain(workspace, ACCOUNT, server.names)
        assert found.state == "bad"
        server.asked.clear()
        assert fresh_report(workspace, ACCOUNT, server.names) == found
        assert server.asked == []
        later = msgspec.structs.replace  # another server is another question
        assert kept_report(workspace, later(ACCOUNT, smtp_host="smtp.gmail.com")) is None
        object.__setattr__(workspace, "clock", fixed_clock(workspace.clock() + timedelta(days=8)))
        fresh_report(workspace, ACCOUNT, server.names)
        assert server.asked


def test_where_the_dns_is_silent_the_last_answer_stands(workspace: Workspace) -> None:
    with NameServer() as server:
        names = server.names
        server.records["harbour.example", "MX"] = "SERVFAIL"
        assert fresh_report(workspace, ACCOUNT, names) is None
        del server.records["harbour.example", "MX"]
        found = look_at_domain(workspace, ACCOUNT, names)
        server.records["harbour.example", "MX"] = "SERVFAIL"
        object.__setattr__(workspace, "clock", fixed_clock(workspace.clock() + timedelta(days=8)))
        assert fresh_report(workspace, ACCOUNT, names) == found


def test_whose_mailbox_the_letter_goes_to(workspace: Workspace) -> None:
    accounts = workspace.accounts
    accounts.save(ACCOUNT)
    with pytest.raises(AccountError, match="cannot be read from here"):
        reader_for(workspace, ACCOUNT)
    other = msgspec.structs.replace(ACCOUNT, name="Other", imap_host="imap.friends.example", from_email="me@friends.example")
    accounts.save(other)
    assert reader_for(workspace, ACCOUNT).name == "Other"
    own = msgspec.structs.replace(ACCOUNT, imap_host="imap.harbour.example")
    accounts.save(own)
    assert reader_for(workspace, own).name == "Office"
    assert reader_for(workspace, own, "Other").name == "Other"
    with pytest.raises(NotFoundError):
        reader_for(workspace, own, "Nobody")


def test_a_letter_to_oneself_is_sent_read_back_and_explained(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from composer.delivery.authentication_results import ReceivedLetter
    from composer.delivery.seed_test import Arrived
    from composer.publishing import sender_domain

    own = msgspec.structs.replace(ACCOUNT, imap_host="imap.harbour.example")
    sent: list[str] = []
    monkeypatch.setattr(sender_domain, "send_seed", lambda _transport, envelope: sent.append(envelope.rcpt_to))
    received = ReceivedLetter("", (), (), frozenset(), "harbour.example")
    monkeypatch.setattr(sender_domain, "await_seed", lambda *_args, **_options: Arrived("INBOX", False, received))
    report = letter_to_oneself(workspace, own, own)
    assert sent == ["news@harbour.example"]
    assert report.findings[0].words == "The letter arrived in the inbox."
