"""What was done with a person is told in their history, in the words it was done in."""

from __future__ import annotations

from typing import Any

from composer.contacts.contact import Contact
from composer.contacts.person_events import add_events, events_of
from composer.contacts.store import ContactStore


def test_history_tells_what_was_done(engine: Any, clock: Any) -> None:
    store = ContactStore(engine, clock)
    anna = store.save(Contact(email="anna@example.org")).id
    with engine.begin() as connection:
        add_events(connection, [], "edited", "nobody", clock())
        add_events(connection, [anna], "edited", "Tag “Rowing”\nadded", clock())
        assert [event.text for event in events_of(connection, anna)] == ["Tag “Rowing” added"]
    assert "Tag “Rowing” added" in [entry.text for entry in store.history(anna)]


def test_a_new_address_is_told_and_the_no_goes_along(engine: Any, clock: Any) -> None:
    import msgspec

    from composer.contacts.suppressions import Suppressions

    store, marks = ContactStore(engine, clock), Suppressions(engine, clock)
    anna = store.save(Contact(email="anna@exmaple.org"))
    marks.add("anna@exmaple.org", "bounced")
    marks.add("anna@exmaple.org", "unsubscribed", newsletter="n1")
    store.save(msgspec.structs.replace(anna, email="anna@example.org"))
    assert marks.blocked("anna@example.org") == ""  # the wrong address did not exist, this one may
    assert marks.blocked("anna@example.org", "n1") == "unsubscribed"
    assert any("anna@exmaple.org to anna@example.org" in entry.text for entry in store.history(anna.id))
