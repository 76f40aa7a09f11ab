"""One person's own data, beyond what the store's tests tell: other addresses, other spellings, other people."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import insert, select

from composer.contacts.contact import Contact
from composer.contacts.personal_data import everything_about, forget
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import ERASED_KEY, Suppressions
from composer.database.tables import campaigns, deliveries, letters_in


def letters_to(engine: Any, clock: Any, campaign: str, people: list[tuple[str, str]]) -> None:
    with engine.begin() as connection:
        connection.execute(
            insert(campaigns).values(
                id=campaign, issue="i", issue_name=campaign, fingerprint="", newsletter="n", account="a", lists="[]",
                state="sending", why="", test=False, subject="s", sender="x", frozen=b"", made=clock(),
            )
        )  # fmt: skip
        for number, (contact, address) in enumerate(people):
            connection.execute(
                insert(deliveries).values(
                    campaign=campaign, contact=contact, email=address, email_key=address, token=f"{campaign}{number}",
                    merge_values=json.dumps({"email": address}), state="sending",
                )
            )  # fmt: skip


def test_letters_to_an_earlier_address_are_the_persons_too(engine: Any, clock: Any) -> None:
    store = ContactStore(engine, clock)
    anna = store.save(Contact(email="anna@old.example"))
    other = store.save(Contact(email="ben@example.org"))
    letters_to(engine, clock, "March", [(anna.id, "anna@old.example"), (other.id, "ben@example.org")])
    store.save(Contact(id=anna.id, email="anna@new.example"))
    # One campaign that reached both of her addresses: the placeholders must not clash.
    letters_to(engine, clock, "April", [(anna.id, "anna@old.example"), ("", "anna@new.example")])
    assert len(everything_about(engine, "anna@new.example")["letters"]) == 3
    assert forget(engine, clock, "anna@new.example").letters == 3
    with engine.connect() as connection:
        rows = connection.execute(select(deliveries)).mappings().all()
    assert sum(row["email_key"].startswith(ERASED_KEY) for row in rows) == 3
    assert [row["email"] for row in rows if row["email"]] == ["ben@example.org"]
    # What the sender has in hand is not taken from it: it records the answer by the row.
    assert {row["state"] for row in rows} == {"sending"}


def test_erasing_blanks_every_mark_and_keeps_the_no(engine: Any, clock: Any) -> None:
    marks = Suppressions(engine, clock)
    marks.add("anna@example.org", "unsubscribed", newsletter="n1", note="rang on Monday")
    marks.add("anna@example.org", "bounced")
    marks.lift("anna@example.org", "wrote from anna@example.org")
    forget(engine, clock, "anna@example.org")
    assert "anna" not in str(marks.all(lifted=True))
    assert "Monday" not in str(marks.all(lifted=True))
    assert marks.blocked("anna@example.org") == "erased"


def test_letters_that_came_in_are_the_persons_too(engine: Any, clock: Any) -> None:
    row = {
        "letter": "a", "part": 0, "account": "Office", "kind": "bounce", "class": "hard", "status": "5.1.1",
        "reason": "no_such_person", "campaign": "", "delivery": None, "was": "", "mark": "",
        "received": clock(), "read": clock(), "undone": None,
    }  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(letters_in).values(**row, recipient="Jo@Example.org", email_key="jo@example.org"))
        connection.execute(insert(letters_in).values(**{**row, "part": 1}, recipient="JO@example.org", email_key=""))
        connection.execute(
            insert(letters_in).values(**{**row, "part": 2}, recipient="al@example.org", email_key="al@example.org")
        )
    assert len(everything_about(engine, "jo@example.org")["came_in"]) == 2
    forget(engine, clock, "jo@example.org")
    assert everything_about(engine, "jo@example.org")["came_in"] == []
    with engine.connect() as connection:
        kept = connection.execute(select(letters_in.c.recipient, letters_in.c.email_key)).all()
    assert sorted(map(tuple, kept)) == [("", ""), ("", ""), ("al@example.org", "al@example.org")]
