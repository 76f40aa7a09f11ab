"""Servers that mean harm, or have lost their way: each ends in a sentence, soon, and with little in memory."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from local_site import Answer, LocalSite

from composer.errors import ComposerError, SourceError
from composer.sources import connection
from composer.sources.download import Downloader
from composer.sources.feed_tree import read_feed
from composer.sources.reader import read

LIMIT = 2_000_000
MEGABYTE = 1_000_000


@contextmanager
def little_memory(most: int) -> Iterator[None]:
    """Inside, no more than so many bytes are ever held at once."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()


@pytest.fixture
def hostile(new_context: Callable[..., Any], clock: Any) -> Any:
    """A context with limits low enough for a test; whatever the first use loads is loaded."""
    with suppress(SourceError):
        read("http://127.0.0.1:9/", new_context())
    read_feed("<rss version='2.0'><channel/></rss>", "https://example.org/", 1)
    return new_context(downloader=Downloader(timeout=1, max_bytes=LIMIT, clock=clock))


@pytest.mark.parametrize(
    ("packing", "bomb"),
    [
        ("gzip", gzip.compress(b"\x00" * 50 * MEGABYTE)),
        ("gzip", gzip.compress(b"<rss><channel>" + b"<item>" * 8 * MEGABYTE)),
        ("deflate", zlib.compress(b"a" * 50 * MEGABYTE)),
        ("deflate", zlib.compress(b"a" * 50 * MEGABYTE)[2:-4]),
    ],
)
def test_bombs_are_refused_before_they_swell(site: LocalSite, hostile: Any, packing: str, bomb: bytes) -> None:
    site.routes["/"] = Answer(bomb, "application/rss+xml", headers={"Content-Encoding": packing})
    with little_memory(8 * MEGABYTE), pytest.raises(SourceError, match="bigger than 2 MB"):
        read(f"{site.address}/", hostile)


@pytest.mark.parametrize("packing", ["br", "zstd", "gzip, gzip", "compress", "gzip;q=1", "x" * 5000])
def test_packing_nobody_asked_for_is_refused_unread(site: LocalSite, hostile: Any, packing: str) -> None:
    """Brotli is never asked for, so that none of its bombs is ever unpacked."""
    site.routes["/"] = Answer(b"\x00" * MEGABYTE, headers={"Content-Encoding": packing})
    with pytest.raises(SourceError, match="packed in a damaged or unknown way"):
        read(f"{site.address}/", hostile)
    assert site.asked[0][1]["accept-encoding"] == "gzip, deflate"


def test_a_packed_bomb_inside_an_error_page_is_no_danger(site: LocalSite, hostile: Any) -> None:
    site.routes["/"] = Answer(gzip.compress(b"\x00" * 50 * MEGABYTE), status=503, headers={"Content-Encoding": "gzip"})
    with little_memory(4 * MEGABYTE), pytest.raises(SourceError, match="has a fault of its own"):
        read(f"{site.address}/", hostile)


LAUGHS = "".join(f'<!ENTITY a{step} "{f"&a{step - 1};" * 10}">' for step in range(1, 10))
BLOW_UP = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 20_000}">]>'


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rss [<!ENTITY a0 "ha">{LAUGHS}]>',
        BLOW_UP,
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "{inside}/evil.dtd">',
        '<!DOCTYPE rss [<!ENTITY % a SYSTEM "{inside}/evil.dtd"> %a;]>',
    ],
)
def test_entities_neither_swell_nor_fetch(site: LocalSite, hostile: Any, doctype: str) -> None:
    uses = "&a9;&a;" * 1000
    item = f"<item><title>Tea</title><description>{uses}</description></item>"
    opening = doctype.replace("{inside}", site.address)
    site.routes["/"] = Answer(
        f'<?xml version="1.0"?>{opening}<rss version="2.0"><channel>{item}</channel></rss>'.encode(), "text/xml"
    )
    with little_memory(8 * MEGABYTE):
        (found,) = read(f"{site.address}/", hostile).items
    assert (found.title, "root:" in found.html) == ("Tea", False)
    assert len(found.html) < 20_000
    assert [path for path, _headers in site.asked] == ["/"]


def test_bytes_named_html_are_no_page(site: LocalSite, hostile: Any) -> None:
    import random

    site.routes["/noise.html"] = Answer(random.Random(5).randbytes(LIMIT - 1), "text/html")
    begun = time.perf_counter()
    with pytest.raises(ComposerError):
        read(f"{site.address}/noise.html", hostile)
    assert time.perf_counter() - begun < 20


def test_headers_without_end_are_refused(hostile: Any) -> None:
    def endless(peer: socket.socket) -> None:
        peer.sendall(b"HTTP/1.1 200 OK\r\n" + b"X-More: and more\r\n" * 100_000)

    with _talking(endless) as address, little_memory(30 * MEGABYTE), pytest.raises(SourceError, match="did not answer as"):
        read(address, hostile)


def test_headers_that_drip_end(clock: Any, new_context: Callable[..., Any]) -> None:
    over = threading.Event()

    def drip(peer: socket.socket) -> None:
        peer.sendall(b"HTTP/1.1 200 OK\r\n")
        while not over.wait(0.05):
            peer.sendall(b"X-More: and more\r\n")

    context = new_context(downloader=Downloader(timeout=0.3, clock=clock))
    with _talking(drip) as address, pytest.raises(SourceError, match="took too long"):
        read(address, context)
    over.set()


def test_redirects_without_end_are_followed_a_few_times(site: LocalSite, hostile: Any) -> None:
    site.routes["/"] = lambda handler: Answer(status=302, headers={"Location": f"/?{len(site.asked)}{'x' * 100}"})
    with pytest.raises(SourceError, match="round in circles"):
        read(f"{site.address}/", hostile)
    assert len(site.asked) == 9


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]", "inside.example.org"]
)
def test_no_page_leads_into_a_private_network(site: LocalSite, hostile: Any, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    """Neither by a redirect nor by a name; the user's own host on another port is another place."""
    real = connection._look_up
    monkeypatch.setattr(
        connection, "_look_up", lambda name, port: ["10.0.0.1"] if name == "inside.example.org" else real(name, port)
    )
    inside = LocalSite().start()
    try:
        inside.routes["/secret"] = Answer(b"<rss><channel><item><title>Secret</title></item></channel></rss>")
        site.routes["/"] = Answer(status=302, headers={"Location": f"http://{host}:{inside.port}/secret"})
        with pytest.raises(SourceError, match=r"private network|was not found|is not a web address|connection to .* failed"):
            read(f"{site.address}/", hostile)
        assert inside.asked == []
        if host == "127.0.0.1":  # unless the user types it
            assert read(f"{inside.address}/secret", hostile).items[0].title == "Secret"
    finally:
        inside.stop()


@contextmanager
def _talking(speak: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that says what it likes to whoever comes; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            peer, _address = server.accept()
            with peer:
                try:
                    peer.recv(10_000)
                    speak(peer)
                except OSError:
                    return  # the reader had enough

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join(10)
