"""Connecting a WordPress site: tried first, noted for all its sources, the password in the keyring alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "sources"))

from local_site import LocalSite
from wordpress_site import PASSWORD, USER, WordPressSite

from composer.credentials import Credentials
from composer.errors import NotFoundError, SourceError
from composer.publishing.site_access import connect_site, disconnect_site
from composer.sources.refresh import refresh
from composer.workspace import Workspace, open_workspace


@pytest.fixture
def site() -> Iterator[LocalSite]:
    served = LocalSite().start()
    yield served
    served.stop()


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Iterator[Workspace]:
    made = open_workspace(str(tmp_path / "w"), clock=clock, credentials=Credentials(backend={}))
    yield made
    made.close()


def _states(workspace: Workspace) -> set[str]:
    from composer.library.shelf import ShelfQuery

    return {row.item.state for row in workspace.shelf.find(ShelfQuery())}


def test_connected_its_drafts_are_read_and_disconnected_they_are_not(workspace: Workspace, site: LocalSite) -> None:
    served = WordPressSite(site)
    served.add_type("report", "Reports", "reports")
    posts = workspace.source_list.add("wordpress", f"{served.interface}wp/v2/posts", "Quayside")
    workspace.source_list.add("wordpress", f"{served.interface}wp/v2/reports", "Reports")
    other = workspace.source_list.add("wordpress", "https://elsewhere.example/wp-json/wp/v2/posts", "Elsewhere")
    words = connect_site(workspace, posts.id, f" {USER} ", f" {PASSWORD} ")
    assert words.startswith(f"127.0.0.1:{site.port} is connected as Rosa Lind. The password is kept")
    assert {row.title: row.username for row in workspace.source_list.all()} == {
        "Quayside": USER,
        "Reports": USER,
        "Elsewhere": "",
    }
    refresh(workspace.source_list, workspace.shelf, workspace.fetch_context(), ids=[posts.id])
    assert _states(workspace) == {"", "draft", "pending", "future", "private"}
    assert {row.last_problem for row in workspace.source_list.all()} == {""}
    disconnect_site(workspace, posts.id)
    assert workspace.site_account(posts.location) is None
    assert {row.username for row in workspace.source_list.all()} == {""}
    assert workspace.site_account(other.location) is None


def test_the_password_lies_in_no_file(workspace: Workspace, site: LocalSite) -> None:
    served = WordPressSite(site)
    row = workspace.source_list.add("wordpress", f"{served.interface}wp/v2/posts", "Quayside")
    connect_site(workspace, row.id, USER, PASSWORD)
    refresh(workspace.source_list, workspace.shelf, workspace.fetch_context())
    for file in workspace.folder.rglob("*"):
        if file.is_file():
            assert PASSWORD.replace(" ", "").encode() not in file.read_bytes()
            assert PASSWORD.encode() not in file.read_bytes()


def test_a_revoked_password_is_said_beside_what_everybody_can_read(workspace: Workspace, site: LocalSite) -> None:
    served = WordPressSite(site)
    row = workspace.source_list.add("wordpress", f"{served.interface}wp/v2/posts", "Quayside")
    connect_site(workspace, row.id, USER, PASSWORD)
    served.passwords.clear()
    (outcome,) = refresh(workspace.source_list, workspace.shelf, workspace.fetch_context())
    assert outcome.kept is not None
    assert outcome.kept.new == 3
    assert "may have been revoked" in workspace.source_list.all()[0].last_problem


@pytest.mark.parametrize(
    ("editor", "password", "sentence"), [(False, PASSWORD, "may not see drafts"), (True, "no", "does not accept")]
)
def test_what_is_refused_is_not_kept(workspace: Workspace, site: LocalSite, editor: bool, password: str, sentence: str) -> None:
    served = WordPressSite(site, editor=editor)
    row = workspace.source_list.add("wordpress", f"{served.interface}wp/v2/posts", "Quayside")
    with pytest.raises(SourceError, match=sentence):
        connect_site(workspace, row.id, USER, password)
    assert workspace.site_account(row.location) is None
    with pytest.raises(NotFoundError):
        connect_site(workspace, "nobody", USER, password)
