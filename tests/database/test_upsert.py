"""One statement inserts what is new and updates what is known, on both engines."""

from __future__ import annotations

from sqlalchemy import Engine, select

from composer.database.tables import meta
from composer.database.upsert import insert_or_ignore, insert_or_update


def _all(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        return {row.key: row.value for row in connection.execute(select(meta))}


def test_known_rows_are_updated_and_new_ones_added(engine: Engine) -> None:
    with engine.begin() as connection:
        insert_or_update(connection, meta, [{"key": "a", "value": "1"}, {"key": "b", "value": "1"}], ["key"])
        insert_or_update(connection, meta, [{"key": "b", "value": "2"}, {"key": "c", "value": "2"}], ["key"])
    assert _all(engine) == {"a": "1", "b": "2", "c": "2"}


def test_known_rows_can_be_left_as_they_are(engine: Engine) -> None:
    with engine.begin() as connection:
        insert_or_ignore(connection, meta, [{"key": "a", "value": "1"}])
        insert_or_ignore(connection, meta, [{"key": "a", "value": "2"}, {"key": "b", "value": "2"}])
    assert _all(engine) == {"a": "1", "b": "2"}


def test_nothing_to_do_does_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        insert_or_ignore(connection, meta, [])
        insert_or_update(connection, meta, [], ["key"])
    assert _all(engine) == {}
