"""A provider's sign-in page, token service and device page on this computer. It checks PKCE and hands out tokens once."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import urlopen

from composer.delivery.oauth.provider import Provider


class IdentityServer:
    """``user`` plays the person: approves, or answers with an error."""

    def __init__(self) -> None:
        self.codes: dict[str, dict[str, str]] = {}
        self.refresh_tokens: set[str] = set()
        self.access_tokens: set[str] = set()
        self.forms: list[dict[str, str]] = []
        self.refuse: dict[str, Any] | None = None
        self.error = ""
        self.lasts: Any = 3600
        self.pending = 0
        self.token_length = 40

    def __enter__(self) -> IdentityServer:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = self.rfile.read(int(self.headers["content-length"])).decode()
                status, answer = outer._post(urlsplit(self.path).path, {k: v[0] for k, v in parse_qs(form).items()})
                body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def provider(self, real: Provider) -> Provider:
        device = f"{self.url}/device" if real.device else ""
        return replace(
            real, authorise=f"{self.url}/authorise", token=f"{self.url}/token", device=device, loopback_host="127.0.0.1"
        )

    def approve(self, page: str, **changed: str) -> int:
        """What the browser does once the person pressed Accept: comes back to the redirect. Returns the status it gets."""
        asked = {k: v[0] for k, v in parse_qs(urlsplit(page).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert urlsplit(asked["redirect_uri"]).hostname in ("127.0.0.1", "localhost")
        if self.error:
            back = {"error": self.error, "error_description": "no", "state": asked["state"]}
        else:
            code = secrets.token_urlsafe(8)
            self.codes[code] = asked
            back = {"code": code, "state": asked["state"]}
        try:
            with urlopen(asked["redirect_uri"] + "?" + urlencode(back | changed), timeout=5) as answer:
                return int(answer.status)
        except OSError as error:
            return int(getattr(error, "code", 0))

    def _post(self, path: str, form: dict[str, str]) -> tuple[int, Any]:
        self.forms.append(form)
        if self.refuse is not None:
            return 400, self.refuse
        if path == "/device":
            code = {
                "device_code": "secret-device-code",
                "user_code": "ABCD-EFGH",
                "verification_uri": "https://login.example/device",
            }
            return 200, code | {"interval": 1, "expires_in": 900}
        grant = form.get("grant_type", "")
        if grant.endswith("device_code"):
            self.pending -= 1
            if self.pending >= 0:
                return 400, {"error": "authorization_pending"}
            return self._tokens()
        if grant == "authorization_code":
            asked = self.codes.pop(form.get("code", ""), None)
            if asked is None:
                return 400, {"error": "invalid_grant", "error_description": "code used or unknown"}
            made = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
            if made != asked["code_challenge"]:
                return 400, {"error": "invalid_grant", "error_description": "PKCE verifier does not match"}
            if form.get("redirect_uri") != asked["redirect_uri"] or form.get("client_id") != asked["client_id"]:
                return 400, {"error": "invalid_grant", "error_description": "not the same redirect"}
            return self._tokens()
        if grant == "refresh_token" and form.get("refresh_token") in self.refresh_tokens:
            self.refresh_tokens.remove(form["refresh_token"])
            return self._tokens()
        return 400, {"error": "invalid_grant", "error_description": "refresh token ended"}

    def _tokens(self) -> tuple[int, Any]:
        access, refresh = secrets.token_hex(12), secrets.token_hex(self.token_length)
        self.access_tokens.add(access)
        self.refresh_tokens.add(refresh)
        return 200, {"token_type": "Bearer", "access_token": access, "refresh_token": refresh, "expires_in": self.lasts}
