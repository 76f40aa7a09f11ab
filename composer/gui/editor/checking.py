"""The checks, run off the GUI thread on the very issue and body that were rendered, and the figures beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.gui.editor.word_diff import compare_ahead
from composer.gui.jobs import Jobs
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


class Checking(QObject):
    """``checked`` carries a :class:`Checked` for the newest pair asked about."""

    checked = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs

    def check(self, issue: Issue, rendered: Any, newsletter: Newsletter | None) -> None:
        """Check this issue with its rendered body."""
        workspace = self._workspace
        self._jobs.submit(lambda: run(workspace, issue, rendered, newsletter), self.checked.emit, newest="checks", owner=self)


def run(workspace: Workspace, issue: Issue, rendered: Any, newsletter: Newsletter | None) -> Checked:
    """Run every check that needs no network."""
    from composer.checks.check import CheckContext, checks_passed, run_checks
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
        at_source=known,
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
