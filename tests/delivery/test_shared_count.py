"""Never more letters than the account allows, however many computers send and however many campaigns there are."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from composer.delivery.accounts import Account
from composer.delivery.pacing import DAY, HOUR, MINUTE
from composer.delivery.sender import Sender
from composer.delivery.shared_count import SharedCount

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Hands:
    """A clock that tests turn by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def account(**limits: int) -> Account:
    return Account(name="Office", smtp_host="mail.harbour.example", smtp_port=465, **limits)


@pytest.mark.parametrize("seed", range(3))
def test_no_window_ever_holds_too_many_whoever_sends(engine: Engine, seed: int) -> None:
    chance, hands = random.Random(seed), Hands()
    minute, hour, day, domain = chance.randint(1, 5), chance.randint(0, 12), chance.randint(0, 25), chance.randint(0, 3)
    limited = account(per_minute=minute, per_hour=hour, per_day=day, per_domain=domain)
    computers = [SharedCount(engine, limited, hands), SharedCount(engine, limited, hands)]
    went: list[tuple[datetime, str]] = []
    for _letter in range(30):
        hands.later(chance.random() * 20)
        to = chance.choice(["@one.example", "@two.example"])
        for _try in range(20):
            pace = chance.choice(computers).take(to)
            if not pace.seconds:
                went.append((hands.now, to))
                break
            assert not pace.of_domain or domain
            hands.later(pace.seconds)
        else:
            pytest.fail("it never went")
    for letters, window in ((minute, MINUTE), (hour, HOUR), (day, DAY)):
        for at, _to in went:
            assert not letters or sum(1 for other, _ in went if at - window < other <= at) <= letters
    for at, to in went:
        assert not domain or sum(1 for other, there in went if there == to and at - MINUTE < other <= at) <= domain


def test_without_a_limit_nothing_is_asked(engine: Engine) -> None:
    count = SharedCount(engine, account(), lambda: NOW)
    assert not count.limited
    assert count.take("@one.example").seconds == 0


def test_what_went_before_anything_was_counted_counts(engine: Engine, on_record: Callable[..., str]) -> None:
    on_record(engine, "November", NOW - timedelta(minutes=20), sent=3, refused=["550 5.1.1 nobody"], account="Office")
    count = SharedCount(engine, account(per_hour=5), lambda: NOW)
    assert count.take("@one.example").seconds == 0
    assert count.take("@one.example").seconds == 40 * 60
    assert SharedCount(engine, account(per_hour=5), lambda: NOW).take("@one.example").seconds == 40 * 60


def test_a_busy_domain_waits_and_the_others_go_first(office: Any, mail_server: Any) -> None:
    hands, server, waited = Hands(), mail_server(), []

    def wait(stop: threading.Event, seconds: float) -> bool:
        waited.append(seconds)
        hands.later(seconds)
        return stop.is_set()

    office.clock = hands
    office.send_through(server.port, per_domain=2)
    big = office.people(5)
    small = [f"reader{number}@small.example" for number in range(2)]
    _add(office, small)
    campaign = office.campaign()
    counts = Sender(office.engine, hands, secret=lambda _account: "secret", wait=wait).run(campaign.id)
    assert counts.sent == len(big) + len(small)
    assert sorted(server.addresses()) == sorted([*big, *small])
    assert set(server.addresses()[:4]) == {*big[:2], *small}, "the small ones did not stand behind the large one"
    assert 100 < sum(waited) < 200
    assert hands.now - NOW < timedelta(minutes=4)


def _add(office: Any, addresses: list[str]) -> None:
    from composer.contacts.contact import Contact
    from composer.contacts.lists import ListStore
    from composer.contacts.store import ContactStore

    contacts = ContactStore(office.engine, office.clock)
    ListStore(office.engine, office.clock).add("Friends", [contacts.save(Contact(email=one)).id for one in addresses])
