"""Zones under every name calendars use."""

from __future__ import annotations

from datetime import datetime

import pytest

from composer.sources.ical_text import read_components
from composer.sources.ical_zones import Zones, definitions_in, named_zone


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/London", "Europe/London"),
        ("GMT Standard Time", "Europe/London"),
        ("New Zealand Standard Time", "Pacific/Auckland"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("(GMT+10:00) Canberra, Melbourne, Sydney", "Australia/Sydney"),
        ("(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "Europe/London"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"),
        ("(UTC+09:00) Osaka, Sapporo, Tokyo", "Asia/Tokyo"),
        ("/mozilla.org/20050126_1/Europe/Berlin", "Europe/Berlin"),
        ("europe/london", "Europe/London"),
        ("America/New York", "America/New_York"),
        ("London", "Europe/London"),
        ("BST", "Europe/London"),
        ("GMT Daylight Time", "Europe/London"),
        ("W. Europe Standard Time 1", "Europe/Berlin"),
        ("UTC", "UTC"),
        ("GMT+0130", "UTC+01:30"),
        ("-08:00", "UTC-08:00"),
    ],
)
def test_known_names(name: str, zone: str) -> None:
    assert str(named_zone(name)) == zone or (name == "UTC" and named_zone(name) is not None)


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Germany",
        "tzone://Microsoft/Custom",
        "../../etc/passwd",
        "",
        "x" * 500,
        "+99:00",
        "(UTC+01:00) Sydney",
        "Europe",
        "\x00",
    ],
)
def test_unknown_names(name: str) -> None:
    assert named_zone(name) is None


def _zones(*lines: str) -> Zones:
    return Zones(definitions_in(read_components("\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]))))


OWN = (
    *("BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:19701025T030000", "TZOFFSETFROM:+0430", "TZOFFSETTO:+0330"),
    *("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:19700329T020000"),
    *("TZOFFSETFROM:+0330", "TZOFFSETTO:+0430", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT", "END:VTIMEZONE"),
)


def test_a_zone_the_file_defines_itself() -> None:
    zones = _zones(*OWN)
    zone = zones.get("Ours")
    assert zones.only() is zone
    assert [f"{datetime(2024, month, 15, 12, tzinfo=zone):%z}" for month in (1, 7)] == ["+0330", "+0430"]


def test_a_known_name_counts_for_more_than_a_defective_definition() -> None:
    lines = [line.replace("Ours", "Europe/Paris") for line in OWN]
    assert str(_zones(*lines).get("Europe/Paris")) == "Europe/Paris"


@pytest.mark.parametrize("line", ["TZOFFSETTO:nonsense", "DTSTART:x", "RRULE:FREQ=SOMETIMES"])
def test_defective_definitions_are_no_zone(line: str) -> None:
    name = line.partition(":")[0]
    lines = [line if own.startswith(name) else own for own in OWN]
    assert _zones(*lines).get("Ours") is None
    assert _zones().get("Ours") is None


def test_zones_that_change_their_clocks_every_second_cost_little_together() -> None:
    lines: list[str] = []
    for number in range(100):
        rule = "FREQ=SECONDLY" if number % 2 else "FREQ=DAILY;BYDAY=MO"
        lines += [line.replace("Ours", f"Ours {number}") if "RRULE" not in line else f"RRULE:{rule}" for line in OWN]
    zones = _zones(*lines)
    assert not any(zones.get(f"Ours {number}") for number in range(100))
    assert zones.steps.left <= 0


def test_many_zones_with_ordinary_rules_are_all_understood() -> None:
    zones = _zones(*(line.replace("Ours", f"Ours {number}") for number in range(40) for line in OWN))
    assert all(zones.get(f"Ours {number}") for number in range(40))
