"""Spare copies: an issue as it stands, in a file of its own, while the database cannot take it.

The database writes one thing at a time. While it takes in 200,000 people, or its disk is full, what is typed waits; should the
program end just then, it would be gone. So it is put aside meanwhile, and taken up at the next start where it is newer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from composer.document.edits import RestoreIssue
from composer.document.issue import Issue
from composer.document.packing import pack, unpack
from composer.document.store import DocumentStore
from composer.errors import ComposerError, FormatError, NotFoundError
from composer.i18n import _
from composer.whole_file import whole_file

FOLDER = "unsaved"
SUFFIX = ".spare"
_MARK = b"newsletter-spare-1 "
LARGEST = 80_000_000
"""Bytes; an issue a person wrote has some thousand."""


@dataclass(frozen=True)
class Spare:
    """One copy: the issue, and the moment it stood like that."""

    issue: Issue
    at: datetime


@dataclass(frozen=True)
class TakenUp:
    """What became of a copy: the issue's id and name, and the moment up to which it is kept now."""

    issue_id: str
    name: str
    at: datetime


class SpareCopies:
    """The copies of one workspace, in ``folder``. Every method may be called from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def keep(self, issue: Issue, at: datetime) -> None:
        """Put ``issue`` aside as it stands at ``at``; a copy made before is replaced in one go.

        Raises:
            OSError: it cannot be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with whole_file(self._path(issue.id)) as out:
            out.write(_MARK + at.isoformat().encode() + b"\n" + pack(issue))

    def drop(self, issue_id: str) -> None:
        """The database has it all: the copy goes."""
        self._path(issue_id).unlink(missing_ok=True)

    def found(self) -> list[Spare]:
        """The copies that can be read, the oldest first. What cannot be read is left where it is."""
        spares: list[Spare] = []
        for path in sorted(self._folder.glob(f"*{SUFFIX}")) if self._folder.is_dir() else ():
            try:
                spares.append(_read(path))
            except (OSError, ValueError, FormatError):
                continue
        return sorted(spares, key=lambda spare: spare.at)

    def take_up(self, documents: DocumentStore) -> list[TakenUp]:
        """Give the database what it does not have yet, as one step that can be undone. A copy goes once it is taken up.

        One whose issue was removed for good comes back as an issue; one that cannot be written stays for the next start.
        """
        taken: list[TakenUp] = []
        changed = {summary.id: summary.changed for summary in (*documents.issues(), *documents.issues(in_bin=True))}
        for spare in self.found():
            issue = spare.issue
            try:
                if issue.id not in changed:
                    issue = documents.create(issue).issue
                elif spare.at < changed[issue.id] or not _put_on_top(documents, spare):
                    self.drop(issue.id)
                    continue
            except (ComposerError, OSError):
                continue
            self.drop(spare.issue.id)
            taken.append(TakenUp(issue.id, issue.name, spare.at))
        return taken

    def _path(self, issue_id: str) -> Path:
        # Ids are our own letters and digits; whatever else stands in one must not lead out of the folder.
        return self._folder / ("".join(sign for sign in issue_id if sign.isalnum() or sign in "-_") + SUFFIX)


def _read(path: Path) -> Spare:
    with path.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    head, _newline, body = content.partition(b"\n")
    if len(content) > LARGEST or not head.startswith(_MARK):
        raise ValueError("no spare copy")
    at = datetime.fromisoformat(head.removeprefix(_MARK).decode())
    if at.tzinfo is None:
        raise ValueError("a moment without an offset")
    return Spare(unpack(body), at)


def _put_on_top(documents: DocumentStore, spare: Spare) -> bool:
    try:
        history = documents.open(spare.issue.id)
    except NotFoundError:
        return False
    if history.issue == spare.issue:
        return False
    history.apply(RestoreIssue(spare.issue, _("What was typed last before the program ended")), spare.at)
    documents.save(history.take_changes(), spare.at)
    return True
