"""The columns of a table: seen before it is taken in, put right later, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from composer.credentials import Credentials
from composer.errors import ComposerError
from composer.library.shelf_query import ShelfQuery
from composer.publishing.table_columns import look_into, take_in
from composer.workspace import Workspace, open_workspace


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Iterator[Workspace]:
    made = open_workspace(str(tmp_path / "work"), clock=clock, credentials=Credentials(backend={}))
    yield made
    made.close()


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "plans.csv"
    path.write_text(
        "Label,Kunde,Date,Venue\nCarols by the quay,Open to all,3/12/2026,Pier 2\nWinter swim,Bring a towel,4/12/2026,Slipway\n",
        encoding="utf-8",
    )
    return str(path)


def on_the_shelf(workspace: Workspace) -> dict[str, str]:
    rows = workspace.shelf.find(ShelfQuery())
    return {row.item.title: f"{row.item.starts:%d %B}" for row in rows if row.item.starts is not None}


def test_a_look_changes_nothing_and_says_what_would_be_read(workspace: Workspace, table: str) -> None:
    look = look_into(workspace, table)
    assert (look.name, look.count, look.day_order) == ("plans.csv", 2, "either")
    assert look.tables[0].headings == ("Label", "Kunde", "Date", "Venue")
    assert on_the_shelf(workspace) == {}
    assert workspace.source_list.all() == []


def test_what_a_person_chooses_counts_and_is_remembered(workspace: Workspace, table: str) -> None:
    chosen = {"Label": "title", "Kunde": "text", "": "month_first"}
    assert look_into(workspace, table, chosen).items[0].text == "Open to all"
    taken = take_in(workspace, table, chosen)
    assert (taken.items, taken.before) == (2, {})
    assert on_the_shelf(workspace) == {"Carols by the quay": "12 March", "Winter swim": "12 April"}
    assert look_into(workspace, table).chosen == chosen
    assert [row.type for row in workspace.source_list.all()] == ["table"]


def test_another_choice_takes_away_what_the_first_made_and_there_is_a_way_back(workspace: Workspace, table: str) -> None:
    take_in(workspace, table, {"": "month_first"})
    again = take_in(workspace, table, {"Kunde": "title", "Label": ""})
    assert on_the_shelf(workspace) == {"Open to all": "03 December", "Bring a towel": "04 December"}
    assert len(workspace.source_list.all()) == 1
    take_in(workspace, table, again.before)
    assert on_the_shelf(workspace) == {"Carols by the quay": "12 March", "Winter swim": "12 April"}


def test_without_titles_nothing_is_taken_in_and_the_reason_is_said(workspace: Workspace, table: str) -> None:
    look = look_into(workspace, table, {"Label": "", "Kunde": "place", "Venue": "", "Date": "date"})
    assert "No column" in look.refusal
    assert look.items == ()
    with pytest.raises(ComposerError, match="No column"):
        take_in(workspace, table, {"Label": "", "Kunde": "place", "Venue": "", "Date": "date"})
    assert workspace.source_list.all() == []


def test_one_column_that_tells_tells_for_the_others(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "us.csv"
    path.write_text("Title,Start date,End date\nCarols,3/12/2026,3/25/2026\n", encoding="utf-8")
    look = look_into(workspace, str(path))
    assert look.day_order == ""
    assert look.items[0].starts is not None
    assert (look.items[0].starts.month, look.items[0].starts.day) == (3, 12)


def test_what_is_no_table_is_said(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("just words\n", encoding="utf-8")
    with pytest.raises(ComposerError):
        look_into(workspace, str(tmp_path / "a.csv"))
