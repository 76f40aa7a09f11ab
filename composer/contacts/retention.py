"""How long people are kept: rules the office sets, and a reminder where they say that somebody's data is no longer needed.

Nothing is erased by itself. A rule only says who it is about; somebody looks, and erases them or keeps them a while longer.
(UK GDPR article 5(1)(e): no longer than is necessary for the purposes; how long that is, the organisation decides.)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, exists, func, insert, or_, select, update

from composer.clock import Clock
from composer.contacts.states import has_state, left_out_domains
from composer.contacts.suppressions import LIST_MARK
from composer.database.tables import contacts, deliveries, list_members, retention_rules, suppressions
from composer.errors import InputError
from composer.i18n import N_, _

KINDS: dict[str, str] = {
    "said_no": N_("said no to everything, {months} months ago or longer"),
    "no_list": N_("are on no list, and were last changed {months} months ago or longer"),
    "no_letter": N_("got no letter in {months} months"),
    "old_consent": N_("agreed {months} months ago or longer: time to ask whether they still want letters"),
}
"""Kinds of rules, and whom each is about."""
LONGEST = 240
DAYS_PUT_OFF = 30


class RetentionRule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule: its kind (a key of :data:`KINDS`), after how many months, and until when nobody is reminded."""

    kind: str
    months: int
    put_off: date | None = None


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that says something now: how many people it is about."""

    rule: RetentionRule
    people: int


class Retention:
    """The retention rules of one workspace."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def rules(self) -> list[RetentionRule]:
        """The rules that were set, in the order of :data:`KINDS`."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(retention_rules.c.kind, retention_rules.c.months, retention_rules.c.put_off)).all()
        found = {row.kind: RetentionRule(kind=row.kind, months=row.months, put_off=row.put_off) for row in rows}
        return [found[kind] for kind in KINDS if kind in found]

    def set(self, kind: str, months: int) -> None:
        """Set a rule; 0 months drop it.

        Raises:
            InputError: there is no such rule, or the number is out of bounds.
        """
        if kind not in KINDS or not 0 <= months <= LONGEST:
            raise InputError(
                _("There is no rule “{kind}” with {months} months.").format(kind=kind, months=months),
                _("Rules are: {rules}; with 1 to {longest} months, or 0 for none.").format(
                    rules=", ".join(KINDS), longest=LONGEST
                ),
            )
        with self._engine.begin() as connection:
            connection.execute(delete(retention_rules).where(retention_rules.c.kind == kind))
            if months:
                values = {"kind": kind, "months": months, "put_off": None, "changed": self._clock()}
                connection.execute(insert(retention_rules).values(**values))

    def put_off(self, kind: str, days: int = DAYS_PUT_OFF) -> None:
        """Remind of a rule later."""
        until = self._clock().date() + timedelta(days=days)
        with self._engine.begin() as connection:
            connection.execute(update(retention_rules).where(retention_rules.c.kind == kind).values(put_off=until))

    def due(self) -> list[Due]:
        """The rules somebody is to be reminded of now, with how many people each is about."""
        today = self._clock().date()
        found = []
        for rule in self.rules():
            if rule.put_off is not None and rule.put_off > today:
                continue
            people = self.count(rule)
            if people:
                found.append(Due(rule=rule, people=people))
        return found

    def count(self, rule: RetentionRule) -> int:
        """How many people a rule is about now."""
        with self._engine.connect() as connection:
            asked = about(connection, rule, self._clock())
            return connection.scalar(select(func.count()).select_from(contacts).where(asked)) or 0

    def ids(self, rule: RetentionRule) -> Sequence[str]:
        """The ids of those a rule is about now."""
        with self._engine.connect() as connection:
            asked = about(connection, rule, self._clock())
            return list(connection.scalars(select(contacts.c.id).where(asked).order_by(contacts.c.sort_name)))


def months_before(now: datetime, months: int) -> datetime:
    """The same moment so many months earlier; the last of the month where it has no such day."""
    whole = now.year * 12 + now.month - 1 - months
    year, month = divmod(whole, 12)
    for day in range(now.day, 27, -1):
        try:
            return now.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return now.replace(year=year, month=month + 1)


def about(connection: Connection, rule: RetentionRule, now: datetime) -> ColumnElement[bool]:
    """The condition over ``contacts`` for those a rule is about."""
    edge = months_before(now, rule.months)
    if rule.kind == "no_list":
        on_one = exists().where(list_members.c.contact == contacts.c.id, list_members.c.state == "subscribed")
        return and_(~on_one, contacts.c.changed < edge)
    if rule.kind == "no_letter":
        lately = or_(
            contacts.c.email_key.in_(select(deliveries.c.email_key).where(deliveries.c.at >= edge)),
            contacts.c.id.in_(select(deliveries.c.contact).where(deliveries.c.at >= edge)),
        )
        return and_(contacts.c.added < edge, ~lately)
    if rule.kind == "old_consent":
        return and_(
            contacts.c.basis == "consent",
            contacts.c.basis_date.is_not(None),
            contacts.c.basis_date < edge.date(),
            has_state("active", left_out_domains(connection)),
        )
    no = select(suppressions.c.address_hash).where(
        suppressions.c.lifted.is_(None), ~suppressions.c.newsletter.startswith(LIST_MARK), suppressions.c.at < edge
    )
    everything = no.where(suppressions.c.newsletter == "")
    return contacts.c.address_hash.in_(everything)
