"""How many people there were, month by month, and who came and went: reckoned back from those there are today."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from composer.contacts.suppressions import LIST_MARK, list_mark
from composer.database.tables import address_links, contacts, list_members, lists, suppressions

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


@dataclass(frozen=True)
class Month:
    """One calendar month.

    Attributes:
        starts: its first moment, in the zone asked for.
        joined, left: who was added, and who was first stopped from being written to (or erased), within it.
        people: how many could be written to at its end.
    """

    starts: datetime
    joined: int
    left: int
    people: int


def growth(engine: Engine, months: Sequence[datetime], *, list_name: str = "", zone: tzinfo) -> list[Month]:
    """The months that begin at these moments, one after the other.

    People whose rows were deleted are in no figure: nothing is kept of them. Who was erased is counted among those who left,
    as far as no list is asked about.

    Args:
        months: first moments of months, rising.
        list_name: only people who are or were on this list; empty: everybody.
    """
    if not months:
        return []
    with engine.connect() as connection:
        came = [_instant(at) for at in connection.scalars(_added(list_name))]
        went = [_instant(at) for at in connection.scalars(_stopped(list_name))]
        now = len(came) - len(went)
        if not list_name:
            went += _erased(connection)
    edges = [_instant(month) for month in (*months, _month_after(months[-1], zone))]
    joined, left = [0] * len(edges), [0] * len(edges)
    for moments, counts in ((came, joined), (went, left)):
        for moment in moments:
            place = bisect_right(edges, moment) - 1
            if place >= 0:
                counts[place] += 1
    people = now - joined[-1] + left[-1]  # as it was before what came after the months asked about
    found: list[Month] = []
    for place in reversed(range(len(months))):
        found.append(Month(months[place].astimezone(zone), joined[place], left[place], people))
        people += left[place] - joined[place]
    return found[::-1]


def _month_after(month: datetime, zone: tzinfo) -> datetime:
    here = month.astimezone(zone)
    return here.replace(year=here.year + here.month // 12, month=here.month % 12 + 1)


def _instant(moment: datetime) -> float:
    return moment.timestamp()


def _added(list_name: str) -> Select[datetime]:
    statement = select(contacts.c.added)
    if list_name:
        statement = statement.where(contacts.c.id.in_(_members(list_name)))
    return statement


def _stopped(list_name: str) -> Select[datetime]:
    """For everyone who is not written to any more, in the sense of :mod:`composer.contacts.states`: the first moment of that."""
    scope = suppressions.c.newsletter
    everything = or_(scope == "", and_(suppressions.c.reason == "unsubscribed", ~scope.startswith(LIST_MARK)))
    if list_name:
        left = (
            select(list_members.c.contact.label("contact"), list_members.c.since.label("at"))
            .join(lists, lists.c.id == list_members.c.list)
            .where(lists.c.name == list_name, list_members.c.state == "unsubscribed")
        )
        on_it = contacts.c.id.in_(_members(list_name))
        marked = _marked(or_(everything, scope == list_mark(list_name))).where(on_it)
        both = left.union_all(marked, _at_domains().where(on_it)).subquery()
        return select(func.min(both.c.at)).group_by(both.c.contact)
    on_none = (
        select(list_members.c.contact.label("contact"), func.max(list_members.c.since).label("at"))
        .group_by(list_members.c.contact)
        .having(
            func.min(list_members.c.state) == func.max(list_members.c.state), func.min(list_members.c.state) == "unsubscribed"
        )
    )
    both = _marked(everything).union_all(_at_domains(), on_none).subquery()
    return select(func.min(both.c.at)).group_by(both.c.contact)


def _marked(scope: ColumnElement[bool]) -> Select[str, datetime]:
    return (
        select(contacts.c.id.label("contact"), suppressions.c.at.label("at"))
        .join(suppressions, suppressions.c.address_hash == contacts.c.address_hash)
        .where(suppressions.c.lifted.is_(None), scope)
    )


def _at_domains() -> Select[str, datetime]:
    """People at a domain that is left out as a whole; it is only ever left out of everything."""
    return select(contacts.c.id.label("contact"), suppressions.c.at.label("at")).join(
        suppressions,
        and_(
            suppressions.c.reason == "domain",
            suppressions.c.lifted.is_(None),
            suppressions.c.shown != "",
            contacts.c.email_key.endswith(suppressions.c.shown),
        ),
    )


def _members(list_name: str) -> Select[str]:
    return select(list_members.c.contact).join(lists, lists.c.id == list_members.c.list).where(lists.c.name == list_name)


def _erased(connection: Connection) -> list[float]:
    """When people were erased whose row is gone (a mark can stand beside a row of somebody who came back)."""
    there = select(contacts.c.address_hash)
    who = func.coalesce(address_links.c.person, suppressions.c.address_hash)  # one person, however many addresses they had
    statement = (
        select(func.min(suppressions.c.at))
        .outerjoin(address_links, address_links.c.address_hash == suppressions.c.address_hash)
        .where(suppressions.c.reason == "erased", suppressions.c.lifted.is_(None), suppressions.c.address_hash.not_in(there))
        .group_by(who)
    )
    return [_instant(at) for at in connection.scalars(statement)]
