"""What becomes of a person an import brings: what is known of them here, and the one judgement that plan and import share."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, and_, select

from composer.contacts.contact import fold
from composer.contacts.lists import find_list
from composer.contacts.sayings import Saying
from composer.contacts.sister_files import SisterMarks
from composer.contacts.suppressions import Marks, in_force_for_list
from composer.database.tables import contact_tags, contacts, list_members

Outcome = Literal["new", "changed", "same", "left_out", "refused", "duplicate"]

BATCH = 10_000
"""People looked up at once."""


@dataclass(frozen=True)
class Terms:
    """On what terms people come in: the list they are put on, the newsletter it is for, why they may be written to."""

    list_name: str = ""
    newsletter: str = ""
    basis: str = ""
    basis_date: date | None = None
    basis_source: str = ""
    basis_wording: str = ""
    basis_evidence: str = ""


class Person(msgspec.Struct, gc=False):
    """One person of the file, put together from all rows with their address; texts are clean."""

    row: int
    key: str
    email: str
    first_name: str = ""
    last_name: str = ""
    language: str = ""
    basis_date: date | None = None
    basis_source: str = ""
    extra: dict[str, str] | None = None
    tags: tuple[str, ...] = ()
    saying: Saying = ""
    outcome: Outcome = "new"
    reason: str = ""


class Known(msgspec.Struct, frozen=True, gc=False):
    """What the database holds of a person.

    Attributes:
        row: the contact's columns (:data:`_KNOWN_COLUMNS`), or None.
        blocked: the reason why they stay out, or empty.
        member: ``subscribed`` or ``unsubscribed`` on the list, or empty.
        tags: those they have, folded; looked up only where the file has tags.
    """

    row: Any
    blocked: str
    member: str
    tags: frozenset[str] = frozenset()


_KNOWN_COLUMNS = (
    contacts.c.email_key,
    contacts.c.id,
    contacts.c.email,
    contacts.c.first_name,
    contacts.c.last_name,
    contacts.c.language,
    contacts.c.extra,
    contacts.c.basis,
    contacts.c.basis_date,
    contacts.c.basis_source,
    contacts.c.basis_wording,
    contacts.c.basis_evidence,
    list_members.c.state,
)


class Stops:
    """Who must stay out: by our own marks, or because a sister organisation told us so."""

    def __init__(self, connection: Connection, terms: Terms) -> None:
        self._marks = Marks(connection, in_force_for_list(terms.list_name, terms.newsletter))
        self._sisters = SisterMarks(connection)

    def reason(self, key: str) -> str:
        """The weightiest reason why a normalised address stays out; empty where it does not."""
        return self._marks.reason(key) or self._sisters.reason(key)


def marks_in_force(connection: Connection, terms: Terms) -> Stops:
    """Who must stay out, as the database has it now."""
    return Stops(connection, terms)


def look_up(connection: Connection, terms: Terms, marks: Stops, people: Sequence[Person]) -> list[Known]:
    """What is known of each of ``people`` (at most :data:`BATCH` at once)."""
    keys = [person.key for person in people]
    list_id = find_list(connection, terms.list_name) if terms.list_name else ""
    statement = (
        select(*_KNOWN_COLUMNS)
        .select_from(contacts)
        .outerjoin(list_members, and_(list_members.c.contact == contacts.c.id, list_members.c.list == list_id))
        .where(contacts.c.email_key.in_(keys))
    )
    rows = {row[0]: row for row in connection.execute(statement)}
    tags = _tags(connection, people, rows)
    return [
        Known(found, marks.reason(key), (found.state or "") if found is not None else "", tags.get(key, frozenset()))
        for key, found in ((key, rows.get(key)) for key in keys)
    ]


def _tags(connection: Connection, people: Sequence[Person], rows: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """By key, the tags of those known people the file has tags for."""
    keys = {rows[person.key].id: person.key for person in people if person.tags and person.key in rows}
    if not keys:
        return {}
    found: dict[str, set[str]] = {}
    for contact, tag in connection.execute(
        select(contact_tags.c.contact, contact_tags.c.tag).where(contact_tags.c.contact.in_(list(keys)))
    ):
        found.setdefault(keys[contact], set()).add(fold(tag))
    return {key: frozenset(tags) for key, tags in found.items()}


def fresh_tags(person: Person, known: Known) -> tuple[str, ...]:
    """The tags of the file a person does not have yet. An import takes none off."""
    return tuple(tag for tag in person.tags if fold(tag) not in known.tags)


def judge(terms: Terms, person: Person, known: Known) -> tuple[Outcome, str]:
    """What becomes of a person, and why they stay out if they do. A no is never outweighed by anything."""
    if known.blocked:
        return "left_out", known.blocked
    if known.member == "unsubscribed":
        return "left_out", "left_list"
    if person.saying:
        return "left_out", person.saying
    if known.row is None:
        return "new", ""
    joins = bool(terms.list_name) and not known.member
    changed = joins or changed_values(terms, person, known.row) or fresh_tags(person, known)
    return ("changed" if changed else "same"), ""


def changed_values(terms: Terms, person: Person, row: Any) -> dict[str, Any]:
    """The columns of a known contact that the file would change. It empties none, and leaves a basis that is there."""
    changed: dict[str, Any] = {}
    same_name = person.first_name == row.first_name and person.last_name == row.last_name
    # The same whole name taken apart differently is no change.
    if not same_name and f"{person.first_name} {person.last_name}".strip() != f"{row.first_name} {row.last_name}".strip():
        changed.update({"first_name": person.first_name} if person.first_name not in ("", row.first_name) else {})
        changed.update({"last_name": person.last_name} if person.last_name not in ("", row.last_name) else {})
    if person.language not in ("", row.language):
        changed["language"] = person.language
    if person.extra:
        here = json.loads(row.extra)
        merged = here | person.extra
        if merged != here:
            changed["extra"] = json.dumps(merged, ensure_ascii=False)
    if terms.basis and not row.basis:
        wanted = {
            "basis": terms.basis,
            "basis_date": person.basis_date or terms.basis_date,
            "basis_source": person.basis_source or terms.basis_source,
            "basis_wording": terms.basis_wording,
            "basis_evidence": terms.basis_evidence,
        }
        changed.update({column: value for column, value in wanted.items() if value and value != getattr(row, column)})
    return changed
