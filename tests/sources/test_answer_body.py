"""Packed answers are unpacked within limits."""

from __future__ import annotations

import gzip
import zlib

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.errors import SourceError
from composer.sources.answer_body import read_body, unpacked

WORDS = b"All the news that is fit to print. " * 400


def _answer(content: bytes, packing: str = "", **headers: str) -> httpx2.Response:
    pieces = [content[place : place + 100] for place in range(0, len(content), 100)] or [b""]
    packed = {"content-encoding": packing} if packing else {}
    return httpx2.Response(200, headers={**packed, **headers}, stream=_Pieces(pieces))


class _Pieces(httpx2.SyncByteStream):
    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self):  # type: ignore[no-untyped-def]  # the library's own signature
        yield from self._pieces


@pytest.mark.parametrize(
    ("packing", "content"),
    [
        ("", WORDS),
        ("identity", WORDS),
        ("gzip", gzip.compress(WORDS)),
        ("x-gzip", gzip.compress(WORDS) + b"\x00\x00"),
        ("deflate", zlib.compress(WORDS)),
        ("deflate", zlib.compress(WORDS)[2:-4]),  # without zlib's header, as some servers do
    ],
)
def test_every_usual_packing_is_read(packing: str, content: bytes) -> None:
    assert read_body(_answer(content, packing), "https://example.org/", 1_000_000) == WORDS


def test_a_bomb_is_refused_before_it_is_whole() -> None:
    bomb = gzip.compress(b"\x00" * 50_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(SourceError, match=r"example\.org sends is bigger than 2 MB"):
        read_body(_answer(bomb, "gzip"), "https://example.org/", 2_000_000)


@pytest.mark.parametrize("packing", ["br", "zstd", "gzip, gzip", "no-such"])
def test_unknown_packing_is_said_to_be_that(packing: str) -> None:
    with pytest.raises(SourceError, match="packed in a damaged or unknown way"):
        read_body(_answer(WORDS, packing), "https://example.org/", 1_000_000)


def test_damaged_packing_is_said_to_be_that() -> None:
    with pytest.raises(SourceError, match="packed in a damaged or unknown way"):
        read_body(_answer(b"this is no gzip at all", "gzip"), "https://example.org/", 1_000_000)


def test_too_much_is_refused_by_its_own_words() -> None:
    with pytest.raises(SourceError, match="bigger than"):
        read_body(_answer(b"x", **{"content-length": "999999999999"}), "https://example.org/", 1_000_000)


@given(st.binary(max_size=2000), st.integers(1, 50))
def test_packing_and_unpacking_give_the_same(content: bytes, size: int) -> None:
    packed = gzip.compress(content)
    pieces = [packed[place : place + size] for place in range(0, len(packed), size)]
    assert b"".join(unpacked(pieces, "gzip")) == content
