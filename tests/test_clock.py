"""What time it is can be fixed, and always carries an offset."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from composer.clock import CLOCK_VARIABLE, clock_from_environment, fixed_clock, system_clock
from composer.errors import InputError


def test_the_system_s_clock_goes_on_and_carries_an_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CLOCK_VARIABLE, raising=False)
    first = clock_from_environment()()
    assert first.tzinfo is not None
    assert system_clock() >= first


def test_a_fixed_clock_stands_still() -> None:
    clock = fixed_clock(datetime(2026, 11, 23, 9, tzinfo=UTC))
    assert clock() == clock() == datetime(2026, 11, 23, 9, tzinfo=UTC)
    with pytest.raises(ValueError, match="offset"):
        fixed_clock(datetime(2026, 11, 23, 9))


def test_the_environment_can_fix_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CLOCK_VARIABLE, "2026-11-23T09:00:00+01:00")
    assert clock_from_environment()() == datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.mark.parametrize("moment", ["yesterday", "2026-11-23T09:00:00", "2026-13-01T00:00:00+00:00"])
def test_what_is_no_moment_is_said_so(moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CLOCK_VARIABLE, moment)
    with pytest.raises(InputError, match=re.escape(moment)):
        clock_from_environment()
