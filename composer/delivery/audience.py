"""Audience: who gets an issue, once each, and who is left out and why.

Lists less exclusions, less everyone who must not be written to, less those who had this issue already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from composer.clock import Clock
from composer.contacts.lists import find_list, require_list
from composer.contacts.suppressions import REASONS, Suppressions, read_salt
from composer.database.tables import accounts, campaigns, contacts, deliveries, list_members
from composer.database.tables import lists as lists_table
from composer.delivery.addresses import ascii_address
from composer.errors import AudienceError, InputError
from composer.i18n import N_, _

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from composer.delivery.accounts import Account

LEFT_OUT: dict[str, str] = {
    **REASONS,
    "excluded": N_("on a list that was left out"),
    "already_sent": N_("had this issue already"),
    "address": N_("the address cannot be written to"),
}
"""Why somebody on the lists gets no letter, in words (to be shown through gettext)."""

HAD_IT = ("sent", "uncertain", "sending", "queued", "deferred")
"""States of a delivery whose person has the issue, may have it, or is about to get it."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person who gets the letter.

    Attributes:
        merge: what the merge tags become.
    """

    contact_id: str
    email: str
    email_key: str
    first_name: str
    last_name: str
    merge: Mapping[str, str]


@dataclass(frozen=True)
class Audience:
    """Who gets an issue.

    Attributes:
        people: once each, in the order of their names.
        per_list: how many are on each list, by its name.
        twice: how many are on more than one of the lists.
        left_out: how many are left out, by reason (see :data:`LEFT_OUT`).
        again_reason: why people who had the issue get it again; empty where they do not.
    """

    people: tuple[Recipient, ...]
    per_list: dict[str, int]
    twice: int
    left_out: dict[str, int] = field(default_factory=dict)
    again_reason: str = ""


def audience(
    engine: Engine,
    clock: Clock,
    *,
    newsletter_id: str,
    lists: Sequence[str],
    exclude: Sequence[str] = (),
    issue_id: str,
    again_reason: str = "",
    account: Account | None = None,
) -> Audience:
    """Who would get the issue now.

    Args:
        lists, exclude: names of lists.
        again_reason: why those who had this issue get it again; empty leaves them out.
        account: where it is given, sample lists are refused for a real one; and only for the practice account does a rehearsal
            in the practice mailbox count as having had the issue.

    Raises:
        NotFoundError: there is no list of a name.
        AudienceError: no list was named, or a sample list would go out for real.
    """
    if not lists:
        raise AudienceError(_("No list was chosen."), _("Choose who gets this issue."))
    with engine.begin() as connection:
        read_salt(connection)
    with engine.connect() as connection:
        chosen = {name: require_list(connection, name) for name in dict.fromkeys(lists)}
        left_out_lists = [require_list(connection, name) for name in exclude]
        if account is not None:
            refuse_sample_lists(connection, list(chosen), account)
        ids = list(dict.fromkeys(chosen.values()))
        rows = connection.execute(_members(ids)).all()
        per_list = Counter(row.list for row in rows)
        people = {row.id: row for row in rows}
        left_out: Counter[str] = Counter()
        left_out["unsubscribed"] = _unsubscribed(connection, ids)
        excluded = set(connection.scalars(select(list_members.c.contact).where(list_members.c.list.in_(left_out_lists))))
        blocked = Suppressions(engine, clock).blocked_keys(connection, [row.email_key for row in people.values()], newsletter_id)
        had_it = (
            set() if again_reason else keys_that_had_it(connection, issue_id, rehearsals=account is not None and account.practice)
        )
        found = []
        for row in people.values():
            reason = (
                "excluded"
                if row.id in excluded
                else blocked.get(row.email_key)
                or ("already_sent" if row.email_key in had_it else "" if _is_sendable(row.email) else "address")
            )
            if reason:
                left_out[reason] += 1
                continue
            merge = {"first_name": row.first_name, "last_name": row.last_name}
            found.append(Recipient(row.id, row.email, row.email_key, row.first_name, row.last_name, merge))
    return Audience(
        people=tuple(found),
        per_list={name: per_list[chosen[name]] for name in chosen},
        twice=sum(1 for count in Counter(row.id for row in rows).values() if count > 1),
        left_out={reason: count for reason, count in left_out.items() if count},
        again_reason=again_reason.strip(),
    )


def _members(list_ids: Sequence[str]) -> Select[Any]:
    person = contacts.c
    return (
        select(person.id, person.email, person.email_key, person.first_name, person.last_name, list_members.c.list)
        .join(list_members, list_members.c.contact == person.id)
        .where(list_members.c.list.in_(list_ids), list_members.c.state == "subscribed")
        .order_by(person.sort_name, person.id)
    )


def _unsubscribed(connection: Connection, list_ids: Sequence[str]) -> int:
    """How many left all of these lists they were on."""
    return connection.execute(select(func.count(func.distinct(list_members.c.contact))).where(left_all(list_ids))).scalar_one()


def left_all(list_ids: Sequence[str]) -> ColumnElement[bool]:
    """The condition for members of the lists who left one of them and are on no other of them."""
    still_on = select(list_members.c.contact).where(list_members.c.list.in_(list_ids), list_members.c.state == "subscribed")
    return and_(
        list_members.c.list.in_(list_ids), list_members.c.state == "unsubscribed", list_members.c.contact.not_in(still_on)
    )


def keys_that_had_it(connection: Connection, issue_id: str, *, rehearsals: bool) -> set[str]:
    """Normalised addresses that have this issue or are about to get it, test letters not counted.

    Args:
        rehearsals: whether letters to the practice mailbox count.
    """
    campaign = campaigns.c
    statement = (
        select(deliveries.c.email_key)
        .join(campaigns, campaign.id == deliveries.c.campaign)
        .where(campaign.issue == issue_id, campaign.test.is_(False), deliveries.c.state.in_(HAD_IT))
    )
    if not rehearsals:
        practice = select(accounts.c.name).where(accounts.c.practice.is_(True))
        statement = statement.where(campaign.account.not_in(practice))
    return set(connection.scalars(statement))


def refuse_sample_lists(connection: Connection, names: Sequence[str], account: Account) -> None:
    """Invented people only ever get letters in the practice mailbox.

    Raises:
        AudienceError: one of the lists is a sample and the account is a real one.
    """
    if account.practice:
        return
    ids = [found for name in names if (found := find_list(connection, name))]
    statement = select(lists_table.c.name).where(lists_table.c.id.in_(ids), lists_table.c.sample.is_(True)).limit(1)
    sample = connection.scalars(statement).first()
    if sample is not None:
        raise AudienceError(
            _("“{name}” is a sample list with invented people: it can only be sent to the practice mailbox.").format(name=sample),
            _("Choose the practice account, or a list of your own."),
        )


def _is_sendable(email: str) -> bool:
    try:
        ascii_address(email)
    except InputError:
        return False
    return True
