"""Opening and starting issues: what reads and writes the store, off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from composer.document.edits import SetHeader
from composer.errors import NotFoundError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.document.brand import Brand
    from composer.document.history import History
    from composer.document.issue import Issue
    from composer.document.issue_holds import Hold
    from composer.document.newsletter import Newsletter
    from composer.workspace import Workspace


LEGAL_LINES = ("postal_address", "charity_number", "reason")
"""Of the brand: what the foot of every letter must say."""


@dataclass(frozen=True)
class Opened:
    """An issue with its history, and the newsletter it belongs to.

    Attributes:
        held: somebody else writes it, so it is for reading only.
    """

    history: History
    newsletter: Newsletter | None
    fresh: bool = False
    held: Hold | None = None


def open_issue(workspace: Workspace, issue_id: str, *, over: bool = False) -> Opened:
    """The issue with this id, for writing where nobody else has it open.

    Args:
        over: take it from whoever has it.

    Raises:
        NotFoundError: there is no such issue.
    """
    held = workspace.documents.holds.take(issue_id, over=over)
    history = workspace.documents.open(issue_id)
    newsletter = newsletter_of(workspace, history.issue.newsletter)
    edit = missing_lines(history.issue, newsletter.brand) if newsletter is not None else None
    if edit is not None and held is None:
        history.apply(edit, workspace.clock())
        workspace.documents.save(history.take_changes())
    return Opened(history, newsletter, held=held)


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
    history = workspace.documents.create(issue)
    workspace.documents.holds.take(history.issue.id)
    return Opened(history, newsletter, fresh=True)


def missing_lines(issue: Issue, brand: Brand) -> SetHeader | None:
    """What the law asks for and the issue began without, since it was filled in under Brand only later; None for nothing.

    An issue keeps the brand it began with; but without these lines it could never be sent, and nobody would find out why.
    """
    kept = issue.brand
    missing = {name: getattr(brand, name) for name in LEGAL_LINES if getattr(brand, name) and not getattr(kept, name)}
    return SetHeader("brand", msgspec.structs.replace(kept, **missing)) if missing else None


def newsletter_of(workspace: Workspace, newsletter_id: str) -> Newsletter | None:
    """The newsletter an issue belongs to; where that is gone, the first there is."""
    newsletters = workspace.documents.newsletters()
    return next((one for one in newsletters if one.id == newsletter_id), newsletters[0] if newsletters else None)
