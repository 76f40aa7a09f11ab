"""The edit that says where the web version of an issue lies."""

from __future__ import annotations

import msgspec

from composer.document.edits import Edit
from composer.document.issue import Issue
from composer.document.web_place import WebPlace
from composer.i18n import _


class SetWebPlace(Edit, frozen=True):
    """The letter links to this page, or (:data:`composer.document.web_place.NOWHERE`) to none."""

    place: WebPlace

    def apply(self, issue: Issue) -> Issue:
        place = msgspec.structs.replace(self.place, issue=issue.id) if self.place.kind else self.place
        return msgspec.structs.replace(issue, web=place)

    def label(self, issue: Issue) -> str:
        return _("Link to the web version") if self.place.address else _("Take the link to the web version out")
