"""The same twenty sources read again and again: nothing grows, neither in memory nor in the workspace."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "sources"))

from local_site import Answer, LocalSite
from sqlalchemy import func, select

from composer.database.tables import downloads, items
from composer.library.download_cache import DownloadCache
from composer.library.shelf import Shelf
from composer.library.source_list import SourceList
from composer.sources.download import Downloader
from composer.sources.refresh import refresh
from composer.sources.source import FetchContext

pytestmark = [pytest.mark.soak, pytest.mark.timeout(0)]
SOURCES = 20
TIMES = 50
MOST_GROWTH = 500_000


def _feed(number: int, entries: int = 30) -> Answer:
    written = "".join(
        f"<item><title>Post {entry}</title><link>https://example.org/{number}/{entry}</link>"
        f"<description>&lt;p&gt;Come along on Friday 4 December.&lt;/p&gt;</description></item>"
        for entry in range(entries)
    )
    body = f"<rss version='2.0'><channel><title>Source {number}</title>{written}</channel></rss>"
    return Answer(body.encode(), "application/rss+xml", headers={"ETag": f'"{number}"'} if number % 2 else {})


def test_nothing_grows(engine: Any) -> None:
    """Among them are a damaged one, one that fails, one that is away, and some that say each time that nothing changed."""
    moment = [datetime(2026, 11, 23, 9, tzinfo=UTC)]
    site = LocalSite().start()
    try:
        listed, shelf = SourceList(engine, lambda: moment[0]), Shelf(engine, lambda: moment[0])
        for number in range(SOURCES):
            site.routes[f"/{number}"] = _feed(number)
            listed.add("feed", f"{site.address}/{number}", f"Source {number}")
        site.routes["/0"] = Answer(b"<rss><channel><item><title>Tea &nbsp;</title><link>/tea</link></item>")
        site.routes["/1"] = Answer(status=500)
        context = FetchContext(lambda: moment[0], Downloader(DownloadCache(engine, lambda: moment[0])))

        def again(times: int) -> None:
            for _time in range(times):
                moment[0] += timedelta(hours=3)
                site.asked.clear()
                refresh(listed, shelf, context)
            gc.collect()

        again(5)
        tracemalloc.start()
        again(5)
        held = tracemalloc.get_traced_memory()[0]
        counts = _counts(engine)
        again(TIMES)
        grown = tracemalloc.get_traced_memory()[0] - held
        tracemalloc.stop()
        assert _counts(engine) == counts
        assert grown < MOST_GROWTH, f"{grown} bytes more after {TIMES} times"
    finally:
        site.stop()


def _counts(engine: Any) -> tuple[int, ...]:
    with engine.connect() as connection:
        return tuple(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (items, downloads))
