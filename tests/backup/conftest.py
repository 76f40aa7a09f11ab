"""A workspace with something of everything in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest


def fill(workspace: Any, *, people: int = 3) -> Any:
    """An issue with a picture, an item on the shelf, people on a list, one of whom said no."""
    from composer.blocks.text import TextBlock
    from composer.contacts.contact import Contact
    from composer.document.issue import Issue
    from composer.document.newsletter import Newsletter
    from composer.library.item import Item

    newsletter = Newsletter(name="Harbour News")
    workspace.documents.save_newsletter(newsletter)
    issue = Issue(
        newsletter=newsletter.id, name="December", subject="Lights on", blocks=(TextBlock(id="greeting", text="Dear all"),)
    )
    workspace.documents.create(issue)
    workspace.shelf.keep([Item(id="roof", kind="news", title="The boathouse roof", categories=("Building",))], "site")
    workspace.lists.create("Friends")
    ids = [workspace.contacts.save(Contact(email=f"person{at}@example.org", first_name=f"Name{at}")).id for at in range(people)]
    workspace.lists.add("Friends", ids)
    workspace.suppressions.add("no@example.org", "unsubscribed")
    (workspace.folder / "templates" / "own").mkdir(parents=True)
    (workspace.folder / "templates" / "own" / "template.toml").write_text("name = 'Own'\n", encoding="utf-8")
    return issue


@pytest.fixture
def open_at(clock: Any) -> Iterator[Callable[..., Any]]:
    """Opens workspaces and closes them at the end."""
    from composer.credentials import Credentials
    from composer.workspace import open_workspace

    opened: list[Any] = []

    def made(location: Path | str) -> Any:
        opened.append(open_workspace(str(location), clock=clock, credentials=Credentials(backend={})))
        return opened[-1]

    yield made
    for workspace in opened:
        workspace.close()


@pytest.fixture
def work(open_at: Callable[..., Any], tmp_path: Path) -> Any:
    """A workspace with something in it."""
    workspace = open_at(tmp_path / "work")
    fill(workspace)
    return workspace
