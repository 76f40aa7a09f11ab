"""What every release so far left behind opens in this one, whole and with its history."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from composer import __version__
from composer.blocks.block import block_types
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.database.engine import FILE_NAME, migrate, open_engine
from composer.database.search import is_search_table
from composer.database.tables import metadata
from composer.delivery.accounts import AccountStore
from composer.document.issue_file import read_issue_file
from composer.document.pictures import PictureStore
from composer.document.store import DocumentStore
from composer.library.shelf import Shelf, ShelfQuery
from composer.library.source_list import SourceList

RELEASES = sorted(path for path in (Path(__file__).resolve().parent / "releases").iterdir() if path.is_dir())


def test_this_release_left_its_files() -> None:
    assert __version__ in [path.name for path in RELEASES], "run python tests/upgrades/make_release_files.py"


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_a_workspace_of_that_release_opens(release: Path, tmp_path: Path, clock: Callable[[], datetime]) -> None:
    shutil.copyfile(release / FILE_NAME, tmp_path / FILE_NAME)
    engine = open_engine(str(tmp_path))
    migrate(engine, str(tmp_path))
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _parents: not (kind == "table" and is_search_table(name))},
        )
        difference = compare_metadata(context, metadata)
    assert difference == [], "a table changed without a migration; or before the release, make its files again"

    documents = DocumentStore(engine, clock)
    (newsletter,) = documents.newsletters()
    assert (newsletter.name, newsletter.brand.organisation) == ("The Tide Table", "Harbour Friends")
    (row,) = documents.issues()
    assert len(documents.issues(in_bin=True)) == 1
    history = documents.open(row.id)
    assert history.issue.subject == "Lights on – at the harbour"
    assert {block.kind for block in history.issue.blocks} <= set(block_types())
    assert history.redo_label == "Remove “Lights on at the harbour”"
    assert [step.restore_point for step in history.steps if step.restore_point] == ["Before the clearing"]
    while history.can_undo:
        history.undo()
    assert [block.kind for block in history.issue.blocks] == ["text", "footer"]
    assert PictureStore(engine, clock).content(newsletter.brand.logo.hash)[0] == "image/png"

    shelf = Shelf(engine, clock)
    assert [found.item.id for found in shelf.find(ShelfQuery(text="harb"))] == ["roof"]
    assert shelf.get("roof").kind == "blog"
    assert shelf.rows(["roof"])[0].sent[0].issue_name == "November"
    assert [source.title for source in SourceList(engine, clock).all()] == ["Harbour Friends"]
    assert [found.contact.email for found in ContactStore(engine, clock).search("anna", list_name="Members")] == [
        "Anna@Harbour.example"
    ]
    assert Suppressions(engine, clock).blocked("no@harbour.example") == "by_hand"
    assert [account.name for account in AccountStore(engine, clock).all()] == ["Office"]
    engine.dispose()


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_an_issue_file_of_that_release_opens(release: Path, tmp_path: Path, clock: Callable[[], datetime]) -> None:
    engine = open_engine(str(tmp_path))
    migrate(engine, str(tmp_path))
    pictures = PictureStore(engine, clock)
    issue = read_issue_file(release / "December.newsletter", pictures)
    assert issue.subject == "Lights on – at the harbour"
    assert issue.block("roof").title() == "Lights on at the harbour"
    assert issue.pictures()
    assert all(pictures.has(found) for found in issue.pictures())
    engine.dispose()
