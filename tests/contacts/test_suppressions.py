"""A no is kept: for an address, a domain, a newsletter; after erasure; until the person asks to come back."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from composer.contacts.suppressions import Suppressions, add_mark, address_hash, list_mark, read_salt
from composer.database.tables import suppressions
from composer.errors import InputError


@pytest.fixture
def marks(engine: Any, clock: Any) -> Suppressions:
    return Suppressions(engine, clock)


def test_a_marked_address_is_blocked_however_it_is_spelt(marks: Suppressions) -> None:
    marks.add("Anna@Example.org", "bounced", note="no such person")
    assert marks.blocked("<anna@EXAMPLE.org>") == "bounced"
    assert marks.blocked("anna@example.org", "n1") == "bounced"
    assert marks.blocked("ben@example.org") == ""
    [mark] = marks.all()
    assert (mark.shown, mark.reason, mark.note, mark.lifted) == ("anna@example.org", "bounced", "no such person", None)


def test_the_address_itself_is_not_what_is_compared(marks: Suppressions, engine: Any) -> None:
    marks.add("anna@example.org", "unsubscribed")
    with engine.connect() as connection:
        row = connection.execute(select(suppressions)).mappings().one()
        assert row["address_hash"] == address_hash(read_salt(connection), "anna@example.org")
    assert "anna" not in row["address_hash"]


def test_one_newsletter_only(marks: Suppressions) -> None:
    marks.add("anna@example.org", "unsubscribed", newsletter="n1")
    assert marks.blocked("anna@example.org", "n1") == "unsubscribed"
    assert marks.blocked("anna@example.org", "n2") == ""
    assert marks.blocked("anna@example.org") == ""


def test_a_whole_domain(marks: Suppressions) -> None:
    marks.add("@Example.org", "by_hand")
    assert marks.blocked("anyone@example.org") == "domain"
    assert marks.blocked("anyone@sub.example.org") == ""
    assert [mark.shown for mark in marks.all()] == ["@example.org"]
    marks.lift("@example.org", "their IT asked on 3 March")
    assert marks.blocked("anyone@example.org") == ""


def test_twice_is_as_good_as_once_and_the_weightiest_reason_is_told(marks: Suppressions) -> None:
    marks.add("anna@example.org", "unsubscribed")
    marks.add("anna@example.org", "unsubscribed")
    assert len(marks.all()) == 1
    marks.add("anna@example.org", "complained")
    assert marks.blocked("anna@example.org") == "complained"


def test_lifting_needs_evidence_and_is_remembered(marks: Suppressions) -> None:
    marks.add("anna@example.org", "unsubscribed")
    with pytest.raises(InputError, match="asked to come back"):
        marks.lift("anna@example.org", "  ")
    assert marks.blocked("anna@example.org") == "unsubscribed"
    assert marks.lift("anna@example.org", "her e-mail of 3 March") == 1
    assert marks.blocked("anna@example.org") == ""
    assert marks.all() == []
    [lifted] = marks.of("anna@example.org")
    assert lifted.lift_note == "her e-mail of 3 March"
    marks.add("anna@example.org", "unsubscribed")
    assert marks.blocked("anna@example.org") == "unsubscribed"


def test_many_keys_at_once(marks: Suppressions, engine: Any) -> None:
    marks.add("p7@example.org", "bounced")
    marks.add("@example.net", "domain")
    keys = [f"p{number}@example.{end}" for number in range(6000) for end in ("org", "net")]
    with engine.begin() as connection:
        found = marks.blocked_keys(connection, keys)
    assert found.pop("p7@example.org") == "bounced"
    assert set(found.values()) == {"domain"}
    assert len(found) == 6000


def test_a_mark_of_an_import_does_not_stand_in_for_a_persons_own(marks: Suppressions, engine: Any, clock: Any) -> None:
    with engine.begin() as connection:
        assert add_mark(connection, "anna@example.org", "unsubscribed", note="import:1", at=clock())
    marks.add("anna@example.org", "unsubscribed")
    assert len(marks.all()) == 2


def test_unknown_reason_and_unusable_address(marks: Suppressions) -> None:
    with pytest.raises(ValueError):
        marks.add("anna@example.org", "whim")
    with pytest.raises(InputError):
        marks.add("anna", "bounced")
    with pytest.raises(InputError):
        marks.blocked("anna at home")


def test_a_lists_mark_follows_its_name_and_fits_its_column() -> None:
    assert list_mark("Volunteers") == list_mark("  volunteers ")
    assert list_mark("Volunteers") != list_mark("Members")
    assert len(list_mark("Volunteers")) == 32
