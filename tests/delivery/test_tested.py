"""What was tested is remembered with its content, so that any change shows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from composer.delivery.tested import TestRecord


def test_the_last_test_of_an_issue_is_remembered(engine: Any, clock: Any) -> None:
    record = TestRecord(engine, clock)
    assert record.last("i1") is None
    record.note("i1", "first content", ["anna@example.org"])
    record.note("i2", "another issue", ["bo@example.org"])
    found = TestRecord(engine, lambda: clock() + timedelta(days=1)).last("i1")
    assert found is not None
    assert (found.fingerprint, found.addresses, found.at) == ("first content", ("anna@example.org",), clock())


def test_a_later_test_takes_the_place_of_an_earlier_one(engine: Any, clock: Any) -> None:
    record = TestRecord(engine, clock)
    record.note("i1", "first content", ["anna@example.org"])
    record.note("i1", "second content", ["anna@example.org", "bo@example.org"])
    found = record.last("i1")
    assert found is not None
    assert found.fingerprint == "second content"
    assert len(found.addresses) == 2
