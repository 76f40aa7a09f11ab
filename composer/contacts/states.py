"""Whether a contact may be written to, as conditions for statements over ``contacts``.

*suppressed*: a mark on everything that is not an unsubscription (bounced, complained, left out by hand, a whole domain).
*unsubscribed*: an unsubscription from everything or from a newsletter; or from every list the person is on.
*active*: neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import ColumnElement, Connection, and_, case, exists, literal, or_, select

from composer.contacts.suppressions import LIST_MARK
from composer.database.tables import contacts, list_members, suppressions

State = Literal["active", "unsubscribed", "suppressed"]
STATES: tuple[State, ...] = ("active", "unsubscribed", "suppressed")


def left_out_domains(connection: Connection) -> list[str]:
    """Every ``@domain`` nobody may be written at."""
    return list(
        connection.scalars(
            select(suppressions.c.shown).where(
                suppressions.c.lifted.is_(None), suppressions.c.newsletter == "", suppressions.c.reason == "domain"
            )
        )
    )


def state_of(domains: Sequence[str]) -> ColumnElement[str]:
    """The contact's state, as a column for a page of contacts; ``domains`` as from :func:`left_out_domains`."""
    # Asked of each contact by itself: for a hundred of them that is far quicker than sets of all who said no.
    marks = suppressions.c.address_hash == contacts.c.address_hash
    members = list_members.c.contact == contacts.c.id
    suppressed = or_(exists().where(marks, _stops_everything()), *_at(domains))
    unsubscribed = or_(
        exists().where(marks, _is_no()),
        and_(
            exists().where(members, list_members.c.state == "unsubscribed"),
            ~exists().where(members, list_members.c.state == "subscribed"),
        ),
    )
    return case((suppressed, literal("suppressed")), (unsubscribed, literal("unsubscribed")), else_=literal("active"))


def has_state(state: str, domains: Sequence[str]) -> ColumnElement[bool]:
    """The condition for one state, for choosing among all contacts."""
    suppressed = or_(_marked(_stops_everything()), *_at(domains))
    if state == "suppressed":
        return suppressed
    other = list_members.alias()  # the statement around this may be over memberships itself
    unsubscribed = or_(
        _marked(_is_no()),
        and_(
            contacts.c.id.in_(select(other.c.contact).where(other.c.state == "unsubscribed")),
            ~exists().where(other.c.contact == contacts.c.id, other.c.state == "subscribed"),
        ),
    )
    return and_(unsubscribed if state == "unsubscribed" else ~unsubscribed, ~suppressed)


def _marked(marks: ColumnElement[bool]) -> ColumnElement[bool]:
    """Contacts whose address has such a mark, found by the address the mark shows: that has an index, so a few marks among
    200,000 people are a matter of milliseconds. Only erased people's marks show none, and they are not kept here."""
    return contacts.c.email_key.in_(select(suppressions.c.shown).where(marks, suppressions.c.shown != ""))


def _stops_everything() -> ColumnElement[bool]:
    return and_(suppressions.c.lifted.is_(None), suppressions.c.newsletter == "", suppressions.c.reason != "unsubscribed")


def _is_no() -> ColumnElement[bool]:
    return and_(
        suppressions.c.lifted.is_(None), suppressions.c.reason == "unsubscribed", ~suppressions.c.newsletter.startswith(LIST_MARK)
    )


def _at(domains: Sequence[str]) -> list[ColumnElement[bool]]:
    return [contacts.c.email_key.endswith(domain, autoescape=True) for domain in domains]
