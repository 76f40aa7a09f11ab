"""Lists, tags and segments are asked for in one place, by name."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from composer.contacts.bulk_edit import AddTag, edit_people
from composer.contacts.contact import Contact
from composer.contacts.groups import Group, group_in_words, in_group, only_lists, read_group, require_group
from composer.contacts.lists import ListStore
from composer.contacts.segment_rules import Rule, Rules
from composer.contacts.segments import SegmentStore
from composer.contacts.store import ContactStore
from composer.database.tables import contacts
from composer.errors import InputError, NotFoundError


def test_read() -> None:
    assert read_group(" Members ") == Group("list", "Members")
    assert read_group("TAG: Staff").text == "tag:Staff"
    assert read_group("segment:Came this year") == Group("segment", "Came this year")
    assert group_in_words("tag:Staff") == "tag “Staff”"
    assert only_lists(["Members", "tag:Staff", "segment:New"]) == ["Members"]


def test_who_is_in(engine: Any, clock: Any) -> None:
    store, lists = ContactStore(engine, clock), ListStore(engine, clock)
    lists.create("Members")
    anna, ben = (store.save(Contact(email=f"{name}@example.org")).id for name in ("anna", "ben"))
    lists.add("Members", [anna, ben])
    lists.unsubscribe("ben@example.org", "Members")
    edit_people([ben], AddTag("Staff"), store=store)
    SegmentStore(engine, clock).save("Not staff", Rules(but_not=(Rule("tag", "Staff"),)))

    def who(text: str, **arguments: bool) -> set[str]:
        with engine.connect() as connection:
            return set(connection.scalars(select(contacts.c.id).where(in_group(connection, text, clock(), **arguments))))

    assert who("members") == {anna}
    assert who("Members", left_too=True) == {anna, ben}
    assert who("tag:staff") == {ben}
    assert who("segment:not STAFF") == {anna}
    with engine.connect() as connection:
        assert require_group(connection, "segment:not staff").text == "segment:Not staff"
        for unknown in ("Nobody", "tag:nobody", "segment:nobody"):
            with pytest.raises(NotFoundError):
                require_group(connection, unknown)
    with pytest.raises(InputError, match="cannot begin with"):
        lists.create("Tag:Staff")


def test_groups_to_choose_from_count_who_may_be_written_to(engine: Any, clock: Any) -> None:
    from composer.contacts.groups import group_counts

    store, lists = ContactStore(engine, clock), ListStore(engine, clock)
    lists.create("Members")
    ids = [store.save(Contact(email=f"{name}@example.org")).id for name in ("anna", "ben")]
    lists.unsubscribe("ben@example.org")
    edit_people(ids, AddTag("Staff"), store=store)
    SegmentStore(engine, clock).save("On it", Rules(rules=(Rule("list", "Members"),)))
    assert group_counts(engine, clock) == (("segment:On it", "segment “On it”", 0), ("tag:Staff", "tag “Staff”", 1))
    lists.remove("Members")
    assert group_counts(engine, clock)[0].mailable == 0
