"""The database tells the time itself."""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import select

from composer.database.server_clock import SecondsNow


def test_the_database_tells_the_time_and_it_goes_on_within_a_transaction(engine: Any) -> None:
    with engine.connect() as connection:
        first = connection.execute(select(SecondsNow())).scalar_one()
        end = time.monotonic() + 5
        while (later := connection.execute(select(SecondsNow())).scalar_one()) == first and time.monotonic() < end:
            pass
    assert abs(first - time.time()) < 5
    assert first < later < first + 5
