"""Items as rows: written and read back the same, strangers' bytes included."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from composer.errors import NotFoundError
from composer.library.item import Item
from composer.library.item_rows import layers_of, row_of, stored_row, stored_rows, write_rows
from composer.library.layers import Layered

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOME = ZoneInfo("Europe/London")


def test_layers_come_back_as_they_were(engine: Engine) -> None:
    layered = Layered(Item(id="1", title="Ours", author="Zoë"), {"title": "Ours"}, {"title": "Theirs"})
    with engine.begin() as connection:
        write_rows(connection, [row_of(layered, HOME, first_seen=NOW, last_seen=NOW)])
        found = layers_of(stored_row(connection, "1"))
        assert found == layered
        assert found.given().title == "Theirs"
        assert set(stored_rows(connection, ["1", "2"])) == {"1"}
        with pytest.raises(NotFoundError):
            stored_row(connection, "2")


def test_what_no_database_takes_is_left_out(engine: Engine) -> None:
    layered = Layered(Item(id="1", title="A\x00B"), {"title": "A\x00B"}, {"title": "\x00"})
    with engine.begin() as connection:
        write_rows(connection, [row_of(layered, HOME, first_seen=NOW, last_seen=NOW)])
        assert "\x00" not in stored_row(connection, "1").by_hand
