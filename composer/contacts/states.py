"""Whether a contact may be written to, as conditions for statements over ``contacts``.

*suppressed*: a mark on everything that is not an unsubscription (bounced, complained, left out by hand, a whole domain).
*unsubscribed*: an unsubscription from everything or from a newsletter; or from every list the person is on.
*active*: neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import ColumnElement, Connection, and_, case, literal, or_, select

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


def is_suppressed(domains: Sequence[str]) -> ColumnElement[bool]:
    """The contact has a mark on everything; ``domains`` as from :func:`left_out_domains`."""
    marked = select(suppressions.c.address_hash).where(
        suppressions.c.lifted.is_(None), suppressions.c.newsletter == "", suppressions.c.reason != "unsubscribed"
    )
    at_domain = [contacts.c.email_key.endswith(domain, autoescape=True) for domain in domains]
    return or_(contacts.c.address_hash.in_(marked), *at_domain)


def is_unsubscribed() -> ColumnElement[bool]:
    """The contact said no to everything, to a newsletter, or to every list they are on."""
    marked = select(suppressions.c.address_hash).where(
        suppressions.c.lifted.is_(None), suppressions.c.reason == "unsubscribed", ~suppressions.c.newsletter.startswith(LIST_MARK)
    )
    left = select(list_members.c.contact).where(list_members.c.state == "unsubscribed")
    on_a_list = select(list_members.c.contact).where(list_members.c.state == "subscribed")
    return or_(contacts.c.address_hash.in_(marked), and_(contacts.c.id.in_(left), contacts.c.id.not_in(on_a_list)))


def state_of(domains: Sequence[str]) -> ColumnElement[str]:
    """The contact's state, as a column."""
    return case(
        (is_suppressed(domains), literal("suppressed")), (is_unsubscribed(), literal("unsubscribed")), else_=literal("active")
    )


def has_state(state: str, domains: Sequence[str]) -> ColumnElement[bool]:
    """The condition for one state."""
    if state == "suppressed":
        return is_suppressed(domains)
    if state == "unsubscribed":
        return and_(is_unsubscribed(), ~is_suppressed(domains))
    return and_(~is_unsubscribed(), ~is_suppressed(domains))
