"""Days, moments, spans and rules; nothing impossible gets through."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.ical_text import Property
from composer.sources.ical_values import duration_of, moment_of, moments_of, periods_of, rule_of
from composer.sources.ical_zones import Zones

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("20190605", date(2019, 6, 5)),
        ("2019-06-05", date(2019, 6, 5)),
        ("20190605T100000", datetime(2019, 6, 5, 10, tzinfo=PARIS)),
        ("20190605T100000Z", datetime(2019, 6, 5, 10, tzinfo=UTC)),
        ("2019-06-05T10:00:00+01:00", datetime(2019, 6, 5, 9, tzinfo=UTC)),
        ("20190605T1000", datetime(2019, 6, 5, 10, tzinfo=PARIS)),
        ("20190605T240000", datetime(2019, 6, 6, 0, tzinfo=PARIS)),
        ("20190605T235960", datetime(2019, 6, 5, 23, 59, 59, tzinfo=PARIS)),
        *(
            (written, None)
            for written in ("20190230", "20190605T250000", "tomorrow", "", "00000101", "202103206T200210Z", "99991231T240000")
        ),
    ],
)
def test_moments(written: str, moment: Any) -> None:
    found = moment_of(written, PARIS)
    assert found == moment
    assert type(found) is type(moment)


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("PT1H30M", timedelta(hours=1, minutes=30)),
        ("P1D", timedelta(days=1)),
        ("P2W", timedelta(weeks=2)),
        ("+PT15M", timedelta(minutes=15)),
        *((written, None) for written in ("-PT1H", "P", "PT", "1H", "", "P999999W")),
    ],
)
def test_durations(written: str, span: timedelta | None) -> None:
    assert duration_of(written) == span


def test_lists_periods_and_days_in_a_zone() -> None:
    line = Property("RDATE", {"TZID": "Europe/Paris"}, "20190605T100000,nonsense,20190606T100000/PT1H,20190607")
    assert moments_of(line, Zones({})) == [datetime(2019, 6, day, hour, tzinfo=PARIS) for day, hour in ((5, 10), (6, 10), (7, 0))]
    assert moments_of(Property("DTSTART", {"TZID": "Nowhere"}, "20190605T100000"), Zones({})) == [datetime(2019, 6, 5, 10)]


START = datetime(2019, 6, 5, 10, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,WE", {"FREQ": ["WEEKLY"], "BYDAY": ["MO", "WE"]}),
        ("freq=monthly; byday=-1FR; interval=0", {"FREQ": ["MONTHLY"], "BYDAY": ["-1FR"]}),
        ("FREQ=DAILY;BYMONTHDAY=0,31,99;BYSETPOS=x;X-A=1", {"FREQ": ["DAILY"], "BYMONTHDAY": ["31"]}),
        ("FREQ=DAILY;UNTIL=20190610T080000Z", {"FREQ": ["DAILY"], "UNTIL": ["20190610T080000Z"]}),
        ("FREQ=DAILY;UNTIL=20190610", {"FREQ": ["DAILY"], "UNTIL": ["20190610T215959Z"]}),
        ("FREQ=DAILY;UNTIL=nonsense", None),
        ("FREQ=DAILY;UNTIL=20190610Tx", {"FREQ": ["DAILY"], "UNTIL": ["20190610T215959Z"]}),
        ("FREQ=DAILY;COUNT=0", None),
        ("FREQ=SOMETIMES", None),
        ("", None),
    ],
)
def test_rules(written: str, kept: Any) -> None:
    assert rule_of(written, START, PARIS) == kept


def test_until_takes_the_form_of_its_start() -> None:
    assert rule_of("FREQ=DAILY;UNTIL=20190610T080000Z", date(2019, 6, 5), PARIS) == {"FREQ": ["DAILY"], "UNTIL": ["20190610"]}
    floating = rule_of("FREQ=DAILY;UNTIL=20190610T080000Z", datetime(2019, 6, 5, 10), PARIS)
    assert floating == {"FREQ": ["DAILY"], "UNTIL": ["20190610T100000"]}


def test_until_of_whole_days_is_a_day_at_home() -> None:
    new_york = ZoneInfo("America/New_York")
    for written in ("20190611T035959Z", "20190610T000000Z", "20190610"):
        assert rule_of(f"FREQ=DAILY;UNTIL={written}", date(2019, 6, 5), new_york) == {"FREQ": ["DAILY"], "UNTIL": ["20190610"]}


def test_periods_have_their_own_span() -> None:
    line = Property("RDATE", {"VALUE": "PERIOD"}, "20190605T100000Z/PT3H,20190606T100000Z/20190606T120000Z,20190607T100000Z/x")
    assert [span for _moment, span in periods_of(line, Zones({}))] == [timedelta(hours=3), timedelta(hours=2), None]


def test_a_million_dates_are_looked_through_for_those_wanted() -> None:
    line = Property("RDATE", {}, "20190605," + "20190606," * 100_000 + "20190607")
    assert moments_of(line, Zones({}), lambda written: written == "20190607") == [date(2019, 6, 5), date(2019, 6, 7)]
    assert len(moments_of(line, Zones({}))) == 5_000


@given(st.text(max_size=40))
def test_no_text_fails(text: str) -> None:
    moment_of(text, None)
    duration_of(text)
    rule_of(text, START, PARIS)
    rule_of(f"FREQ=DAILY;{text}", START, PARIS)
