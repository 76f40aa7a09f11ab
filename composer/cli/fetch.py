"""fetch: read any source and print its items."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from composer.cli.console import ATTENTION, DONE, WRONG, Console
from composer.cli.moments import a_day, moment_text
from composer.clock import clock_from_environment
from composer.errors import ComposerError, InputError
from composer.i18n import _, ngettext
from composer.library.item import Item

NAME = "fetch"
HELP = _("read any source (web address, file, folder) and print its items")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("locations", metavar=_("LOCATION"), nargs="+", help=_("web address, file or folder"))
    parser.add_argument("--since", type=a_day, metavar="DAY", help=_("nothing from before this day"))
    parser.add_argument("--until", type=a_day, metavar="DAY", help=_("nothing from this day on"))
    parser.add_argument("--type", default="", help=_("what kind of source it is, where it is not found out"))
    parser.add_argument(
        "--map", nargs="*", action="extend", default=[], metavar="COLUMN=FIELD", help=_("what a column of a table holds")
    )
    parser.add_argument("--keep", action="store_true", help=_("put the items on the shelf of the workspace"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.sources.download import Downloader
    from composer.sources.reader import read
    from composer.sources.source import FetchContext

    workspace = None
    if arguments.keep:
        from composer.workspace import open_workspace

        workspace = open_workspace(arguments.workspace)
        context = workspace.fetch_context(since=arguments.since, until=arguments.until)
    else:
        context = FetchContext(
            clock=clock_from_environment(), downloader=Downloader(), since=arguments.since, until=arguments.until
        )
    chosen = _columns(arguments.map)
    items: list[Item] = []
    problems: list[dict[str, str]] = []
    unread = 0
    for location in _each(arguments.locations):
        console.progress(_("Reading {location}").format(location=location))
        place = str(Path(location).absolute()) if Path(location).is_file() else location
        given = replace(context, columns={**context.columns, location: chosen, place: chosen}) if chosen else context
        try:
            fetched = read(location, given, type=arguments.type)
        except ComposerError as error:
            unread += 1
            problems.append({"location": location, "message": str(error)})
            continue
        items += fetched.items
        problems += [{"location": p.location, "message": f"{p.message} {p.remedy}".strip()} for p in fetched.problems]
        if workspace is not None:
            if chosen:
                workspace.source_columns.remember(place, chosen)
            # By its whole path: it is read again from any folder.
            row = workspace.source_list.add(arguments.type or "any", place, fetched.title or location)
            workspace.shelf.keep(fetched.items, row.id)
            workspace.source_list.record_read(row.id, workspace.clock())
    console.end_progress()
    for problem in problems:
        console.say(problem["message"])
    console.result({"items": [item_json(item) for item in items], "problems": problems}, [_line(item) for item in items])
    if workspace is not None:
        console.say(ngettext("{count} item kept.", "{count} items kept.", len(items)).format(count=len(items)))
        workspace.close()
    if unread and not items:
        return WRONG
    return ATTENTION if problems else DONE


def _columns(given: list[str]) -> dict[str, str]:
    """What the call says that columns hold: heading to field; ``COLUMN=`` leaves one out.

    Raises:
        InputError: a field nobody knows.
    """
    from composer.sources.column_meanings import FIELDS

    chosen = {}
    for pair in given:
        heading, _sign, field = pair.rpartition("=")
        if not heading or (field and field not in FIELDS):
            raise InputError(
                _("“{pair}” is not COLUMN=FIELD.").format(pair=pair),
                _("Fields are: {fields}.").format(fields=", ".join(FIELDS)),
            )
        chosen[heading] = field
    return chosen


def _each(locations: list[str]) -> list[str]:
    """The locations, folders replaced by the files in them."""
    found: list[str] = []
    for location in locations:
        path = Path(location)
        if path.is_dir():
            found += [str(file) for file in sorted(path.rglob("*")) if file.is_file() and not file.name.startswith(".")]
        else:
            found.append(location)
    return found


def item_json(item: Item) -> dict[str, Any]:
    """An item as scripts get it. What is unknown is null.

    ``starts`` and ``ends`` of whole days are days, and ``ends`` of a calendar's event is, as in the calendar (RFC 5545,
    3.6.1), the day after the last one; ``last_day`` is the last day itself, whatever the source. Moments have the offset that
    their source gives them; ``zone`` is the one they are shown in.
    """
    closes_at_midnight = item.deadline is not None and item.deadline.time() == time()
    last_day = item.ends if item.ends is not None else item.starts
    ends = item.ends
    if item.all_day and item.kind == "event" and last_day is not None:
        ends = last_day + timedelta(days=1)
    return {
        "id": item.id,
        "kind": item.kind,
        "title": item.title,
        "link": item.link or None,
        "published": moment_text(item.published),
        "updated": moment_text(item.updated),
        "starts": moment_text(item.starts, day_only=item.all_day),
        "ends": moment_text(ends, day_only=item.all_day),
        "last_day": last_day.date().isoformat() if item.all_day and last_day is not None else None,
        "zone": item.zone or None,
        "all_day": item.all_day if item.starts is not None else None,
        "place": item.place or None,
        "deadline": moment_text(item.deadline, day_only=closes_at_midnight),
        "author": item.author or None,
        "author_role": item.author_role or None,
        "summary": item.summary or None,
        "html": item.html or None,
        "text": item.text or None,
        "image": item.image or None,
        "image_alt": item.image_alt or None,
        "categories": list(item.categories),
        "source": item.source or None,
        "online_link": item.online_link or None,
        "booking_link": item.booking_link or None,
        "cancelled": item.cancelled,
        "cut_off": item.cut_off,
        "kind_reason": item.kind_reason or None,
        "dates": [
            {
                "starts": found.starts.isoformat() if found.starts else None,
                "ends": found.ends.isoformat() if found.ends else None,
                "day": found.day or None,
                "month": found.month or None,
                "time": found.time or None,
                "role": found.role,
                "words": found.words,
                "sentence": found.sentence,
                "wrong_weekday": found.wrong_weekday or None,
                "year_guessed": found.year_guessed,
            }
            for found in item.dates
        ],
        "notes": list(item.notes),
    }


def _line(item: Item) -> str:
    moment: datetime | None = item.starts or item.deadline or item.published
    return f"{moment.date().isoformat() if moment else '          '}  {item.kind:<9}  {item.title}"
