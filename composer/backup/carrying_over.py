"""What going back to a backup must not undo: who said no, who was erased, and what was sent to whom.

A backup is older than the work it replaces. Whoever unsubscribed since would be written to again, whoever was erased would be
back, and a letter that went out since would go out a second time. So these come along from the work that is replaced. Where
there is no such work (a new computer), nobody knows what went out since: letters that were waiting become *uncertain*.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, Table, and_, bindparam, delete, insert, or_, select, update

from composer.clock import Clock
from composer.contacts.personal_data import forget
from composer.contacts.suppressions import list_mark
from composer.database.tables import (
    address_links,
    campaigns,
    contacts,
    deliveries,
    ledger,
    list_members,
    lists,
    meta,
    sister_files,
    sister_marks,
    suppressions,
)
from composer.errors import WorkspaceError
from composer.i18n import _

ROWS_AT_ONCE = 500
RUNNING = ("sending", "paused")
WAITING = ("queued", "deferred", "sending")
_SALT = "suppression_salt"


class CarriedOver(msgspec.Struct, frozen=True):
    """How much came along: marks against writing to somebody, people erased again, letters whose fate is the later one."""

    marks: int = 0
    erased: int = 0
    letters: int = 0


def must_be_one_lineage(replaced: Engine, restored: Engine) -> None:
    """Marks are hashes with a workspace's own key: those of another workspace would stop nobody.

    Raises:
        WorkspaceError: the backup is of another workspace.
    """
    salts = []
    for engine in (replaced, restored):
        with engine.connect() as connection:
            salts.append(connection.execute(select(meta.c.value).where(meta.c.key == _SALT)).scalar_one_or_none())
    # Without a key of its own the backup knows nobody yet; it takes the one of today.
    if None not in salts and salts[0] != salts[1] and _holds_anything(replaced):
        raise WorkspaceError(
            _("This backup is of another workspace, not of an earlier state of this one."),
            _("Restore it into a folder of its own, so that nobody who unsubscribed here is written to again."),
        )


def carry_over(replaced: Engine, restored: Engine, clock: Clock) -> CarriedOver:
    """Bring into ``restored`` what ``replaced`` knows that must not be forgotten; one transaction, but for the erasures.

    Raises:
        WorkspaceError: they are different workspaces.
    """
    must_be_one_lineage(replaced, restored)
    with replaced.connect() as before, restored.begin() as after:
        _missing(before, after, meta, ("key",))
        marks = _marks(before, after)
        _same_people(before, after)
        _memberships(before, after)
        _who_left(before, after)
        for told in (sister_marks, sister_files):  # what we were told last takes the place of what we were told before
            after.execute(delete(told))
        _missing(before, after, sister_files, ("id",))
        _missing(before, after, sister_marks, ("file", "hash"))
        letters = _letters(before, after)
        _missing(before, after, ledger, ("item", "campaign", "list"))
        _states_of_campaigns(before, after)
    return CarriedOver(marks, _erase_again(restored, clock), letters)


def settle_alone(restored: Engine, made: str) -> int:
    """There is nothing to compare with: campaigns under way are paused, and their waiting letters may have gone out since.

    Args:
        made: when the backup was made, as it is shown.

    Returns: how many letters that are.
    """
    why = _("This came back from a backup made {made}. Letters may have gone out since: settle those first.").format(made=made)
    with restored.begin() as connection:
        running = select(campaigns.c.id).where(campaigns.c.state.in_((*RUNNING, "scheduled")))
        under_way = select(campaigns.c.id).where(campaigns.c.state.in_(RUNNING))
        waiting = and_(deliveries.c.campaign.in_(under_way), deliveries.c.state.in_(WAITING))
        settled = connection.execute(
            update(deliveries)
            .where(waiting)
            .values(state="uncertain", reply=_("May have been sent after the backup was made."), claimed_by="", not_before=None)
        ).rowcount
        connection.execute(update(campaigns).where(campaigns.c.id.in_(running)).values(state="paused", why=why))
    return settled


def _holds_anything(engine: Engine) -> bool:
    with engine.connect() as connection:
        tables: Sequence[Table] = (suppressions, contacts, campaigns)
        return any(connection.execute(select(table).limit(1)).first() is not None for table in tables)


def _parts(connection: Connection, statement: Any) -> Iterator[list[dict[str, Any]]]:
    found = connection.execute(statement.execution_options(yield_per=ROWS_AT_ONCE))
    for part in found.mappings().partitions(ROWS_AT_ONCE):
        yield [dict(row) for row in part]


def _marks(before: Connection, after: Connection) -> int:
    """Marks made since; and one that was there already stays lifted where a person came back since."""
    known = set(after.execute(select(suppressions.c.id)).scalars())
    added = 0
    for part in _parts(before, select(suppressions)):
        fresh = [row for row in part if row["id"] not in known]
        if fresh:
            after.execute(insert(suppressions), fresh)
        for row in part:
            if row["id"] in known:
                values = {"lifted": row["lifted"], "lift_note": row["lift_note"], "shown": row["shown"]}
                after.execute(update(suppressions).where(suppressions.c.id == row["id"]).values(values))
        added += len(fresh)
    return added


def _memberships(before: Connection, after: Connection) -> None:
    """Who left a list since has left it."""
    gone = select(list_members.c.list, list_members.c.contact, list_members.c.since).where(list_members.c.state == "unsubscribed")
    leave = (
        update(list_members)
        .where(list_members.c.list == bindparam("of"), list_members.c.contact == bindparam("who"))
        .values(state="unsubscribed", since=bindparam("at"))
    )
    for part in _parts(before, gone):
        after.execute(leave, [{"of": row["list"], "who": row["contact"], "at": row["since"]} for row in part])


def _who_left(before: Connection, after: Connection) -> None:
    """Whoever a mark says left a list has left it, also where the person, the list or its name is gone since."""
    names = dict(before.execute(select(lists.c.id, lists.c.name)).all())
    for list_id, name in after.execute(select(lists.c.id, lists.c.name)).all():
        called = {list_mark(name), list_mark(names.get(list_id, name))}
        said = select(suppressions.c.address_hash).where(suppressions.c.newsletter.in_(called), suppressions.c.lifted.is_(None))
        people = select(contacts.c.id).where(contacts.c.address_hash.in_(said))
        of = and_(list_members.c.list == list_id, list_members.c.contact.in_(people))
        after.execute(update(list_members).where(of).values(state="unsubscribed"))


def _same_people(before: Connection, after: Connection) -> None:
    """Which addresses belong to one person is known better today."""
    known = set(after.execute(select(address_links.c.address_hash)).scalars())
    mine = update(address_links).where(address_links.c.address_hash == bindparam("which"))
    for part in _parts(before, select(address_links)):
        fresh = [row for row in part if row["address_hash"] not in known]
        if fresh:
            after.execute(insert(address_links), fresh)
        for row in part:
            if row["address_hash"] in known:
                values = {"person": row["person"], "address": row["address"]}
                after.execute(mine.values(values), {"which": row["address_hash"]})


def _letters(before: Connection, after: Connection) -> int:
    """Campaigns made since come along whole; a letter both know has the later fate."""
    _missing(before, after, campaigns, ("id",))
    known = dict(after.execute(select(deliveries.c.token, deliveries.c.state)).all())
    fate = (
        update(deliveries)
        .where(deliveries.c.token == bindparam("which"))
        .values(**{name: bindparam(f"new_{name}") for name in _FATE})
    )
    changed = 0
    for part in _parts(before, select(deliveries)):
        fresh = [{key: value for key, value in row.items() if key != "id"} for row in part if row["token"] not in known]
        if fresh:
            after.execute(insert(deliveries), fresh)
        moved = [row for row in part if known.get(row["token"], row["state"]) != row["state"]]
        if moved:
            after.execute(fate, [{"which": row["token"], **{f"new_{name}": row[name] for name in _FATE}} for row in moved])
        changed += len(fresh) + len(moved)
    return changed


_FATE = ("state", "attempts", "reply", "at", "not_before", "claimed_by")


def _states_of_campaigns(before: Connection, after: Connection) -> None:
    names = ("state", "why", "started", "finished")
    for part in _parts(before, select(campaigns.c.id, *(campaigns.c[name] for name in names))):
        for row in part:
            after.execute(update(campaigns).where(campaigns.c.id == row["id"]).values({name: row[name] for name in names}))


def _missing(before: Connection, after: Connection, table: Table, key: tuple[str, ...]) -> None:
    """Rows of ``table`` that ``after`` does not have yet."""
    known = {tuple(row) for row in after.execute(select(*(table.c[name] for name in key)))}
    for part in _parts(before, select(table)):
        fresh = [row for row in part if tuple(row[name] for name in key) not in known]
        if fresh:
            after.execute(insert(table), fresh)


def _erase_again(restored: Engine, clock: Clock) -> int:
    """Whoever was erased since the backup was made is erased from it as well."""
    erased = select(suppressions.c.address_hash).where(suppressions.c.reason == "erased", suppressions.c.lifted.is_(None))
    with restored.connect() as connection:
        back = list(connection.execute(select(contacts.c.email).where(or_(contacts.c.address_hash.in_(erased)))).scalars())
    for address in back:
        forget(restored, clock, address)
    return len(back)
