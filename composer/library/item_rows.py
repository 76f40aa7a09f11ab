"""Items as rows of the database: written, indexed for searching, read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection, Row, Select, bindparam, delete, select, update

from composer.database.search import forget_items, index_items
from composer.database.stored_text import storable, storable_json
from composer.database.tables import item_categories
from composer.database.tables import items as items_table
from composer.database.upsert import insert_or_ignore, insert_or_update
from composer.errors import NotFoundError
from composer.i18n import _
from composer.library.item import Item
from composer.library.layers import Layered
from composer.library.shelf_query import moments_of
from composer.library.stories import link_key, richness, tell_once, title_key

AT_ONCE = 500


def row_of(layered: Layered, zone: ZoneInfo, *, first_seen: datetime, last_seen: datetime) -> dict[str, Any]:
    """The columns of an item; ``zone`` is where times of day without a zone are meant."""
    item = layered.item
    moments = moments_of(item, zone)
    return {
        "id": item.id,
        "source": item.source,
        "kind": item.kind,
        "title": storable(item.title),
        "author": " ".join(storable(item.author).split()),
        "story_link": storable(link_key(item.link)),
        "story_title": storable(title_key(item.title)),
        "richness": richness(item),
        "body": storable_json(item).decode(),
        "content_hash": item.content_hash(),
        "sort_moment": moments.starts or item.published or first_seen,
        "published": item.published,
        "starts": moments.starts,
        "ends": moments.ends,
        "deadline": moments.deadline,
        "first_seen": first_seen,
        "last_seen": last_seen,
        "by_hand": storable_json(dict(layered.by_hand)).decode(),
        "as_read": storable_json(dict(layered.as_read)).decode(),
    }


def layers_of(row: Row[Any]) -> Layered:
    """The item of a row with what lies below it."""
    return Layered(item_of(row), msgspec.json.decode(row.by_hand), msgspec.json.decode(row.as_read))


def item_of(row: Row[Any]) -> Item:
    """The item of a row, as it is shown."""
    return msgspec.json.decode(row.body, type=Item)


def write_rows(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Keep rows made by :func:`row_of`, and what they can be found by."""
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        insert_or_update(connection, items_table, part, ["id"])
        items = [msgspec.json.decode(row["body"], type=Item) for row in part]
        index_items(connection, {item.id: _words(item) for item in items})
        _write_categories(connection, items)
        tell_once(connection, {item.id for item in items})


def index_again(connection: Connection) -> None:
    """Make anew what all items can be found by (they came from another database)."""
    bodies = connection.execute(select(items_table.c.body).execution_options(yield_per=AT_ONCE)).scalars()
    for part in bodies.partitions(AT_ONCE):
        items = [msgspec.json.decode(body, type=Item) for body in part]
        index_items(connection, {item.id: _words(item) for item in items})


def _write_categories(connection: Connection, items: list[Item]) -> None:
    connection.execute(delete(item_categories).where(item_categories.c.item.in_([item.id for item in items])))
    rows = [
        {"item": item.id, "category": category}
        for item in items
        for category in dict.fromkeys(" ".join(storable(one).split())[:200] for one in item.categories)
        if category
    ]
    insert_or_ignore(connection, item_categories, rows)


def forget_rows(connection: Connection, ids: Iterable[str]) -> None:
    """Take items off the shelf for good, with what they could be found by."""
    gone = sorted(set(ids))
    for start in range(0, len(gone), AT_ONCE):
        part = gone[start : start + AT_ONCE]
        told = set(connection.execute(select(items_table.c.id).where(items_table.c.told_by.in_(part))).scalars())
        forget_items(connection, part)
        connection.execute(delete(items_table).where(items_table.c.id.in_(part)))
        tell_once(connection, told - set(part))


def _words(item: Item) -> str:
    """Everything an item can be found by."""
    parts = (item.title, item.author, item.place, item.contact, *item.categories, item.summary, item.text)
    return " ".join(part for part in parts if part)


def mark_seen(connection: Connection, ids: Iterable[str], at: datetime) -> None:
    """Their sources still had them at this moment."""
    rows = [{"seen": item} for item in ids]
    if rows:
        connection.execute(update(items_table).where(items_table.c.id == bindparam("seen")).values(last_seen=at), rows)


def stored_rows(connection: Connection, ids: Iterable[str]) -> Mapping[str, Row[Any]]:
    """The rows of those of these ids that are here."""
    wanted = sorted(set(ids))
    found: dict[str, Row[Any]] = {}
    for start in range(0, len(wanted), AT_ONCE):
        query: Select[Any] = select(items_table).where(items_table.c.id.in_(wanted[start : start + AT_ONCE]))
        found.update({row.id: row for row in connection.execute(query)})
    return found


def stored_row(connection: Connection, item_id: str) -> Row[Any]:
    """One row.

    Raises:
        NotFoundError: there is none with this id.
    """
    query: Select[Any] = select(items_table).where(items_table.c.id == item_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(_("This post or event is no longer on your shelf."), _("Read your sources again."), details=item_id)
    return row
