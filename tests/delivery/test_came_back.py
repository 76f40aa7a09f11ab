"""Who came back is known."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from composer.contacts.suppressions import Suppressions
from composer.delivery.came_back import came_back_since


def test_only_what_was_written_before_is_set_aside(engine: Any, clock: Any) -> None:
    suppressions = Suppressions(engine, clock)
    suppressions.add("jo@example.org", "unsubscribed")
    with engine.begin() as connection:
        assert not came_back_since(connection, "jo@example.org", clock() - timedelta(days=1))
    suppressions.lift("jo@example.org", "wrote on Monday")
    with engine.begin() as connection:
        assert came_back_since(connection, "jo@example.org", clock() - timedelta(days=1))
        assert not came_back_since(connection, "jo@example.org", clock() + timedelta(days=1))
        assert not came_back_since(connection, "other@example.org", clock() - timedelta(days=1))
