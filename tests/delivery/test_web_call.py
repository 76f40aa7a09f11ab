"""One request: https or this computer, no redirect followed, no endless answer read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from composer.delivery.transports.transport import TryAgainError
from composer.delivery.web_call import call


@pytest.fixture
def server() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302 if self.path == "/away" else 200)
            self.send_header("Location", "http://192.0.2.1/")
            self.end_headers()
            self.wfile.write(b"x" * 500_000)

        def log_message(self, format: str, *args: Any) -> None: ...

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_address[1]}"
    made.shutdown()
    made.server_close()


def test_a_redirect_is_told_not_followed_and_little_is_read(server: str) -> None:
    answer = call("GET", f"{server}/away", largest=1000)
    assert (answer.status, answer.headers["location"], len(answer.content)) == (302, "http://192.0.2.1/", 1000)


@pytest.mark.parametrize("url", ["http://harbour.example/", "ftp://harbour.example/", "harbour.example"])
def test_never_over_an_open_line(url: str) -> None:
    with pytest.raises(ValueError, match="https only"):
        call("POST", url, {"a": "b"})


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "https://nobody.example/"])
def test_nobody_there(url: str) -> None:
    with pytest.raises(TryAgainError, match="was not reached"):
        call("GET", url)
