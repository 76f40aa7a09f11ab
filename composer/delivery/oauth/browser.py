"""The sign-in in the browser: the provider's own page, and a way back to this computer (RFC 8252) for us alone (PKCE, RFC 7636).

The browser comes back to a port of this computer with a code. The ``state`` shows that it answers our question, and the code is
worth nothing without the ``verifier``, which never leaves this process but to the provider's token service.
"""

from __future__ import annotations

import base64
import hashlib
import html
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from composer.clock import Clock
from composer.delivery.oauth.provider import Provider
from composer.delivery.oauth.token_service import Tokens, ask_for_tokens, refusal
from composer.errors import AccountError
from composer.i18n import _

MINUTES = 10
"""How long the browser is waited for."""
_SLICE = 0.1


def challenge_of(verifier: str) -> str:
    """``S256`` of RFC 7636 section 4.2."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode("ascii")).digest()).rstrip(b"=").decode("ascii")


class BrowserSignIn:
    """One sign-in. Listens from the start; open :attr:`page` in a browser, then :meth:`wait`; :meth:`close` in any case.

    Args:
        address: the mailbox; the page offers it.
    """

    def __init__(self, provider: Provider, clock: Clock, *, address: str) -> None:
        self._provider = provider
        self._clock = clock
        self._address = address
        self._verifier = secrets.token_urlsafe(64)
        self._state = secrets.token_urlsafe(32)
        self._answer: dict[str, str] = {}
        self._answered = threading.Event()
        self._closed = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.redirect = f"http://{provider.loopback_host}:{self._server.server_address[1]}/"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, name="browser sign-in", daemon=True
        )
        self._thread.start()

    @property
    def page(self) -> str:
        """The provider's page to open. It holds nothing secret."""
        query = {
            "client_id": self._provider.client_id,
            "response_type": "code",
            "redirect_uri": self.redirect,
            "scope": " ".join(self._provider.scopes),
            "state": self._state,
            "code_challenge": challenge_of(self._verifier),
            "code_challenge_method": "S256",
            "login_hint": self._address,
            **self._provider.extra,
        }
        return f"{self._provider.authorise}?{urlencode(query)}"

    def wait(self, stop: threading.Event | None = None, *, seconds: float = MINUTES * 60.0) -> Tokens:
        """What the sign-in gave; blocks until the browser came back.

        Raises:
            AccountError: it was refused, stopped, or nobody came back in time.
        """
        left = seconds
        while not self._answered.wait(_SLICE):
            left -= _SLICE
            if self._closed.is_set() or (stop is not None and stop.is_set()):
                raise AccountError(_("The sign-in was stopped."), _("Start it again when you are ready."))
            if left <= 0:
                raise AccountError(
                    _("Nobody came back from the browser."), _("Start the sign-in again, and finish it on the page that opens.")
                )
        if "code" not in self._answer:
            raise refusal(self._provider, self._answer, address=self._address)
        form = {
            "grant_type": "authorization_code",
            "code": self._answer["code"],
            "redirect_uri": self.redirect,
            "code_verifier": self._verifier,
        }
        return ask_for_tokens(self._provider, form, self._clock, address=self._address)

    def close(self) -> None:
        """Listen no longer. Safe to call twice."""
        if not self._closed.is_set():
            self._closed.set()
            self._server.shutdown()
            self._server.server_close()
            self._thread.join(5)

    def _take(self, query: str) -> bool:
        """What the browser brought; False where it is not an answer to our question. Only the first one counts."""
        given = {name: values[0] for name, values in parse_qs(query, max_num_fields=20).items()}
        if not secrets.compare_digest(given.get("state", "").encode(), self._state.encode()):
            return False
        if not self._answered.is_set() and ("code" in given or "error" in given):
            self._answer = given
            self._answered.set()
        return True

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        sign_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                try:
                    ours = parts.path == "/" and sign_in._take(parts.query)
                except ValueError:
                    ours = False
                words = _("You can close this page and go back to Newsletter Composer.") if ours else _("There is nothing here.")
                body = (
                    f"<!doctype html><meta charset=utf-8><title>Newsletter Composer</title><p>{html.escape(words)}</p>".encode()
                )
                self.send_response(200 if ours else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Cache-Control", "no-store")
                self.send_header("Referrer-Policy", "no-referrer")
                self.send_header("Content-Security-Policy", "default-src 'none'")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """The address holds the code: no line about it anywhere."""

        return Handler
