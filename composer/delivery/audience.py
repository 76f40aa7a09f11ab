"""Audience: who gets an issue, once each, and who is left out and why.

Lists less exclusions, less everyone who must not be written to, less those who had this issue already.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, false, or_, select

from composer.clock import Clock
from composer.contacts.consent import meets
from composer.contacts.groups import Group, in_group, only_lists, read_group, require_group
from composer.contacts.lists import find_list
from composer.contacts.suppressions import REASONS, Suppressions, read_salt
from composer.database.tables import accounts, campaigns, contacts, deliveries, list_members
from composer.database.tables import lists as lists_table
from composer.delivery.addresses import ascii_address
from composer.delivery.presets import preset_for_host
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
    "sample": N_("an invented person of the sample"),
    "no_basis": N_("no lawful basis that the list demands"),
}
"""Why somebody on the lists gets no letter, in words (to be shown through gettext)."""

HAD_IT = ("sent", "uncertain", "sending", "queued", "deferred")
"""States of a delivery whose person has the issue, may have it, or is about to get it."""


class Recipient(msgspec.Struct, frozen=True, gc=False):
    """One person who gets the letter.

    Attributes:
        merge: what the merge tags become.

    Hundreds of thousands may stand in memory at once, so Python's search for circles passes them by (they hold none).
    """

    contact_id: str
    email: str
    email_key: str
    first_name: str
    last_name: str
    merge: Mapping[str, str]


class _Person(msgspec.Struct, frozen=True, gc=False):
    """A row of :func:`_people`."""

    id: str
    email: str
    email_key: str
    first_name: str
    last_name: str
    basis: str
    sort_name: str


@dataclass(frozen=True)
class Audience:
    """Who gets an issue.

    Attributes:
        people: once each, in the order of their names.
        per_list: how many are on each list (or have the tag, or are in the segment), by its name.
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
        lists, exclude: names of lists, or ``tag:NAME`` or ``segment:NAME`` (:mod:`composer.contacts.groups`).
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
        now = clock()
        chosen = {name: require_group(connection, name) for name in dict.fromkeys(lists)}
        excluded = set(
            connection.scalars(
                select(contacts.c.id).where(or_(false(), *(in_group(connection, name, now, left_too=True) for name in exclude)))
            )
        )
        if account is not None:
            refuse_sample_lists(connection, list(chosen), account)
        ids = lists_asked(connection, list(chosen))
        demands = dict(connection.execute(select(lists_table.c.name, lists_table.c.demands)).all())
        rows: dict[Group, list[_Person]] = {}
        for name, group in chosen.items():
            if group not in rows:
                # A few at a time, here and below: one long call would keep every other thread waiting, the window's too.
                found_rows = connection.execute(_people(in_group(connection, name, now)), execution_options={"yield_per": 500})
                rows[group] = [_Person(*row) for row in found_rows]
        times = Counter(row.id for found in rows.values() for row in found)
        people = {row.id: row for row in heapq.merge(*rows.values(), key=_by_name)}
        wanted = {
            row.id
            for group, found in rows.items()
            for row in found
            if meets(row.basis, demands.get(group.name, "") if group.kind == "list" else "")
        }
        gone = set(connection.scalars(select(list_members.c.contact).where(left_all(ids))))
        left_out: Counter[str] = Counter()
        left_out["unsubscribed"] = len(gone - people.keys()) if all(group.kind == "list" for group in rows) else 0
        blocked = Suppressions(engine, clock).blocked_keys(connection, [row.email_key for row in people.values()], newsletter_id)
        had_it = (
            set() if again_reason else keys_that_had_it(connection, issue_id, rehearsals=account is not None and account.practice)
        )
        invented = _invented(connection) if account is not None and not account.practice else set()
        found = []
        for row in people.values():
            against = (
                "excluded" if row.id in excluded else "",
                "unsubscribed" if row.id in gone else "",
                blocked.get(row.email_key, ""),
                "already_sent" if row.email_key in had_it or row.id in had_it else "",
                "sample" if row.id in invented else "",
                "no_basis" if row.id not in wanted else "",
            )
            reason = next(filter(None, against), "") or ("" if _is_sendable(row.email) else "address")
            if reason:
                left_out[reason] += 1
                continue
            merge = {"first_name": row.first_name, "last_name": row.last_name}
            found.append(Recipient(row.id, row.email, row.email_key, row.first_name, row.last_name, merge))
    return Audience(
        people=tuple(found),
        per_list={name: len(rows[group]) for name, group in chosen.items()},
        twice=sum(1 for count in times.values() if count > 1),
        left_out={reason: count for reason, count in left_out.items() if count},
        again_reason=again_reason.strip(),
    )


