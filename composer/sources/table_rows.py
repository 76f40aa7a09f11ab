"""Rows of a table to items: events, posts, tenders, reports; and for each row that cannot be used, why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from msgspec.structs import replace

from composer.i18n import _
from composer.library.item import Item, Kind
from composer.sources.cell_moments import CellMoment, day_in_cell, day_order, times_in_cell
from composer.sources.column_meanings import DAY_COLUMNS, FIELDS, SEVERAL
from composer.sources.event_making import RawEvent, html_of_words, make_event
from composer.sources.kinds import names_a_big_day
from composer.sources.link_cleaning import resolved
from composer.sources.post_making import RawPost, make_post
from composer.sources.source import FetchContext

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("tender", re.compile(r"\b(?:tenders?|procurement|itt|rf[pq]|contract|quote|expressions? of interest)\b", re.IGNORECASE)),
    ("awareness", re.compile(r"\b(?:awareness|observance|(?:national|world|international) (?:day|week|month))\b", re.IGNORECASE)),
    (
        "event",
        re.compile(
            r"\b(?:events?|courses?|training|webinars?|workshops?|conferences?|meetings?|seminars?|talks?|social"
            r"|fundraisers?|drop-?ins?|agm)\b",
            re.IGNORECASE,
        ),
    ),
    ("blog", re.compile(r"\b(?:guest|blogs?|blogpost|opinion|comment|column)\b", re.IGNORECASE)),
    (
        "report",
        re.compile(r"\b(?:reports?|publications?|research|resources?|documents?|toolkits?|guidance|briefings?)\b", re.IGNORECASE),
    ),
    (
        "news",
        re.compile(r"\b(?:news|stor(?:y|ies)|articles?|posts?|updates?|press(?: release)?|announcements?)\b", re.IGNORECASE),
    ),
)
_OFF = re.compile(r"\b(?:cancell?ed|called off|postponed)\b", re.IGNORECASE)
_YES = re.compile(r"(?:y|yes|true|1|x|✓|✔|all day)", re.IGNORECASE)
_NOT_YET = re.compile(
    r"\b(?:tb[acd]|to be (?:announced|confirmed|decided)|ongoing|various|n/?a|flexible|any ?time)\b|^\W*$", re.IGNORECASE
)
LONGEST_TEXT = 30_000


@dataclass(frozen=True)
class Table:
    """The rows below the headings, as wide as they are, each with its number in the file."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    sheet: str = ""


@dataclass(frozen=True)
class Unusable:
    """A row that became no item (or one that lacks something), and why, as a sentence that follows its number."""

    row: int
    reason: str
    left_out: bool = True


@dataclass(frozen=True)
class _Row:
    """One row by meaning: empty where it says nothing."""

    number: int
    said: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        return self.said.get(field, "")


def items_of_table(
    table: Table, columns: Mapping[str, str], location: str, context: FetchContext, order: str = ""
) -> tuple[list[Item], list[Unusable]]:
    """The items in a table, in the order of its rows.

    Args:
        columns: what each column holds, heading -> key of :data:`composer.sources.column_meanings.FIELDS`.
        location: the file's path or address, for ids and the items' source.
        order: how a person said that days like 3/12 are to be read (see ``DAY_ORDER``); empty: as the columns tell.
    """
    american = {field: (order or told) == "month_first" for field, told in day_orders(table, columns).items()}
    items: list[Item] = []
    unusable: list[Unusable] = []
    seen: dict[str, int] = {}
    for row in _by_meaning(table, columns):
        made = _item(row, columns, location, context, american, table.sheet, unusable)
        if made is None:
            continue
        if made.id in seen:
            unusable.append(Unusable(row.number, _("says the same as row {row}.").format(row=seen[made.id])))
            continue
        seen[made.id] = row.number
        items.append(made)
    return items, unusable


