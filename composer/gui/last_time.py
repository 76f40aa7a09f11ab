"""After an unexpected end: what was kept, what may be missing, and what to do about it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from composer.document.spare_copies import SpareCopies
from composer.gui.doing import BACKUP, ITEMS, PEOPLE, SENDING, WRITING, Doing, Mark, read_mark
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.document.store import IssueSummary
    from composer.workspace import Workspace

FUZZY = timedelta(seconds=2)
"""An import written this long before its beginning was noted is still that one (two threads, one clock)."""


@dataclass(frozen=True)
class LastTime:
    """What is said about it: one sentence, what follows from it, and the issue to go on with (empty: none)."""

    words: str
    more: str
    issue_id: str = ""


def look_back(workspace: Workspace) -> LastTime | None:
    """How the program ended last time: None where it ended in order. What it could not keep in time is taken up now.

    To be called once, before the new run leaves a mark of its own; reads and writes, so off the GUI thread.
    """
    mark = read_mark(workspace.folder)
    taken_up = {taken.issue_id: taken.at for taken in SpareCopies(workspace.folder).take_up(workspace.documents)}
    if mark is None:
        return None
    issues = {summary.id: summary for summary in workspace.documents.issues()}
    known = next((found for found in (*taken_up, mark.issue) if found in issues), "")
    parts = [_issue_part(mark, issues[known], taken_up.get(known), workspace.clock())] if known else []
    parts += [_part(workspace, one) for one in mark.doing if one.kind != WRITING]
    return LastTime(
        _what_happened(mark, issues), " ".join(part for part in parts if part) or _("Nothing was waiting to be kept."), known
    )


def _what_happened(mark: Mark, issues: dict[str, IssueSummary]) -> str:
    amid = [one for one in mark.doing if one.kind != WRITING] or list(mark.doing)
    if not amid:
        return _("The program ended unexpectedly last time.")
    one = amid[0]
    name = issues[one.id].name if one.id in issues else one.name
    sentences = {
        WRITING: _("The program ended unexpectedly while “{name}” was being written."),
        PEOPLE: _("The program ended unexpectedly while people were being taken in from “{name}”."),
        ITEMS: _("The program ended unexpectedly while “{name}” was being taken in."),
        SENDING: _("The program ended unexpectedly while letters were being sent."),
        BACKUP: _("The program ended unexpectedly while a backup was being made."),
    }
    return sentences.get(one.kind, _("The program ended unexpectedly last time.")).format(name=name)


def _issue_part(mark: Mark, issue: IssueSummary, taken_up: datetime | None, now: datetime) -> str:
    kept = max(issue.changed, taken_up) if taken_up else issue.changed
    words = _("“{name}” was kept up to {time}.").format(name=issue.name, time=to_the_second(kept, now))
    if any(one.kind == WRITING and one.id == issue.id for one in mark.doing):
        return words + " " + _("What was typed in the second after that may be missing.")
    return words + " " + _("Nothing typed before that is missing.")


def _part(workspace: Workspace, one: Doing) -> str:
    if one.kind == PEOPLE:
        return _people_part(workspace, one)
    if one.kind == ITEMS:
        return _("Part of “{name}” may be missing: take it in once more, nothing comes twice.").format(name=one.name)
    if one.kind == SENDING:
        return _("Nobody gets the letter twice; “Sent” shows who has it and who waits.")
    if one.kind == BACKUP:
        return _("The backup “{name}” was not finished; make it once more.").format(name=one.name)
    return ""


def _people_part(workspace: Workspace, one: Doing) -> str:
    from composer.contacts.import_contacts import recent_imports

    since = _moment(one.since)
    for row in recent_imports(workspace.contacts, limit=20):
        if row.file_name == one.name and since is not None and row.at >= since - FUZZY and row.undone is None:
            return ngettext(
                "The whole file was taken in: {count} row.", "The whole file was taken in: {count} rows.", row.rows
            ).format(count=f"{row.rows:,}")
    return _("Nobody from the file was taken in, and nobody was changed: take it in once more.")


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def to_the_second(moment: datetime, now: datetime) -> str:
    """``14:03:12`` today, ``Mon 23 Nov, 14:03:12`` on another day, in the zone of ``now``."""
    from composer.gui.sending.words import short_day

    there = moment.astimezone(now.tzinfo)
    time = f"{there:%H:%M:%S}"
    return time if there.date() == now.date() else f"{short_day(there)}, {time}"
