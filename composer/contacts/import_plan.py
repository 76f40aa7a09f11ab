"""What an import would do, before it does it: every row of the file as a person, and what would become of them here.

The same judgement (:func:`judge`) is made again, against the database as it then stands, when the plan is carried out: whoever
says no in between stays out as well.
"""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

import msgspec

from composer.contacts.addresses import Address, Refusal, judge_address
from composer.contacts.contact import BASES, LONGEST_NAME, Contact, clean_text
from composer.contacts.fields import FIELDS, Saying, read_day, what_a_cell_says
from composer.contacts.import_judgement import (
    BATCH,
    Known,
    Outcome,
    Person,
    Terms,
    changed_values,
    judge,
    look_up,
    marks_in_force,
)
from composer.contacts.lists import chunks
from composer.contacts.mapping import check_mapping
from composer.contacts.names import split_name
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import REASONS
from composer.contacts.table_file import TableFile
from composer.i18n import N_, _, ngettext

LEFT_OUT: dict[str, str] = REASONS | {
    "not_agreed": N_("the file says that they did not agree"),
    "left_list": N_("left this list"),
}
"""Why people are left out, and how that is said; also the reasons of suppressions."""

_HEAVIEST: tuple[Saying, ...] = ("complained", "unsubscribed", "bounced", "not_agreed", "")
FORMULA_BEGINS = ("=", "+", "-", "@")
"""How a text begins that a spreadsheet takes for a formula."""


class Refused(msgspec.Struct, frozen=True, gc=False):
    """A row without a usable address: its number, what stands there, why not, and what may have been meant (or empty)."""

    row: int
    value: str
    reason: str
    mend: str = ""


class Change(msgspec.Struct, frozen=True, gc=False):
    """One value that would change; ``field`` is a key of :data:`composer.contacts.fields.FIELDS`, or ``list``."""

    field: str
    old: str
    new: str


class PlannedRow(msgspec.Struct, frozen=True, gc=False):
    """One row of the preview.

    Attributes:
        reason: why the row is refused or left out, in words; for a duplicate, where the person is.
        mend: an address that may have been meant.
    """

    row: int
    outcome: Outcome
    email: str
    name: str
    changes: tuple[Change, ...] = ()
    reason: str = ""
    mend: str = ""


