"""A copy of the letter for the user's own browser: one file, pictures inside it, no scripts, nothing from outside."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

from composer.errors import WorkspaceError
from composer.gui.preview.looks import Look
from composer.gui.preview.web_pictures import with_copies_at
from composer.i18n import _

if TYPE_CHECKING:
    from composer.document.pictures import PictureStore
    from composer.gui.preview.live import Prepared

TRANSPARENT = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
"""Stands where a picture is missing from the store."""


def write_browser_copy(folder: str | Path, prepared: Prepared, look: Look, pictures: PictureStore) -> Path:
    """Write the letter into ``folder``; returns the file.

    Raises:
        WorkspaceError: the folder cannot be written.
    """
    from composer.rendering.preview_copy import preview_copy

    def as_data(picture_hash: str) -> str:
        if not pictures.has(picture_hash):
            return TRANSPARENT
        media_type, content = pictures.content(picture_hash)
        return f"data:{media_type};base64,{base64.b64encode(content).decode('ascii')}"

    def copy_of(address: str) -> str:
        known = pictures.from_origin(address)
        return as_data(known.hash) if known is not None else ""

    html = with_copies_at(prepared.personal.html, copy_of) if look.pictures else prepared.personal.html
    html = preview_copy(html, dark=look.dark, pictures=look.pictures, styles=look.styles, picture_address=as_data)
    path = Path(folder) / f"{prepared.rendered.issue_id}.html"
    try:
        path.write_text(html, encoding="utf-8")
    except OSError as error:
        raise WorkspaceError(
            _("The copy for your browser cannot be written."), _("Make room on the disk, then try again."), details=str(error)
        ) from error
    return path
