"""Ticking a day puts it on the shelf at once; taking the tick away takes it off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from composer.credentials import Credentials
from composer.library.awareness import AwarenessDay, shipped_days
from composer.library.shelf_query import ShelfQuery
from composer.publishing.awareness import forget_day, keep_day
from composer.workspace import Workspace, open_workspace


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Iterator[Workspace]:
    made = open_workspace(str(tmp_path / "work"), clock=clock, credentials=Credentials(backend={}))
    yield made
    made.close()


def titles(workspace: Workspace) -> list[str]:
    return [row.item.title for row in workspace.shelf.find(ShelfQuery(kinds=frozenset({"awareness"})))]


def test_a_ticked_day_is_offered_and_an_unticked_one_not(workspace: Workspace) -> None:
    day = shipped_days()["aids-day"]
    keep_day(workspace, day)
    assert titles(workspace) == ["World AIDS Day"]
    assert [row.title for row in workspace.source_list.all()] == ["Awareness days"]
    keep_day(workspace, day, wanted=False)
    assert titles(workspace) == []
    keep_day(workspace, day)
    assert titles(workspace) == ["World AIDS Day"]


def test_a_changed_day_moves_and_makes_no_second_one(workspace: Workspace) -> None:
    own = keep_day(workspace, AwarenessDay(name="Our birthday", rule="3 December"))
    keep_day(workspace, AwarenessDay(id=own.id, name="Our birthday party", rule="5 December"))
    assert titles(workspace) == ["Our birthday party"]
    (row,) = workspace.shelf.find(ShelfQuery(kinds=frozenset({"awareness"})))
    assert str(row.item.starts)[:10] == "2026-12-05"


def test_a_forgotten_day_is_gone(workspace: Workspace) -> None:
    own = keep_day(workspace, AwarenessDay(name="Our birthday", rule="3 December"))
    forget_day(workspace, own.id)
    assert titles(workspace) == []


def test_taking_away_what_was_never_ticked_adds_no_source(workspace: Workspace) -> None:
    keep_day(workspace, shipped_days()["aids-day"], wanted=False)
    assert workspace.source_list.all() == []