def day_orders(table: Table, columns: Mapping[str, str]) -> dict[str, str]:
    """How the days of each day column are to be read (see ``day_order``); what one column tells holds where another does not."""
    told = {
        field: day_order(row[at] for _number, row in table.rows)
        for at, heading in enumerate(table.headings)
        if (field := columns.get(heading, "")) in DAY_COLUMNS
    }
    known = set(told.values()) - {"", "either"}
    alone = known.pop() if len(known) == 1 else ""
    return {field: alone if order == "either" and alone else order for field, order in told.items()}


def _by_meaning(table: Table, columns: Mapping[str, str]) -> Iterator[_Row]:
    for number, cells in table.rows:
        said: dict[str, str] = {}
        for heading, cell in zip(table.headings, cells, strict=True):
            field = columns.get(heading, "")
            if not field or field not in FIELDS or not cell.strip():
                continue
            if field in said and field in SEVERAL:
                said[field] += ("\n\n" if field == "text" else ", ") + cell.strip()
            elif field not in said:
                said[field] = cell.strip()
        yield _Row(number, said)


def _item(
    row: _Row,
    columns: Mapping[str, str],
    location: str,
    context: FetchContext,
    american: Mapping[str, bool],
    sheet: str,
    unusable: list[Unusable],
) -> Item | None:
    title = " ".join(row["title"].split())
    if not title:
        if row.said:
            unusable.append(Unusable(row.number, _("has no title.")))
        return None
    notes: list[str] = []
    moments: dict[str, CellMoment] = {}
    for field in ("date", "end_date", "published", "deadline"):
        cell = row[field]
        found = day_in_cell(cell, american=american.get(field, False), today=context.today()) if cell else None
        if found is not None:
            moments[field] = found
        elif cell and not _NOT_YET.search(cell):
            notes.append(_("“{words}” is no day this program can read.").format(words=cell[:60]))
            unusable.append(Unusable(row.number, _("names a day that cannot be read: “{words}”.").format(words=cell[:60]), False))
        elif cell:
            notes.append(_("The day is not fixed yet: “{words}”.").format(words=cell[:60]))
    kind = _kind(row["kind"]) or _kind_by_columns(row, moments, columns, context) or _kind(sheet)
    key = f"row\n{row['link'] or title}\n{moments['date'].day if 'date' in moments else ''}"
    text = row["text"] or row["summary"]
    day = moments.get("date")
    if day is not None and kind in ("event", "awareness"):
        return _event(row, day, moments.get("end_date"), kind, key, title, text, location, context, notes)
    published = moments.get("published") or day
    raw = RawPost(
        key=key,
        title=title,
        title_is_text=True,
        html=html_of_words(text[:LONGEST_TEXT]),
        summary_html=html_of_words(row["summary"][:LONGEST_TEXT]) if row["text"] else "",
        link=_address(row["link"] or row["booking_link"], location),
        published=_moment(published, None, context) if published is not None else None,
        author=row["author"],
        categories=_categories(row["category"]),
        image=_address(row["image"], location),
        image_alt=row["image_alt"],
        notes=tuple(notes),
    )
    item = make_post(raw, location, context)
    if kind:
        item = replace(item, kind=kind, kind_reason=_reason(row, kind, sheet))
    deadline = moments.get("deadline")
    return replace(
        item,
        author_role=row["author_role"] or item.author_role,
        place=" ".join(row["place"].split()),
        value=row["value"][:120] or item.value,
        contact=row["contact"][:200] or item.contact,
        booking_link=_address(row["booking_link"], location),
        deadline=_moment(deadline, times_in_cell(row["deadline_time"])[0], context) if deadline is not None else item.deadline,
        cancelled=bool(_OFF.search(row["cancelled"])),
    )


