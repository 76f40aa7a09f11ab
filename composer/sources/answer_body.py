"""The bytes of one answer, unpacked in steps, so that neither a large answer nor a small one that swells is ever held whole."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from composer.sources import failures

if TYPE_CHECKING:
    import httpx2

_STEP = 65_536


def read_body(answer: httpx2.Response, location: str, max_bytes: int) -> bytes:
    """The whole body, decompressed.

    Raises:
        SourceError: it is bigger than ``max_bytes`` (packed or unpacked), or packed in a damaged or unknown way.
    """
    declared = answer.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:18]) > max_bytes:
        raise failures.too_big(location, max_bytes)
    packing = answer.headers.get("content-encoding", "").strip().lower()
    pieces: Iterable[bytes] = answer.iter_raw()
    if packing not in ("", "identity"):
        if packing not in ("gzip", "x-gzip", "deflate"):
            raise failures.unreadable_packing(location)
        pieces = unpacked(pieces, packing)
    content = bytearray()
    try:
        for piece in pieces:
            content += piece
            if len(content) > max_bytes:
                raise failures.too_big(location, max_bytes)
    except zlib.error as error:
        raise failures.unreadable_packing(location) from error
    return bytes(content)


def read_opening(answer: httpx2.Response, most: int) -> bytes:
    """The first ``most`` bytes of a body as they are sent; the rest stays unread."""
    content = bytearray()
    for piece in answer.iter_raw():
        content += piece
        if len(content) >= most:
            break
    return bytes(content[:most])


def unpacked(pieces: Iterable[bytes], packing: str) -> Iterator[bytes]:
    """The pieces decompressed, none longer than 64 KiB. ``packing``: gzip, x-gzip or deflate (with or without zlib's header:
    servers do both, RFC 9110 section 8.4.1.2).

    Raises:
        zlib.error: the data is damaged.
    """
    window = zlib.MAX_WBITS if packing == "deflate" else zlib.MAX_WBITS | 16
    unpacker = zlib.decompressobj(window)
    untouched = True
    for piece in pieces:
        while piece:
            try:
                out = unpacker.decompress(piece, _STEP)
            except zlib.error:
                if packing != "deflate" or not untouched:
                    raise
                unpacker, untouched = zlib.decompressobj(-zlib.MAX_WBITS), False
                continue
            untouched = False
            if out:
                yield out
            piece = unpacker.unconsumed_tail
            if unpacker.eof:  # what follows the end (padding, a second member) is not ours
                return
