"""Never more letters than the account allows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from composer.delivery.accounts import Account
from composer.delivery.pacing import DAY, HOUR, MINUTE, SECONDS_PER_LETTER, Pacer, forecast

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def account(**limits: int) -> Account:
    return Account(name="Office", smtp_host="mail.harbour.example", smtp_port=465, **limits)


@given(st.integers(1, 5), st.integers(0, 12), st.integers(0, 40), st.lists(st.floats(0, 40), max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_window_ever_holds_too_many(minute: int, hour: int, day: int, steps: list[float]) -> None:
    moment = [NOW]
    limited = account(per_minute=minute, per_hour=hour, per_day=day)
    pacer = _pacer(limited, moment)
    went: list[datetime] = []
    for step in steps:
        moment[0] += timedelta(seconds=step) + timedelta(seconds=pacer.delay())
        moment[0] += timedelta(seconds=pacer.delay())
        pacer.count()
        went.append(moment[0])
    for letters, window in ((minute, MINUTE), (hour, HOUR), (day, DAY)):
        for at in went:
            assert not letters or sum(1 for other in went if at - window < other <= at) <= letters


def _pacer(limited: Account, moment: list[datetime]) -> Pacer:
    class NothingSentBefore(Pacer):
        """Starts with an empty mailbox and does not look again."""

    pacer = NothingSentBefore(None, limited, lambda: moment[0])  # type: ignore[arg-type]
    pacer._read = moment[0] + timedelta(days=3650)
    return pacer


def test_no_limit_no_wait(engine: Any) -> None:
    assert Pacer(engine, account(), lambda: NOW).delay() == 0.0


def test_the_forecast_says_when_it_will_be_done() -> None:
    assert forecast(0, account(), NOW) == NOW
    assert forecast(100, account(), NOW) == NOW + timedelta(seconds=100 * SECONDS_PER_LETTER)
    done = forecast(100, account(per_minute=10), NOW)
    assert timedelta(minutes=9) <= done - NOW < timedelta(minutes=10)
    done = forecast(25, account(per_day=10), NOW)
    assert timedelta(days=2) <= done - NOW < timedelta(days=2, minutes=1)


def test_the_forecast_counts_what_went_before() -> None:
    before = [NOW - timedelta(seconds=30)] * 10
    assert forecast(1, account(per_minute=10), NOW, before=before) - NOW >= timedelta(seconds=30)