def _event(
    row: _Row,
    day: CellMoment,
    last: CellMoment | None,
    kind: Kind,
    key: str,
    title: str,
    text: str,
    location: str,
    context: FetchContext,
    notes: Sequence[str],
) -> Item:
    starts, ends = times_in_cell(row["time"])
    begins = starts or day.time
    finishes = times_in_cell(row["end_time"])[0] or (last.time if last else None) or ends or day.end_time
    last_day = (last.day if last else None) or day.last_day or day.day
    if last_day < day.day:
        notes = [*notes, _("Its last day is before its first.")]
        last_day = day.day
    whole = begins is None or bool(_YES.fullmatch(row["all_day"])) or kind == "awareness"
    first_moment = datetime.combine(day.day, time() if whole or begins is None else begins, None if whole else context.zone)
    end_moment = datetime.combine(last_day, time()) if whole else None
    if not whole and finishes is not None:
        end_moment = datetime.combine(last_day, finishes, context.zone)
    elif not whole and last_day > day.day:
        end_moment = datetime.combine(last_day, time(23, 59), context.zone)
    raw = RawEvent(
        key=key,
        title=title,
        starts=first_moment,
        ends=end_moment,
        all_day=whole,
        html=html_of_words(text[:LONGEST_TEXT]),
        summary_html=html_of_words(row["summary"][:LONGEST_TEXT]) if row["text"] else "",
        link=_address(row["link"] or row["booking_link"], location),
        place=row["place"],
        online_link=_address(row["online_link"], location),
        booking_link=_address(row["booking_link"], location),
        cost=_cost(row["value"]),
        contact=row["contact"],
        image=_address(row["image"], location),
        image_alt=row["image_alt"],
        categories=_categories(row["category"]),
        cancelled=bool(_OFF.search(row["cancelled"])) or title.lower().startswith(("cancelled", "canceled")),
        reason=_("It has a day of its own in the table."),
        notes=tuple(notes),
    )
    made = make_event(raw, location)
    return replace(made, author=row["author"], kind=kind) if kind == "awareness" else replace(made, author=row["author"])


def _cost(cell: str) -> str:
    """A price as people write it: a bare number is pounds."""
    return f"£{cell}" if re.fullmatch(r"\d{1,6}(?:\.\d\d)?", cell) and float(cell) > 0 else cell


def _kind(words: str) -> Kind | None:
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), None)


def _kind_by_columns(
    row: _Row, moments: Mapping[str, CellMoment], columns: Mapping[str, str], context: FetchContext
) -> Kind | None:
    """What the table's own columns say: one with a closing date invites bids, one with a day, a place or a time is an event."""
    if "deadline" in moments and "date" not in moments and (row["value"] or _KINDS[0][1].search(row["title"])):
        return "tender"
    day = moments.get("date")
    if day is None:
        return None
    titles = next((heading for heading, field in columns.items() if field == "title"), "")
    if names_a_big_day(row["title"]) or _KINDS[1][1].search(titles):
        return "awareness"
    held = set(columns.values())
    told = held & {"time", "end_date", "end_time", "all_day", "booking_link", "online_link", "place"} or day.time is not None
    return "event" if told or day.day >= context.today() else None


def _reason(row: _Row, kind: Kind, sheet: str) -> str:
    if row["kind"]:
        return _("The table calls it “{words}”.").format(words=row["kind"][:60])
    if kind == "tender" and row["deadline"]:
        return _("The table gives it a closing date.")
    return _("It stands in the sheet “{sheet}”.").format(sheet=sheet[:60]) if sheet else _("The table says so.")


def _categories(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[;|\n]|,\s", cell) if part.strip())[:20]


def _address(cell: str, location: str) -> str:
    """The first address in a cell; one without a scheme gets https."""
    found = re.search(r"https?://[^\s\"'<>]+|(?:mailto|tel):\S+", cell, re.IGNORECASE)
    if found is not None:
        return resolved(found.group().rstrip(".,;)"), location)
    bare = re.search(r"(?<![\w@.])(?:www\.)?(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?:/[^\s\"'<>]*)?", cell, re.IGNORECASE)
    return resolved(f"https://{bare.group().rstrip('.,;)')}") if bare is not None else ""


def _moment(found: CellMoment, clock: time | None, context: FetchContext) -> datetime:
    return datetime.combine(found.day, clock or found.time or time(), context.zone)
