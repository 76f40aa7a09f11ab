"""What a person said of a table's columns is remembered for that table alone."""

from __future__ import annotations

from typing import Any

from composer.library.source_columns import SourceColumns


def test_choices_are_remembered_per_place_and_can_be_forgotten(engine: Any, clock: Any) -> None:
    columns = SourceColumns(engine, clock)
    assert columns.all() == {}
    columns.remember("/home/me/días.csv", {"Wann": "date", "Wer": ""})
    columns.remember("https://example.org/a.csv", {"A": "title"})
    columns.remember("/home/me/días.csv", {"Was": "title"})
    assert SourceColumns(engine, clock).all() == {
        "/home/me/días.csv": {"Was": "title"},
        "https://example.org/a.csv": {"A": "title"},
    }
    columns.remember("/home/me/días.csv", {})
    assert list(columns.all()) == ["https://example.org/a.csv"]
