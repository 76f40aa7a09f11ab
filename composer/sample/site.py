"""The sample organisation's website: a real HTTP server on this computer, to a reader no different from a WordPress site."""

from __future__ import annotations

import hashlib
import re
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from composer.clock import Clock
from composer.errors import WorkspaceError
from composer.i18n import _
from composer.sample.organisation import Organisation, organisation
from composer.sample.site_pages import feed, home_page, plain_page, post_page
from composer.sample.wordpress_answers import POSTS, Answer, rest_categories, rest_index, rest_post, rest_posts

HOST = "127.0.0.1"
_HTML = "text/html; charset=UTF-8"


class SampleSite:
    """Serves the sample organisation.

    Args:
        clock: the week its dates are counted from is the one this shows when the site starts.
        port: the port wanted; where it is taken (or 0), any free one.
    """

    def __init__(self, clock: Clock, port: int = 0) -> None:
        self._organisation = organisation(clock)
        self._wanted_port = port
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None
        self.base_url = ""

    def start(self) -> str:
        """Listen; returns the site's address, without a slash at its end. Starting twice is as good as once.

        Raises:
            WorkspaceError: nothing can listen on this computer.
        """
        if self._server is None:
            self._server = self._listen()
            self.base_url = f"http://{HOST}:{self._server.server_address[1]}"
            self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="sample site", daemon=True)
            self._thread.start()
        return self.base_url

    def stop(self) -> None:
        """Stop listening."""
        server, thread, self._server, self._thread = self._server, self._thread, None, None
        if server is not None:
            server.shutdown()
            server.server_close()
        if thread is not None:
            thread.join()

    def __enter__(self) -> SampleSite:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _listen(self) -> ThreadingHTTPServer:
        site = self

        class Handler(BaseHTTPRequestHandler):
            server_version = "SampleSite"
            sys_version = ""
            timeout = 10.0

            def do_GET(self) -> None:
                site._answer(self, with_content=True)

            def do_HEAD(self) -> None:
                site._answer(self, with_content=False)

            def log_message(self, format: str, *args: Any) -> None:
                """A sample's visitors are nobody's business."""

        for port in dict.fromkeys((self._wanted_port, 0)):
            try:
                return ThreadingHTTPServer((HOST, port), Handler)
            except OSError as error:
                if port == 0:
                    raise WorkspaceError(
                        _("The website of the sample organisation cannot start on this computer."),
                        _("A firewall may forbid it; ask whoever looks after this computer."),
                        details=str(error),
                    ) from error
        raise AssertionError("port 0 is always tried")

    def _answer(self, request: BaseHTTPRequestHandler, *, with_content: bool) -> None:
        answer = answer_for(self._organisation, self.base_url, request.path)
        mark = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
        if answer.status == 200 and mark in request.headers.get("If-None-Match", ""):
            answer = replace(answer, status=304, content=b"")
        request.send_response(answer.status)
        request.send_header("Content-Type", answer.media_type)
        request.send_header("Link", f'<{self.base_url}/wp-json/>; rel="https://api.w.org/"')
        for name, value in answer.headers.items():
            request.send_header(name, value)
        if answer.status in (200, 304):
            request.send_header("ETag", mark)
        if answer.status != 304:
            request.send_header("Content-Length", str(len(answer.content)))
        request.end_headers()
        if with_content:
            request.wfile.write(answer.content)


def answer_for(sample: Organisation, base: str, target: str) -> Answer:
    """What the site answers to a request for ``target`` (path and query)."""
    parts = urlsplit(target)
    path = unquote(parts.path)
    if path in ("/wp-json", "/wp-json/"):
        return rest_index(sample, base)
    if path.rstrip("/") == POSTS:
        return rest_posts(sample, base, dict(parse_qsl(parts.query, keep_blank_values=True)))
    if number := re.fullmatch(rf"{POSTS}/(\d{{1,9}})/?", path):
        return rest_post(sample, base, int(number.group(1)))
    if path.rstrip("/") == "/wp-json/wp/v2/categories":
        return rest_categories(sample, base)
    if path in ("/feed", "/feed/"):
        return Answer(feed(sample, base).encode(), "application/rss+xml; charset=UTF-8")
    if path == "/events.ics":
        return Answer(sample.calendar, "text/calendar; charset=UTF-8")
    if path.startswith("/wp-content/uploads/"):
        return _file(sample, base, path.removeprefix("/wp-content/uploads/"))
    if path == "/":
        return Answer(home_page(sample, base).encode(), _HTML)
    for post in sample.posts:
        if path.rstrip("/") == post.page.rstrip("/"):
            return Answer(post_page(sample, base, post).encode(), _HTML)
    return _nothing(sample, base)


def _file(sample: Organisation, base: str, name: str) -> Answer:
    stem, _dot, ending = name.rpartition(".")
    try:
        if name == "logo.png":
            return Answer(sample.logo, "image/png")
        if ending == "png":
            return Answer(sample.picture(stem), "image/png")
        if ending == "pdf":
            return Answer(sample.report(stem), "application/pdf")
    except KeyError:
        return _nothing(sample, base)
    return _nothing(sample, base)


def _nothing(sample: Organisation, base: str) -> Answer:
    page = plain_page(sample, base, "Nothing here", "This made-up organisation has no such page.")
    return Answer(page.encode(), _HTML, 404)
