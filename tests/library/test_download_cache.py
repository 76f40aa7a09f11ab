"""Answers of web servers are kept, replaced and in time forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from composer.library.download_cache import KEEP_FOR, MAX_BYTES, CachedDownload, DownloadCache

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PLACE = "https://example.org/feed"


class Hands:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def cache(engine: Engine, hands: Hands) -> DownloadCache:
    return DownloadCache(engine, hands)


def _put(cache: DownloadCache, content: bytes, location: str = PLACE) -> None:
    cache.put(location, etag='"1"', last_modified="Mon, 23 Nov 2026 09:00:00 GMT", media_type="text/xml", content=content)


def test_an_answer_comes_back_as_it_was(cache: DownloadCache) -> None:
    assert cache.get(PLACE) is None
    _put(cache, b"\x00\xff<rss/>")
    assert cache.get(PLACE) == CachedDownload('"1"', "Mon, 23 Nov 2026 09:00:00 GMT", "text/xml", b"\x00\xff<rss/>", NOW)


def test_a_newer_answer_takes_the_place_of_the_older(cache: DownloadCache, hands: Hands) -> None:
    _put(cache, b"old")
    hands.now += timedelta(hours=1)
    _put(cache, b"new")
    found = cache.get(PLACE)
    assert found is not None
    assert (found.content, found.fetched) == (b"new", hands.now)


def test_what_nobody_asked_for_lately_goes(cache: DownloadCache, hands: Hands) -> None:
    _put(cache, b"old", "https://example.org/gone")
    hands.now += KEEP_FOR + timedelta(seconds=1)
    _put(cache, b"new")
    assert cache.get("https://example.org/gone") is None
    assert cache.get(PLACE) is not None


def test_what_is_too_large_is_not_kept_and_nothing_stale_stays(cache: DownloadCache) -> None:
    _put(cache, b"small")
    _put(cache, b"\0" * (MAX_BYTES + 1))
    assert cache.get(PLACE) is None
    _put(cache, b"x", PLACE + "?" + "q" * 3_000)
    assert cache.get(PLACE + "?" + "q" * 3_000) is None
