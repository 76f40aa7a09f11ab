"""items: what there is to write about, narrowed and searched as in the window."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from composer.cli.console import DONE, Console
from composer.cli.fetch import item_json
from composer.cli.moments import a_day
from composer.errors import InputError, NotFoundError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.library.shelf import ShelfRow
    from composer.library.shelf_filter import ShelfFilter
    from composer.workspace import Workspace

NAME = "items"
HELP = _("show what there is to write about, narrowed and searched as in the window")
_KINDS = ("news", "blog", "event", "awareness", "tender", "report")
_MOST = 10_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar=_("WORD"), help=_("each is the beginning of a word of the item"))
    parser.add_argument("--new", action="store_true", help=_("only what the list has not had: what the window shows as new"))
    parser.add_argument("--list", default="", metavar="NAME", help=_("the list “new” and “not sent” are counted against"))
    parser.add_argument("--newsletter", default="", metavar="NAME", help=_("the newsletter whose usual list it is"))
    parser.add_argument("--kind", action="append", default=[], choices=_KINDS, help=_("only this kind; may be given again"))
    parser.add_argument("--source", action="append", default=[], metavar="NAME", help=_("only from this source (title, address)"))
    parser.add_argument("--category", action="append", default=[], metavar="NAME", help=_("only what is filed under this"))
    parser.add_argument("--author", action="append", default=[], metavar="NAME", help=_("only by this author"))
    parser.add_argument("--since", type=a_day, metavar="DAY", help=_("nothing from before this day"))
    parser.add_argument("--until", type=a_day, metavar="DAY", help=_("nothing from after this day"))
    parser.add_argument("--planned", type=a_day, metavar="DAY", help=_("when the issue is to go out; else today"))
    parser.add_argument("--not-sent", action="store_true", help=_("only what was not sent to the list yet"))
    parser.add_argument("--changed", action="store_true", help=_("only what changed since it was sent"))
    parser.add_argument("--closing", action="store_true", help=_("only what closes within two weeks"))
    parser.add_argument("--happening", action="store_true", help=_("only what happens in the four weeks after sending"))
    parser.add_argument("--saved", default="", metavar="NAME", help=_("a filter saved in the window, narrowed by the rest"))
    parser.add_argument("--limit", type=int, default=200, metavar="N", help=_("at most this many (200)"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    from dataclasses import replace

    from composer.workspace import open_workspace

    if not 1 <= arguments.limit <= _MOST:
        raise InputError(_("--limit is from 1 to {most}.").format(most=f"{_MOST:,}"))
    workspace = open_workspace(arguments.workspace)
    try:
        list_name = arguments.list or _usual_list(workspace, arguments.newsletter)
        if not list_name and (arguments.new or arguments.not_sent):
            raise InputError(_("It is not known for whom it should be new."), _("Name the list with --list."))
        narrowed = _filter(workspace, arguments)
        query = narrowed.query(workspace.clock(), workspace.zone, list_name=list_name, planned=arguments.planned)
        query = replace(query, limit=arguments.limit, new_for_list=list_name if arguments.new else "")
        rows, count = workspace.shelf.find(query), workspace.shelf.count(query)
    finally:
        workspace.close()
    console.result({"items": [_row_json(row) for row in rows], "count": count}, _lines(rows))
    if not rows:
        nothing_at_all = narrowed.is_empty() and not arguments.new
        console.say(_("There is nothing here yet.") if nothing_at_all else _("Nothing matches: leave some of the filters out."))
    elif count > len(rows):
        console.say(_("{shown} of {count}; --limit shows more.").format(shown=len(rows), count=f"{count:,}"))
    return DONE


def _usual_list(workspace: Workspace, name: str) -> str:
    newsletters = workspace.documents.newsletters()
    if name:
        newsletters = [each for each in newsletters if name in (each.name, each.id)]
        if not newsletters:
            raise NotFoundError(_("There is no newsletter “{name}”.").format(name=name))
    return newsletters[0].usual_list if newsletters else ""


def _filter(workspace: Workspace, arguments: argparse.Namespace) -> ShelfFilter:
    import msgspec

    from composer.library.saved_filters import SavedFilters
    from composer.library.shelf_filter import ShelfFilter

    chosen = ShelfFilter()
    if arguments.saved:
        saved = SavedFilters(workspace.engine, workspace.clock).all()
        found = next((one for one in saved if one.name.casefold() == arguments.saved.casefold()), None)
        if found is None:
            raise NotFoundError(
                _("There is no saved filter “{name}”.").format(name=arguments.saved),
                _("There are: {names}.").format(names=", ".join(one.name for one in saved)) if saved else "",
            )
        chosen = found.filter
    given: dict[str, Any] = {"text": " ".join((chosen.text, *arguments.words)).strip()}
    choices = {
        "kinds": arguments.kind,
        "sources": [_source(workspace, name) for name in arguments.source],
        "categories": arguments.category,
        "authors": arguments.author,
    }
    given.update({field: frozenset(values) for field, values in choices.items() if values})
    if arguments.since is not None or arguments.until is not None:
        given.update(period="between", first=arguments.since, last=arguments.until)
    for flag in ("not_sent", "changed", "closing", "happening"):
        given[flag] = getattr(arguments, flag) or getattr(chosen, flag)
    return msgspec.structs.replace(chosen, **given)


def _source(workspace: Workspace, name: str) -> str:
    """The id of a source called so, or lying there."""
    known = workspace.source_list.all()
    found = [row.id for row in known if name in (row.id, row.location) or name.casefold() == row.title.casefold()]
    if not found:
        titles = ", ".join(row.title for row in known)
        raise NotFoundError(
            _("There is no source “{name}”.").format(name=name), _("There are: {names}.").format(names=titles) if titles else ""
        )
    return found[0]


def _row_json(row: ShelfRow) -> dict[str, Any]:
    """An item as ``fetch`` gives it, and what the shelf knows about it."""
    return item_json(row.item) | {
        "first_seen": row.first_seen.isoformat(),
        "last_seen": row.last_seen.isoformat(),
        "sent": [{"issue": note.issue_name, "list": note.list or None, "at": note.at.isoformat()} for note in row.sent],
        "changed_since_sent": row.changed_since_sent,
        "corrected": sorted(row.corrected),
        "also": [{"id": other.item_id, "source": other.source} for other in row.also],
    }


def _lines(rows: Sequence[ShelfRow]) -> list[str]:
    lines = []
    for row in rows:
        item = row.item
        moment = item.starts or item.deadline or item.published or row.first_seen
        note = f"  ({_('sent')}: {', '.join(dict.fromkeys(one.issue_name for one in row.sent))})" if row.sent else ""
        lines.append(f"{item.id:<16}  {moment.date().isoformat()}  {item.kind:<9}  {item.title}{note}")
    return lines
