"""Retention rules remind; they erase nobody by themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from composer.contacts.contact import Contact
from composer.contacts.lists import ListStore
from composer.contacts.retention import Retention, months_before
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.errors import InputError

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "months", "then"),
    [
        (datetime(2026, 3, 31, tzinfo=UTC), 1, datetime(2026, 2, 28, tzinfo=UTC)),
        (datetime(2026, 1, 15, tzinfo=UTC), 13, datetime(2024, 12, 15, tzinfo=UTC)),
        (datetime(2024, 2, 29, tzinfo=UTC), 12, datetime(2023, 2, 28, tzinfo=UTC)),
    ],
)
def test_months(now: datetime, months: int, then: datetime) -> None:
    assert months_before(now, months) == then


def test_whom_each_rule_is_about(engine: Any) -> None:
    moment = NOW - timedelta(days=800)

    def clock() -> datetime:
        return moment

    store, lists, marks = ContactStore(engine, clock), ListStore(engine, clock), Suppressions(engine, clock)
    retention = Retention(engine, clock)
    lists.create("Members")
    ids = {name: store.save(Contact(email=f"{name}@example.org")).id for name in ("anna", "ben", "cara")}
    lists.add("Members", [ids["anna"], ids["cara"]])
    marks.add("cara@example.org", "unsubscribed")
    moment = NOW
    new = store.save(Contact(email="new@example.org", basis="consent", basis_date=date(2020, 1, 1))).id
    assert retention.due() == []
    for kind in ("said_no", "no_list", "no_letter", "old_consent"):
        retention.set(kind, 24)
    found = {due.rule.kind: list(retention.ids(due.rule)) for due in retention.due()}
    assert found == {
        "said_no": [ids["cara"]],
        "no_list": [ids["ben"]],
        "no_letter": [ids["anna"], ids["ben"], ids["cara"]],
        "old_consent": [new],
    }
    retention.put_off("no_list")
    assert "no_list" not in [due.rule.kind for due in retention.due()]
    moment = NOW + timedelta(days=31)
    assert "no_list" in [due.rule.kind for due in retention.due()]
    retention.set("no_list", 0)
    assert "no_list" not in [rule.kind for rule in retention.rules()]
    assert store.count() == 4
    for kind, months in (("because", 3), ("no_list", -1), ("no_list", 1000)):
        with pytest.raises(InputError, match="There is no rule"):
            retention.set(kind, months)
