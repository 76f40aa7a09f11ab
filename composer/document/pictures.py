"""Pictures of a workspace, named by their content and stored as a letter can carry them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from sqlalchemy import Engine, func, select, update

from composer.blocks.fields import Picture
from composer.clock import Clock
from composer.database.stored_text import storable
from composer.database.tables import pictures
from composer.database.upsert import insert_or_ignore
from composer.document.picture_conversion import MAX_WIDTH, Converted, as_is, convert, cover
from composer.errors import NotFoundError
from composer.i18n import _

KEPT = "kept:"
"""Before a hash: the address of a picture that came out of a file and lies nowhere but here."""


class PictureStore:
    """Adds and hands out pictures. Usable from several threads."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def add(self, content: bytes, *, origin: str, alt: str = "", max_width: int = MAX_WIDTH) -> Picture:
        """Keep a picture that came from outside, made over for mail: upright, at most ``max_width`` pixels wide, sRGB, without
        anything the camera wrote into it (place, device, owner), as JPEG, PNG or (where it moves) GIF.

        Args:
            origin: the address or file name it came from.
            alt: what it shows, where that is known.

        Raises:
            FormatError: it is no picture, is damaged, too large, or in a format mail programs do not show.
        """
        return self._keep(convert(content, max_width), origin, alt)

    def keep(self, content: bytes, origin: str, alt: str = "") -> str:
        """As :meth:`add`, for a picture that comes out of a file: the address by which :meth:`from_origin` finds it."""
        return f"{KEPT}{self.add(content, origin=origin, alt=alt).hash}"

    def add_ready_made(self, content: bytes, *, origin: str, alt: str = "") -> Picture:
        """Keep a picture byte for byte where it is as :meth:`add` would make it (from a colleague's file); else made over.

        Raises:
            FormatError: as :meth:`add`.
        """
        return self._keep(as_is(content) or convert(content), origin, alt)

    def content(self, picture_hash: str) -> tuple[str, bytes]:
        """Media type and bytes of a picture.

        Raises:
            NotFoundError: there is none with this hash.
        """
        query = select(pictures.c.media_type, pictures.c.content).where(pictures.c.hash == picture_hash)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise NotFoundError(_("A picture of this issue is no longer there."), _("Add it again."), details=picture_hash)
        return row.media_type, bytes(row.content)

    def has(self, picture_hash: str) -> bool:
        """True where there is a picture with this hash."""
        with self._engine.connect() as connection:
            return connection.execute(select(pictures.c.hash).where(pictures.c.hash == picture_hash)).first() is not None

    def from_origin(self, origin: str) -> Picture | None:
        """The picture that was taken from this address or file, or that :meth:`keep` gave this address.

        The latest where there are several; None where there is none.
        """
        columns = (pictures.c.hash, pictures.c.alt, pictures.c.width, pictures.c.height)
        wanted = (
            pictures.c.hash == origin.removeprefix(KEPT) if origin.startswith(KEPT) else pictures.c.origin == storable(origin)
        )
        newest = select(*columns).where(wanted).order_by(pictures.c.added.desc()).limit(1)
        with self._engine.connect() as connection:
            row = connection.execute(newest).first()
        return None if row is None else Picture(hash=row.hash, alt=row.alt, width=row.width, height=row.height)

    def weights(self, hashes: Collection[str]) -> dict[str, int]:
        """Bytes of these pictures, by hash; those that are not here are left out."""
        query = select(pictures.c.hash, func.length(pictures.c.content)).where(pictures.c.hash.in_(sorted(hashes)))
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def thumbnail(self, picture_hash: str, width: int, height: int) -> bytes:
        """A PNG of exactly ``width`` x ``height`` pixels which the picture fills; what stands over is cut off evenly.

        Raises:
            NotFoundError: there is none with this hash.
        """
        return cover(self.content(picture_hash)[1], width, height)

    def _keep(self, made: Converted, origin: str, alt: str) -> Picture:
        picture_hash = hashlib.sha256(made.content).hexdigest()
        alt = storable(alt).strip()
        row = {
            "hash": picture_hash,
            "media_type": made.media_type,
            "width": made.width,
            "height": made.height,
            "origin": storable(origin),
            "alt": alt,
            "content": made.content,
            "added": self._clock(),
        }
        with self._engine.begin() as connection:
            insert_or_ignore(connection, pictures, [row])
            known = connection.execute(select(pictures.c.alt).where(pictures.c.hash == picture_hash)).scalar_one()
            if alt and not known:
                connection.execute(update(pictures).where(pictures.c.hash == picture_hash).values(alt=alt))
        return Picture(hash=picture_hash, alt=alt or known, width=made.width, height=made.height)
