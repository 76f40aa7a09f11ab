"""Opening and starting issues: what reads and writes the store, off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from composer.errors import NotFoundError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.document.history import History
    from composer.document.newsletter import Newsletter
    from composer.workspace import Workspace


@dataclass(frozen=True)
class Opened:
    """An issue with its history, and the newsletter it belongs to."""

    history: History
    newsletter: Newsletter | None
    fresh: bool = False


def open_issue(workspace: Workspace, issue_id: str) -> Opened:
    """The issue with this id.

    Raises:
        NotFoundError: there is no such issue.
    """
    history = workspace.documents.open(issue_id)
    return Opened(history, _newsletter_of(workspace, history.issue.newsletter))


def open_latest(workspace: Workspace) -> Opened | None:
    """The issue worked on last; None where there is none."""
    issues = workspace.documents.issues()
    return open_issue(workspace, issues[0].id) if issues else None


def start_issue(workspace: Workspace, previous_id: str | None) -> Opened:
    """A new issue: like the last one (None), like the one with this id, or from nothing ("").

    Raises:
        NotFoundError: there is no newsletter yet, or no such issue.
    """
    from composer.picking import new_issue

    newsletters = workspace.documents.newsletters()
    issues = workspace.documents.issues()
    if not newsletters:
        raise NotFoundError(_("There is no newsletter yet."), _("Say who you are first, under Brand."))
    if previous_id is None:
        previous_id = issues[0].id if issues else ""
    previous = workspace.documents.issue(previous_id) if previous_id else None
    wanted = previous.newsletter if previous is not None else newsletters[0].id
    newsletter = next((one for one in newsletters if one.id == wanted), newsletters[0])
    last_number = max((workspace.documents.issue(one.id).number for one in issues[:20]), default=0)
    issue = new_issue(newsletter, previous=previous, number=last_number + 1, now=workspace.clock())
    return Opened(workspace.documents.create(issue), newsletter, fresh=True)


def _newsletter_of(workspace: Workspace, newsletter_id: str) -> Newsletter | None:
    newsletters = workspace.documents.newsletters()
    return next((one for one in newsletters if one.id == newsletter_id), newsletters[0] if newsletters else None)
