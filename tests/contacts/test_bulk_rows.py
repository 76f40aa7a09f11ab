"""Rows handed to the driver as they are read back as if they had been inserted one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import insert, select

from composer.contacts.bulk_rows import insert_rows
from composer.database.tables import contacts


def test_moments_days_and_texts_come_back(engine: Any) -> None:
    moment = datetime(2026, 11, 23, 10, tzinfo=timezone(timedelta(hours=1)))
    text = {"search_text": "", "sort_name": "", "last_name": "", "language": "", "extra": "{}", "origin": "", "address_hash": "h"}
    basis = {"basis": "", "basis_source": "", "basis_wording": "", "basis_evidence": ""}
    same = {"added": moment, "changed": moment, **text, **basis}

    def row(name: str, day: date | None) -> dict[str, Any]:
        return {
            "id": name,
            "email": f"{name}@x.org",
            "email_key": f"{name}@x.org",
            "first_name": f"{name} % ü '",
            "basis_date": day,
        }

    with engine.begin() as connection:
        insert_rows(connection, contacts, [row("a", date(2026, 1, 2)), row("b", None)], same)
        insert_rows(connection, contacts, [], same)
        connection.execute(insert(contacts).values(**row("c", date(2026, 1, 2)), **same))
    with engine.connect() as connection:
        a, b, c = connection.execute(select(contacts).order_by(contacts.c.id)).mappings()
    assert a["added"] == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert (a["first_name"], a["basis_date"], b["basis_date"]) == ("a % ü '", date(2026, 1, 2), None)
    differing = ("id", "email", "email_key", "first_name")
    assert {key: value for key, value in a.items() if key not in differing} == {
        key: value for key, value in c.items() if key not in differing
    }
