"""Picked items with their pictures, fetched and kept: what both the composer's list and the command line put into an issue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from composer.blocks.fields import NO_PICTURE, Picture
from composer.errors import ComposerError
from composer.library.item import Item

if TYPE_CHECKING:
    from composer.workspace import Workspace


def with_pictures(workspace: Workspace, items: Sequence[Item]) -> list[tuple[Item, Picture]]:
    """Each item with its picture, ready to be placed.

    A picture that cannot be had leaves its item without one: the words matter more, and the alt-text check is not fooled by a
    picture nobody sees.
    """
    downloader = workspace.downloader()
    found = []
    for item in items:
        picture = NO_PICTURE
        if item.image:
            try:
                content = downloader.get(item.image, typed=True).content
                picture = workspace.pictures.add(content, origin=item.image, alt=item.image_alt)
            except ComposerError:
                picture = NO_PICTURE
        found.append((item, picture))
    return found
