"""Numbers a database gives itself, after rows came that carry theirs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, insert, select

from composer.database.counters import count_on
from composer.database.tables import campaigns, deliveries


def test_the_next_row_gets_a_number_of_its_own(engine: Engine, clock: Any) -> None:
    row = {"campaign": "c", "contact": "", "email": "", "merge_values": "{}"}
    with engine.begin() as connection:
        same = {
            "issue": "i",
            "issue_name": "",
            "fingerprint": "",
            "newsletter": "n",
            "account": "a",
            "lists": "[]",
            "subject": "",
        }
        same |= {"subject": "", "state": "sending", "sender": "", "frozen": b"", "made": clock()}
        connection.execute(insert(campaigns).values(id="c", **same))
        connection.execute(insert(deliveries), [{**row, "id": at, "email_key": str(at), "token": str(at)} for at in (1, 2, 7)])
        count_on(connection)
        connection.execute(insert(deliveries).values(**row, email_key="next", token="next"))
        assert sorted(connection.execute(select(deliveries.c.id)).scalars()) == [1, 2, 7, 8]


def test_an_empty_table_stays_as_it_is(engine: Engine) -> None:
    with engine.begin() as connection:
        count_on(connection)
