"""Who is in which group, asked at once; a group that is not there has nobody in it."""

from __future__ import annotations

from typing import Any

from composer.contacts.contact import Contact
from composer.contacts.lists import ListStore
from composer.contacts.memberships import memberships, unknown_groups
from composer.contacts.store import ContactStore


def test_each_group_and_one_that_is_gone(engine: Any, clock: Any) -> None:
    people, lists = ContactStore(engine, clock), ListStore(engine, clock)
    ids = [people.save(Contact(email=f"p{number}@example.org")).id for number in range(3)]
    lists.create("Staff")
    lists.create("Friends")
    lists.add("Staff", ids[:1])
    lists.add("Friends", ids)
    lists.unsubscribe("p2@example.org", "Friends")
    found = memberships(engine, ("Staff", "Friends", "Gone", "tag:none"), clock())
    assert found == {
        "Staff": frozenset(ids[:1]),
        "Friends": frozenset(ids[:2]),
        "Gone": frozenset(),
        "tag:none": frozenset(),
    }
    assert unknown_groups(engine, ("Staff", "Gone", "tag:none")) == ["Gone", "tag:none"]
