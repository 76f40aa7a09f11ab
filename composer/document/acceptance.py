"""Accepting what a check found: kept in the issue with its reason, so that nobody is asked twice and the next one knows why."""

from __future__ import annotations

import msgspec

from composer.document.edits import Edit
from composer.document.issue import Issue
from composer.i18n import _

LONGEST_REASON = 300


class Accept(Edit, frozen=True):
    """Leave what was found as it is; an empty reason asks again from now on.

    Attributes:
        key: names the finding; another difference in the same place has another key.
        message: what was found, for the history.
    """

    key: str
    reason: str
    message: str = ""

    def apply(self, issue: Issue) -> Issue:
        accepted = {key: reason for key, reason in issue.accepted.items() if key != self.key}
        if self.reason.strip():
            accepted[self.key] = " ".join(self.reason.split())[:LONGEST_REASON]
        return msgspec.structs.replace(issue, accepted=accepted)

    def label(self, issue: Issue) -> str:
        if self.reason.strip():
            return _("Accept: {message}").format(message=self.message)
        return _("No longer accept: {message}").format(message=self.message)
