"""Lists: numbers that are true, and a no that outlives list, contact and name."""

from __future__ import annotations

from typing import Any

import pytest

from composer.contacts.contact import Contact
from composer.contacts.lists import Joined, ListStore
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.errors import InputError, NotFoundError


class People:
    """The three stores over one database, and people by first letter."""

    def __init__(self, engine: Any, clock: Any) -> None:
        self.contacts = ContactStore(engine, clock)
        self.lists = ListStore(engine, clock)
        self.marks = Suppressions(engine, clock)

    def keep(self, *names: str) -> list[str]:
        return [self.contacts.save(Contact(email=f"{name}@example.org", first_name=name)).id for name in names]

    def on(self, list_name: str) -> set[str]:
        return {row.contact.first_name for row in self.contacts.search(list_name=list_name) if list_name in row.lists}


@pytest.fixture
def people(engine: Any, clock: Any) -> People:
    return People(engine, clock)


def test_lists_with_their_numbers(people: People) -> None:
    assert people.lists.all() == []
    ids = people.keep("anna", "ben", "cara", "dan")
    people.lists.create("Volunteers", description="Help at the harbour")
    people.lists.create("members", sample=True)
    assert people.lists.add("volunteers", [*ids, ids[0]]) == Joined(added=4)
    assert people.lists.add("Volunteers", ids[:1]) == Joined(already=1)
    people.marks.add("anna@example.org", "bounced")
    people.marks.add("@nowhere.example", "domain")
    people.lists.unsubscribe("ben@example.org", "Volunteers")
    people.lists.unsubscribe("cara@example.org", newsletter="n1")
    members, volunteers = people.lists.all()
    assert (members.name, members.contacts, members.mailable, members.sample) == ("members", 0, 0, True)
    assert (volunteers.name, volunteers.contacts, volunteers.mailable) == ("Volunteers", 3, 1)
    assert volunteers.description == "Help at the harbour"


def test_names_are_needed_and_unique(people: People) -> None:
    people.lists.create("Volunteers")
    with pytest.raises(InputError, match="already"):
        people.lists.create(" volunteers ")
    with pytest.raises(InputError, match="needs a name"):
        people.lists.create(" \n")
    with pytest.raises(NotFoundError, match="Members"):
        people.lists.add("Members", [])
    people.lists.create("Members")
    with pytest.raises(InputError, match="already"):
        people.lists.rename("Members", "VOLUNTEERS")
    people.lists.rename("Members", "MEMBERS")
    assert [row.name for row in people.lists.all()] == ["MEMBERS", "Volunteers"]


def test_taken_out_is_not_unsubscribed(people: People) -> None:
    ids = people.keep("anna", "ben")
    people.lists.create("Volunteers")
    people.lists.add("Volunteers", ids)
    assert people.lists.take_out("Volunteers", ids[:1]) == 1
    assert people.on("Volunteers") == {"ben"}
    assert people.lists.add("Volunteers", ids) == Joined(added=1, already=1)


def test_whoever_left_stays_left_until_they_ask(people: People) -> None:
    [anna] = people.keep("anna")
    people.lists.create("Volunteers")
    people.lists.add("Volunteers", [anna])
    people.lists.unsubscribe("ANNA@example.org", "Volunteers")
    assert people.lists.take_out("Volunteers", [anna]) == 0
    assert people.lists.add("Volunteers", [anna]) == Joined(said_no=1)
    people.marks.lift("anna@example.org", "asked by phone on 3 March")
    assert people.on("Volunteers") == set()
    assert people.lists.add("Volunteers", [anna]) == Joined(added=1)


def test_a_no_outlives_the_contact_the_list_and_its_name(people: People) -> None:
    [anna] = people.keep("anna")
    people.lists.create("Volunteers")
    people.lists.add("Volunteers", [anna])
    people.lists.unsubscribe("anna@example.org", "Volunteers")
    people.contacts.remove([anna])
    [anna] = people.keep("anna")
    assert people.lists.add("Volunteers", [anna]) == Joined(said_no=1)
    people.lists.rename("Volunteers", "Helpers")
    assert people.lists.add("Helpers", [anna]) == Joined(said_no=1)
    people.lists.remove("Helpers")
    people.lists.create("helpers")
    assert people.lists.add("helpers", [anna]) == Joined(said_no=1)
    people.lists.create("Another list")
    assert people.lists.add("Another list", [anna]) == Joined(added=1)


def test_someone_who_said_no_to_everything_joins_nothing(people: People) -> None:
    [anna] = people.keep("anna")
    people.lists.create("Volunteers")
    people.lists.unsubscribe("anna@example.org")
    people.lists.unsubscribe("stranger@example.org")
    assert people.lists.add("Volunteers", [anna]) == Joined(said_no=1)
    assert people.marks.blocked("stranger@example.org", "n1") == "unsubscribed"


def test_removing_a_list_keeps_its_people(people: People) -> None:
    ids = people.keep("anna", "ben")
    people.lists.create("Volunteers")
    people.lists.add("Volunteers", ids)
    people.lists.remove("Volunteers")
    assert people.contacts.count() == 2
    assert people.lists.all() == []


def test_a_new_list_with_the_old_name_of_a_renamed_one_brings_nobody_back(engine: Any, clock: Any) -> None:
    lists, store = ListStore(engine, clock), ContactStore(engine, clock)
    lists.create("Newsletter")
    people = {name: store.save(Contact(email=f"{name}@example.org")).id for name in ("anna", "ben")}
    lists.add("Newsletter", list(people.values()))
    lists.unsubscribe("anna@example.org", "Newsletter")
    lists.rename("Newsletter", "Newsletter to 2025")
    lists.create("Newsletter")
    assert lists.add("Newsletter", list(people.values())) == Joined(added=1, said_no=1)
    lists.remove("Newsletter to 2025")
    lists.create("Newsletter to 2025")
    assert lists.add("Newsletter to 2025", list(people.values())) == Joined(added=1, said_no=1)
