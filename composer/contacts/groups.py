"""Groups of people by name, of whatever kind: a list by its name, ``tag:NAME`` and ``segment:NAME``.

So that whoever asks for lists (a sending, a search, an export) can be given tags and segments in the same place.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, func, select

from composer.clock import Clock
from composer.contacts.contact import fold
from composer.contacts.lists import require_list
from composer.contacts.segment_rules import condition
from composer.contacts.segments import SegmentStore, require_segment
from composer.contacts.states import has_state, left_out_domains
from composer.contacts.tags import TAG, known_tag
from composer.database.tables import contact_tags, contacts, list_members, lists
from composer.errors import InputError, NotFoundError
from composer.i18n import _

SEGMENT = "segment:"
Kind = Literal["list", "tag", "segment"]


class Group(NamedTuple):
    """A group: its kind and its name."""

    kind: Kind
    name: str

    @property
    def text(self) -> str:
        """As it is asked for."""
        return {"list": "", "tag": TAG, "segment": SEGMENT}[self.kind] + self.name


def read_group(text: str) -> Group:
    """The group a text asks for."""
    for prefix, kind in ((TAG, "tag"), (SEGMENT, "segment")):
        if text.strip()[: len(prefix)].lower() == prefix:
            return Group("tag" if kind == "tag" else "segment", text.strip()[len(prefix) :].strip())
    return Group("list", text.strip())


def group_in_words(text: str) -> str:
    """A group as it is shown."""
    group = read_group(text)
    if group.kind == "tag":
        return _("tag “{name}”").format(name=group.name)
    return _("segment “{name}”").format(name=group.name) if group.kind == "segment" else group.name


def only_lists(texts: Iterable[str]) -> list[str]:
    """Those of the groups that are lists, by name."""
    return [group.name for group in map(read_group, texts) if group.kind == "list"]


def require_group(connection: Connection, text: str) -> Group:
    """The group as it is called here.

    Raises:
        NotFoundError: there is none.
    """
    group = read_group(text)
    if group.kind == "list":
        found = require_list(connection, group.name)
        return Group("list", connection.scalar(select(lists.c.name).where(lists.c.id == found)) or group.name)
    if group.kind == "segment":
        return Group("segment", require_segment(connection, group.name).name)
    tag = known_tag(connection, group.name)
    if not connection.scalar(select(contact_tags.c.tag).where(contact_tags.c.tag == tag).limit(1)):
        raise NotFoundError(_("Nobody has the tag “{name}”.").format(name=group.name), _("Choose one of the tags there are."))
    return Group("tag", tag)


class GroupCount(NamedTuple):
    """A tag or a segment to choose: as it is asked for, as it is shown, and how many of it may be written to."""

    text: str
    words: str
    mailable: int


def group_counts(engine: Engine, clock: Clock) -> tuple[GroupCount, ...]:
    """Every segment and tag, segments first; a segment whose rules cannot be asked any more counts nobody."""
    found: list[GroupCount] = []
    segments = SegmentStore(engine, clock)
    with engine.connect() as connection:
        active = has_state("active", left_out_domains(connection))
        tagged = (
            select(contact_tags.c.tag, func.count())
            .join(contacts, contacts.c.id == contact_tags.c.contact)
            .where(active)
            .group_by(contact_tags.c.tag)
        )
        tags = {row[0]: row[1] for row in connection.execute(tagged)}
    for segment in segments.all():
        text = f"{SEGMENT}{segment.name}"
        try:
            mailable = segments.count(segment.rules).mailable
        except InputError:
            mailable = 0
        found.append(GroupCount(text, group_in_words(text), mailable))
    return (*found, *(GroupCount(f"{TAG}{tag}", group_in_words(f"{TAG}{tag}"), tags[tag]) for tag in sorted(tags, key=fold)))


def in_group(connection: Connection, text: str, now: datetime, *, left_too: bool = False) -> ColumnElement[bool]:
    """The condition over ``contacts`` for those in a group.

    Args:
        left_too: of a list, also those who left it.

    Raises:
        NotFoundError: there is no such group. InputError: a rule of the segment cannot be asked.
    """
    group = require_group(connection, text)
    if group.kind == "segment":
        return condition(connection, require_segment(connection, group.name).rules, now)
    if group.kind == "tag":
        return contacts.c.id.in_(select(contact_tags.c.contact).where(contact_tags.c.tag == group.name))
    members = select(list_members.c.contact).where(list_members.c.list == require_list(connection, group.name))
    return contacts.c.id.in_(members if left_too else members.where(list_members.c.state == "subscribed"))
