"""Picked items with their pictures, fetched and kept: what both the composer's list and the command line put into an issue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from composer.blocks.fields import NO_PICTURE, Picture
from composer.document.picture_conversion import right_for_mail
from composer.errors import ComposerError
from composer.library.item import Item

if TYPE_CHECKING:
    from composer.workspace import Workspace


def picture_of(workspace: Workspace, item: Item) -> Picture:
    """The item's picture: as it was kept before, else fetched and kept now; none where the item has none.

    Raises:
        ComposerError: it cannot be had.
    """
    if not item.image:
        return NO_PICTURE
    kept = workspace.pictures.from_origin(item.image)
    if kept is None:
        kept = _fetched(workspace, item)
    return msgspec.structs.replace(kept, alt=kept.alt or item.image_alt)


def _fetched(workspace: Workspace, item: Item) -> Picture:
    found = workspace.downloader().get(item.image, typed=True)
    kept = workspace.pictures.add(found.content, origin=item.image, alt=item.image_alt)
    if is_public(item.image) and found.location == item.image and right_for_mail(found.content):
        workspace.pictures.set_public_url(kept.hash, item.image)
        kept = msgspec.structs.replace(kept, url=item.image)
    return kept


def is_public(address: str) -> bool:
    """Whether mail programs everywhere can ask for a picture at this address: https, a host with a name, nothing secret in it."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    named = "." in host and not host.endswith((".local", ".localhost", ".internal", ".lan", ".home.arpa")) and ":" not in host
    return parts.scheme == "https" and named and not host.replace(".", "").isdecimal() and not parts.username


def with_pictures(workspace: Workspace, items: Sequence[Item]) -> list[tuple[Item, Picture]]:
    """Each item with its picture, ready to be placed.

    A picture that cannot be had leaves its item without one: the words matter more, and the alt-text check is not fooled by a
    picture nobody sees.
    """
    found = []
    for item in items:
        try:
            found.append((item, picture_of(workspace, item)))
        except ComposerError:
            found.append((item, NO_PICTURE))
    return found


def picture_bytes(workspace: Workspace, address: str) -> bytes:
    """The picture at an address, for showing: as it was kept before, else fetched (and not kept).

    Raises:
        ComposerError: it cannot be had.
    """
    kept = workspace.pictures.from_origin(address)
    return (
        workspace.pictures.content(kept.hash)[1] if kept is not None else workspace.downloader().get(address, typed=True).content
    )
