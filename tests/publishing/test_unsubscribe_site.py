"""The unsubscribe page of a newsletter: downloaded, tried, named in letters; and nothing leaves before its list was read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from composer.blocks.article import Article
from composer.blocks.footer import Footer
from composer.contacts.contact import Contact
from composer.credentials import Credentials
from composer.delivery.accounts import Account
from composer.delivery.practice_server import PracticeServer
from composer.delivery.transports.transport import TryAgainError
from composer.delivery.unsubscribe_site.collecting import proof_of, prove
from composer.delivery.unsubscribe_site.site import Mark, UnsubscribeSite
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.errors import InputError
from composer.publishing.review import Choice, make_campaign, read_facts, read_letter
from composer.publishing.run import run_campaign
from composer.publishing.unsubscribe_site import file_for, forget_page, page_of, suggested_endpoint, try_page
from composer.workspace import Workspace, open_workspace

ENDPOINT = "https://mill.example/?newsletter-unsubscribe={token}"
BRAND = Brand(
    organisation="Mill Lane Trust", postal_address="1 Mill Lane, Yarnton", reason="You asked for it.", website="mill.example"
)


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Iterator[Workspace]:
    made = open_workspace(str(tmp_path / "work"), clock=clock, credentials=Credentials(backend={}))
    made.documents.save_newsletter(Newsletter(id="news", name="Mill news", sender_email="news@mill.example", brand=BRAND))
    made.lists.create("Supporters")
    made.lists.add("Supporters", [made.contacts.save(Contact(email=f"p{number}@example.org")).id for number in range(2)])
    yield made
    made.close()


def test_tried_and_named_and_no_more(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    newsletter = workspace.documents.newsletter("news")
    assert suggested_endpoint(newsletter, "wordpress") == ENDPOINT
    assert file_for(workspace, newsletter, "wordpress").name.endswith(".zip")
    assert not page_of(workspace, "news").works
    for wrong in ("", "https://mill.example/unsubscribe", "http://mill.example/{token}"):
        with pytest.raises(InputError):
            try_page(workspace, "news", wrong)
    monkeypatch.setattr(UnsubscribeSite, "prove", lambda _site: None)
    assert try_page(workspace, "news", f" {ENDPOINT} ").works
    assert page_of(workspace, "news").works
    assert not forget_page(workspace, "news").works
    assert proof_of(workspace.engine, "news") is not None  # letters that are out still name it


def _campaign(workspace: Workspace, port: int) -> str:
    account = Account(name="Office", smtp_host="127.0.0.1", smtp_port=port, security="none", from_email="news@mill.example")
    workspace.accounts.save(account)
    issue = Issue(
        newsletter="news",
        name="December",
        subject="The roof",
        brand=BRAND,
        blocks=(Article(title_text="The roof", text="It is finished.", layout="none"), Footer()),
    )
    letter = read_letter(workspace, workspace.documents.create(issue).issue.id)
    return make_campaign(workspace, read_facts(workspace, letter, Choice(("Supporters",), "Office"))).id


def test_who_said_no_on_the_site_a_minute_ago_gets_no_letter_and_a_silent_site_holds_everything(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UnsubscribeSite, "prove", lambda _site: None)
    prove(workspace.engine, workspace.clock, "news", ENDPOINT)

    def silent(_site: UnsubscribeSite, _after: int) -> Any:
        raise TryAgainError("mill.example was not reached.", "Check the connection and try again.")

    with PracticeServer(tmp_path / "post") as server:
        campaign = _campaign(workspace, server.port)
        monkeypatch.setattr(UnsubscribeSite, "collect", silent)
        assert run_campaign(workspace, campaign).sent == 0
        stopped = workspace.campaigns.get(campaign)
        assert stopped.state == "paused"
        assert "mill.example was not reached" in stopped.why
        assert server.letters() == []
        from sqlalchemy import select

        from composer.database.tables import deliveries

        with workspace.engine.connect() as connection:
            token = connection.scalar(select(deliveries.c.token).where(deliveries.c.email == "p0@example.org"))
        assert token is not None
        monkeypatch.setattr(UnsubscribeSite, "collect", lambda _site, _after: ([Mark(token, workspace.clock())], 1))
        workspace.campaigns.resume(campaign)
        counts = run_campaign(workspace, campaign)
        assert (counts.sent, counts.suppressed) == (1, 1)
        (letter,) = [path.read_text() for path in server.letters()]
        assert "p1@example.org" in letter
