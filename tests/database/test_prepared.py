"""Prepared statements do what the same statements do when Core runs them, on each engine."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, update

from composer.database.prepared import Prepared, any_of, filled, room_for, several
from composer.database.tables import downloads, meta
from composer.errors import WorkspaceError

KEYS = [f"key {number}" for number in range(5)]


@pytest.fixture
def keys(engine: Any) -> Any:
    with engine.begin() as connection:
        connection.execute(insert(meta), [{"key": key, "value": "old"} for key in KEYS])
    return engine


def _values(engine: Any) -> dict[str, str]:
    with engine.connect() as connection:
        return {key: value for key, value in connection.execute(select(meta.c.key, meta.c.value)) if key in KEYS}


def test_many_rows_are_written_and_those_met_are_counted(keys: Any) -> None:
    statement = Prepared(keys, update(meta).where(meta.c.key == bindparam("which")).values(value=bindparam("new")))
    with keys.begin() as connection:
        met = statement.run_many(connection, [{"which": key, "new": "new"} for key in (*KEYS[:3], "nobody's")])
    assert met == 3
    assert list(_values(keys).values()).count("new") == 3


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_several_values_find_their_rows_whatever_their_number(count: int, keys: Any) -> None:
    room = room_for(count)
    wanted = select(meta.c.key).where(several(meta.c.key, "key", room), any_of(meta.c.value, ("old", "older")))
    with keys.connect() as connection:
        found = Prepared(keys, wanted).run(connection, filled("key", KEYS[:count], room)).scalars().all()
    assert sorted(found) == KEYS[:count]


def test_few_statements_serve_every_number() -> None:
    assert [room_for(count) for count in (1, 2, 3, 4, 5, 8, 9, 32)] == [1, 2, 4, 4, 8, 8, 16, 32]


def test_moments_are_written_as_everywhere(engine: Any, clock: Any) -> None:
    row = {"location": "https://harbour.example/", "etag": "", "last_modified": "", "media_type": "", "content": b""}
    later: datetime = clock() + timedelta(hours=1)
    statement = Prepared(engine, update(downloads).values(fetched=bindparam("now")))
    with engine.begin() as connection:
        connection.execute(insert(downloads).values(**row, fetched=clock()))
        statement.run(connection, {"now": later})
        assert connection.execute(select(downloads.c.fetched)).scalar_one() == later


def test_a_list_that_changes_its_length_is_refused(engine: Any) -> None:
    with pytest.raises(ValueError, match="several"):
        Prepared(engine, select(meta.c.key).where(meta.c.key.in_(KEYS)))


def test_failures_are_told_in_words(engine: Any) -> None:
    statement = Prepared(engine, update(meta).where(meta.c.key == bindparam("which")).values(value=bindparam("new")))
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
        with pytest.raises(WorkspaceError, match="can be read but not written"):
            statement.run(connection, {"which": KEYS[0], "new": "x"})
        connection.exec_driver_sql("PRAGMA query_only=OFF")
