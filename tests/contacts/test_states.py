"""A contact's state is the same whether asked of one or chosen among all."""

from __future__ import annotations

import itertools
from typing import Any

from sqlalchemy import select

from composer.contacts.contact import Contact
from composer.contacts.lists import ListStore
from composer.contacts.states import STATES, has_state, left_out_domains, state_of
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.database.tables import contacts


def test_asked_of_one_or_chosen_among_all(engine: Any, clock: Any) -> None:
    store, lists, marks = ContactStore(engine, clock), ListStore(engine, clock), Suppressions(engine, clock)
    lists.create("A")
    lists.create("B")
    facts = ("on A", "left A", "on B", "no to a newsletter", "no to everything", "bounced", "lifted", "domain")
    for number, said in enumerate(itertools.product((False, True), repeat=len(facts))):
        is_so = dict(zip(facts, said, strict=True))
        address = f"p{number}@{'gone.example' if is_so['domain'] else 'example.org'}"
        contact = store.save(Contact(email=address)).id
        if is_so["on A"]:
            lists.add("A", [contact])
        if is_so["left A"]:
            lists.unsubscribe(address, "A")
        if is_so["on B"]:
            lists.add("B", [contact])
        if is_so["lifted"]:
            marks.add(address, "complained")
            marks.lift(address, "asked")
        if is_so["no to a newsletter"]:
            marks.add(address, "unsubscribed", newsletter="n1")
        if is_so["no to everything"]:
            marks.add(address, "unsubscribed")
        if is_so["bounced"]:
            marks.add(address, "bounced")
    marks.add("@gone.example", "domain")
    with engine.connect() as connection:
        domains = left_out_domains(connection)
        assert domains == ["@gone.example"]
        asked = {row[0]: row[1] for row in connection.execute(select(contacts.c.id, state_of(domains)))}
        chosen = {
            contact: state
            for state in STATES
            for contact in connection.scalars(select(contacts.c.id).where(has_state(state, domains)))
        }
    assert asked == chosen
    assert set(asked.values()) == set(STATES)
