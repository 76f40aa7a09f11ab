"""An issue that comes from elsewhere belongs to a newsletter that is kept here: whoever unsubscribed did so from a newsletter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from composer.contacts.contact import fold
from composer.errors import InputError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.document.issue import Issue
    from composer.document.newsletter import Newsletter
    from composer.workspace import Workspace


def as_one_of_ours(workspace: Workspace, issue: Issue, name: str = "") -> Issue:
    """The issue with a newsletter that is kept here. Where there is none at all, one is made from the issue's brand.

    Args:
        name: of the newsletter it is to belong to; empty: its own, or the only one there is, or the one of its organisation.

    Raises:
        InputError: there is none of this name, or there are several and nothing tells which. Taking any of them would write to
            people who unsubscribed from another.
    """
    from composer.document.newsletter import Newsletter

    kept = workspace.documents.newsletters()
    if name:
        return _of(issue, _named(kept, name))
    if issue.newsletter in {newsletter.id for newsletter in kept}:
        return issue
    if not kept:
        made = Newsletter(name=issue.brand.organisation or _("Newsletter"), brand=issue.brand)
        workspace.documents.save_newsletter(made)
        return _of(issue, made)
    same = [each for each in kept if fold(each.brand.organisation) == fold(issue.brand.organisation)]
    likely = kept if len(kept) == 1 else same
    if len(likely) != 1:
        raise InputError(
            _("“{issue}” is of a newsletter that is not kept here, and there are several here.").format(issue=issue.name),
            _("Say which it belongs to, with --newsletter: {names}.").format(names=_names(kept)),
        )
    return _of(issue, likely[0])


def _named(kept: list[Newsletter], name: str) -> Newsletter:
    found = [newsletter for newsletter in kept if fold(newsletter.name) == fold(name) or newsletter.id == name]
    if len(found) != 1:
        raise InputError(
            _("There is no newsletter called “{name}”.").format(name=name),
            _("There are: {names}.").format(names=_names(kept)) if kept else _("Say who you are first, under Brand."),
        )
    return found[0]


def _names(kept: list[Newsletter]) -> str:
    return ", ".join(f"“{newsletter.name}”" for newsletter in kept)


def _of(issue: Issue, newsletter: Newsletter) -> Issue:
    return issue if issue.newsletter == newsletter.id else msgspec.structs.replace(issue, newsletter=newsletter.id)
