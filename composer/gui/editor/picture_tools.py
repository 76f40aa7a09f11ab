"""What fields need from the rest of the program: the site's media library, our own library of pictures, the lists there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from composer.blocks.fields import Picture
from composer.gui.editor.changing import Changing
from composer.gui.fields.field_widget import FieldTools
from composer.gui.jobs import Jobs
from composer.gui.models.tile_pictures import TilePictures

if TYPE_CHECKING:
    from composer.workspace import Workspace


def picture_tools(workspace: Workspace, jobs: Jobs, tiles: TilePictures, page: QWidget) -> FieldTools:
    """The tools of a page's forms; what they lead to is made when first wanted. ``page.changing`` holds the issue in hand."""

    def put_on_site(picture: Picture) -> Picture:
        from composer.publishing.web_version import put_picture_on_site

        return put_picture_on_site(workspace, picture)

    def library(chosen: Callable[[Picture], None]) -> None:
        from composer.gui.editor.picture_library_sheet import library_of

        in_hand = getattr(page, "changing", None)
        if isinstance(in_hand, Changing):
            library_of(page.window(), workspace, jobs, tiles, in_hand).choose(chosen)

    def groups() -> list[tuple[str, str]]:
        return [(row.name, row.name) for row in workspace.lists.all()]

    return FieldTools(jobs, workspace.pictures, tiles, workspace.clock, put_on_site, library, groups)
