"""Keeping people: search as one types, corrections, removal, erasure, and all that is known about one."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from composer.contacts.contact import Contact
from composer.contacts.lists import ListStore
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.database.tables import campaigns, contacts, deliveries, list_members
from composer.errors import InputError, NotFoundError


@pytest.fixture
def store(engine: Any, clock: Any) -> ContactStore:
    return ContactStore(engine, clock)


def keep(store: ContactStore, name: str, email: str = "") -> Contact:
    first, _space, last = name.partition(" ")
    return store.save(Contact(email=email or f"{first.lower()}@example.org", first_name=first, last_name=last))


def found(store: ContactStore, text: str = "", **arguments: Any) -> list[str]:
    return [row.contact.full_name or row.contact.email for row in store.search(text, **arguments)]


def test_a_contact_is_kept_cleaned_and_found_again(store: ContactStore, clock: Any) -> None:
    kept = store.save(
        Contact(
            email=" Anna@Bücher.example ",
            first_name="An\x00na\n",
            last_name=" Bell",
            extra={"Town": "Leith\t"},
            basis="consent",
            basis_date=date(2026, 3, 1),
            basis_source="form",
            basis_wording="Yes please",
            language="en",
            origin="members.csv",
        )
    )
    assert store.get(kept.id) == kept == store.by_address("ANNA@xn--bcher-kva.example")
    assert (kept.email, kept.first_name, kept.last_name, kept.extra) == ("Anna@bücher.example", "Anna", "Bell", {"Town": "Leith"})
    assert kept.added == clock()
    assert store.by_address("nobody@example.org") is None


def test_correcting_a_contact(store: ContactStore) -> None:
    anna = keep(store, "Anna Bell")
    ben = keep(store, "Ben Carr")
    corrected = store.save(
        Contact(id=anna.id, email="anna.b@example.org", first_name="Anna", last_name="Bellamy", added=anna.added)
    )
    assert found(store, "bellamy") == ["Anna Bellamy"]
    assert store.by_address("anna@example.org") is None
    with pytest.raises(InputError, match="kept here already"):
        store.save(Contact(id=ben.id, email="ANNA.B@example.org"))
    with pytest.raises(InputError, match="kept here already"):
        store.save(Contact(email="anna.b@example.org"))
    store.remove([corrected.id])
    with pytest.raises(NotFoundError):
        store.save(corrected)
    with pytest.raises(NotFoundError):
        store.get(corrected.id)
    with pytest.raises(NotFoundError):
        store.row(corrected.id)


def test_search_as_one_types(store: ContactStore) -> None:
    keep(store, "Åsa Öberg")
    keep(store, "Susan Ash", "s.ash@harbour.example")
    keep(store, "Anna de la Cruz")
    keep(store, "100% Sure_Thing")
    assert found(store) == ["Susan Ash", "Anna de la Cruz", "Åsa Öberg", "100% Sure_Thing"]
    assert found(store, "as") == ["Susan Ash", "Åsa Öberg"]
    assert found(store, "ash") == ["Susan Ash"]
    assert found(store, "OBER åsa") == ["Åsa Öberg"]
    assert found(store, "harbour") == ["Susan Ash"]
    assert found(store, "cruz an") == ["Anna de la Cruz"]
    assert found(store, "0%") == []
    assert found(store, "100%") == ["100% Sure_Thing"]
    assert found(store, "e_t") == ["100% Sure_Thing"]
    assert found(store, "nobody") == []
    assert store.count("ash") == 1
    assert store.count() == 4


def test_pages_and_orders(store: ContactStore) -> None:
    for name in ("Cara A", "Ben B", "Anna C"):
        keep(store, name)
    assert found(store, limit=2) == ["Cara A", "Ben B"]
    assert found(store, limit=2, offset=2) == ["Anna C"]
    assert found(store, sort="-name") == ["Anna C", "Ben B", "Cara A"]
    assert found(store, sort="email") == ["Anna C", "Ben B", "Cara A"]
    assert set(found(store, sort="-added")) == {"Anna C", "Ben B", "Cara A"}


def test_states_and_lists(store: ContactStore, engine: Any, clock: Any) -> None:
    lists, marks = ListStore(engine, clock), Suppressions(engine, clock)
    ids = {name: keep(store, name).id for name in ("Anna", "Ben", "Cara", "Dan", "Eve")}
    keep(store, "Fay", "fay@gone.example")
    lists.create("Volunteers")
    lists.create("Members")
    lists.add("Volunteers", list(ids.values()))
    lists.add("Members", [ids["Anna"], ids["Ben"]])
    lists.unsubscribe("anna@example.org", "Volunteers")
    lists.unsubscribe("cara@example.org", "Volunteers")
    marks.add("dan@example.org", "unsubscribed", newsletter="n1")
    marks.add("eve@example.org", "bounced")
    marks.add("@gone.example", "domain")
    states = {row.contact.first_name: (row.state, row.lists) for row in store.search()}
    assert states == {
        "Anna": ("active", ("Members",)),
        "Ben": ("active", ("Members", "Volunteers")),
        "Cara": ("unsubscribed", ()),
        "Dan": ("unsubscribed", ("Volunteers",)),
        "Eve": ("suppressed", ("Volunteers",)),
        "Fay": ("suppressed", ()),
    }
    assert found(store, state="active") == ["Anna", "Ben"]
    assert found(store, state="suppressed") == ["Eve", "Fay"]
    assert found(store, state="unsubscribed") == ["Cara", "Dan"]
    assert found(store, list_name="volunteers") == ["Anna", "Ben", "Cara", "Dan", "Eve"]
    assert found(store, list_name="Volunteers", state="active") == ["Ben"]
    assert found(store, list_name="Volunteers", state="unsubscribed") == ["Anna", "Cara", "Dan"]
    assert found(store, list_name="No such list") == []
    assert store.count(list_name="Members") == 2
    assert store.row(ids["Eve"]).state == "suppressed"


def test_removing_people_keeps_their_no(store: ContactStore, engine: Any, clock: Any) -> None:
    lists, marks = ListStore(engine, clock), Suppressions(engine, clock)
    anna = keep(store, "Anna")
    lists.create("Volunteers")
    lists.add("Volunteers", [anna.id])
    with engine.begin() as connection:  # a membership that was ended without a mark is remembered all the same
        connection.execute(update(list_members).values(state="unsubscribed"))
    marks.add("anna@example.org", "complained")
    assert store.remove([anna.id, "unknown"]) == 1
    again = keep(store, "Anna")
    assert lists.add("Volunteers", [again.id]).said_no == 1
    assert store.row(again.id).state == "suppressed"


def letter(
    engine: Any, contact: Contact, state: str, *, token: str, issue: str = "March letter", at: datetime | None = None
) -> None:
    moment = datetime(2026, 3, 1, 9, tzinfo=UTC)
    with engine.begin() as connection:
        if not connection.execute(select(campaigns.c.id).where(campaigns.c.id == issue)).first():
            connection.execute(
                insert(campaigns).values(
                    id=issue, issue="i1", issue_name=issue, fingerprint="", newsletter="n1", account="Office", lists="[]",
                    state="sending", why="", test=False, subject=f"The {issue}", sender="office@example.org", frozen=b"",
                    made=moment,
                )
            )  # fmt: skip
        connection.execute(
            insert(deliveries).values(
                campaign=issue, contact=contact.id, email=contact.email, email_key=contact.email.lower(), token=token,
                merge_values=json.dumps({"first_name": contact.first_name}), state=state, reply=f"250 {contact.email} ok", at=at,
            )
        )  # fmt: skip


def test_history(store: ContactStore, engine: Any, clock: Any) -> None:
    lists, marks = ListStore(engine, clock), Suppressions(engine, clock)
    anna = store.save(
        Contact(email="anna@example.org", basis="consent", basis_date=date(2026, 1, 5), basis_source="form", origin="a.csv")
    )
    lists.create("Volunteers")
    lists.add("Volunteers", [anna.id])
    letter(engine, anna, "sent", token="t1", at=datetime(2026, 3, 2, tzinfo=UTC))
    marks.add("anna@example.org", "bounced")
    marks.lift("anna@example.org", "wrote again")
    entries = store.history(anna.id)
    assert [entry.at for entry in entries] == sorted((entry.at for entry in entries), reverse=True)
    assert {(entry.what, entry.text) for entry in entries} == {
        ("added", "Added from a.csv"),
        ("agreed", "They agreed to get this: form"),
        ("joined", "On the list “Volunteers”"),
        ("letter", "“March letter” was sent"),
        ("suppressed", "Not written to any more: the address does not exist"),
        ("lifted", "Asked to come back: wrote again"),
    }


def test_everything_about_someone(store: ContactStore, engine: Any, clock: Any) -> None:
    anna = store.save(Contact(email="anna@example.org", first_name="Anna", extra={"Town": "Leith"}))
    ListStore(engine, clock).create("Volunteers")
    ListStore(engine, clock).add("Volunteers", [anna.id])
    letter(engine, anna, "sent", token="t1")
    Suppressions(engine, clock).add("anna@example.org", "unsubscribed", newsletter="n1")
    everything = json.loads(json.dumps(store.everything_about("Anna@Example.org")))
    assert everything["contact"]["extra"] == {"Town": "Leith"}
    assert [entry["list"] for entry in everything["lists"]] == ["Volunteers"]
    assert [entry["reason"] for entry in everything["not_written_to"]] == ["unsubscribed"]
    assert [entry["issue"] for entry in everything["letters"]] == ["March letter"]
    nothing = store.everything_about("stranger@example.org")
    assert nothing.pop("address") == "stranger@example.org"
    assert not any(nothing.values())


def every_text(engine: Any) -> str:
    """All that any table holds, as one text."""
    from composer.database.tables import metadata

    with engine.connect() as connection:
        return " ".join(str(row) for table in metadata.sorted_tables for row in connection.execute(select(table)))


def test_erasure_leaves_the_count_and_a_mark_nobody_can_read(store: ContactStore, engine: Any, clock: Any) -> None:
    lists, marks = ListStore(engine, clock), Suppressions(engine, clock)
    anna, ben = keep(store, "Anna Quill"), keep(store, "Ben")
    lists.create("Volunteers")
    lists.add("Volunteers", [anna.id, ben.id])
    letter(engine, anna, "sent", token="t1")
    letter(engine, ben, "sent", token="t2")
    letter(engine, anna, "queued", token="t3", issue="April letter")
    marks.add("anna@example.org", "unsubscribed", note="Anna Quill rang")
    forgotten = store.forget(" ANNA@example.org")
    assert (forgotten.contact, forgotten.lists, forgotten.letters) == (True, 1, 2)
    left = every_text(engine).lower()
    assert "anna" not in left
    assert "quill" not in left
    assert store.by_address("anna@example.org") is None
    assert marks.blocked("anna@example.org") == "erased"
    with engine.connect() as connection:
        rows = connection.execute(select(deliveries.c.email, deliveries.c.state).order_by(deliveries.c.id)).all()
        assert [tuple(row) for row in rows] == [("", "sent"), ("ben@example.org", "sent"), ("", "suppressed")]
        erased = connection.scalars(select(deliveries.c.email_key).where(deliveries.c.email == "")).all()
        assert set(marks.blocked_keys(connection, erased).values()) == {"erased"}
        assert connection.execute(select(contacts.c.email)).scalars().all() == ["ben@example.org"]
    with pytest.raises(InputError, match="asked to be erased"):
        keep(store, "Anna")
    marks.lift("anna@example.org", "signed up at the fair")
    assert keep(store, "Anna").email == "anna@example.org"


def test_erasing_a_stranger_still_leaves_the_mark(store: ContactStore, engine: Any, clock: Any) -> None:
    forgotten = store.forget("stranger@example.org")
    assert (forgotten.contact, forgotten.lists, forgotten.letters) == (False, 0, 0)
    assert store.forget("stranger@example.org") == forgotten
    assert Suppressions(engine, clock).blocked("stranger@example.org") == "erased"
