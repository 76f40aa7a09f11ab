"""Where the web version of an issue lies."""

from __future__ import annotations

from typing import Literal

import msgspec

WebKind = Literal["", "folder", "page", "post"]


class WebPlace(msgspec.Struct, frozen=True):
    """The page of one issue.

    Attributes:
        kind: a folder that is uploaded, a page or a post of the WordPress site; empty: there is none.
        address: what the letter links to; empty: it says nothing of a web version.
        folder: on this computer, for ``folder``.
        number: of the page or post at the site, so that the same one is changed next time.
        status: what the site last said of it (``draft``, ``publish``); empty for a folder.
        issue: the one it was made for: a copy of an issue has no page yet.
        mark: of what was put there last; another one means that the letter changed since.
    """

    kind: WebKind = ""
    address: str = ""
    folder: str = ""
    number: int = 0
    status: str = ""
    issue: str = ""
    mark: str = ""


NOWHERE = WebPlace()
