"""An issue that shows its own copies of pictures rather than those on the web: for paper, archives and small pictures of it."""

from __future__ import annotations

import msgspec

from composer.blocks.fields import Picture
from composer.blocks.held_pictures import with_pictures
from composer.document.issue import Issue


def carried(issue: Issue) -> Issue:
    """The issue with every stored picture travelling inside; one that is only known by its address stays linked."""
    return msgspec.structs.replace(issue, blocks=tuple(with_pictures(block, _own) for block in issue.blocks))


def _own(picture: Picture) -> Picture:
    return msgspec.structs.replace(picture, url="") if picture.hash and picture.url else picture
