"""Pictures of a workspace, named by their content and stored as a letter can carry them."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Collection
from contextlib import suppress
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Engine, func, or_, select, update

from composer.blocks.fields import WHOLE, Part, Picture
from composer.clock import Clock
from composer.database.stored_text import storable
from composer.database.tables import pictures
from composer.database.upsert import insert_or_ignore
from composer.document.picture_conversion import MAX_WIDTH, Converted, as_is, convert, cover, cut
from composer.document.picture_keys import parts_of
from composer.errors import NotFoundError
from composer.i18n import _

MOST_FITTED = 48_000_000
"""Bytes of fitted pictures held at once; the longest unused go first."""
KEPT = "kept:"
"""Before a hash: the address of a picture that came out of a file and lies nowhere but here."""


class PictureStore:
    """Adds and hands out pictures. Usable from several threads."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._fitted: OrderedDict[str, tuple[str, bytes]] = OrderedDict()
        self._lock = threading.Lock()

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

    def content(self, key: str) -> tuple[str, bytes]:
        """Media type and bytes of a picture; of one that a letter wants at a width (:mod:`composer.document.picture_keys`), made
        to it.

        Raises:
            NotFoundError: there is none with this hash.
        """
        picture_hash, width = parts_of(key)
        if not width:
            return self._whole(picture_hash)
        with self._lock:
            if key in self._fitted:
                self._fitted.move_to_end(key)
                return self._fitted[key]
        whole = self._whole(picture_hash)
        made = convert(whole[1], width)
        # Making a drawing smaller can make it heavier; then the whole is the better one.
        fitted = (made.media_type, made.content) if len(made.content) < len(whole[1]) else whole
        with self._lock:
            self._fitted[key] = fitted
            while sum(len(content) for _type, content in self._fitted.values()) > MOST_FITTED:
                self._fitted.popitem(last=False)
        return fitted

    def _whole(self, picture_hash: str) -> tuple[str, bytes]:
        query = select(pictures.c.media_type, pictures.c.content).where(pictures.c.hash == picture_hash)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise _gone(picture_hash)
        return row.media_type, bytes(row.content)

    def has(self, picture_hash: str) -> bool:
        """True where there is a picture with this hash, or of a key's."""
        picture_hash = parts_of(picture_hash)[0]
        with self._engine.connect() as connection:
            return connection.execute(select(pictures.c.hash).where(pictures.c.hash == picture_hash)).first() is not None

    def from_origin(self, origin: str) -> Picture | None:
        """The picture that was taken from this address or file, or that :meth:`keep` gave this address.

        The latest where there are several; None where there is none.
        """
        columns = (pictures.c.hash, pictures.c.alt, pictures.c.width, pictures.c.height, pictures.c.public_url)
        address = storable(origin)
        wanted = (
            pictures.c.hash == origin.removeprefix(KEPT)
            if origin.startswith(KEPT)
            else or_(pictures.c.origin == address, pictures.c.public_url == address)
        )
        newest = select(*columns).where(wanted).order_by(pictures.c.cut_from, pictures.c.added.desc()).limit(1)
        with self._engine.connect() as connection:
            row = connection.execute(newest).first()
        return None if row is None else _picture(row)

    def alt(self, picture_hash: str) -> str:
        """What a picture shows, as it was first described; empty where nobody said."""
        with self._engine.connect() as connection:
            return connection.execute(select(pictures.c.alt).where(pictures.c.hash == picture_hash)).scalar() or ""

    def public_url(self, picture_hash: str) -> str:
        """Where this very picture can be linked from; empty where it lies nowhere but here."""
        with self._engine.connect() as connection:
            return connection.execute(select(pictures.c.public_url).where(pictures.c.hash == picture_hash)).scalar() or ""

    def set_public_url(self, picture_hash: str, address: str) -> None:
        """Note where it can be linked from."""
        with self._engine.begin() as connection:
            connection.execute(update(pictures).where(pictures.c.hash == picture_hash).values(public_url=storable(address)))

    def consents(self, hashes: Collection[str]) -> dict[str, date]:
        """The last day those in these pictures agreed to be shown, by hash, where one is known.

        What holds for a picture holds for every part that was cut from it.
        """
        whole = pictures.alias()
        query = (
            select(pictures.c.hash, pictures.c.consent_until, whole.c.consent_until)
            .join_from(pictures, whole, whole.c.hash == pictures.c.cut_from, isouter=True)
            .where(pictures.c.hash.in_(sorted(hashes)))
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return {row[0]: min(day for day in row[1:] if day) for row in rows if row[1] or row[2]}

    def cut(self, picture: Picture, part: Part) -> Picture:
        """The part of a picture as a picture of its own; it remembers the whole, and the description stays.

        Args:
            part: left, top, right and bottom as shares (0 to 1) of the whole picture. The whole itself: the cut is undone.

        Raises:
            FormatError: the picture is damaged. NotFoundError: it is gone. InputError: there is nothing in this part.
        """
        whole = self.whole_of(picture)
        if part == WHOLE:
            made = self.described(whole)
        else:
            made = self._keep(cut(self._whole(whole)[1], part), "", picture.alt, cut_from=whole)
        return msgspec.structs.replace(made, alt=picture.alt, decorative=picture.decorative, cut=part)

    def whole_of(self, picture: Picture) -> str:
        """Hash of the picture it was cut from; its own where it is whole, or the whole is gone."""
        with self._engine.connect() as connection:
            found = connection.execute(select(pictures.c.cut_from).where(pictures.c.hash == picture.hash)).scalar()
        return found if found and self.has(found) else picture.hash

    def described(self, picture_hash: str) -> Picture:
        """A stored picture as an issue holds it.

        Raises:
            NotFoundError: there is none with this hash.
        """
        columns = (pictures.c.hash, pictures.c.alt, pictures.c.width, pictures.c.height, pictures.c.public_url)
        with self._engine.connect() as connection:
            row = connection.execute(select(*columns).where(pictures.c.hash == picture_hash)).first()
        if row is None:
            raise _gone(picture_hash)
        return _picture(row)

    def weights(self, keys: Collection[str]) -> dict[str, int]:
        """Bytes of these pictures, by hash or key; those that are not here are left out."""
        fitted = {key for key in keys if parts_of(key)[1]}
        query = select(pictures.c.hash, func.length(pictures.c.content)).where(pictures.c.hash.in_(sorted(set(keys) - fitted)))
        with self._engine.connect() as connection:
            found: dict[str, int] = {row[0]: row[1] for row in connection.execute(query)}
        for key in fitted:
            with suppress(NotFoundError):
                found[key] = len(self.content(key)[1])
        return found

    def thumbnail(self, picture_hash: str, width: int, height: int) -> bytes:
        """A PNG of exactly ``width`` x ``height`` pixels which the picture fills; what stands over is cut off evenly.

        Raises:
            NotFoundError: there is none with this hash.
        """
        return cover(self.content(picture_hash)[1], width, height)

    def _keep(self, made: Converted, origin: str, alt: str, cut_from: str = "") -> Picture:
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
            "cut_from": "" if cut_from == picture_hash else cut_from,
        }
        with self._engine.begin() as connection:
            insert_or_ignore(connection, pictures, [row])
            known = connection.execute(select(pictures.c.alt).where(pictures.c.hash == picture_hash)).scalar_one()
            if alt and not known:
                connection.execute(update(pictures).where(pictures.c.hash == picture_hash).values(alt=alt))
        return Picture(hash=picture_hash, alt=alt or known, width=made.width, height=made.height)


def _picture(row: Any) -> Picture:
    return Picture(hash=row.hash, url=row.public_url, alt=row.alt, width=row.width, height=row.height)


def _gone(picture_hash: str) -> NotFoundError:
    return NotFoundError(_("A picture of this issue is no longer there."), _("Add it again."), details=picture_hash)
