"""Filters with names."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from composer.errors import InputError, NotFoundError
from composer.library.saved_filters import SavedFilters
from composer.library.shelf_filter import ShelfFilter

BOATS = ShelfFilter(categories=frozenset({"Boats"}), period="between", last=date(2026, 3, 1))
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def filters(engine: Engine) -> SavedFilters:
    return SavedFilters(engine, lambda: NOW)


def _names(filters: SavedFilters) -> list[str]:
    return [one.name for one in filters.all()]


def test_a_filter_is_kept_renamed_and_removed_with_a_way_back(filters: SavedFilters) -> None:
    boats = filters.save(" Boats ", BOATS)
    filters.save("all closing", ShelfFilter(closing=True))
    assert _names(filters) == ["all closing", "Boats"]
    assert filters.all()[1].filter == BOATS
    filters.rename(boats.id, "Ships")
    assert _names(filters) == ["all closing", "Ships"]
    removed = filters.remove(boats.id)
    assert _names(filters) == ["all closing"]
    assert filters.remove(boats.id) is None
    assert removed is not None
    filters.put_back(removed)
    assert _names(filters) == ["all closing", "Ships"]


def test_saving_under_the_same_name_replaces(filters: SavedFilters) -> None:
    filters.save("Boats", BOATS)
    filters.save("boats", ShelfFilter(changed=True))
    assert [(one.name, one.filter.changed) for one in filters.all()] == [("boats", True)]


def test_names_must_be_names(filters: SavedFilters) -> None:
    boats, other = filters.save("Boats", BOATS), filters.save("Other", BOATS)
    for refused in (
        lambda: filters.save(" ", BOATS),
        lambda: filters.save("x" * 61, BOATS),
        lambda: filters.save("Nothing", ShelfFilter()),
        lambda: filters.rename(boats.id, "other"),
    ):
        with pytest.raises(InputError):
            refused()
    filters.rename(boats.id, "BOATS")
    filters.remove(other.id)
    with pytest.raises(NotFoundError):
        filters.rename(other.id, "Gone")