class ImportPlan:
    """What an import would do. ``rows`` is the sum of new, changed, same, suppressed, duplicates, invalid and without address.

    Attributes:
        terms: on what terms the people come in.
        rows: rows of the file, empty ones not counted.
        new, changed, same: people who would be added, corrected or put on the list, or stay as they are.
        invalid: rows whose address is not usable, with reason and mend.
        without_address: rows where no address stands at all; in the preview they are refused, too.
        duplicates: rows that were merged into an earlier one with the same address.
        suppressed: people who stay out; left_out: the same by reason (a key of :data:`LEFT_OUT`).
        marks: of these, how many the file itself says no for; they are kept as never to be written to.
        notes: what the user should know, in sentences.
    """

    def __init__(
        self,
        store: ContactStore,
        table: TableFile,
        mapping: Mapping[int, str],
        *,
        list_name: str = "",
        newsletter: str = "",
        basis: str = "",
        basis_date: date | None = None,
        basis_source: str = "",
        basis_wording: str = "",
    ) -> None:
        if basis and basis not in BASES:
            raise ValueError(f"unknown basis {basis!r}")
        self.store = store
        self.table = table
        self.mapping = check_mapping(table, mapping)
        self.terms = Terms(
            clean_text(list_name), newsletter, basis, basis_date, clean_text(basis_source), clean_text(basis_wording)
        )
        self.people: dict[str, Person] = {}
        self._refused: list[Refused] = []
        self._duplicates: list[tuple[int, str]] = []
        self._second_addresses = 0
        self.rows = 0
        self._read()
        with store.engine.connect() as connection:
            marks = marks_in_force(connection, self.terms)
            for batch in chunks(list(self.people.values()), BATCH):
                for person, known in zip(batch, look_up(connection, self.terms, marks, batch), strict=True):
                    person.outcome, person.reason = judge(self.terms, person, known)
        self._counts = Counter(person.outcome for person in self.people.values())
        self.left_out = dict(Counter(person.reason for person in self.people.values() if person.outcome == "left_out"))
        self.marks = sum(person.saying not in ("", "not_agreed") for person in self.people.values())

    @property
    def new(self) -> int:
        return self._counts["new"]

    @property
    def changed(self) -> int:
        return self._counts["changed"]

    @property
    def same(self) -> int:
        return self._counts["same"]

    @property
    def suppressed(self) -> int:
        return self._counts["left_out"]

    @property
    def duplicates(self) -> int:
        return len(self._duplicates)

    @property
    def invalid(self) -> tuple[Refused, ...]:
        return tuple(refused for refused in self._refused if refused.value)

    @property
    def without_address(self) -> int:
        return sum(not refused.value for refused in self._refused)

    @property
    def valid(self) -> int:
        """People with a usable address who are not left out."""
        return self.new + self.changed + self.same

    @property
    def contacts(self) -> list[Contact]:
        """The people who would be kept, as the file has them, in its order."""
        return [self.contact(person) for person in self.people.values() if person.outcome in ("new", "changed", "same")]

    @property
    def notes(self) -> tuple[str, ...]:
        notes = list(self.table.notes)
        if self._second_addresses:
            count = self._second_addresses
            notes.append(
                ngettext(
                    "{count} person has a second address; it was left out, so that nobody gets two letters.",
                    "{count} people have a second address; these were left out, so that nobody gets two letters.",
                    count,
                ).format(count=count)
            )
        return tuple(notes)

    def summary(self) -> tuple[str, ...]:
        """The plan in short sentences; those about nothing are not there."""
        said: list[tuple[int, str, str]] = [
            (self.new, _("{count} new person."), _("{count} new people.")),
            (
                self.changed,
                _("{count} person is here already and gets changes."),
                _("{count} people are here already and get changes."),
            ),
            (self.same, _("{count} person stays as they are."), _("{count} people stay as they are.")),
            (self.duplicates, _("{count} double was merged."), _("{count} doubles were merged.")),
            (len(self.invalid), _("{count} address looks wrong."), _("{count} addresses look wrong.")),
            (self.without_address, _("{count} row has no address."), _("{count} rows have no address.")),
            (self.suppressed, _("{count} person said no. They stay out."), _("{count} people said no. They stay out.")),
        ]
        return tuple((one if count == 1 else many).format(count=count) for count, one, many in said if count)

    def contact(self, person: Person) -> Contact:
        """A person as a new contact."""
        return Contact(
            email=person.email,
            first_name=person.first_name,
            last_name=person.last_name,
            language=person.language,
            extra=person.extra or {},
            basis=self.terms.basis,
            basis_date=person.basis_date or self.terms.basis_date,
            basis_source=person.basis_source or self.terms.basis_source,
            basis_wording=self.terms.basis_wording,
            origin=self.table.name,
        )

    def preview(self, outcome: str = "", *, offset: int = 0, limit: int = 100) -> list[PlannedRow]:
        """A page of rows in the file's order: all of them, or those with one outcome."""
        sources: list[Iterator[tuple[int, Person | Refused | tuple[int, str]]]] = []
        if outcome not in ("refused", "duplicate"):
            sources.append((person.row, person) for person in self.people.values() if outcome in ("", person.outcome))
        if outcome in ("", "refused"):
            sources.append((refused.row, refused) for refused in self._refused)
        if outcome in ("", "duplicate"):
            sources.append((duplicate[0], duplicate) for duplicate in self._duplicates)
        merged = heapq.merge(*sources, key=lambda numbered: numbered[0])
        page = [found for _row, found in islice(merged, offset, offset + limit)]
        people = [found for found in page if isinstance(found, Person)]
        with self.store.engine.connect() as connection:
            marks = marks_in_force(connection, self.terms)
            known = {
                person.key: entry
                for batch in chunks(people, BATCH)
                for person, entry in zip(batch, look_up(connection, self.terms, marks, batch), strict=True)
            }
        return [self._planned_row(found, known) for found in page]

    def _planned_row(self, found: Person | Refused | tuple[int, str], known: Mapping[str, Known]) -> PlannedRow:
        if isinstance(found, Refused):
            return PlannedRow(found.row, "refused", found.value, "", reason=found.reason, mend=found.mend)
        if not isinstance(found, Person):
            first = self.people[found[1]]
            return PlannedRow(found[0], "duplicate", first.email, "", reason=_("Merged into row {row}.").format(row=first.row))
        name = f"{found.first_name} {found.last_name}".strip()
        if found.outcome == "left_out":
            return PlannedRow(found.row, found.outcome, found.email, name, reason=_(LEFT_OUT[found.reason]))
        entry = known[found.key]
        changes: list[Change] = []
        if entry.row is not None:
            for field, value in changed_values(self.terms, found, entry.row).items():
                if field == "extra":
                    old, new = json.loads(entry.row.extra), json.loads(value)
                    changes += [Change(key, old.get(key, ""), new[key]) for key in new if new[key] != old.get(key)]
                else:
                    changes.append(Change(field, str(getattr(entry.row, field) or ""), str(value or "")))
            if self.terms.list_name and not entry.member:
                changes.append(Change("list", "", self.terms.list_name))
        return PlannedRow(found.row, found.outcome, found.email, name, tuple(changes))

    def _read(self) -> None:
        columns: dict[str, list[int]] = {field: [] for field in FIELDS}
        for column, field in self.mapping.items():
            columns[field].append(column)
        sayings = [(field, column) for field in ("status", "unsubscribed", "bounced", "subscribed") for column in columns[field]]
        email = columns["email"][0]
        others = columns["other_email"]
        for number, cells in self.table.rows.numbered():
            self.rows += 1
            address = judge_address(cells[email])
            for other in others if isinstance(address, Refusal) else ():
                second = judge_address(cells[other])
                if isinstance(second, Address):
                    address = second
                    break
            else:
                self._second_addresses += isinstance(address, Address) and any(cells[other] for other in others)
            if isinstance(address, Refusal):
                self._refused.append(Refused(number, cells[email][:200], address.reason, address.mend))
                continue
            person = _person(number, address, cells, columns, self.table.columns)
            if sayings:
                said = {what_a_cell_says(field, cells[column]) for field, column in sayings}
                person.saying = next(saying for saying in _HEAVIEST if saying in said)
            first = self.people.setdefault(address.key, person)
            if first is not person:
                self._duplicates.append((number, address.key))
                _merge(first, person)


