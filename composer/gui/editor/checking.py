"""The checks, run off the GUI thread on the very issue and body that were rendered, and the figures beside them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.gui.editor.word_diff import compare_ahead
from composer.gui.jobs import Job, Jobs
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.checks.check import Finding
    from composer.picking.drift import Drift
    from composer.workspace import Workspace


@dataclass(frozen=True)
class Checked:
    """What came out: findings (errors first), how many checks found nothing, the figures in words, and what the sources say
    otherwise."""

    findings: tuple[Finding, ...]
    passed: int
    figures: str
    drifts: tuple[Drift, ...] = ()


PAUSE = 300
"""Milliseconds: changes that follow each other faster are typing; checks wait for its end: the preview comes first."""
LONGEST_WAIT = 3_000
"""Milliseconds after which they run although typing goes on."""


class Checking(QObject):
    """``checked`` carries a :class:`Checked` for the newest pair asked about: at once, while somebody types in the next pause."""

    checked = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._asked: tuple[Issue, Any, Newsletter | None] | None = None
        self._job: Job | None = None
        self._asked_at = self._waiting_since = 0.0
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._start)

    def check(self, issue: Issue, rendered: Any, newsletter: Newsletter | None) -> None:
        """Check this issue with its rendered body."""
        now = time.monotonic()
        typing = now - self._asked_at < PAUSE / 1000
        self._asked, self._asked_at = (issue, rendered, newsletter), now
        if self._job is not None:
            self._job.cancel()  # its answer is of an issue that is no more
        if not self._pause.isActive():
            self._waiting_since = now
        if typing and now - self._waiting_since < LONGEST_WAIT / 1000:
            self._pause.start()
        else:
            self._start()

    def _start(self) -> None:
        self._pause.stop()
        if self._asked is None:
            return
        (issue, rendered, newsletter), workspace = self._asked, self._workspace
        self._asked = None
        self._job = self._jobs.submit(
            lambda: run(workspace, issue, rendered, newsletter), self.checked.emit, newest="checks", owner=self
        )


def run(workspace: Workspace, issue: Issue, rendered: Any, newsletter: Newsletter | None) -> Checked:
    """Run every check that needs no network."""
    from composer.checks.check import CheckContext, checks_passed, run_checks
    from composer.contacts.memberships import unknown_groups
    from composer.document.visibility import groups_named
    from composer.publishing.drift import at_source, undecided

    people = _people(workspace, newsletter)
    known = at_source(workspace, issue)
    context = CheckContext(
        issue=issue,
        rendered=rendered,
        now=workspace.clock(),
        newsletter=newsletter,
        audience_size=people,
        missing_first_names=None,
        ledger_notes=workspace.ledger.sent(sorted(issue.items())),
        picture_bytes=workspace.pictures.weights(rendered.pictures),
        picture_consent=workspace.pictures.consents(issue.pictures()),
        at_source=known,
        unknown_groups=unknown_groups(workspace.engine, groups_named(issue)),
    )
    findings = tuple(run_checks(context))
    figures = [_("{size} KB").format(size=max(1, round(rendered.html_bytes / 1024)))]
    if people:
        figures.append(ngettext("{count} person", "{count} people", people).format(count=people))
    figures.append(_tested(workspace, issue))
    apart = undecided(issue, known, findings)
    compare_ahead(apart)
    return Checked(findings, checks_passed(findings), " · ".join(figures), apart)


def _tested(workspace: Workspace, issue: Issue) -> str:
    """Whether a test letter was sent of the issue as it is."""
    from composer.delivery.tested import TestRecord

    tested = TestRecord(workspace.engine, workspace.clock).last(issue.id)
    if tested is None:
        return _("not tested yet")
    if tested.fingerprint != issue.fingerprint():
        return _("changed since the test")
    minutes = max(0, int((workspace.clock() - tested.at).total_seconds() // 60))
    if minutes < 1:
        return _("tested just now")
    if minutes < 60:
        return ngettext("tested {count} minute ago", "tested {count} minutes ago", minutes).format(count=minutes)
    return _("tested")


def _people(workspace: Workspace, newsletter: Newsletter | None) -> int | None:
    if newsletter is None or not newsletter.usual_list:
        return None
    return next((row.mailable for row in workspace.lists.all() if row.name == newsletter.usual_list), None)
