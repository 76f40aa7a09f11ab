"""Who may be here twice is found by mailbox and by name; nobody is taken for somebody else by half a name."""

from __future__ import annotations

from typing import Any

import pytest

from composer.contacts.contact import Contact
from composer.contacts.duplicates import find_duplicates, mailbox_of, name_key
from composer.contacts.store import ContactStore


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("anna.bell@gmail.com", "annabell+news@googlemail.com", True),
        ("anna+news@example.org", "anna@example.org", True),
        ("anna.bell@example.org", "annabell@example.org", False),
        ("anna@example.org", "anna@example.com", False),
        ("+only@example.org", "@example.org", False),
    ],
)
def test_one_mailbox(one: str, other: str, same: bool) -> None:
    assert (mailbox_of(one) == mailbox_of(other)) is same


def test_one_name() -> None:
    assert name_key("Anna", "Bell") == name_key("bell", "ANNA") != ""
    assert name_key("Zoë", "Ångström-Smith") == name_key("Zoe", "Angstrom Smith")
    assert name_key("Anna", "") == name_key("", "Bell") == ""


def test_groups(engine: Any, clock: Any) -> None:
    store = ContactStore(engine, clock)
    people = [
        ("anna@example.org", "Anna", "Bell"),
        ("anna+news@example.org", "Anna", "Bell"),
        ("bell@work.example", "Bell", "Anna"),
        ("ben@example.org", "Ben", ""),
        ("ben@work.example", "Ben", ""),
    ]
    ids = {email: store.save(Contact(email=email, first_name=f, last_name=n)).id for email, f, n in people}
    found = [(group.why, set(group.contact_ids)) for group in find_duplicates(engine)]
    assert found == [
        ("address", {ids["anna@example.org"], ids["anna+news@example.org"]}),
        ("name", {ids["anna@example.org"], ids["anna+news@example.org"], ids["bell@work.example"]}),
    ]
