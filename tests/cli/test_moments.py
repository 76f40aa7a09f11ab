"""Dates on the command line: ISO 8601, with offset where there is a time."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime

import pytest

from composer.cli.moments import a_day, a_moment, moment_text


def test_days_and_moments_are_read() -> None:
    assert a_day("2026-12-01") == date(2026, 12, 1)
    assert a_moment("2026-12-01T09:00:00+01:00").isoformat() == "2026-12-01T09:00:00+01:00"
    assert a_moment("2026-12-01T09:00").utcoffset() is not None


@pytest.mark.parametrize("text", ["soon", "", "2026-13-01", "12/1/2026"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="is not a"):
        a_day(text)
    with pytest.raises(argparse.ArgumentTypeError, match="is not a"):
        a_moment(text)


def test_moments_are_written_with_the_offset_of_their_place() -> None:
    summer = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
    assert moment_text(summer) == "2026-07-01T09:00:00+00:00"
    assert moment_text(summer, zone="Europe/London") == "2026-07-01T10:00:00+01:00"
    assert moment_text(summer, zone="Nowhere/Else") == "2026-07-01T09:00:00+00:00"
    assert moment_text(datetime(2026, 7, 1, 9, 0), zone="Europe/London") == "2026-07-01T09:00:00"
    assert moment_text(summer, day_only=True) == "2026-07-01"
    assert moment_text(None) is None
