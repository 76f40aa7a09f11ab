"""Whatever is done to many people, merged or undone, in whatever order: nobody who said no gets a letter."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import event

from composer.contacts.bulk_edit import AddTag, JoinList, LeaveList, Remove, SetLanguage, edit_people
from composer.contacts.contact import Contact
from composer.contacts.import_contacts import apply_import, plan_import, undo_import
from composer.contacts.lists import ListStore
from composer.contacts.merging import merge_people
from composer.contacts.people_steps import recent_steps
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.contacts.table_file import read_content
from composer.contacts.undo_steps import undo_step
from composer.delivery.audience import audience
from composer.errors import InputError, NotFoundError


class Office:
    """The stores over one database, with a clock that goes on by a minute at each look."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine
        self.moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
        self.contacts = ContactStore(engine, self.clock)
        self.lists = ListStore(engine, self.clock)
        self.marks = Suppressions(engine, self.clock)

    def clock(self) -> datetime:
        self.moment += timedelta(minutes=1)
        return self.moment

    def person(self, email: str, *lists: str, **values: Any) -> str:
        kept = self.contacts.save(Contact(email=email, **values))
        for name in lists:
            self.lists.add(name, [kept.id])
        return kept.id

    def mailed(self, *lists: str, newsletter: str = "n1") -> set[str]:
        found = audience(self.engine, self.clock, newsletter_id=newsletter, lists=lists, issue_id="i")
        return {person.email_key for person in found.people}


@pytest.fixture
def office(engine: Any) -> Office:
    made = Office(engine)
    made.lists.create("Members")
    return made


def test_people_taken_away_come_back_as_they_were(office: Office) -> None:
    anna = office.person("anna@example.org", "Members", first_name="Anna", extra={"Town": "Leith"})
    edit_people([anna], AddTag("Rowing"), store=office.contacts)
    step = edit_people([anna], Remove(), store=office.contacts)
    assert office.contacts.count() == 0
    undone = undo_step(step.step, store=office.contacts)
    assert (undone.restored, undone.left) == (1, 0)
    row = office.contacts.row(anna)
    assert (row.contact.first_name, row.contact.extra, row.lists) == ("Anna", {"Town": "Leith"}, ("Members",))
    assert office.contacts.everything_about("anna@example.org")["tags"] == ["Rowing"]
    assert [entry.what for entry in office.contacts.history(anna)][:2] == ["undone", "edited"]
    with pytest.raises(InputError, match="undone already"):
        undo_step(step.step, store=office.contacts)
    with pytest.raises(NotFoundError):
        undo_step("unknown", store=office.contacts)


def test_who_unsubscribed_in_between_does_not_come_back_on_the_list(office: Office) -> None:
    anna, ben = office.person("anna@example.org", "Members"), office.person("ben@example.org", "Members")
    taken_off = edit_people([anna, ben], LeaveList("Members"), store=office.contacts)
    office.lists.unsubscribe("anna@example.org", "Members")
    undone = undo_step(taken_off.step, store=office.contacts)
    assert (undone.restored, undone.left) == (1, 1)
    assert office.mailed("Members") == {"ben@example.org"}
    removed = edit_people([ben], Remove(), store=office.contacts)
    office.lists.unsubscribe("ben@example.org", "Members")
    undo_step(removed.step, store=office.contacts)
    assert office.mailed("Members") == set()


def test_who_was_erased_in_between_stays_erased(office: Office) -> None:
    anna = office.person("anna@example.org", "Members", first_name="Quillana")
    step = edit_people([anna], Remove(), store=office.contacts)
    office.contacts.forget("anna@example.org")
    assert undo_step(step.step, store=office.contacts).restored == 0
    assert office.contacts.count() == 0
    from composer.database.tables import people_steps

    with office.engine.connect() as connection:
        import zlib

        from sqlalchemy import select

        assert all(b"Quillana" not in zlib.decompress(packed) for packed in connection.scalars(select(people_steps.c.undo)))


def test_undoing_a_merge_takes_what_was_said_since_to_both(office: Office) -> None:
    anna, again = office.person("anna@example.org", "Members"), office.person("a.bell@example.org", "Members")
    step = merge_people(anna, [again], store=office.contacts)
    office.lists.unsubscribe("anna@example.org", newsletter="n1")
    undo_step(step, store=office.contacts)
    assert office.contacts.count() == 2
    assert office.mailed("Members") == set()
    assert office.mailed("Members", newsletter="n2") == {"anna@example.org", "a.bell@example.org"}


ADDRESSES = ["anna@example.org", "anna+news@example.org", "ben@example.org", "cara@example.org"]
LISTS = ["Volunteers", "Members"]


@dataclass
class Noes:
    """What must hold, at the least."""

    everything: set[str] = field(default_factory=set)
    newsletter: set[str] = field(default_factory=set)
    lists: set[tuple[str, str]] = field(default_factory=set)

    def move(self, old: str, new: str) -> None:
        """What one address said holds for the other one, too."""
        self.everything |= {new} if old in self.everything else set()
        self.newsletter |= {new} if old in self.newsletter else set()
        self.lists |= {(new, name) for address, name in self.lists if address == old}


