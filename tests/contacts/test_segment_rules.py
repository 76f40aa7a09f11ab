"""Rules: said in words, typed and read back, and picking exactly those they say."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from composer.contacts.bulk_edit import AddTag, edit_people
from composer.contacts.contact import Contact
from composer.contacts.lists import ListStore
from composer.contacts.segment_rules import RULES, Rule, Rules, check_rule, issue_names, read_rule, rules_in_words, write_rule
from composer.contacts.segments import SegmentStore
from composer.contacts.store import ContactStore
from composer.database.tables import campaigns, deliveries
from composer.errors import ComposerError, InputError

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("list=Members", Rule("list", "Members")),
        ("not tag=Staff", Rule("tag", "Staff", True)),
        ("not-tag=Staff", Rule("tag", "Staff", True)),
        ("issue != Issue 12", Rule("issue", "Issue 12", True)),
        ("added-since=2026-01-01", Rule("added_since", "2026-01-01")),
        ("not any-basis", Rule("any_basis", "", True)),
        ("column=Town=Leeds", Rule("column", "Town=Leeds")),
        ("domain=@Example.ORG", Rule("domain", "example.org")),
    ],
)
def test_typed(typed: str, rule: Rule) -> None:
    assert read_rule(typed) == rule
    assert read_rule(write_rule(rule)) == rule


NO_RULES = ["", "list", "list=", "sex=f", "added-since=yesterday", "added-within=-3", "basis=because", "column=Town", "due=x:1"]


@pytest.mark.parametrize("typed", NO_RULES)
def test_no_rule(typed: str) -> None:
    with pytest.raises(InputError):
        read_rule(typed)


@given(st.text(max_size=40))
def test_any_text_is_a_rule_or_refused_in_words(text: str) -> None:
    with contextlib.suppress(InputError):
        assert read_rule(text).kind in RULES


def test_in_words() -> None:
    rules = Rules("all", (Rule("list", "Members"), Rule("issue", "Issue 12", True)), (Rule("tag", "Staff"),))
    assert rules_in_words(rules) == (
        "Everyone who is on the list “Members”, and did not get the issue “Issue 12”; but nobody who has the tag “Staff”."
    )
    assert rules_in_words(Rules()) == "Everyone who is anybody here."
    assert "came on 1 March 2026 or later" in rules_in_words(Rules(rules=(Rule("added_since", "2026-03-01"),)))
    for kind in RULES:
        value = {"basis": "consent", "day": "2026-03-01", "days": "30", "due": "no_list:24"}.get(RULES[kind].asks, "a=b")
        for no in (False, True):
            assert "{" not in rules_in_words(Rules(rules=(check_rule(Rule(kind, value, no)),)))


@pytest.fixture
def picked(engine: Any, clock: Any) -> Any:
    store, lists = ContactStore(engine, clock), ListStore(engine, clock)
    lists.create("Members")
    people = {
        "anna": Contact(email="anna@example.org", language="en-GB", extra={"Town": "Leeds"}, added=NOW - timedelta(days=400)),
        "ben": Contact(email="ben@work.example", first_name="Ben", basis="consent", basis_date=date(2026, 3, 1)),
        "cara": Contact(email="cara@example.org", language="sv", added=NOW - timedelta(days=10)),
    }
    ids = {name: store.save(contact).id for name, contact in people.items()}
    lists.add("Members", [ids["anna"], ids["ben"]])
    lists.unsubscribe("anna@example.org", "Members")
    edit_people([ids["ben"], ids["cara"]], AddTag("Staff"), store=store)
    with engine.begin() as connection:
        made = {"issue": "i", "fingerprint": "f", "newsletter": "n", "account": "a", "lists": "[]", "state": "finished"}
        rest = {"subject": "s", "sender": "s", "frozen": b"", "made": NOW}
        connection.execute(insert(campaigns).values(id="c", issue_name="Issue 12", test=False, **made, **rest))
        connection.execute(insert(campaigns).values(id="t", issue_name="Trial", test=True, **made, **rest))
        for name, state, at in (("anna", "sent", 5), ("cara", "failed", 5)):
            letter = {"contact": ids[name], "email": "x", "email_key": people[name].email, "token": name, "merge_values": "{}"}
            connection.execute(insert(deliveries).values(campaign="c", state=state, at=NOW - timedelta(days=at), **letter))
    segments = SegmentStore(engine, clock)

    def ask(*typed: str, match: Any = "all", but_not: tuple[str, ...] = ()) -> str:
        found = segments.ids(Rules(match, tuple(map(read_rule, typed)), tuple(map(read_rule, but_not))))
        return " ".join(sorted(name for name, contact in ids.items() if contact in found))

    return ask


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("list=members", "ben"),
        ("not list=Members", "anna cara"),
        ("tag=STAFF", "ben cara"),
        ("issue=issue 12", "anna"),
        ("not issue=Issue 12", "ben cara"),
        ("letter-within=7", "anna"),
        ("not letter-within=3", "anna ben cara"),
        ("added-within=30", "ben cara"),
        ("added-since=2026-11-01", "ben cara"),
        ("basis=consent", "ben"),
        ("not any-basis", "anna cara"),
        ("basis-since=2026-03-01", "ben"),
        ("not basis-since=2026-03-02", "anna ben cara"),
        ("language=en", "anna"),
        ("domain=example.org", "anna cara"),
        ("name=BEN", "ben"),
        ("column=Town=leeds", "anna"),
        ("column=Age=9", ""),
        ("due=no_letter:12", ""),
        ("not due=no_list:12", "anna ben cara"),
    ],
)
def test_who_is_picked(picked: Any, typed: str, names: str) -> None:
    assert picked(typed) == names


def test_together(picked: Any) -> None:
    assert picked() == "anna ben cara"
    assert picked("tag=Staff", "not issue=Issue 12", but_not=("domain=work.example",)) == "cara"
    assert picked("list=Members", "language=en", match="any") == "anna ben"
    for typed in ("list=Nobody", "issue=Issue 13", "issue=Trial"):
        with pytest.raises(ComposerError):
            picked(typed)


def test_issues_to_choose_from(picked: Any, engine: Any) -> None:
    with engine.connect() as connection:
        assert issue_names(connection) == ["Issue 12"]
