"""Every row of a file as a person, put together with the other rows of the same address; nothing here asks the database.

A no in a row holds for every address that stands in it, also where the row itself is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from types import MappingProxyType

import msgspec

from composer.contacts.addresses import Address, Refusal, judge_address
from composer.contacts.consent import basis_problem
from composer.contacts.contact import LONGEST_NAME, clean_text, fold
from composer.contacts.fields import FIELDS
from composer.contacts.file_days import day_order, read_day
from composer.contacts.import_judgement import Person, Terms
from composer.contacts.names import split_name
from composer.contacts.sayings import FOR_GOOD, Saying, no_word, what_a_cell_says
from composer.contacts.table_file import TableFile
from composer.contacts.tags import split_tags
from composer.i18n import _

HEAVIEST: tuple[Saying, ...] = ("complained", "unsubscribed", "bounced", "left_list", "not_agreed", "")
MOST_TAGS = 50
"""Of one person."""
FORMULA_BEGINS = ("=", "+", "-", "@")
"""How a text begins that a spreadsheet takes for a formula."""
SEVERAL_IN_A_CELL = " ::: "
"""What Google writes between several addresses of one kind, the first of them first."""
DAYS_LOOKED_AT = 2000
_ADDRESSES = re.compile(r"[^\s,;:<>()\"'/|]+@[^\s,;:<>()\"'/|]+")


class Refused(msgspec.Struct, frozen=True, gc=False):
    """A row without a usable address, or with a lawful basis that cannot be (``no_basis``): its number, what stands there, why
    not, and what may have been meant (or empty)."""

    row: int
    value: str
    reason: str
    mend: str = ""
    no_basis: bool = False


@dataclass
class FilePeople:
    """What a file holds.

    Attributes:
        rows: how many, empty ones not counted.
        people: by normalised address, in the file's order.
        refused: rows that bring nobody; duplicates: row and address of those that were merged into an earlier one.
        second_addresses: how many people have another address that was left out.
        noes: further addresses in rows that say no, with what they say.
        earlier: how many rows hold an address that somebody had before; they count as that person, at the address in use.
        unsure_days: days could begin with the day or with the month, and nothing in the file tells.
    """

    rows: int = 0
    people: dict[str, Person] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    duplicates: list[tuple[int, str]] = field(default_factory=list)
    second_addresses: int = 0
    noes: dict[str, Saying] = field(default_factory=dict)
    earlier: int = 0
    unsure_days: bool = False


def read_people(
    table: TableFile,
    mapping: Mapping[int, str],
    terms: Terms,
    today: date,
    in_use: Mapping[str, tuple[str, str]] = MappingProxyType({}),
) -> FilePeople:
    """The people in ``table``.

    Args:
        mapping: as :func:`composer.contacts.mapping.check_mapping` gives it.
        in_use: see :func:`composer.contacts.former_addresses.addresses_in_use`.
    """
    found = FilePeople()
    columns: dict[str, list[int]] = {name: [] for name in FIELDS}
    for column, name in mapping.items():
        columns[name].append(column)
    sayings = [(name, column) for name in ("status", "unsubscribed", "bounced", "subscribed") for column in columns[name]]
    email, others, labels = columns["email"][0], columns["other_email"], columns["tags"]
    left, month_first = columns["left_lists"] if terms.list_name else [], False
    if columns["basis_date"]:
        order = day_order(cells[columns["basis_date"][0]] for cells in islice(table.rows, DAYS_LOOKED_AT))
        month_first, found.unsure_days = order.month_first, not order.sure
    for number, cells in table.rows.numbered():
        found.rows += 1
        address = judge_address(cells[email].partition(SEVERAL_IN_A_CELL)[0])
        for other in others if isinstance(address, Refusal) else ():
            second = judge_address(cells[other])
            if isinstance(second, Address):
                address = second
                break
        else:
            found.second_addresses += isinstance(address, Address) and (
                any(cells[other] for other in others) or SEVERAL_IN_A_CELL in cells[email]
            )
        saying: Saying = ""
        if sayings or labels:
            said = {what_a_cell_says(name, cells[column]) for name, column in sayings}
            said.update(no_word(label) for column in labels if cells[column] for label in split_tags(cells[column]))
            saying = next((heavy for heavy in HEAVIEST if heavy in said), "")
            if saying in FOR_GOOD:
                _hear(found, saying, address, [cells[column] for column in (email, *others)])
        if isinstance(address, Refusal):
            found.refused.append(Refused(number, cells[email][:200], address.reason, address.mend))
            continue
        if address.key in in_use:
            found.earlier += 1
            if saying == "bounced":  # the earlier address does not exist, which says nothing of the one in use
                found.noes[address.key], saying = "bounced", ""
            now, written = in_use[address.key]
            address = Address(written, now, address.name)
        person = _person(number, address, cells, columns, table.columns, month_first)
        person.saying = saying or ("left_list" if left and _left_it(terms.list_name, cells[left[0]]) else "")
        if terms.basis and not saying:
            problem = basis_problem(terms.basis, person.basis_date or terms.basis_date, today)
            if problem:
                found.refused.append(Refused(number, cells[email][:200], problem, no_basis=True))
                continue
        first = found.people.setdefault(address.key, person)
        if first is not person:
            found.duplicates.append((number, address.key))
            _merge(first, person)
    for key in [key for key in found.noes if key in found.people]:
        person = found.people[key]
        person.saying = _heavier(person.saying, found.noes.pop(key))
    return found


def _left_it(list_name: str, cell: str) -> bool:
    """Whether the list is among those of a cell that :func:`composer.contacts.export.export_contacts` wrote."""
    return bool(cell) and fold(list_name) in {fold(clean_text(name)) for name in cell.split(";")}


def _hear(found: FilePeople, saying: Saying, address: Address | Refusal, cells: Sequence[str]) -> None:
    """Keep a no for every address of a row but the main one. That the main one does not exist says nothing of the others."""
    main = address.key if isinstance(address, Address) else ""
    if main and saying == "bounced":
        return
    for key in _keys_in(cells):
        if key != main:
            found.noes[key] = _heavier(found.noes.get(key, ""), saying)


def _keys_in(cells: Sequence[str]) -> Iterator[str]:
    for cell in cells:
        for text in (cell, *_ADDRESSES.findall(cell)) if "@" in cell else ():
            judged = judge_address(text)
            if isinstance(judged, Address):
                yield judged.key


def _heavier(one: Saying, other: Saying) -> Saying:
    return min(one, other, key=HEAVIEST.index)


def _person(
    number: int,
    address: Address,
    cells: Sequence[str],
    columns: Mapping[str, list[int]],
    names: Sequence[str],
    month_first: bool,
) -> Person:
    def cell(name: str, longest: int = LONGEST_NAME) -> str:
        if not columns[name]:
            return ""
        text = cells[columns[name][0]]
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
        read_day(cell("basis_date"), month_first=month_first) if columns["basis_date"] else None,
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
    if columns["tags"]:
        person.tags = split_tags(",".join(cells[column] for column in columns["tags"]))[:MOST_TAGS]
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
    if again.tags:
        first.tags = tuple({fold(tag): tag for tag in (*again.tags, *first.tags)}.values())
    first.saying = _heavier(first.saying, again.saying)
