"""What servers answered lately."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, update

from composer.database.tables import deliveries
from composer.delivery.last_answers import NEWEST, last_answers

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
FULL, GONE = "452 4.2.2 mailbox full", "550 5.1.1 no such user"


def test_nothing_was_answered_yet(engine: Engine) -> None:
    found = last_answers(engine, "nobody")
    assert (found.newest, found.troubles) == ((), ())


def test_the_newest_first_and_what_went_wrong_by_reason(engine: Engine, on_record: Callable[..., str]) -> None:
    campaign = on_record(engine, "December", AT, sent=10, refused=[FULL, GONE, FULL])
    with engine.begin() as connection:
        last = update(deliveries).where(deliveries.c.email == "3@example.org")
        connection.execute(last.values(at=AT.replace(minute=5), state="deferred", reply="451 4.3.0 try later"))
    found = last_answers(engine, campaign)
    assert len(found.newest) == NEWEST
    assert (found.newest[0].email, found.newest[0].state) == ("3@example.org", "deferred")
    told: Any = [(trouble.state, trouble.reason, trouble.count, trouble.last.reply) for trouble in found.troubles]
    assert told[0] == ("failed", "full", 2, FULL)
    assert ("failed", "no_such_person", 1, GONE) in told
    assert ("deferred", "temporary", 1, "451 4.3.0 try later") in told
