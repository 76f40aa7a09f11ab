"""What the page asks of the core about one person; called off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from composer.contacts.addresses import domain_of, normalise_address
from composer.contacts.bulk_edit import AddTag, TakeTag, edit_people
from composer.contacts.contact import fold
from composer.contacts.lists import ListRow
from composer.contacts.segments import Segment
from composer.contacts.suppressions import LIST_MARK, list_mark
from composer.contacts.tags import TagRow, all_tags, tags_of
from composer.database.tables import list_members, lists
from composer.gui.widgets.person_card import PersonFacts

if TYPE_CHECKING:
    from composer.workspace import Workspace


def read_person(workspace: Workspace, contact_id: str) -> PersonFacts:
    """All the card shows.

    Raises:
        NotFoundError: the person is not kept any more.
    """
    row = workspace.contacts.row(contact_id)
    key = normalise_address(row.contact.email)
    marks = [each for each in workspace.suppressions.of(row.contact.email) if each.lifted is None]
    of_lists = {each.newsletter for each in marks if each.newsletter.startswith(LIST_MARK)}
    with workspace.engine.connect() as connection:
        tags = tags_of(connection, contact_id)
        gone = set(
            connection.scalars(
                select(lists.c.name)
                .join(list_members, list_members.c.list == lists.c.id)
                .where(list_members.c.contact == contact_id, list_members.c.state == "unsubscribed")
            )
        )
        gone |= {name for name in connection.scalars(select(lists.c.name)) if list_mark(name) in of_lists}
    domain = domain_of(key)
    whole = domain if workspace.suppressions.blocked(domain) else ""
    history = workspace.contacts.history(contact_id)
    return PersonFacts(row=row, history=history, tags=tags, marks=marks, left=sorted(gone, key=fold), domain=whole)


def rename(workspace: Workspace, contact_id: str, first: str, last: str) -> None:
    """Correct somebody's name."""
    contacts = workspace.contacts
    contacts.save(msgspec.structs.replace(contacts.get(contact_id), first_name=first, last_name=last))


def retag(workspace: Workspace, contact_id: str, tags: Sequence[str]) -> None:
    """Let somebody have exactly these tags; each that comes or goes is told in their history."""
    with workspace.engine.connect() as connection:
        here = {fold(tag): tag for tag in tags_of(connection, contact_id)}
    wanted = {fold(tag): tag for tag in tags}
    for key in wanted.keys() - here.keys():
        edit_people([contact_id], AddTag(wanted[key]), store=workspace.contacts)
    for key in here.keys() - wanted.keys():
        edit_people([contact_id], TakeTag(here[key]), store=workspace.contacts)


def add_person(workspace: Workspace, name: str, email: str, list_name: str, origin: str) -> str:
    """Keep somebody typed in by hand and put them on a list; returns the list they are on, empty where it is none.

    With no list named it is the only list there is, or none where there are several: asked here, since the page may not have
    read the lists yet.

    Raises:
        InputError: the address is not usable, or here already.
    """
    from composer.contacts.contact import Contact
    from composer.contacts.names import split_name

    if not list_name and len(there := workspace.lists.all()) == 1:
        list_name = there[0].name
    parts = split_name(name)
    kept = workspace.contacts.save(Contact(email=email, first_name=parts.first, last_name=parts.last, origin=origin))
    if list_name and workspace.lists.add(list_name, [kept.id]).said_no:
        return ""
    return list_name


class Groups(msgspec.Struct, frozen=True):
    """The lists, tags and segments there are."""

    lists: Sequence[ListRow] = ()
    tags: Sequence[TagRow] = ()
    segments: Sequence[Segment] = ()


def read_groups(workspace: Workspace) -> Groups:
    """The lists, tags (the most used first) and segments there are."""
    tags = sorted(all_tags(workspace.engine), key=lambda row: -row.contacts)
    return Groups(tuple(workspace.lists.all()), tuple(tags), tuple(workspace.segments.all()))
