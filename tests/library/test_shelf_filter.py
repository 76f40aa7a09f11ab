"""What a person narrows the shelf to, and what is asked of it on the day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from composer.library.shelf_filter import ShelfFilter
from composer.library.shelf_query import ShelfQuery

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def test_an_empty_filter_asks_for_everything() -> None:
    assert ShelfFilter().is_empty()
    assert ShelfFilter().query(NOW, LONDON) == ShelfQuery()
    assert ShelfFilter().parts() == ()


def test_periods_are_reckoned_from_the_day_of_use() -> None:
    assert ShelfFilter(period="month").query(NOW, LONDON).since == datetime(2026, 10, 26, tzinfo=LONDON)
    between = ShelfFilter(period="between", first=date(2026, 7, 1), last=date(2026, 7, 31)).query(NOW, LONDON)
    assert between.since == datetime(2026, 7, 1, tzinfo=LONDON)
    assert between.until == datetime(2026, 7, 31, 23, 59, 59, tzinfo=LONDON)
    assert ShelfFilter(period="between").query(NOW, LONDON) == ShelfQuery()


def test_four_weeks_are_counted_from_the_planned_day() -> None:
    query = ShelfFilter(happening=True, closing=True, not_sent=True).query(
        NOW, LONDON, list_name="Friends", planned=date(2026, 12, 3)
    )
    assert query.happening == (datetime(2026, 12, 3, tzinfo=LONDON), datetime(2026, 12, 31, tzinfo=LONDON))
    assert query.closing == (NOW, NOW + timedelta(days=14))
    assert query.not_sent_to == "Friends"
    late = ShelfFilter(happening=True).query(NOW, LONDON, planned=date(2026, 11, 1))
    assert late.happening == (NOW, NOW + timedelta(weeks=4))


def test_each_part_can_be_taken_away() -> None:
    whole = ShelfFilter(kinds=frozenset({"news"}), period="between", first=date(2026, 1, 1), changed=True).with_(
        "authors", "Anna"
    )
    assert whole.parts() == (("kinds", "news"), ("authors", "Anna"), ("period", "between"), ("changed", ""))
    for name, value in whole.parts():
        assert (name, value) not in whole.without(name, value).parts()
        whole = whole.without(name, value)
    assert whole.is_empty()
