"""The same story from two sources: recognised, and shown once.

Two items of different sources tell the same story where they have the same link once both are cleaned, or the same title and
dates near each other. Events and days must also happen at the same time: a series shares its link and its title. Of those that
tell the same story the richest is shown; the others point to it (``told_by``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec
from sqlalchemy import Connection, Row, Select, bindparam, or_, select, update

from composer.database.search import words_of_text
from composer.database.tables import items
from composer.library.item import Item

NEAR = timedelta(days=4)
"""Posts of the same title this far apart are the same; a yearly one is not."""
MOST_ALIKE = 200
"""With more items of one title or link than this, it tells nothing."""
_AT_ONCE = 200
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_ga|_gl|ref)$", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_SHORTEST_TITLE = 8


def link_key(address: str) -> str:
    """A link for comparing: no scheme, ``www.``, tracking, fragment or last slash; empty where it leads to no single page."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""
    path = _INDEX.sub("", parts.path).rstrip("/")
    query = urlencode(sorted((name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.match(name)))
    if not host or not (path or query):
        return ""
    return f"{host}{path}?{query}"[:1_000] if query else f"{host}{path}"[:1_000]


def title_key(title: str) -> str:
    """A title for comparing; empty where it is too short to tell one story from another."""
    key = " ".join(words_of_text(title))
    return key[:300] if len(key) >= _SHORTEST_TITLE else ""


def richness(item: Item) -> int:
    """How much an item has to say: the length of its text, with what a reader would miss counted on top."""
    has = (item.starts is not None, bool(item.image), bool(item.place), bool(item.link), bool(item.author), not item.cut_off)
    return min(len(item.text or item.summary), 20_000) + 400 * sum(has)


@dataclass(frozen=True)
class _Telling:
    """One item as it is compared."""

    id: str
    source: str
    link: str
    title: str
    moment: datetime | None
    starts: datetime | None
    richness: int
    place: frozenset[str]


_LIGHT = (
    items.c.id,
    items.c.source,
    items.c.story_link,
    items.c.story_title,
    items.c.sort_moment,
    items.c.starts,
    items.c.richness,
    items.c.told_by,
)


def tell_once(connection: Connection, item_ids: Collection[str]) -> None:
    """Recognise the stories these items tell, with all others that tell them too."""
    wanted = sorted(item_ids)
    for start in range(0, len(wanted), _AT_ONCE):
        _tell_once(connection, frozenset(wanted[start : start + _AT_ONCE]))


def _tell_once(connection: Connection, item_ids: frozenset[str]) -> None:
    these: Select[Any] = select(*_LIGHT).where(items.c.id.in_(item_ids))
    rows: dict[str, Row[Any]] = {row.id: row for row in connection.execute(these)}
    links = {row.story_link for row in rows.values()} - {""}
    titles = {row.story_title for row in rows.values()} - {""}
    before = {row.told_by for row in rows.values()} - {""}
    around: Select[Any] = select(*_LIGHT).where(
        or_(
            items.c.story_link.in_(sorted(links)),
            items.c.story_title.in_(sorted(titles)),
            items.c.told_by.in_(sorted(item_ids | before)),
            items.c.id.in_(sorted(before)),
        )
    )
    rows.update({row.id: row for row in connection.execute(around)})
    parts = _of_two_sources(rows.values())
    places = _places(connection, [row.id for row in parts if row.starts is not None])
    leaders = _leaders([_telling(row, places.get(row.id, frozenset())) for row in parts])
    changed = [
        {"changed": row.id, "leader": leaders.get(row.id, "")} for row in rows.values() if row.told_by != leaders.get(row.id, "")
    ]
    if changed:
        statement = update(items).where(items.c.id == bindparam("changed")).values(told_by=bindparam("leader"))
        connection.execute(statement, changed)


def _of_two_sources(rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    """Those that share a link or a title with one from another source."""
    sources: dict[tuple[str, str], set[str]] = {}
    counts: dict[tuple[str, str], int] = {}
    every = list(rows)
    for row in every:
        for key in _keys(row):
            sources.setdefault(key, set()).add(row.source)
            counts[key] = counts.get(key, 0) + 1
    return [row for row in every if any(len(sources[key]) > 1 and counts[key] <= MOST_ALIKE for key in _keys(row))]


def _keys(row: Row[Any]) -> list[tuple[str, str]]:
    return [(name, key) for name, key in (("link", row.story_link), ("title", row.story_title)) if key]


def _places(connection: Connection, item_ids: Sequence[str]) -> dict[str, frozenset[str]]:
    """The words of the places where events happen."""
    found: dict[str, frozenset[str]] = {}
    for start in range(0, len(item_ids), _AT_ONCE):
        query = select(items.c.id, items.c.body).where(items.c.id.in_(item_ids[start : start + _AT_ONCE]))
        for row in connection.execute(query):
            found[row.id] = frozenset(words_of_text(msgspec.json.decode(row.body, type=Item).place))
    return found


def _telling(row: Row[Any], place: frozenset[str]) -> _Telling:
    return _Telling(row.id, row.source, row.story_link, row.story_title, row.sort_moment, row.starts, row.richness, place)


def _leaders(tellings: Sequence[_Telling]) -> dict[str, str]:
    """Id -> id of the one that is shown for it, for all that are not shown themselves."""
    parent = {one.id: one.id for one in tellings}

    def root(one: str) -> str:
        while parent[one] != one:
            one = parent[one]
        return one

    groups: dict[tuple[str, str], list[_Telling]] = {}
    for one in tellings:
        for key in (("link", one.link), ("title", one.title)):
            if key[1]:
                groups.setdefault(key, []).append(one)
    for (by, _key), alike in groups.items():
        if len(alike) > MOST_ALIKE:
            continue
        for at, one in enumerate(alike):
            for other in alike[at + 1 :]:
                if one.source != other.source and _same(one, other, by == "link"):
                    parent[root(other.id)] = root(one.id)
    together: dict[str, list[_Telling]] = {}
    for one in tellings:
        together.setdefault(root(one.id), []).append(one)
    found: dict[str, str] = {}
    for told in together.values():
        best = max(told, key=lambda one: (one.richness, one.id))
        found.update({one.id: best.id for one in told if one is not best})
    return found


def _same(one: _Telling, other: _Telling, same_link: bool) -> bool:
    """Whether two items with the same link, or the same title, tell the same story."""
    if one.starts is not None and other.starts is not None:
        apart = bool(one.place and other.place) and not one.place & other.place
        return one.starts == other.starts and (same_link or not apart)
    if one.starts is not None or other.starts is not None:
        return same_link
    if same_link:
        return True
    return one.moment is not None and other.moment is not None and abs(one.moment - other.moment) <= NEAR
