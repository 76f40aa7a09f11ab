"""Dates as feeds write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.written_moments import moment_of


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Tue, 03 Nov 2026 09:05:00 +0100", "2026-11-03T09:05:00+01:00"),
        ("Tue, 03 Nov 2026 09:05:00 +01:00", "2026-11-03T09:05:00+01:00"),
        ("03 Jun 26 09:05 BST", "2026-06-03T09:05:00+01:00"),
        ("Wed, 03 Jun 2026 09:05:00 Europe/London", "2026-06-03T09:05:00+01:00"),
        ("Wed, 03 Jun 2026 09:05:00 EST", "2026-06-03T09:05:00-05:00"),
        ("Wed Jun  3 09:05:00 2026", "2026-06-03T09:05:00+00:00"),
        ("2026-11-03T09:05:00.5Z", "2026-11-03T09:05:00.500000+00:00"),
        ("2026-11-03 09:05:00 +0530", "2026-11-03T09:05:00+05:30"),
        ("2026/11/03 09:05", "2026-11-03T09:05:00+00:00"),
        ("03/11/2026 21:05", "2026-11-03T21:05:00+00:00"),
        ("11/3/2026 9:05:00 PM", "2026-11-03T21:05:00+00:00"),
        ("11/23/2026", "2026-11-23T00:00:00+00:00"),
        ("03.11.2026 09:05", "2026-11-03T09:05:00+00:00"),
        ("3rd November 2026, 9.05am", "2026-11-03T09:05:00+00:00"),
        ("November 3, 2026 at 12:05 a.m.", "2026-11-03T00:05:00+00:00"),
        ("03-Nov-2026 09:05", "2026-11-03T09:05:00+00:00"),
        ("Tue, 03 Nov 2026 24:00:00 GMT", "2026-11-04T00:00:00+00:00"),
        ("1762160700", "2025-11-03T09:05:00+00:00"),
        ("1762160700000", "2025-11-03T09:05:00+00:00"),
    ],
)
def test_the_ways_sites_really_write(written: str, moment: str) -> None:
    found = moment_of(written)
    assert found is not None
    assert found.isoformat() == moment


@pytest.mark.parametrize(
    "written",
    ["Lun, 02 nov. 2026 10:00:00 +0000", "Montag, 2. November 2026 10:00", "2 novembre 2026, 10:00", "2026年11月2日 10:00"],
)
def test_other_languages(written: str) -> None:
    assert moment_of(written) == datetime(2026, 11, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        *("", "Today", "0000-00-00 00:00:00", "Thu, 01 Jan 1970 00:00:00 +0000", "Wed, 30 Feb 2026 10:00:00 GMT", "31/31/2026"),
        *("03 Nov 2026 09:05 Nowhere/Atall", "03 Nov 2026 09:75", "03 Nov 9999", "9" * 5000, "12/2026", "3/4/26"),
    ],
)
def test_what_is_no_date_is_none(written: str) -> None:
    assert moment_of(written) is None


def test_a_reading_by_others_helps_where_there_is_none_of_ours() -> None:
    assert moment_of("demain", (2026, 11, 3, 9, 5, 60)) == datetime(2026, 11, 3, 9, 5, 59, tzinfo=UTC)
    assert moment_of("demain", (2026, 2, 30, 9, 5, 0)) is None


_PIECES = st.sampled_from([*"0123456789:/-+.,", " ", "Tue, ", "Nov", "2026", "03", "09:05", "AM", "BST", "Z", "Europe/London"])


@given(st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=12).map("".join)))
def test_no_words_fail(written: str) -> None:
    moment = moment_of(written)
    assert moment is None or moment.tzinfo is not None
