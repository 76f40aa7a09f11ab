"""A small web site on loopback that answers as a test tells it to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """One answer: status, headers and body; ``body`` may be a function that writes to the connection itself."""

    body: bytes | Callable[[Any], None] = b""
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class LocalSite:
    """Routes by path and query; what no route knows is 404."""

    def __init__(self) -> None:
        self.routes: dict[str, Answer | Callable[[Any], Answer]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                route = site.routes.get(self.path) or site.routes.get(urlsplit(self.path).path)
                answer = route(self) if callable(route) else route or Answer(b"nothing here", status=404)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", answer.media_type)
                self.send_header("Connection", "close")
                self.close_connection = True
                if callable(answer.body):
                    self.end_headers()
                    try:
                        answer.body(self)
                    except OSError:
                        return  # the reader had enough
                else:
                    if "Content-Length" not in answer.headers:
                        self.send_header("Content-Length", str(len(answer.body)))
                    self.end_headers()
                    self.wfile.write(answer.body)

            def log_message(self, format: str, *args: Any) -> None:
                """Tests are silent."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: Any, client_address: Any) -> None:
                """A client that goes away in the middle is what some tests are about."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, wrap: Callable[[Any], Any] | None = None) -> LocalSite:
        """Serve; ``wrap`` may put TLS around the listening socket."""
        if wrap is not None:
            self._server.socket = wrap(self._server.socket)
        self._thread.start()
        return self

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
