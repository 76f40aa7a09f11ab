"""Twenty sources on loopback, each answering after a delay of its own: reading all of them takes as long as the slowest.

Printed: the time for all twenty, the slowest source alone in the same run, their ratio, and the sum it would take one after the
other. Then, how memory stands after the same twenty were read 50 times more (without delays).
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from composer.clock import fixed_clock
from composer.database.engine import migrate, open_engine
from composer.library.download_cache import DownloadCache
from composer.library.shelf import Shelf
from composer.library.source_list import SourceList
from composer.sources.download import Downloader
from composer.sources.refresh import refresh
from composer.sources.source import FetchContext

SOURCES = 20
SLOWEST = 2.0
"""Seconds; the others answer after a share of it."""
ROUNDS = 3
AGAIN = 50
ENTRIES = 40
CLOCK = fixed_clock(datetime(2026, 11, 23, 9, tzinfo=UTC))


def feed(number: int) -> bytes:
    """A source's feed."""
    items = "".join(
        f"<item><title>Post {entry} of {number}</title><link>https://example.org/{number}/{entry}</link>"
        f"<description>&lt;p&gt;Come along to the hall on Friday, and bring a friend.&lt;/p&gt;</description></item>"
        for entry in range(ENTRIES)
    )
    return f"<rss version='2.0'><channel><title>Source {number}</title>{items}</channel></rss>".encode()


class _Handler(BaseHTTPRequestHandler):
    delays = True

    def do_GET(self) -> None:
        number = int(self.path.strip("/"))
        if _Handler.delays:
            time.sleep(SLOWEST * (number + 1) / SOURCES)
        body = feed(number)
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing among the figures."""


@contextmanager
def served() -> Iterator[str]:
    """The site on loopback; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def resident() -> float:
    """Megabytes this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> int:
    """Measure and print."""
    with served() as address, tempfile.TemporaryDirectory() as folder:
        engine = open_engine(folder)
        migrate(engine, folder)
        listed, shelf = SourceList(engine, CLOCK), Shelf(engine, CLOCK)
        rows = [listed.add("feed", f"{address}/{number}", f"Source {number}") for number in range(SOURCES)]
        context = FetchContext(CLOCK, Downloader(DownloadCache(engine, CLOCK), clock=CLOCK))
        together, alone = [], []
        for _round in range(ROUNDS):
            together.append(timed(lambda: refresh(listed, shelf, context)))
            alone.append(timed(lambda: refresh(listed, shelf, context, ids=[rows[-1].id])))
        ratio = statistics.median(one / other for one, other in zip(together, alone, strict=True))
        in_turn = sum(SLOWEST * (number + 1) / SOURCES for number in range(SOURCES))
        print(
            f"{SOURCES} sources of {ENTRIES} entries: {statistics.median(together):.2f} s; the slowest alone "
            f"{statistics.median(alone):.2f} s; one after the other at least {in_turn:.0f} s"
        )
        print(f"ratio: {ratio:.2f}")
        _Handler.delays = False
        for _time in range(5):
            refresh(listed, shelf, context)
        gc.collect()
        before = resident()
        seconds = timed(lambda: [refresh(listed, shelf, context) for _time in range(AGAIN)])
        gc.collect()
        print(f"read {AGAIN} times more in {seconds:.0f} s: the process held {before:.0f} MB and holds {resident():.0f} MB")
        engine.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main())
