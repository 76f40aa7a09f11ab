"""Where newsletters and issues are kept, each issue with its whole history. There is no Save: whatever changed is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, Row, Select, delete, func, insert, select, update

from composer.blocks.block import new_id
from composer.clock import Clock
from composer.database.stored_text import storable, storable_json
from composer.database.tables import issue_steps, issues, newsletters
from composer.database.upsert import insert_or_update
from composer.document.history import History, HistoryChanges, Step
from composer.document.issue import Issue
from composer.document.issue_holds import Holder, IssueHolds
from composer.document.newsletter import Newsletter
from composer.document.packing import pack, unpack, unpack_json
from composer.errors import FormatError, NotFoundError
from composer.i18n import _


@dataclass(frozen=True)
class IssueSummary:
    """What a list of issues shows of one. ``deleted`` is when it went to the bin; ``blocks`` counts its content."""

    id: str
    newsletter: str
    name: str
    subject: str
    made: datetime
    changed: datetime
    deleted: datetime | None
    blocks: int


HERE = Holder("here", "")
"""Where only one program writes."""


class _Counted(msgspec.Struct):
    blocks: list[msgspec.Raw]


class DocumentStore:
    """Newsletters and issues of one workspace. Every method is one transaction; usable from several threads.

    Attributes:
        holds: who has an issue open. Nothing is written to one that somebody else has.
    """

    def __init__(self, engine: Engine, clock: Clock, holder: Holder = HERE) -> None:
        self._engine = engine
        self._clock = clock
        self.holds = IssueHolds(engine, clock, holder)

    def newsletters(self) -> list[Newsletter]:
        """Every newsletter, by name."""
        with self._engine.connect() as connection:
            bodies = connection.execute(
                select(newsletters.c.body).order_by(func.lower(newsletters.c.name), newsletters.c.id)
            ).scalars()
            return [_newsletter(body) for body in bodies]

    def newsletter(self, newsletter_id: str) -> Newsletter:
        """One newsletter.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._engine.connect() as connection:
            body = connection.execute(select(newsletters.c.body).where(newsletters.c.id == newsletter_id)).scalar_one_or_none()
        if body is None:
            raise NotFoundError(_("This newsletter is no longer there."))
        return _newsletter(body)

    def save_newsletter(self, newsletter: Newsletter) -> None:
        """Keep a new newsletter, or a known one as it is now."""
        row = {
            "id": newsletter.id,
            "name": storable(newsletter.name),
            "body": storable_json(newsletter).decode(),
            "changed": self._clock(),
        }
        with self._engine.begin() as connection:
            insert_or_update(connection, newsletters, [row], ["id"])

    def issues(self, *, in_bin: bool = False) -> list[IssueSummary]:
        """Every issue (or what lies in the bin), the one worked on last first."""
        wanted = issues.c.deleted.is_not(None) if in_bin else issues.c.deleted.is_(None)
        with self._engine.connect() as connection:
            rows = connection.execute(select(issues).where(wanted).order_by(issues.c.changed.desc(), issues.c.id)).all()
        return [_summary(row) for row in rows]

    def create(self, issue: Issue) -> History:
        """Keep a new issue; returns its history, which has only a beginning.

        Where an issue with the same id is here already (a file opened twice), the new one gets an id of its own.
        """
        now = self._clock()
        with self._engine.begin() as connection:
            if connection.execute(select(issues.c.id).where(issues.c.id == issue.id)).first() is not None:
                issue = msgspec.structs.replace(issue, id=new_id())
            body = pack(issue)
            connection.execute(
                insert(issues).values(
                    id=issue.id,
                    newsletter=issue.newsletter,
                    name=storable(issue.name),
                    subject=storable(issue.subject),
                    body=body,
                    position=0,
                    made=now,
                    changed=now,
                )
            )
            connection.execute(insert(issue_steps).values(issue=issue.id, position=0, label="", merge_key="", body=body, at=now))
        return History([Step("", "", now, "", issue)], 0, stored=True)

    def open(self, issue_id: str) -> History:
        """The issue with its history, standing where it was left. What is damaged is passed over for the step before it.

        Raises:
            NotFoundError: there is no such issue.
            FormatError: nothing of it can be read.
        """
        with self._engine.connect() as connection:
            row = self._row(connection, issue_id)
            query = select(issue_steps).where(issue_steps.c.issue == issue_id).order_by(issue_steps.c.position)
            rows = connection.execute(query).all()
        steps = [
            Step(found.label, found.merge_key, found.at, found.restore_point or "", partial(unpack, found.body)) for found in rows
        ]
        whole = [found.position for found in rows] == list(range(len(rows))) and row.position < len(rows)
        try:
            issue = unpack(row.body)
        except FormatError as damage:
            return _last_readable(steps, row.position, damage)
        if not whole:
            return History.start(issue, row.changed)
        # What stands in the issue itself counts: the two are written together, so they are the same unless one is damaged.
        there = rows[row.position]
        steps[row.position] = Step(there.label, there.merge_key, there.at, there.restore_point or "", issue)
        return History(steps, row.position, stored=True)

    def save(self, changes: HistoryChanges, at: datetime | None = None) -> None:
        """Write what changed; once this returns, it survives a power cut.

        Args:
            at: when the changes were taken, where that was not just now: the issue is kept up to that moment.

        Raises:
            NotFoundError: the issue was removed for good meanwhile.
            TakenOverError, HeldError: somebody else writes to it.
        """
        if not changes:
            return
        issue = changes.issue
        packed = {position: pack(step.issue) for position, step in changes.steps}
        rows = [
            {
                "issue": issue.id,
                "position": position,
                "label": storable(step.label),
                "merge_key": storable(step.merge_key),
                "body": packed[position],
                "at": step.at,
                "restore_point": storable(step.restore_point) or None,
            }
            for position, step in changes.steps
        ]
        with self._engine.begin() as connection:
            written = connection.execute(
                update(issues)
                .where(issues.c.id == issue.id)
                .values(
                    name=storable(issue.name),
                    subject=storable(issue.subject),
                    body=packed.get(changes.position) or pack(issue),
                    position=changes.position,
                    changed=at or self._clock(),
                )
            )
            if written.rowcount != 1:
                raise _no_such_issue()
            self.holds.must_be_writable(connection, issue.id)
            connection.execute(
                delete(issue_steps).where(issue_steps.c.issue == issue.id, issue_steps.c.position >= changes.length)
            )
            insert_or_update(connection, issue_steps, rows, ["issue", "position"])
            kept = connection.execute(
                select(func.count()).select_from(issue_steps).where(issue_steps.c.issue == issue.id)
            ).scalar_one()
            if kept != changes.length:
                raise ValueError("changes taken earlier were neither saved nor given back")

    def issue(self, issue_id: str) -> Issue:
        """The issue as it stands, without its history.

        Raises:
            NotFoundError: there is no such issue.
        """
        with self._engine.connect() as connection:
            row = self._row(connection, issue_id)
        try:
            return unpack(row.body)
        except FormatError:
            return self.open(issue_id).issue

    def delete(self, issue_id: str) -> None:
        """Put the issue into the bin.

        Raises:
            NotFoundError: there is no such issue. HeldError: somebody else has it open.
        """
        self._set_deleted(issue_id, self._clock)

    def undelete(self, issue_id: str) -> None:
        """Take the issue out of the bin."""
        self._set_deleted(issue_id, lambda: None)

    def empty_bin(self, older_than: timedelta = timedelta(0)) -> int:
        """Remove for good what has lain in the bin at least this long. Returns how many issues that were."""
        gone = issues.c.deleted <= self._clock() - older_than
        with self._engine.begin() as connection:
            return connection.execute(delete(issues).where(gone)).rowcount

    def _set_deleted(self, issue_id: str, moment: Callable[[], datetime | None]) -> None:
        with self._engine.begin() as connection:
            written = connection.execute(update(issues).where(issues.c.id == issue_id).values(deleted=moment()))
            if written.rowcount != 1:
                raise _no_such_issue()
            self.holds.must_be_writable(connection, issue_id)

    def _row(self, connection: Connection, issue_id: str) -> Row[Any]:
        query: Select[Any] = select(issues).where(issues.c.id == issue_id)
        row = connection.execute(query).one_or_none()
        if row is None:
            raise _no_such_issue()
        return row


def _no_such_issue() -> NotFoundError:
    return NotFoundError(_("This issue is no longer there."), _("Choose another one."))


def _newsletter(body: str) -> Newsletter:
    try:
        return msgspec.json.decode(body, type=Newsletter)
    except (msgspec.DecodeError, ValueError) as error:
        raise FormatError(
            _("What was kept about this newsletter is damaged."), _("Put back a copy of your workspace."), details=str(error)
        ) from error


def _summary(row: Row[Any]) -> IssueSummary:
    try:
        count = len(msgspec.json.decode(unpack_json(row.body), type=_Counted).blocks)
    except (FormatError, msgspec.DecodeError):
        count = 0
    return IssueSummary(row.id, row.newsletter, row.name, row.subject, row.made, row.changed, row.deleted, count)


def _last_readable(steps: list[Step], position: int, damage: FormatError) -> History:
    """The history up to the newest step at or before ``position`` that can be read. The rest goes with the next change."""
    for last in range(min(position, len(steps) - 1), -1, -1):
        if steps[last].readable():
            return History(steps[: last + 1], last, stored=True)
    raise damage
