"""The edit that puts one picture in the place of another, wherever it stands in an issue."""

from __future__ import annotations

import msgspec

from composer.blocks.fields import Picture
from composer.blocks.held_pictures import with_pictures
from composer.document.edits import Edit
from composer.document.issue import Issue
from composer.i18n import _


class ReplacePicture(Edit, frozen=True):
    """``old``: hashes of the picture and of every part that was cut from it."""

    old: frozenset[str]
    new: Picture

    def apply(self, issue: Issue) -> Issue:
        return msgspec.structs.replace(issue, blocks=tuple(with_pictures(block, self._now) for block in issue.blocks))

    def label(self, issue: Issue) -> str:
        return _("Replace a picture everywhere")

    def _now(self, picture: Picture) -> Picture:
        if picture.hash not in self.old:
            return picture
        # What the old one showed says nothing of the new one.
        return msgspec.structs.replace(self.new, decorative=picture.decorative)
