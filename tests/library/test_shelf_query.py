"""When an item counts: events by their own days, tenders until they close, wherever the times are meant."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.library.item import Item, Kind
from composer.library.shelf_query import HOME_ZONE, moments_of

BERLIN = ZoneInfo("Europe/Berlin")


def _utc(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).strftime("%d %b %H:%M")


@pytest.mark.parametrize(
    ("values", "starts", "ends"),
    [
        ({"starts": datetime(2026, 7, 3, 10)}, "03 Jul 09:00", "03 Jul 22:59"),  # British summer time; over when the day is
        ({"starts": datetime(2026, 7, 3, 10), "ends": datetime(2026, 7, 3, 12)}, "03 Jul 09:00", "03 Jul 11:00"),
        ({"starts": datetime(2026, 7, 3, 10), "zone": "Europe/Berlin"}, "03 Jul 08:00", "03 Jul 21:59"),
        (
            {"starts": datetime(2026, 7, 3, 10, tzinfo=BERLIN), "ends": datetime(2026, 7, 3, 12, tzinfo=BERLIN)},
            "03 Jul 08:00",
            "03 Jul 10:00",
        ),
        ({"starts": datetime(2026, 7, 3, 10), "zone": "Mars/Olympus"}, "03 Jul 09:00", "03 Jul 22:59"),
        ({"starts": datetime(2026, 12, 12), "all_day": True}, "12 Dec 00:00", "12 Dec 23:59"),
        ({"starts": datetime(2026, 12, 12), "ends": datetime(2026, 12, 16), "all_day": True}, "12 Dec 00:00", "16 Dec 23:59"),
        ({"starts": datetime(2026, 7, 3, 10), "ends": datetime(2026, 7, 3, 9)}, "03 Jul 09:00", "03 Jul 09:00"),
        ({}, "", ""),
    ],
)
def test_events_count_by_their_own_days(values: dict[str, Any], starts: str, ends: str) -> None:
    moments = moments_of(Item(kind="event", **values), HOME_ZONE)
    assert (_utc(moments.starts), _utc(moments.ends)) == (starts, ends)


@pytest.mark.parametrize("kind", ["news", "blog", "tender", "report"])
def test_posts_count_by_publication_even_where_a_day_is_known(kind: Kind) -> None:
    moments = moments_of(Item(kind=kind, starts=datetime(2026, 7, 3, 10)), HOME_ZONE)
    assert (moments.starts, moments.ends) == (None, None)


def test_a_tender_of_which_only_the_day_is_known_closes_at_its_end() -> None:
    assert _utc(moments_of(Item(deadline=datetime(2026, 12, 5)), HOME_ZONE).deadline) == "05 Dec 23:59"
    assert _utc(moments_of(Item(deadline=datetime(2026, 12, 5, 17)), HOME_ZONE).deadline) == "05 Dec 17:00"


@given(
    st.none() | st.datetimes(),
    st.none() | st.datetimes(),
    st.booleans(),
    st.text(max_size=12) | st.sampled_from(["UTC", "../x", "/"]),
)
def test_any_event_has_moments_with_an_offset(starts: datetime | None, ends: datetime | None, all_day: bool, zone: str) -> None:
    moments = moments_of(Item(kind="event", starts=starts, ends=ends, all_day=all_day, zone=zone), HOME_ZONE)
    assert (moments.starts is None) == (starts is None) == (moments.ends is None)
    if moments.starts is not None and moments.ends is not None:
        assert moments.starts.tzinfo is not None
        assert moments.ends.tzinfo is not None
