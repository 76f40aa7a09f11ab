"""Running a campaign: the practice mailbox opens by itself, and the ledger knows what went out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from composer.blocks.article import Article
from composer.blocks.footer import Footer
from composer.contacts.contact import Contact
from composer.delivery.accounts import PRACTICE_NAME, practice_account
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.library.item import Item
from composer.library.shelf import ShelfQuery
from composer.publishing.review import Choice, make_campaign, read_facts, read_letter
from composer.publishing.run import run_campaign
from composer.workspace import Workspace, open_workspace

BRAND = Brand(organisation="Mill Lane Trust", postal_address="1 Mill Lane, Yarnton", reason="You asked for it.")


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Iterator[Workspace]:
    """A newsletter, one item on the shelf, three people on a sample list and the same on a real one."""
    made = open_workspace(str(tmp_path / "work"), clock=clock)
    made.documents.save_newsletter(
        Newsletter(id="news", name="Mill news", sender_email="news@mill.example", brand=BRAND, usual_list="Practice people")
    )
    made.accounts.save(practice_account(1))
    made.lists.create("Practice people", sample=True)
    made.lists.create("Supporters")
    ids = [made.contacts.save(Contact(email=f"p{number}@example.org", first_name=f"P{number}")).id for number in range(3)]
    made.lists.add("Practice people", ids)
    made.lists.add("Supporters", ids)
    made.shelf.keep([Item(id="roof", title="The roof", text="It is finished.", published=clock())], "site")
    yield made
    made.close()


def _issue(workspace: Workspace) -> str:
    issue = Issue(
        newsletter="news",
        name="December",
        subject="The roof is finished",
        brand=BRAND,
        blocks=(Article(title_text="The roof", text="It is finished.", layout="none", item="roof"), Footer()),
    )
    return workspace.documents.create(issue).issue.id


def _send(workspace: Workspace, list_name: str) -> None:
    facts = read_facts(workspace, read_letter(workspace, _issue(workspace)), Choice((list_name,), PRACTICE_NAME))
    run_campaign(workspace, make_campaign(workspace, facts).id)


def _is_new(workspace: Workspace, list_name: str) -> bool:
    return bool(workspace.shelf.find(ShelfQuery(new_for_list=list_name)))


def test_letters_lie_in_the_practice_mailbox_and_the_item_is_not_new_any_more(workspace: Workspace) -> None:
    assert _is_new(workspace, "Practice people")
    _send(workspace, "Practice people")
    assert len(list(workspace.practice_folder.glob("*.eml"))) == 3
    assert not _is_new(workspace, "Practice people")
    note = workspace.shelf.rows(["roof"])[0].sent[0]
    assert (note.issue_name, note.list) == ("December", "Practice people")


def test_a_rehearsal_with_real_people_leaves_their_news_new(workspace: Workspace) -> None:
    _send(workspace, "Supporters")
    assert len(list(workspace.practice_folder.glob("*.eml"))) == 3
    assert _is_new(workspace, "Supporters")


def test_the_ledger_notes_what_really_went_out(workspace: Workspace) -> None:
    facts = read_facts(workspace, read_letter(workspace, _issue(workspace)), Choice(("Practice people",), PRACTICE_NAME))
    campaign = make_campaign(workspace, facts)
    workspace.documents.delete(facts.letter.issue.id)
    run_campaign(workspace, campaign.id)
    assert not _is_new(workspace, "Practice people")
