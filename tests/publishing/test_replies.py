"""Before anything leaves, everything that can say who unsubscribed is read; what does not answer stops the sending."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from composer.blocks.article import Article
from composer.blocks.footer import Footer
from composer.contacts.contact import Contact
from composer.credentials import Credentials
from composer.delivery import letters_in
from composer.delivery.accounts import Account
from composer.delivery.mailbox.reading import MailboxRead
from composer.delivery.practice_server import PracticeServer
from composer.delivery.transports.transport import TryAgainError
from composer.delivery.unheard import send_without, unheard_of
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.errors import NotFoundError
from composer.publishing import replies
from composer.publishing.replies import hear, heed_files, letter_files, mailboxes
from composer.publishing.review import Choice, make_campaign, read_facts, read_letter
from composer.publishing.run import run_campaign
from composer.workspace import Workspace, open_workspace

BRAND = Brand(organisation="Mill Lane Trust", postal_address="1 Mill Lane, Yarnton", reason="You asked for it.")


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Iterator[Workspace]:
    made = open_workspace(str(tmp_path / "work"), clock=clock, credentials=Credentials(backend={}))
    made.documents.save_newsletter(Newsletter(id="news", name="Mill news", sender_email="news@mill.example", brand=BRAND))
    made.lists.create("Supporters")
    made.lists.add("Supporters", [made.contacts.save(Contact(email=f"p{number}@example.org")).id for number in range(2)])
    yield made
    made.close()


def _account(workspace: Workspace, port: int, name: str = "Office") -> Account:
    account = Account(
        name=name,
        smtp_host="127.0.0.1",
        smtp_port=port,
        security="none",
        from_email="news@mill.example",
        imap_host="mill.example",
    )
    workspace.accounts.save(account)
    return account


def _campaign(workspace: Workspace) -> str:
    issue = Issue(
        newsletter="news",
        name="December",
        subject="The roof",
        brand=BRAND,
        blocks=(Article(title_text="The roof", text="It is finished.", layout="none"), Footer()),
    )
    letter = read_letter(workspace, workspace.documents.create(issue).issue.id)
    return make_campaign(workspace, read_facts(workspace, letter, Choice(("Supporters",), "Office"))).id


def _silent(*_args: Any, **_options: Any) -> MailboxRead:
    raise TryAgainError("mill.example did not answer on port 993.", "Check the connection and the port, then try again.")


def test_one_silent_mailbox_hides_no_other(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    _account(workspace, 25, "Away")
    _account(workspace, 25, "There")

    def read(_workspace: Workspace, account: Account, **_options: Any) -> MailboxRead:
        return _silent() if account.name == "Away" else MailboxRead(letters=3, stopped=1)

    monkeypatch.setattr(replies, "read_account", read)
    heard = hear(workspace, ["news"])
    assert (heard.places, heard.letters, heard.stopped) == (2, 3, 1)
    assert [(one.place, one.shown) for one in heard.silent] == [("mailbox:Away", "the mailbox of “Away”")]


def test_a_mailbox_that_is_not_read_to_its_end_does_not_count_as_read(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    _account(workspace, 25)
    monkeypatch.setattr(replies, "read_account", lambda *_args, **_options: MailboxRead(letters=20_000, left=5))
    (silent,) = hear(workspace, []).silent
    assert "5 letters are still to be read" in str(silent.error)


def test_nothing_leaves_while_the_mailbox_is_silent_until_somebody_decides(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replies, "read_account", _silent)
    with PracticeServer(tmp_path / "post") as server:
        _account(workspace, server.port)
        campaign = _campaign(workspace)
        assert run_campaign(workspace, campaign).sent == 0
        paused = workspace.campaigns.get(campaign)
        assert paused.state == "paused"
        assert "the mailbox of “Office” did not say who unsubscribed" in paused.why
        assert "did not answer on port 993" in paused.why
        assert unheard_of(workspace.engine, campaign).missing == ("mailbox:Office",)
        workspace.campaigns.resume(campaign)
        assert run_campaign(workspace, campaign).sent == 0  # going on is trying again, not going without
        send_without(workspace.engine, campaign, ["mailbox:Office"])
        workspace.campaigns.resume(campaign)
        assert run_campaign(workspace, campaign).sent == 2
        assert len(server.letters()) == 2


def test_who_wrote_a_minute_ago_gets_nothing(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(opened: Workspace, _account: Account, **_options: Any) -> MailboxRead:
        opened.suppressions.add("p0@example.org", "unsubscribed", newsletter="news")
        return MailboxRead(letters=1, stopped=1)

    monkeypatch.setattr(replies, "read_account", read)
    with PracticeServer(tmp_path / "post") as server:
        _account(workspace, server.port)
        counts = run_campaign(workspace, _campaign(workspace))
        assert (counts.sent, counts.suppressed) == (1, 1)
        assert "p1@example.org" in server.letters()[0].read_text()


def test_files_are_heeded_once(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.eml").write_text("From: p0@example.org\nSubject: unsubscribe\n\n")
    (tmp_path / "in" / ".hidden").write_text("From: p1@example.org\nSubject: unsubscribe\n\n")
    (read,) = heed_files(workspace, [tmp_path / "in"])
    assert (read.addresses, read.known) == (("p0@example.org",), False)
    (again,) = heed_files(workspace, [tmp_path / "in" / "1.eml"])
    assert (again.addresses, again.known) == ((), True)
    assert len(letters_in.letters(workspace.engine)) == 1
    with pytest.raises(NotFoundError):
        letter_files([tmp_path / "gone.eml"])


def test_accounts_without_a_mailbox_are_not_asked(workspace: Workspace) -> None:
    assert mailboxes(workspace) == []
    _account(workspace, 25)
    assert [box.account.name for box in mailboxes(workspace)] == ["Office"]
    assert mailboxes(workspace)[0].position.at is None
