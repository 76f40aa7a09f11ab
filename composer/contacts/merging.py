"""Several records of one person become one, which keeps the stricter state of each newsletter and every suppression."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from composer.contacts.contact import fold
from composer.contacts.former_addresses import link
from composer.contacts.lists import left_stays_left
from composer.contacts.people_steps import GonePerson, StepRecord, as_json, change_values, keep_step
from composer.contacts.person_events import add_events, events_of
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import OF_THE_ADDRESS, copy_marks
from composer.contacts.tags import tags_of
from composer.database.tables import contact_events, contact_tags, contacts, deliveries, list_members, lists
from composer.errors import InputError, NotFoundError
from composer.i18n import _, ngettext


def merge_people(keep: str, others: Sequence[str], *, store: ContactStore) -> str:
    """Merge ``others`` into ``keep`` in one transaction.

    The kept one's address and values stay; what is empty is filled from the others. On a list that any of them left, the kept one
    has left it; what stops letters to any of their addresses stops them to the kept one. A letter that waits for another of them
    does not go out where the kept one gets the same issue.

    Args:
        keep, others: ids of contacts.

    Returns:
        The step's id, for :func:`composer.contacts.undo_steps.undo_step`.

    Raises:
        NotFoundError: one of them is not kept here any more. InputError: there is nobody to merge.
    """
    others = [other for other in dict.fromkeys(others) if other != keep]
    if not others:
        raise InputError(_("There is only one person to merge."), _("Choose two or more."))
    at = store.clock()
    with store.engine.begin() as connection:
        rows = {
            row["id"]: dict(row)
            for row in connection.execute(select(contacts).where(contacts.c.id.in_([keep, *others]))).mappings()
        }
        if len(rows) != len(others) + 1:
            raise NotFoundError(_("This person is not kept here any more."), _("Look for doubles again."))
        gone = [_take(connection, rows[other], rows[keep], at) for other in others]
        left_stays_left(connection, keep, rows[keep]["email_key"])
        filled = _filled(rows[keep], [rows[other] for other in others])
        changed = change_values(connection, (keep,), lambda _row: filled, at)
        connection.execute(delete(contacts).where(contacts.c.id.in_(others)))
        addresses = ", ".join(rows[other]["email"] for other in others)
        add_events(connection, (keep,), "merged", _("Merged with {addresses}.").format(addresses=addresses), at)
        name = f"{rows[keep]['first_name']} {rows[keep]['last_name']}".strip() or rows[keep]["email"]
        words = ngettext("{name}: {count} double merged", "{name}: {count} doubles merged", len(others))
        record = StepRecord(changed=changed, gone=gone, kept=keep)
        return keep_step(connection, "merge", words.format(name=name, count=len(others)), len(rows), record, at)


def _take(connection: Connection, row: Mapping[str, Any], kept: Mapping[str, Any], at: datetime) -> GonePerson:
    """Hand everything of one person over to the kept one; what is to be known for undoing."""
    contact, keep = row["id"], kept["id"]
    copy_marks(connection, row["email_key"], kept["email_key"], at=at)
    copy_marks(connection, kept["email_key"], row["email_key"], at=at, but=OF_THE_ADDRESS)
    link(connection, keep, [(each["address_hash"], each["email_key"]) for each in (kept, row)], at)
    members = [
        (member.list, member.name, member.state, member.since)
        for member in connection.execute(
            select(list_members.c.list, lists.c.name, list_members.c.state, list_members.c.since)
            .join(lists, lists.c.id == list_members.c.list)
            .where(list_members.c.contact == contact)
        )
    ]
    mine = select(list_members.c.list, list_members.c.state).where(list_members.c.contact == keep)
    here: dict[str, str] = {row.list: row.state for row in connection.execute(mine)}
    for list_id, _name, state, since in members:
        if list_id not in here:
            values = {"list": list_id, "contact": keep, "state": state, "since": since}
            connection.execute(insert(list_members).values(values))
        elif state == "unsubscribed" and here[list_id] != "unsubscribed":
            mine = (list_members.c.list == list_id) & (list_members.c.contact == keep)
            connection.execute(update(list_members).where(mine).values(state="unsubscribed", since=since))
        here[list_id] = "unsubscribed" if "unsubscribed" in (state, here.get(list_id)) else "subscribed"
    tags = list(tags_of(connection, contact))
    there = {fold(tag) for tag in tags_of(connection, keep)}
    fresh = [{"tag": tag, "contact": keep} for tag in tags if fold(tag) not in there]
    if fresh:
        connection.execute(insert(contact_tags), fresh)
    events = events_of(connection, contact)
    if events:
        told = [{"contact": keep, "what": event.what, "text": event.text, "at": event.at} for event in events]
        connection.execute(insert(contact_events), told)
    letters = list(connection.scalars(select(deliveries.c.id).where(deliveries.c.contact == contact)))
    _one_letter_each(connection, row, kept, at)
    connection.execute(update(deliveries).where(deliveries.c.contact == contact).values(contact=keep))
    connection.execute(delete(list_members).where(list_members.c.contact == contact))
    return GonePerson(
        row=as_json(dict(row)),
        members=members,
        tags=tags,
        events=[(event.what, event.text, event.at) for event in events],
        letters=letters,
    )


def _one_letter_each(connection: Connection, row: Mapping[str, Any], kept: Mapping[str, Any], at: datetime) -> None:
    """Where both were to get one issue, the letter still waiting for the other address does not go."""
    same = deliveries.alias()
    both = select(same.c.campaign).where(same.c.email_key == kept["email_key"], same.c.state.not_in(("cancelled", "suppressed")))
    connection.execute(
        update(deliveries)
        .where(
            deliveries.c.email_key == row["email_key"],
            deliveries.c.state.in_(("queued", "deferred")),
            deliveries.c.campaign.in_(both.scalar_subquery()),
        )
        .values(state="suppressed", reply=_("The same person as {address}.").format(address=kept["email"]), at=at)
    )


def _filled(kept: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the kept one lacks, from the first of the others that has it."""
    found: dict[str, Any] = {}
    if not kept["first_name"] and not kept["last_name"]:
        named = next((other for other in others if other["first_name"] or other["last_name"]), None)
        if named is not None:
            found |= {"first_name": named["first_name"], "last_name": named["last_name"]}
    if not kept["language"]:
        found["language"] = next((other["language"] for other in others if other["language"]), "")
    if not kept["basis"]:
        proven = next((other for other in others if other["basis"]), None)
        if proven is not None:
            names = ("basis", "basis_date", "basis_source", "basis_wording", "basis_evidence")
            found |= {name: proven[name] for name in names}
    extra = json.loads(kept["extra"])
    merged = dict(extra)
    for other in others:
        merged = json.loads(other["extra"]) | merged
    if merged != extra:
        found["extra"] = json.dumps(merged, ensure_ascii=False)
    return found