def _people(condition: ColumnElement[bool]) -> Select[Any]:
    person = contacts.c
    columns = (person.id, person.email, person.email_key, person.first_name, person.last_name, person.basis, person.sort_name)
    return select(*columns).where(condition).order_by(person.sort_name, person.id)


def _invented(connection: Connection) -> set[str]:
    """Ids of the sample's invented people, who may have a tag or be in a segment as well."""
    sample = select(list_members.c.contact).join(lists_table, lists_table.c.id == list_members.c.list)
    return set(connection.scalars(sample.where(lists_table.c.sample.is_(True))))


def _by_name(row: _Person) -> tuple[str, str]:
    return row.sort_name, row.id


def lists_asked(connection: Connection, names: Sequence[str]) -> list[str]:
    """Ids of the lists whose leaving keeps somebody from these groups' letters.

    For lists alone these are the lists themselves. A tag or a segment says nothing about who wants letters: there, whoever left
    lists and is on none any more gets nothing, so it is all lists.
    """
    groups = [read_group(name) for name in names]
    if any(group.kind != "list" for group in groups):
        return list(connection.scalars(select(lists_table.c.id)))
    return [found for group in groups if (found := find_list(connection, group.name))]


def left_all(list_ids: Sequence[str]) -> ColumnElement[bool]:
    """The condition for members of the lists who left one of them and are on no other of them."""
    still_on = select(list_members.c.contact).where(list_members.c.list.in_(list_ids), list_members.c.state == "subscribed")
    return and_(
        list_members.c.list.in_(list_ids), list_members.c.state == "unsubscribed", list_members.c.contact.not_in(still_on)
    )


def keys_that_had_it(connection: Connection, issue_id: str, *, rehearsals: bool) -> set[str]:
    """Normalised addresses, and ids of contacts, that have this issue or are about to get it, test letters not counted.

    A person who has another address since has it as well, so both are asked.

    Args:
        rehearsals: whether letters to the practice mailbox count.
    """
    campaign = campaigns.c
    statement = (
        select(deliveries.c.email_key, deliveries.c.contact)
        .join(campaigns, campaign.id == deliveries.c.campaign)
        .where(campaign.issue == issue_id, campaign.test.is_(False), deliveries.c.state.in_(HAD_IT))
    )
    if not rehearsals:
        practice = select(accounts.c.name).where(accounts.c.practice.is_(True))
        statement = statement.where(campaign.account.not_in(practice))
    return {text for row in connection.execute(statement) for text in row if text}


def refuse_sample_lists(connection: Connection, names: Sequence[str], account: Account) -> None:
    """Invented people only ever get letters in the practice mailbox.

    Raises:
        AudienceError: one of the lists is a sample and the account is a real one.
    """
    if account.practice:
        return
    ids = [found for name in only_lists(names) if (found := find_list(connection, name))]
    statement = select(lists_table.c.name).where(lists_table.c.id.in_(ids), lists_table.c.sample.is_(True)).limit(1)
    sample = connection.scalars(statement).first()
    if sample is not None:
        raise AudienceError(
            _("“{name}” is a sample list with invented people: it can only be sent to the practice mailbox.").format(name=sample),
            _("Choose the practice account, or a list of your own."),
        )


def for_the_checks(people: Sequence[Recipient], account: Account | None) -> dict[str, Any]:
    """How many have no first name, no last name and neither, and whether a provider of mailboxes carries the letters; each by the
    name the checks have for it."""
    preset = preset_for_host(account.smtp_host) if account is not None and not account.practice else None
    return {
        "missing_first_names": sum(1 for person in people if not person.first_name),
        "missing_last_names": sum(1 for person in people if not person.last_name),
        "missing_names": sum(1 for person in people if not (person.first_name or person.last_name)),
        "from_mailbox": preset is not None and preset.kind == "mailbox",
    }


def _is_sendable(email: str) -> bool:
    try:
        ascii_address(email)
    except InputError:
        return False
    return True