def _person(
    number: int, address: Address, cells: Sequence[str], columns: Mapping[str, list[int]], names: Sequence[str]
) -> Person:
    def cell(field: str, longest: int = LONGEST_NAME) -> str:
        if not columns[field]:
            return ""
        text = cells[columns[field][0]]
        # An apostrophe that keeps a spreadsheet from taking a text for a formula (see export_contacts) is not part of it.
        return (text[1:] if text[:1] == "'" and text[1:2] in FORMULA_BEGINS else text)[:longest].strip()

    person = Person(
        number,
        # A long list is mostly spelt in small letters: then key and address are one text in memory.
        address.key,
        address.key if address.email == address.key else address.email,
        cell("first_name"),
        cell("last_name"),
        cell("language", 35),
        read_day(cell("basis_date")) if columns["basis_date"] else None,
        cell("basis_source"),
    )
    extra = {names[column][:LONGEST_NAME]: cells[column][:1000] for column in columns["extra"] if cells[column]}
    if not person.first_name and not person.last_name:
        full = cell("full_name", 2 * LONGEST_NAME) or address.name
        if full:
            split = split_name(full)
            person.first_name, person.last_name = split.first[:LONGEST_NAME], split.last[:LONGEST_NAME]
            if split.title:
                extra.setdefault(_("Title"), split.title)
    person.extra = extra or None
    return person


def _merge(first: Person, again: Person) -> None:
    """Another row with the same address: it fills what the first left empty, and its no counts."""
    if not first.first_name and not first.last_name:
        first.first_name, first.last_name = again.first_name, again.last_name
    first.language = first.language or again.language
    first.basis_date = first.basis_date or again.basis_date
    first.basis_source = first.basis_source or again.basis_source
    if again.extra:
        first.extra = again.extra | (first.extra or {})
    first.saying = min(first.saying, again.saying, key=_HEAVIEST.index)
