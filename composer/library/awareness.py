"""The calendar of awareness days: those that come with the program, ticked or not, changed or not, and the user's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from uuid import uuid4

import msgspec
from sqlalchemy import Engine, delete, insert, select

from composer.clock import Clock
from composer.database.stored_text import storable, storable_json
from composer.database.tables import awareness_days
from composer.errors import InputError
from composer.i18n import _
from composer.library.awareness_rules import read_rule
from composer.library.item import Item, item_id
from composer.paths import resources_folder

LONGEST_NAME, LONGEST_ABOUT, LONGEST_PAGE = 120, 1_000, 2_000
AHEAD = timedelta(days=120)
"""How far ahead days are offered: two issues of most newsletters, and a little."""


class AwarenessDay(msgspec.Struct, frozen=True, kw_only=True):
    """One day or week that comes every year.

    Attributes:
        rule: when it falls, in words (:mod:`composer.library.awareness_rules`).
        about: a sentence or two, Markdown. page: a web address, may be empty.
    """

    id: str = msgspec.field(default_factory=lambda: uuid4().hex)
    name: str = ""
    rule: str = ""
    about: str = ""
    page: str = ""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the calendar: the day, whether it is wanted, whether it is the user's own, whether the user changed it."""

    day: AwarenessDay
    wanted: bool = False
    own: bool = False
    changed: bool = False


class _Shipped(msgspec.Struct, frozen=True):
    day: tuple[AwarenessDay, ...]


@cache
def shipped_days() -> Mapping[str, AwarenessDay]:
    """The days that come with the program, by id."""
    read = tomllib.loads((resources_folder() / "awareness_days.toml").read_text(encoding="utf-8"))
    return {day.id: day for day in msgspec.convert(read, _Shipped).day}


def checked(day: AwarenessDay) -> AwarenessDay:
    """The day tidied.

    Raises:
        InputError: it has no name, its rule is none, or its page is no web address.
    """
    name = " ".join(storable(day.name).split())[:LONGEST_NAME]
    if not name:
        raise InputError(_("The day has no name yet."), _("Write what it is called."))
    rule = read_rule(storable(day.rule)).words
    page = storable(day.page).strip()[:LONGEST_PAGE]
    if page and not page.startswith(("https://", "http://")):
        page = f"https://{page}"
    if page and ("." not in page.partition("://")[2] or any(sign.isspace() for sign in page)):
        raise InputError(
            _("“{address}” is not a web address.").format(address=day.page[:80]), _("Write it like https://example.org.")
        )
    return msgspec.structs.replace(day, name=name, rule=rule, page=page, about=storable(day.about).strip()[:LONGEST_ABOUT])


def items_of(day: AwarenessDay, since: date, until: date) -> list[Item]:
    """The day as items of the shelf, for every occurrence that is not over at ``since`` and begins before ``until``.

    An occurrence is named by the year it begins in, so that a changed rule moves it and makes no second one.
    """
    made = []
    for first, last in read_rule(day.rule).from_day(since):
        if first >= until:
            break
        made.append(
            Item(
                id=occurrence_id(day.id, first.year),
                kind="awareness",
                kind_reason=_("It stands in your calendar of awareness days."),
                title=day.name,
                text=day.about,
                summary=day.about,
                link=day.page,
                starts=datetime.combine(first, time()),
                ends=datetime.combine(last, time()) if last > first else None,
                all_day=True,
            )
        )
    return made


def occurrence_id(day_id: str, year: int) -> str:
    """The item's id of the occurrence that begins in a year."""
    return item_id("awareness", day_id, str(year))


class AwarenessCalendar:
    """The calendar of one workspace. Every method is one transaction; usable from several threads."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def all(self) -> list[Listed]:
        """Every day there is, in the order of the year."""
        with self._engine.connect() as connection:
            rows = {row.id: row for row in connection.execute(select(awareness_days))}
        listed = []
        for day_id, shipped in shipped_days().items():
            row = rows.pop(day_id, None)
            kept = msgspec.json.decode(row.body, type=AwarenessDay) if row is not None else shipped
            listed.append(Listed(day=kept, wanted=row is not None and not row.hidden, changed=kept != shipped))
        for row in rows.values():
            listed.append(Listed(day=msgspec.json.decode(row.body, type=AwarenessDay), wanted=not row.hidden, own=True))
        return sorted(listed, key=lambda one: (_place_in_year(one.day, self._clock().date()), one.day.name.casefold()))

    def wanted(self) -> tuple[AwarenessDay, ...]:
        """The days that are to be offered."""
        return tuple(one.day for one in self.all() if one.wanted)

    def save(self, day: AwarenessDay, *, wanted: bool = True) -> AwarenessDay:
        """Keep a day, new or changed.

        Raises:
            InputError: it is not fit (see :func:`checked`).
        """
        kept = checked(day)
        row = {"id": kept.id, "body": storable_json(kept).decode(), "hidden": not wanted, "changed": self._clock()}
        with self._engine.begin() as connection:
            connection.execute(delete(awareness_days).where(awareness_days.c.id == kept.id))
            connection.execute(insert(awareness_days).values(**row))
        return kept

    def remove(self, day_id: str) -> None:
        """Forget an own day; a day that comes with the program is as it came, and not wanted."""
        with self._engine.begin() as connection:
            connection.execute(delete(awareness_days).where(awareness_days.c.id == day_id))


def _place_in_year(day: AwarenessDay, today: date) -> tuple[int, int]:
    span = read_rule(day.rule).in_year(today.year) or next(read_rule(day.rule).from_day(today), None)
    return (span[0].month, span[0].day) if span else (13, 0)