class NobodyIsRevived(RuleBasedStateMachine):
    """Imports, merges, the same change to many, new addresses, removing, and undoing any of it, in any order."""

    folder: Path

    @initialize()
    def open(self) -> None:
        from composer.database.engine import open_engine
        from composer.database.tables import metadata

        self.engine = open_engine(tempfile.mkdtemp(dir=self.folder) + "/one")
        metadata.create_all(self.engine)

        @event.listens_for(self.engine, "connect")
        def _hurry(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA synchronous=OFF")

        self.engine.dispose()
        self.office = Office(self.engine)
        self.said = Noes()
        self.imports: list[str] = []
        for name in LISTS:
            self.office.lists.create(name)

    def ids(self, addresses: list[str]) -> list[str]:
        found = (self.office.contacts.by_address(address) for address in addresses)
        return [contact.id for contact in found if contact is not None]

    @rule(
        rows=st.lists(st.tuples(st.sampled_from(ADDRESSES), st.sampled_from(["", "", "bounced", "unsubscribed"])), max_size=4),
        list_name=st.sampled_from(LISTS),
    )
    def bring_in(self, rows: list[tuple[str, str]], list_name: str) -> None:
        text = "E-mail,Status\nx,\n" + "".join(f"{address},{status}\n" for address, status in rows)
        table = read_content(text.encode(), "people.csv")
        plan = plan_import(table, {0: "email", 1: "status"}, store=self.office.contacts, list_name=list_name)
        self.imports.append(apply_import(plan))
        self.said.everything |= {address for address, status in rows if status}

    @rule(data=st.data())
    def undo_an_import(self, data: st.DataObject) -> None:
        if self.imports:
            found = data.draw(st.sampled_from(self.imports))
            self.imports.remove(found)
            undo_import(found, store=self.office.contacts)
            there = {row.name for row in self.office.lists.all()}
            for name in set(LISTS) - there:
                self.office.lists.create(name)

    @rule(
        addresses=st.lists(st.sampled_from(ADDRESSES), min_size=1, max_size=3),
        change=st.sampled_from(
            [JoinList("Members"), JoinList("Volunteers"), LeaveList("Members"), Remove(), AddTag("x"), SetLanguage("sv")]
        ),
    )
    def edit(self, addresses: list[str], change: Any) -> None:
        edit_people(self.ids(addresses), change, store=self.office.contacts)

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        steps = [step.id for step in recent_steps(self.engine) if step.undone is None]
        if steps:
            undo_step(data.draw(st.sampled_from(steps)), store=self.office.contacts)

    @rule(keep=st.sampled_from(ADDRESSES), other=st.sampled_from(ADDRESSES))
    def merge(self, keep: str, other: str) -> None:
        ids = self.ids([keep, other])
        if len(ids) == 2 and keep != other:
            merge_people(ids[0], ids[1:], store=self.office.contacts)
            self.said.move(other, keep)

    @rule(old=st.sampled_from(ADDRESSES), new=st.sampled_from(ADDRESSES))
    def move(self, old: str, new: str) -> None:
        person = self.office.contacts.by_address(old)
        if person is not None and self.office.contacts.by_address(new) is None:
            import msgspec

            try:
                self.office.contacts.save(msgspec.structs.replace(person, email=new))
            except InputError:
                return  # the new address is of somebody who was erased
            if not any(mark.reason == "bounced" for mark in self.office.marks.of(old)):
                self.said.move(old, new)

    @rule(address=st.sampled_from(ADDRESSES), scope=st.sampled_from(["everything", "newsletter", *LISTS, "complaint"]))
    def say_no(self, address: str, scope: str) -> None:
        if scope in LISTS:
            self.office.lists.unsubscribe(address, scope)
            self.said.lists.add((address, scope))
        elif scope == "newsletter":
            self.office.lists.unsubscribe(address, newsletter="n1")
            self.said.newsletter.add(address)
        elif scope == "complaint":
            self.office.marks.add(address, "complained", newsletter="n1")
            self.said.everything.add(address)
        else:
            self.office.lists.unsubscribe(address)
            self.said.everything.add(address)

    @rule(address=st.sampled_from(ADDRESSES))
    def erase(self, address: str) -> None:
        self.office.contacts.forget(address)
        self.said.everything.add(address)

    @rule(address=st.sampled_from(ADDRESSES))
    def come_back(self, address: str) -> None:
        self.office.marks.lift(address, "asked in person")
        self.said.everything.discard(address)
        self.said.newsletter.discard(address)
        self.said.lists -= {(address, name) for name in LISTS}

    @rule(address=st.sampled_from(ADDRESSES), name=st.sampled_from(LISTS))
    def add_by_hand(self, address: str, name: str) -> None:
        if self.office.contacts.by_address(address) is None:
            try:
                self.office.person(address)
            except InputError:
                return  # they asked to be erased
        self.office.lists.add(name, self.ids([address]))

    @invariant()
    def nobody_who_said_no_is_written_to(self) -> None:
        if not hasattr(self, "office"):
            return
        for name in LISTS:
            ours, other = self.office.mailed(name), self.office.mailed(name, newsletter="n2")
            assert not (ours | other) & self.said.everything
            assert not ours & self.said.newsletter
            assert not (ours | other) & {address for address, of in self.said.lists if of == name}

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            self.engine.dispose()


def try_orders(folder: Path, orders: int, steps: int) -> None:
    NobodyIsRevived.folder = folder
    limits = settings(max_examples=orders, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(NobodyIsRevived, settings=limits)  # type: ignore[no-untyped-call]  # hypothesis does not type it


def test_nobody_is_revived(tmp_path: Path) -> None:
    try_orders(tmp_path, 12, 25)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_nobody_is_revived_in_very_many_orders(tmp_path: Path) -> None:
    try_orders(tmp_path, 2000, 60)
