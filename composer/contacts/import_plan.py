"""What an import would do, before it does it: every row of the file as a person, and what would become of them here.

The same judgement (:func:`judge`) is made again, against the database as it then stands, when the plan is carried out: whoever
says no in between stays out as well.
"""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

import msgspec

from composer.contacts.contact import BASES, Contact, clean_text, fold
from composer.contacts.file_people import Refused, read_people
from composer.contacts.former_addresses import addresses_in_use
from composer.contacts.import_judgement import (
    BATCH,
    Known,
    Outcome,
    Person,
    Terms,
    changed_values,
    fresh_tags,
    judge,
    look_up,
    marks_in_force,
)
from composer.contacts.lists import chunks
from composer.contacts.mapping import check_mapping
from composer.contacts.sayings import FOR_GOOD
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import REASONS
from composer.contacts.table_file import TableFile
from composer.contacts.tags import known_tags
from composer.i18n import N_, _, ngettext

LEFT_OUT: dict[str, str] = REASONS | {
    "not_agreed": N_("the file says that they did not agree"),
    "left_list": N_("left this list"),
}
"""Why people are left out, and how that is said; also the reasons of suppressions."""

MOST_TAGS_SAID = 6
"""In one sentence."""


class Change(msgspec.Struct, frozen=True, gc=False):
    """One value that would change; ``field`` is a key of :data:`composer.contacts.fields.FIELDS`, or ``list``; of ``tags``, those
    that would come."""

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
        marks: for how many addresses the file itself says no; they are kept as never to be written to.
        noes: of these, further addresses in rows that say no, which bring nobody.
        tags: the tags people would get who do not have them, with how many of them, most first.
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
        basis_evidence: str = "",
    ) -> None:
        if basis and basis not in BASES:
            raise ValueError(f"unknown basis {basis!r}")
        self.store = store
        self.table = table
        self.mapping = check_mapping(table, mapping)
        self.terms = Terms(
            clean_text(list_name),
            newsletter,
            basis,
            basis_date,
            clean_text(basis_source),
            clean_text(basis_wording),
            clean_text(basis_evidence),
        )
        with store.engine.connect() as connection:
            in_use = addresses_in_use(connection)
        self._file = read_people(table, self.mapping, self.terms, store.clock().date(), in_use)
        self.people, self.rows, self.noes = self._file.people, self._file.rows, self._file.noes
        tags: Counter[str] = Counter()
        with store.engine.connect() as connection:
            marks = marks_in_force(connection, self.terms)
            spelt = known_tags(connection, (tag for person in self.people.values() for tag in person.tags))
            for batch in chunks(list(self.people.values()), BATCH):
                for person, known in zip(batch, look_up(connection, self.terms, marks, batch), strict=True):
                    person.outcome, person.reason = judge(self.terms, person, known)
                    if person.tags and person.outcome in ("new", "changed"):
                        tags.update(spelt[fold(tag)] for tag in fresh_tags(person, known))
        self.tags = tuple(sorted(tags.items(), key=lambda counted: (-counted[1], counted[0])))
        self._counts = Counter(person.outcome for person in self.people.values())
        self.left_out = dict(Counter(person.reason for person in self.people.values() if person.outcome == "left_out"))
        self.marks = sum(person.saying in FOR_GOOD for person in self.people.values()) + len(self.noes)

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
        return len(self._file.duplicates)

    @property
    def invalid(self) -> tuple[Refused, ...]:
        return tuple(refused for refused in self._file.refused if refused.value)

    @property
    def without_address(self) -> int:
        return sum(not refused.value for refused in self._file.refused)

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
        if self._file.second_addresses:
            count = self._file.second_addresses
            notes.append(
                ngettext(
                    "{count} person has a second address; it was left out, so that nobody gets two letters.",
                    "{count} people have a second address; these were left out, so that nobody gets two letters.",
                    count,
                ).format(count=count)
            )
        if self.noes:
            count = len(self.noes)
            notes.append(
                ngettext(
                    "{count} further address stands in a row that says no; nobody writes to it either.",
                    "{count} further addresses stand in rows that say no; nobody writes to them either.",
                    count,
                ).format(count=count)
            )
        if self._file.earlier:
            count = self._file.earlier
            notes.append(
                ngettext(
                    "{count} row holds an earlier address of somebody here; it counts as theirs, and their address stays.",
                    "{count} rows hold earlier addresses of people here; they count as theirs, and their addresses stay.",
                    count,
                ).format(count=count)
            )
        if self._file.unsure_days:
            notes.append(_("Nothing tells whether the dates begin with the day or with the month; they were read day first."))
        return tuple(notes)

    def summary(self) -> tuple[str, ...]:
        """The plan in short sentences; those about nothing are not there."""
        no_basis = sum(refused.no_basis for refused in self.invalid)
        said: list[tuple[int, str, str]] = [
            (self.new, _("{count} new person."), _("{count} new people.")),
            (
                self.changed,
                _("{count} person is here already and gets changes."),
                _("{count} people are here already and get changes."),
            ),
            (self.same, _("{count} person stays as they are."), _("{count} people stay as they are.")),
            (self.duplicates, _("{count} double was merged."), _("{count} doubles were merged.")),
            (len(self.invalid) - no_basis, _("{count} address looks wrong."), _("{count} addresses look wrong.")),
            (
                no_basis,
                _("{count} person cannot be written to for this reason; their row says why."),
                _("{count} people cannot be written to for this reason; their rows say why."),
            ),
            (self.without_address, _("{count} row has no address."), _("{count} rows have no address.")),
            (self.suppressed, _("{count} person said no. They stay out."), _("{count} people said no. They stay out.")),
        ]
        sentences = [(one if count == 1 else many).format(count=f"{count:,}") for count, one, many in said if count]
        if self.tags:
            shown = [f"{tag} ({count})" for tag, count in self.tags[:MOST_TAGS_SAID]]
            left = len(self.tags) - len(shown)
            shown += [ngettext("{count} more", "{count} more", left).format(count=left)] if left else []
            sentences.append(_("Tags: {tags}.").format(tags=", ".join(shown)))
        return tuple(sentences)

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
            basis_evidence=self.terms.basis_evidence,
            origin=self.table.name,
        )

    def preview(self, outcome: str = "", *, offset: int = 0, limit: int = 100) -> list[PlannedRow]:
        """A page of rows in the file's order: all of them, or those with one outcome."""
        sources: list[Iterator[tuple[int, Person | Refused | tuple[int, str]]]] = []
        if outcome not in ("refused", "duplicate"):
            sources.append((person.row, person) for person in self.people.values() if outcome in ("", person.outcome))
        if outcome in ("", "refused"):
            sources.append((refused.row, refused) for refused in self._file.refused)
        if outcome in ("", "duplicate"):
            sources.append((duplicate[0], duplicate) for duplicate in self._file.duplicates)
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
        fresh = fresh_tags(found, entry) if found.tags else ()
        if fresh:
            changes.append(Change("tags", "", ", ".join(fresh)))
        return PlannedRow(found.row, found.outcome, found.email, name, tuple(changes))
