"""The same change to many people at once, in one transaction, as one step that can be undone.

No change puts anybody back on a list they left: that is asked of the list itself (:func:`composer.contacts.lists.join_list`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

import msgspec
from sqlalchemy import Connection, delete, select

from composer.contacts.consent import check_basis
from composer.contacts.contact import BASES, clean_text
from composer.contacts.lists import Joined, chunks, join_list, keep_marks, require_list
from composer.contacts.people_steps import GonePerson, StepRecord, as_json, change_values, keep_step
from composer.contacts.person_events import add_events, events_of
from composer.contacts.store import ContactStore
from composer.contacts.tags import add_tag, clean_tag, known_tag, tags_of, take_tag
from composer.database.tables import contacts, list_members, lists
from composer.errors import InputError
from composer.i18n import _, ngettext


class AddTag(msgspec.Struct, frozen=True):
    """Give a tag."""

    tag: str


class TakeTag(msgspec.Struct, frozen=True):
    """Take a tag off."""

    tag: str


class JoinList(msgspec.Struct, frozen=True):
    """Put on a list; whoever said no stays out."""

    list_name: str


class LeaveList(msgspec.Struct, frozen=True):
    """Take off a list, as if they had never been on it. Whoever left it themselves stays one who left."""

    list_name: str


class SetLanguage(msgspec.Struct, frozen=True):
    """Write to them in this language (BCP 47)."""

    language: str


class SetBasis(msgspec.Struct, frozen=True, kw_only=True):
    """Why they may be written to, with its evidence; ``only_missing`` leaves those who have a basis as they are."""

    basis: str
    on: date | None = None
    source: str = ""
    wording: str = ""
    evidence: str = ""
    only_missing: bool = True


class Remove(msgspec.Struct, frozen=True):
    """Remove from the people; what they said no to is remembered."""


Change = AddTag | TakeTag | JoinList | LeaveList | SetLanguage | SetBasis | Remove
Touched = Literal["edit", "remove"]


class Edited(msgspec.Struct, frozen=True):
    """What came of it: the step's id (empty where nothing changed), what was done in words, how many people changed, how many
    stayed as they were, and how many of these because they said no."""

    step: str
    words: str
    changed: int
    same: int
    said_no: int = 0


def edit_people(contact_ids: Sequence[str], change: Change, *, store: ContactStore) -> Edited:
    """Make one change to all of these people, wholly or not at all.

    Raises:
        InputError: the change cannot be made. NotFoundError: there is no such list.
    """
    ids = list(dict.fromkeys(contact_ids))
    at = store.clock()
    if isinstance(change, SetBasis):
        if change.basis not in BASES:
            raise InputError(_("Choose why these people may be written to."))
        check_basis(change.basis, change.on, at.date())
    with store.engine.begin() as connection:
        words, touched, said_no, record = _make(connection, ids, change, store, at)
        if not touched:
            return Edited("", words, 0, len(ids), said_no)
        if not isinstance(change, Remove):
            add_events(connection, touched, "edited", words, at)
        told = ngettext("{words} ({count} person)", "{words} ({count} people)", len(touched))
        kind: Touched = "remove" if isinstance(change, Remove) else "edit"
        step = keep_step(connection, kind, told.format(words=words, count=len(touched)), len(touched), record, at)
    return Edited(step, words, len(touched), len(ids) - len(touched), said_no)


def _make(
    connection: Connection, ids: list[str], change: Change, store: ContactStore, at: datetime
) -> tuple[str, list[str], int, StepRecord]:
    """Words for it, who was changed, how many said no, and what to put back."""
    if isinstance(change, AddTag):
        tag = known_tag(connection, clean_tag(change.tag))
        touched = add_tag(connection, tag, ids)
        return _("Tag “{tag}” added").format(tag=tag), touched, 0, StepRecord(tagged=[(tag, touched)])
    if isinstance(change, TakeTag):
        tag = known_tag(connection, clean_tag(change.tag))
        touched = take_tag(connection, tag, ids)
        return _("Tag “{tag}” taken off").format(tag=tag), touched, 0, StepRecord(untagged=[(tag, touched)])
    if isinstance(change, JoinList):
        return _join(connection, ids, change.list_name, store, at)
    if isinstance(change, LeaveList):
        return _leave(connection, ids, change.list_name)
    if isinstance(change, Remove):
        gone = _remove(connection, ids, store)
        return _("Removed"), [each.row["id"] for each in gone], 0, StepRecord(gone=gone)
    values: dict[str, object]
    if isinstance(change, SetLanguage):
        language = clean_text(change.language, 35)
        values, words = {"language": language}, _("Language set to “{language}”").format(language=language)
        changed = change_values(connection, ids, lambda _row: values, at)
    else:
        values = {
            "basis": change.basis,
            "basis_date": change.on,
            "basis_source": clean_text(change.source),
            "basis_wording": clean_text(change.wording),
            "basis_evidence": clean_text(change.evidence),
        }
        words = _("Why they may be written to: {reason}").format(reason=_(BASES[change.basis]))
        only_missing = change.only_missing
        changed = change_values(connection, ids, lambda row: {} if only_missing and row["basis"] else values, at)
    return words, [each.id for each in changed], 0, StepRecord(changed=changed)


def _join(
    connection: Connection, ids: list[str], name: str, store: ContactStore, at: datetime
) -> tuple[str, list[str], int, StepRecord]:
    list_id = require_list(connection, name)
    name = connection.scalar(select(lists.c.name).where(lists.c.id == list_id)) or name
    before = _members(connection, list_id, ids)
    joined: Joined = join_list(connection, list_id, name, ids, lambda: at)
    touched = [contact for contact in _members(connection, list_id, ids) if contact not in set(before)]
    words = _("Put on the list “{list}”").format(list=name)
    return words, touched, joined.said_no, StepRecord(joined=[(list_id, name, touched)])


def _leave(connection: Connection, ids: list[str], name: str) -> tuple[str, list[str], int, StepRecord]:
    list_id = require_list(connection, name)
    name = connection.scalar(select(lists.c.name).where(lists.c.id == list_id)) or name
    touched = _members(connection, list_id, ids)
    for chunk in chunks(touched):
        connection.execute(delete(list_members).where(list_members.c.list == list_id, list_members.c.contact.in_(chunk)))
    return _("Taken off the list “{list}”").format(list=name), touched, 0, StepRecord(left=[(list_id, name, touched)])


def _members(connection: Connection, list_id: str, ids: list[str]) -> list[str]:
    """Those of ``ids`` who are on the list and have not left it."""
    found: list[str] = []
    for chunk in chunks(ids):
        on_it = select(list_members.c.contact).where(
            list_members.c.list == list_id, list_members.c.contact.in_(chunk), list_members.c.state == "subscribed"
        )
        found += connection.scalars(on_it)
    return found


def _remove(connection: Connection, ids: list[str], store: ContactStore) -> list[GonePerson]:
    gone: list[GonePerson] = []
    for chunk in chunks(ids):
        rows = connection.execute(select(contacts).where(contacts.c.id.in_(chunk))).mappings().all()
        members: dict[str, list[tuple[str, str, str, datetime]]] = {row["id"]: [] for row in rows}
        on_lists = (
            select(list_members.c.contact, list_members.c.list, lists.c.name, list_members.c.state, list_members.c.since)
            .join(lists, lists.c.id == list_members.c.list)
            .where(list_members.c.contact.in_(chunk))
        )
        for contact, list_id, name, state, since in connection.execute(on_lists):
            members[contact].append((list_id, name, state, since))
        for row in rows:
            events = [(event.what, event.text, event.at) for event in events_of(connection, row["id"])]
            tags = list(tags_of(connection, row["id"]))
            gone.append(GonePerson(row=as_json(dict(row)), members=members[row["id"]], tags=tags, events=events))
        keep_marks(connection, list_members.c.contact.in_(chunk), store.clock)
        connection.execute(delete(list_members).where(list_members.c.contact.in_(chunk)))
        connection.execute(delete(contacts).where(contacts.c.id.in_(chunk)))
    return gone
