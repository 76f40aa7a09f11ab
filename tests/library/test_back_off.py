"""How long a source that failed is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from composer.library.back_off import pause_after, rests_until
from composer.library.source_list import SourceRow

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _row(**more: Any) -> SourceRow:
    return SourceRow("1", "feed", "https://example.org/feed", "T", False, NOW, None, "Away.", 0, False, **more)


def test_pauses_double_up_to_a_day() -> None:
    minutes = [pause_after(failures).total_seconds() / 60 for failures in range(1, 10)]
    assert minutes == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]
    assert pause_after(10**9) == timedelta(days=1)


@pytest.mark.parametrize(("asked", "given"), [(90, 90), (0, 0), (-5, 0), (10**9, 86_400)])
def test_what_a_server_asks_for_counts_for_more_within_reason(asked: int, given: int) -> None:
    assert pause_after(5, timedelta(seconds=asked)) == timedelta(seconds=given)


def test_our_own_pause_gives_way_to_the_user() -> None:
    row = _row(rests_until=NOW + timedelta(hours=4), failures=5)
    assert rests_until(row, NOW, by_hand=False) == NOW + timedelta(hours=4)
    assert rests_until(row, NOW, by_hand=True) is None
    assert rests_until(row, NOW + timedelta(hours=4), by_hand=False) is None
    assert rests_until(_row(), NOW, by_hand=False) is None


def test_a_servers_wish_gives_way_after_an_hour() -> None:
    row = _row(rests_until=NOW + timedelta(hours=4), asked_to_wait=True)
    assert rests_until(row, NOW, by_hand=True) == NOW + timedelta(hours=1)
    assert rests_until(row, NOW + timedelta(hours=1), by_hand=True) is None
    assert rests_until(row, NOW + timedelta(hours=1), by_hand=False) == NOW + timedelta(hours=4)


def test_a_clock_set_back_keeps_nothing_waiting() -> None:
    row = _row(rests_until=NOW + timedelta(hours=4))
    assert rests_until(row, NOW - timedelta(days=30), by_hand=False) is None
