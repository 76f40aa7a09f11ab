"""Who has not had an issue that was sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from composer.contacts.contact import Contact
from composer.credentials import Credentials
from composer.delivery.campaign import Campaign
from composer.publishing.left_over import left_over
from composer.workspace import open_workspace


def campaign_to(lists: tuple[str, ...], at: Any) -> Campaign:
    return Campaign(
        id="c", issue="i", issue_name="December", fingerprint="", newsletter="n", account="Practice mailbox", lists=lists,
        state="finished", why="", test=False, subject="", sender="", made=at, starts=None, started=None, finished=at, ask_after=0,
    )  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Any:
    made = open_workspace(str(tmp_path / "work"), clock=clock, credentials=Credentials(backend={}))
    made.lists.create("Friends")
    made.lists.add("Friends", [made.contacts.save(Contact(email=f"p{at}@example.org")).id for at in range(3)])
    yield made
    made.close()


def test_those_who_may_be_written_to_count(workspace: Any) -> None:
    workspace.suppressions.add("p1@example.org", "unsubscribed")
    assert left_over(workspace, campaign_to(("Friends",), workspace.clock())) == 2


def test_a_list_that_is_gone_is_nobody(workspace: Any) -> None:
    assert left_over(workspace, campaign_to(("Gone",), workspace.clock())) == 0
    assert left_over(workspace, campaign_to((), workspace.clock())) == 0
