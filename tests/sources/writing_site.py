"""A site on loopback that takes pages, posts and pictures as WordPress does, from those who sign in."""

from __future__ import annotations

import base64
import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

USER, PASSWORD = "rosa", "abcd EFGH ijkl MNOP qrst UVWX"


@dataclass
class WritingSite:
    """``entries`` and ``media`` hold what was put there, by number. ``answer``: (status, body) instead of everything else."""

    entries: dict[int, dict[str, Any]] = field(default_factory=dict)
    media: dict[int, dict[str, Any]] = field(default_factory=dict)
    answer: tuple[int, bytes] | None = None
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site._serve(self, b"")

            def do_POST(self) -> None:
                site._serve(self, self.rfile.read(int(self.headers["Content-Length"])))

            def do_DELETE(self) -> None:
                site._serve(self, b"")

            def log_message(self, format: str, *args: Any) -> None:
                """Tests are silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _serve(self, request: Any, body: bytes) -> None:
        path = urlsplit(request.path).path
        self.asked.append((request.command, path))
        status, said = self.answer or self._answer(request, path, body)
        request.send_response(status)
        request.send_header("Content-Type", "application/json; charset=UTF-8")
        request.send_header("Content-Length", str(len(said)))
        request.end_headers()
        request.wfile.write(said)

    def _answer(self, request: Any, path: str, body: bytes) -> tuple[int, bytes]:
        wanted = base64.b64encode(f"{USER}:{PASSWORD.replace(' ', '')}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {wanted}":
            return _json(401, {"code": "rest_cannot_create", "message": "Sorry"})
        if found := re.fullmatch(r"/wp-json/wp/v2/(pages|posts)(?:/(\d+))?", path):
            return self._entry(request, found[1], int(found[2] or 0), body)
        if path == "/wp-json/wp/v2/media" and request.command == "GET":
            kept = [{"id": number, **one} for number, one in self.media.items() if one["slug"] == _slug_in(request)]
            return _json(200, [{name: one[name] for name in ("id", "slug", "source_url", "alt_text")} for one in kept])
        if path == "/wp-json/wp/v2/media":
            number = 100 + len(self.media)
            name = re.findall(r'filename="([^"]+)"', request.headers["Content-Disposition"])[0]
            made = {
                "slug": name.rpartition(".")[0],
                "source_url": f"https://example.org/wp-content/uploads/{name}",
                "alt_text": "",
            }
            self.media[number] = {"name": name, "type": request.headers["Content-Type"], "content": body, **made}
            return _json(201, {"id": number, **made})
        if found := re.fullmatch(r"/wp-json/wp/v2/media/(\d+)", path):
            self.media[int(found[1])].update(json.loads(body))
            return _json(200, {"id": int(found[1])})
        return _json(404, {"code": "rest_no_route"})

    def _entry(self, request: Any, base: str, number: int, body: bytes) -> tuple[int, bytes]:
        if not number and request.command == "GET":
            wanted = _slug_in(request)
            found = [n for n, one in self.entries.items() if one.get("slug") == wanted and one["status"] != "trash"]
            return _json(200, [{"id": n, "slug": wanted} for n in found if self.entries[n]["base"] == base])
        if number and number not in self.entries:
            return _json(404, {"code": "rest_post_invalid_id"})
        if request.command == "DELETE":
            self.entries[number]["status"] = "trash"
        if request.command == "POST":
            if not number:
                number = 10 + len(self.entries)
                self.entries[number] = {"base": base, "status": "draft"}
            self.entries[number].update(json.loads(body))
        entry = self.entries[number]
        made = {"id": number, "link": f"{self.address}?p={number}", "status": entry["status"]}
        return _json(201 if request.command == "POST" else 200, made)


def _slug_in(request: Any) -> str:
    return parse_qs(urlsplit(request.path).query).get("slug", [""])[0]


def _json(status: int, value: Any) -> tuple[int, bytes]:
    return status, json.dumps(value).encode()
