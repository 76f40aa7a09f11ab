"""Never more letters than the account allows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from composer.delivery.accounts import Account
from composer.delivery.pacing import SECONDS_PER_LETTER, forecast

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def account(**limits: int) -> Account:
    return Account(name="Office", smtp_host="mail.harbour.example", smtp_port=465, **limits)


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
