"""Waits on this computer for the browser to come back from a site with what its user approved there (RFC 8252, section 7.3).

The address has a word in it that nobody can guess; what comes to any other is refused. Nothing of it is written anywhere.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from composer.i18n import _


class Approval:
    """Listens until :meth:`stop`; ``on_answer(name, password)`` is called once, in a thread of its own; empty for a refusal."""

    def __init__(self, on_answer: Callable[[str, str], None]) -> None:
        word = f"/{secrets.token_urlsafe(24)}"
        approval = self
        self._answered = False

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                known = secrets.compare_digest(parts.path.encode(), word.encode())
                words = _("You can close this page and go back to the newsletter.") if known else ""
                body = f"<!doctype html><meta charset=utf-8><meta name=referrer content=no-referrer><p>{words}</p>".encode()
                self.send_response(200 if known else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Cache-Control", "no-store")
                self.send_header("Referrer-Policy", "no-referrer")
                self.end_headers()
                self.wfile.write(body)
                if known and not approval._answered:
                    approval._answered = True
                    given = parse_qs(parts.query)
                    on_answer(given.get("user_login", [""])[0], given.get("password", [""])[0])

            def log_message(self, format: str, *args: Any) -> None:
                """The address holds the password: no line about it anywhere."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}{word}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Listen no longer."""
        self._server.shutdown()
        self._server.server_close()
