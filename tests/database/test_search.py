"""Full-text search finds the same on both engines, as one types."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, insert

from composer.database.search import MAX_WORD_LENGTH, index_items, search_items, words_of_text
from composer.database.tables import items

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _put(connection: Connection, number: int, words: str) -> str:
    moment = NOW - timedelta(days=number)
    row: dict[str, Any] = {
        "id": f"item{number}",
        "source": "s",
        "kind": "news",
        "title": words,
        "body": "{}",
        "content_hash": "",
        "sort_moment": moment,
        "first_seen": moment,
        "last_seen": moment,
    }
    connection.execute(insert(items).values(**row))
    index_items(connection, {row["id"]: words})
    return str(row["id"])


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("b", "The boathouse roof"),
        ("bo ro", "The boathouse roof"),
        ("ROOF", "The boathouse roof"),
        ("cafe", "A new Café for all"),
        ("café", "a new cafe"),
        ("strasse", "Unter der Straße"),
        ("o'clock", "Seven o’clock"),
        ("12", "on 12 December"),
        ("会", "年次総会のお知らせ"),
        ("総会", "年次総会のお知らせ"),
        ("при", "Привет всем"),
        ("नमस्ते", "नमस्ते दुनिया"),
        ("e-mail", "E-mail and letters"),
        ("x AND y", "x and y"),
        ("\"quoted\" (round) 'single' a:b* ^c NEAR(", "quoted round single a b c near"),
    ],
)
def test_found_as_one_types(engine: Engine, typed: str, text: str) -> None:
    with engine.begin() as connection:
        wanted = _put(connection, 1, text)
        _put(connection, 2, "something else entirely")
    with engine.connect() as connection:
        assert search_items(connection, typed, 10) == [wanted]


@pytest.mark.parametrize("typed", ["oof", "boathouses", "boathouse missing"])
def test_not_found_where_a_word_is_not_there(engine: Engine, typed: str) -> None:
    with engine.begin() as connection:
        _put(connection, 1, "The boathouse roof")
    with engine.connect() as connection:
        assert search_items(connection, typed, 10) == []


@pytest.mark.parametrize("typed", ["", "   ", "!?", "\x00", "'", "%", "\ud800"])
def test_without_a_word_nothing_is_found(engine: Engine, typed: str) -> None:
    with engine.begin() as connection:
        _put(connection, 1, "The boathouse roof")
    with engine.connect() as connection:
        assert search_items(connection, typed, 10) == []


def test_the_newest_come_first_and_no_more_than_asked_for(engine: Engine) -> None:
    with engine.begin() as connection:
        for number in (3, 1, 4, 2):
            _put(connection, number, f"roof number {number}")
    with engine.connect() as connection:
        assert search_items(connection, "roof", 3) == ["item1", "item2", "item3"]


def test_a_changed_item_is_found_by_its_new_words_only(engine: Engine) -> None:
    with engine.begin() as connection:
        wanted = _put(connection, 1, "The boathouse roof")
        index_items(connection, {wanted: "The harbour wall"})
    with engine.connect() as connection:
        assert search_items(connection, "boathouse", 10) == []
        assert search_items(connection, "harbour", 10) == [wanted]


@given(st.text())
def test_any_text_falls_into_words(text: str) -> None:
    for word in words_of_text(text):
        assert word
        assert len(word) <= MAX_WORD_LENGTH
        assert not set(word) & set(" '\"*&|!():<>\x00")


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N"))))
def test_a_word_is_found_however_it_is_written(word: str) -> None:
    assert words_of_text(word.upper()) == words_of_text(word.upper().lower().upper())
