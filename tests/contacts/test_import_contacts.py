"""Imports are carried out wholly or not at all, undone exactly, and never undo a no, whatever comes in which order."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import event, select

from composer.contacts.contact import Contact
from composer.contacts.import_contacts import (
    apply_import,
    guess_mapping,
    plan_import,
    recent_imports,
    remembered_mapping,
    undo_import,
)
from composer.contacts.lists import ListStore
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.contacts.table_file import read_content
from composer.contacts.tags import all_tags, set_tags, tags_of
from composer.database.tables import contacts, imports, list_members, lists, suppressions
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

    def plan(self, text: str, mapping: dict[int, str] | None = None, **arguments: Any) -> Any:
        table = read_content(text.encode(), "people.csv")
        return plan_import(table, guess_mapping(table) if mapping is None else mapping, store=self.contacts, **arguments)

    def bring_in(self, text: str, mapping: dict[int, str] | None = None, **arguments: Any) -> str:
        return apply_import(self.plan(text, mapping, **arguments))

    def names(self, list_name: str = "") -> list[str]:
        rows = self.contacts.search(list_name=list_name, sort="email")
        return [row.contact.email for row in rows if not list_name or list_name in row.lists]

    def everything(self) -> dict[str, Any]:
        """All there is of people and lists, but for when a row was last changed."""
        with self.engine.connect() as connection:
            return {
                table.name: sorted(
                    str(tuple(row)) for row in connection.execute(select(*(c for c in table.c if c.name != "changed")))
                )
                for table in (contacts, lists, list_members, suppressions)
            }


@pytest.fixture
def office(engine: Any) -> Office:
    return Office(engine)


def test_people_come_in(office: Office) -> None:
    office.lists.create("Volunteers")
    import_id = office.bring_in(
        "First,Last,E-mail,Town,Joined\nÅsa,Öberg,asa@Bücher.example,Malmö,2026-02-03\nBen,,ben@example.org,,\n",
        {0: "first_name", 1: "last_name", 2: "email", 3: "extra", 4: "basis_date"},
        list_name="volunteers",
        basis="consent",
        basis_date=date(2026, 1, 1),
        basis_source="fair",
        basis_wording="Yes please",
    )
    asa = office.contacts.by_address("ASA@xn--bcher-kva.example")
    assert asa is not None
    assert (asa.email, asa.full_name, asa.extra, asa.origin) == (
        "asa@bücher.example",
        "Åsa Öberg",
        {"Town": "Malmö"},
        "people.csv",
    )
    assert (asa.basis, asa.basis_date, asa.basis_source, asa.basis_wording) == ("consent", date(2026, 2, 3), "fair", "Yes please")
    ben = office.contacts.by_address("ben@example.org")
    assert ben is not None
    assert ben.basis_date == date(2026, 1, 1)
    assert office.names("Volunteers") == ["asa@bücher.example", "ben@example.org"]
    assert [row.contact.first_name for row in office.contacts.search("oberg")] == ["Åsa"]
    [made] = recent_imports(office.contacts)
    assert (made.id, made.list_name, made.file_name, made.rows, made.added, made.undone) == (
        import_id,
        "volunteers",
        "people.csv",
        2,
        2,
        None,
    )


def test_tags_of_a_file_are_shown_given_and_taken_back_with_the_import(office: Office) -> None:
    ann = office.contacts.save(Contact(email="ann@example.org"))
    gone = office.contacts.save(Contact(email="gone@example.org"))
    with office.engine.begin() as connection:
        set_tags(connection, ann.id, ["Rowing"])
    office.marks.add("gone@example.org", "unsubscribed")
    text = (
        'Email Address,TAGS\nann@example.org,"""rowing"",""Donor"""\nben@example.org,"""Donor"",""Board, retired"""\n'
        'gone@example.org,"""Donor"""\nben@example.org,"""Rowing"""\n'
    )
    table = read_content(text.encode(), "people.csv")
    mapping = guess_mapping(table)
    assert mapping == {0: "email", 1: "tags"}
    plan = plan_import(table, mapping, store=office.contacts)
    assert plan.tags == (("Donor", 2), ("Board retired", 1), ("Rowing", 1))
    assert plan.summary()[-1] == "Tags: Donor (2), Board retired (1), Rowing (1)."
    assert [change.new for row in plan.preview("changed") for change in row.changes] == ["Donor"]
    import_id = apply_import(plan)
    ben = office.contacts.by_address("ben@example.org")
    assert ben is not None
    with office.engine.connect() as connection:
        assert tags_of(connection, ann.id) == ("Donor", "Rowing"), "the spelling that is here stays"
        assert tags_of(connection, ben.id) == ("Board retired", "Donor", "Rowing")
        assert tags_of(connection, gone.id) == (), "who said no is left as they are"
    assert remembered_mapping(office.engine, table) == mapping
    assert plan_import(table, mapping, store=office.contacts).same == 2, "read again, nothing is to do"
    undo_import(import_id, store=office.contacts)
    assert [(row.name, row.contacts) for row in all_tags(office.engine)] == [("Rowing", 1)]


def test_odd_file_names_and_cells_do_no_harm(office: Office) -> None:
    text = "Name,E-mail,No\x00te\nA\x00\ud7ffnna,anna@example.org,\x07bell\n"
    table = read_content(text.encode(), "pe\x00o\udcffple\n.csv")
    apply_import(
        plan_import(table, {0: "full_name", 1: "email", 2: "extra"}, store=office.contacts, list_name="Vol\x00unteers\n")
    )
    [row] = office.contacts.search("an\x00na")
    assert (row.contact.email, row.contact.extra, row.contact.origin) == ("anna@example.org", {"Note": "bell"}, "people .csv")
    assert row.lists == ("Volunteers",)
    assert [made.file_name for made in recent_imports(office.contacts)] == ["people .csv"]


def test_importing_again_changes_nothing(office: Office) -> None:
    text = "Name,E-mail\nAnna Bell,anna@example.org\nBen,ben@example.org\n"
    office.bring_in(text, list_name="Volunteers")
    before = office.everything()
    again = office.plan(text, list_name="Volunteers")
    assert again.same == 2
    apply_import(again)
    assert office.everything() == before


def test_the_mapping_is_remembered(office: Office) -> None:
    text = "Who,Where\nAnna,anna@example.org\n"
    office.bring_in(text, {0: "full_name", 1: "email"})
    assert remembered_mapping(office.engine, read_content(text.encode(), "later.csv")) == {0: "full_name", 1: "email"}


def test_all_or_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = office.plan("E-mail\nanna@example.org\nben@example.org\n", list_name="Volunteers")
    before = office.everything()
    monkeypatch.setattr("composer.contacts.import_contacts.remember_mapping", lambda *_anything: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        apply_import(plan)
    assert office.everything() == before


def test_whoever_says_no_between_plan_and_import_stays_out(office: Office) -> None:
    office.lists.create("Volunteers")
    plan = office.plan("E-mail\nanna@example.org\nben@example.org\ncara@example.org\n", list_name="Volunteers")
    assert plan.new == 3
    office.marks.add("anna@example.org", "unsubscribed")
    office.lists.unsubscribe("ben@example.org", "Volunteers")
    apply_import(plan)
    assert office.names() == ["cara@example.org"]


def test_a_no_in_the_file_counts_for_those_who_are_here(office: Office) -> None:
    office.bring_in("E-mail\nanna@example.org\nben@example.org\n", list_name="Volunteers")
    office.bring_in(
        "E-mail,Status\nanna@example.org,unsubscribed\nben@example.org,bounced\nnew@example.org,complained\n",
        list_name="Volunteers",
    )
    assert office.marks.blocked("anna@example.org") == "unsubscribed"
    assert office.marks.blocked("ben@example.org") == "bounced"
    assert office.marks.blocked("new@example.org") == "complained"
    [row] = office.lists.all()
    assert (row.contacts, row.mailable) == (2, 0)


def test_undo_puts_everything_back(office: Office) -> None:
    office.contacts.save(Contact(email="anna@example.org", first_name="Ann", extra={"Town": "Leith"}))
    office.contacts.save(Contact(email="same@example.org", first_name="Sam"))
    office.lists.create("Members")
    office.marks.add("no@example.org", "unsubscribed")
    before = office.everything()
    import_id = office.bring_in(
        "First,E-mail,Town,Unsubscribed,Joined\nAnna,anna@example.org,Granton,,2026-01-01\nBen,ben@example.org,,,\nSam,same@example.org,,,\n"
        "Una,una@example.org,,yes,\nNora,no@example.org,,yes,\n",
        {0: "first_name", 1: "email", 2: "extra", 3: "unsubscribed", 4: "basis_date"},
        list_name="Volunteers",
        basis="consent",
    )
    assert office.everything() != before
    undone = undo_import(import_id, store=office.contacts)
    assert (undone.removed, undone.restored, undone.kept, undone.noes) == (1, 2, 0, 1)
    after = office.everything()
    assert set(before.pop("suppressions")) <= set(after.pop("suppressions"))  # nobody comes back by undoing
    assert after == before
    assert office.marks.blocked("una@example.org") == "unsubscribed"
    assert office.contacts.search("ann")[0].contact.first_name == "Ann"
    assert recent_imports(office.contacts)[0].undone is not None
    with pytest.raises(InputError, match="undone already"):
        undo_import(import_id, store=office.contacts)
    with pytest.raises(NotFoundError):
        undo_import("unknown", store=office.contacts)


def test_undo_keeps_what_happened_since(office: Office) -> None:
    import_id = office.bring_in(
        "First,E-mail\nAnna,anna@example.org\nBen,ben@example.org\nCara,cara@example.org\nDan,dan@example.org\n",
        list_name="Volunteers",
    )
    people = {row.contact.first_name: row.contact for row in office.contacts.search()}
    office.contacts.save(Contact(id=people["Anna"].id, email="anna@example.org", first_name="Annabel"))
    office.lists.create("Members")
    office.lists.add("Members", [people["Ben"].id])
    office.lists.unsubscribe("cara@example.org", "Volunteers")
    office.marks.add("dan@example.org", "bounced")
    undone = undo_import(import_id, store=office.contacts)
    assert (undone.removed, undone.kept) == (2, 2)
    assert office.names() == ["anna@example.org", "ben@example.org"]
    assert office.names("Members") == ["ben@example.org"]
    assert office.marks.blocked("dan@example.org") == "bounced"
    office.bring_in("E-mail\ncara@example.org\n", list_name="Volunteers")
    assert office.names("Volunteers") == []


def test_undo_puts_back_only_values_nobody_changed_again(office: Office) -> None:
    anna = office.contacts.save(Contact(email="anna@example.org", first_name="Ann", last_name="Bell"))
    import_id = office.bring_in("First,Last,E-mail\nAnna,Bellamy,anna@example.org\n")
    office.contacts.save(Contact(id=anna.id, email="anna@example.org", first_name="Annabel", last_name="Bellamy"))
    undo_import(import_id, store=office.contacts)
    assert office.contacts.get(anna.id).full_name == "Annabel Bell"


def test_a_persons_own_no_outlives_undoing_the_file_that_said_it_first(office: Office) -> None:
    import_id = office.bring_in("E-mail,Unsubscribed\nanna@example.org,yes\n")
    second = office.bring_in("E-mail,Unsubscribed\nanna@example.org,yes\n")
    undo_import(import_id, store=office.contacts)
    assert office.marks.blocked("anna@example.org") == "unsubscribed"
    office.lists.unsubscribe("anna@example.org")
    undo_import(second, store=office.contacts)
    assert office.marks.blocked("anna@example.org") == "unsubscribed"


def test_a_no_of_a_file_taken_wrongly_is_withdrawn_by_a_step_of_its_own(office: Office) -> None:
    import_id = office.bring_in("E-mail,Unsubscribed\nanna@example.org,yes\nben@example.org,yes\n")
    office.lists.unsubscribe("ben@example.org")
    undo_import(import_id, store=office.contacts)
    with pytest.raises(InputError, match="Without a note"):
        office.marks.lift_import(import_id, " ")
    assert office.marks.lift_import(import_id, "The column held who had paid, says Jo") == 2
    assert office.marks.blocked("anna@example.org") == ""
    assert office.marks.blocked("ben@example.org") == "unsubscribed"
    assert [mark.lift_note for mark in office.marks.of("anna@example.org")] == ["The column held who had paid, says Jo"]


def test_erasure_reaches_into_what_imports_keep(office: Office) -> None:
    office.contacts.save(Contact(email="anna@example.org", first_name="Quillana"))
    import_id = office.bring_in("First,E-mail\nAnna,anna@example.org\nBen,ben@example.org\n")
    office.contacts.forget("anna@example.org")
    with office.engine.connect() as connection:
        packed = connection.scalar(select(imports.c.undo))
    import zlib

    assert b"Quillana" not in zlib.decompress(packed)
    undo_import(import_id, store=office.contacts)
    assert office.names() == []
    assert office.marks.blocked("anna@example.org") == "erased"
    assert office.plan("E-mail\nanna@example.org\n").suppressed == 1


def test_many_people_at_once(office: Office) -> None:
    text = "First,E-mail\n" + "".join(f"P{number},p{number}@example.org\n" for number in range(4500))
    import_id = office.bring_in(text, list_name="Everyone")
    assert office.contacts.count(list_name="Everyone") == 4500
    assert office.plan(text, list_name="Everyone").same == 4500
    assert undo_import(import_id, store=office.contacts).removed == 4500
    assert office.lists.all() == []


ADDRESSES = ["anna@example.org", "Ben@example.org", "cara@bücher.example"]
LISTS = ["Volunteers", "Members"]


@dataclass
class Noes:
    """What must hold: who said no, and to what."""

    everything: set[str] = field(default_factory=set)
    lists: set[tuple[str, str]] = field(default_factory=set)


class ANoIsANo(RuleBasedStateMachine):
    """Imports, undoing, leaving, bouncing, erasing, removing, renaming, in any order: a no once said always holds."""

    folder: Path

    @initialize()
    def open(self) -> None:
        from composer.database.engine import open_engine
        from composer.database.tables import metadata

        self.engine = open_engine(tempfile.mkdtemp(dir=self.folder) + "/one")
        metadata.create_all(self.engine)

        @event.listens_for(self.engine, "connect")
        def _hurry(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA synchronous=OFF")  # nobody pulls the plug here, and many more orders are tried

        self.engine.dispose()
        self.office = Office(self.engine)
        self.said = Noes()
        self.imports: list[str] = []
        for name in LISTS:
            self.office.lists.create(name)

    @rule(
        rows=st.lists(
            st.tuples(st.sampled_from(ADDRESSES), st.sampled_from(["", "yes", "subscribed", "bounced", "unsubscribed"])),
            max_size=5,
        ),
        list_name=st.sampled_from([*LISTS, ""]),
        shout=st.booleans(),
    )
    def bring_in(self, rows: list[tuple[str, str]], list_name: str, shout: bool) -> None:
        text = "Name,E-mail,Status\nNobody,,\n" + "".join(
            f"N,{address.upper() if shout else address},{status}\n" for address, status in rows
        )
        self.imports.append(self.office.bring_in(text, {0: "full_name", 1: "email", 2: "status"}, list_name=list_name))
        self.said.everything |= {address for address, status in rows if status in ("bounced", "unsubscribed")}

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        if self.imports:
            found = data.draw(st.sampled_from(self.imports))
            self.imports.remove(found)
            undo_import(found, store=self.office.contacts)
            for name in LISTS:
                if name not in [row.name for row in self.office.lists.all()]:
                    self.office.lists.create(name)

    @rule(address=st.sampled_from(ADDRESSES), reason=st.sampled_from(["unsubscribed", "bounced", "complained", "by_hand"]))
    def stop(self, address: str, reason: str) -> None:
        self.office.marks.add(address, reason)
        self.said.everything.add(address)

    @rule(address=st.sampled_from(ADDRESSES), list_name=st.sampled_from(LISTS))
    def leave(self, address: str, list_name: str) -> None:
        self.office.lists.unsubscribe(address, list_name)
        self.said.lists.add((address, list_name))

    @rule(address=st.sampled_from(ADDRESSES))
    def erase(self, address: str) -> None:
        self.office.contacts.forget(address)
        self.said.everything.add(address)

    @rule(address=st.sampled_from(ADDRESSES))
    def come_back(self, address: str) -> None:
        self.office.marks.lift(address, "asked in person")
        self.said.everything.discard(address)
        self.said.lists -= {(address, name) for name in LISTS}

    @rule(address=st.sampled_from(ADDRESSES))
    def remove(self, address: str) -> None:
        found = self.office.contacts.by_address(address)
        if found:
            self.office.contacts.remove([found.id])

    @rule(address=st.sampled_from(ADDRESSES), list_name=st.sampled_from(LISTS))
    def add_by_hand(self, address: str, list_name: str) -> None:
        found = self.office.contacts.by_address(address)
        if found:
            self.office.lists.add(list_name, [found.id])

    @rule(list_name=st.sampled_from(LISTS))
    def make_the_list_anew(self, list_name: str) -> None:
        self.office.lists.remove(list_name)
        self.office.lists.create(list_name.upper())
        self.office.lists.rename(list_name.upper(), list_name)

    @invariant()
    def a_no_holds(self) -> None:
        if not hasattr(self, "office"):
            return
        for address in self.said.everything:
            assert self.office.marks.blocked(address), address
        for row in self.office.contacts.search(limit=1000):
            for name in row.lists:
                assert (row.contact.email.lower(), name.lower()) not in {
                    (address.lower(), of.lower()) for address, of in self.said.lists
                }
        for list_row in self.office.lists.all():
            active = self.office.contacts.search(list_name=list_row.name, state="active")
            assert list_row.mailable == len(active)
            assert not {row.contact.email.lower() for row in active} & {address.lower() for address in self.said.everything}

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            self.engine.dispose()


def try_orders(folder: Path, orders: int, steps: int) -> None:
    ANoIsANo.folder = folder
    limits = settings(max_examples=orders, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(ANoIsANo, settings=limits)  # type: ignore[no-untyped-call]  # hypothesis does not type it


def test_a_no_is_a_no_whatever_comes_after(tmp_path: Path) -> None:
    try_orders(tmp_path, 7, 25)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_a_no_is_a_no_in_very_many_orders(tmp_path: Path) -> None:
    try_orders(tmp_path, 3000, 60)
