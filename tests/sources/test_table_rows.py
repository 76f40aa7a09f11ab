"""Rows of a table become items of the kind their columns speak of; a row that cannot be used is named."""

from __future__ import annotations

from typing import Any

from composer.sources.table_rows import Table, items_of_table

COLUMNS = {"Title": "title", "Date": "date", "Where": "place", "Closes": "deadline"}
DATES = Table(
    ("Title", "Date", "Where"),
    (
        (2, ("Soup", "5 December 2026 10:00", "Hall")),
        (3, ("", "6 December 2026", "")),
        (4, ("Soup", "5 December 2026 10:00", "Hall")),
        (5, ("Carols", "some time soon", "")),
    ),
    "Dates",
)


def test_rows_with_a_date_are_events(context: Any) -> None:
    items, _unusable = items_of_table(DATES, COLUMNS, "dates.csv", context)
    assert [(item.kind, item.title, item.place) for item in items][:1] == [("event", "Soup", "Hall")]
    assert str(items[0].starts).startswith("2026-12-05 10:00")


def test_what_cannot_be_used_is_named_by_its_row(context: Any) -> None:
    _items, unusable = items_of_table(DATES, COLUMNS, "dates.csv", context)
    reasons = {one.row: one.reason for one in unusable}
    assert "title" in reasons[3]
    assert "row 2" in reasons[4]
    assert "some time soon" in reasons[5]


def test_a_closing_date_makes_a_tender(context: Any) -> None:
    table = Table(("Title", "Closes"), ((2, ("Invitation to tender: survey of the walls", "18 December 2026 noon")),))
    (item,), unusable = items_of_table(table, COLUMNS, "tenders.csv", context)
    assert (item.kind, str(item.deadline)[:16]) == ("tender", "2026-12-18 12:00")
    assert unusable == []
