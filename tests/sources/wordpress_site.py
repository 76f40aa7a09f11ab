"""A site on loopback that behaves as WordPress does: discovery, pages of posts, embedded pictures, drafts for those who sign in.

What it answers was written after looking at a real one (WordPress 6.1.9); see ``tests/end_to_end/test_real_wordpress.py``.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from local_site import Answer, LocalSite

JSON = "application/json; charset=UTF-8"
USER, PASSWORD = "rosa", "abcd EFGH ijkl MNOP qrst UVWX"
CATEGORIES = {2: "Boats &amp; tides", 3: "People"}


@dataclass
class WordPressSite:
    """Args:
    speaking: addresses like ``/wp-json/``; False: only ``?rest_route=`` answers.
    closed: what the interface answers everybody: 401 or 403 (a plugin shut it), 404 (taken away).
    broken_page: this page of posts answers 500. tags: answers carry an ETag and unchanged ones are 304.
    editor: the account may edit posts; else it may not ask for drafts.
    strict: a wrong password is refused; False: as if there were none (both kinds of site are about).
    """

    site: LocalSite
    posts: int = 3
    drafts: bool = True
    speaking: bool = True
    closed: int = 0
    broken_page: int = 0
    tags: bool = False
    editor: bool = True
    strict: bool = True
    folder: str = ""
    events: bool = False
    types: dict[str, dict[str, Any]] = field(default_factory=dict)
    items: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    passwords: set[str] = field(default_factory=lambda: {PASSWORD.replace(" ", "")})

    def __post_init__(self) -> None:
        self.types = {
            "post": {"name": "Posts", "slug": "post", "rest_base": "posts", "taxonomies": ["category", "post_tag"]},
            "page": {"name": "Pages", "slug": "page", "rest_base": "pages"},
            "attachment": {"name": "Media", "slug": "attachment", "rest_base": "media"},
            "wp_block": {"name": "Reusable blocks", "slug": "wp_block", "rest_base": "blocks"},
        }
        self.items = {"posts": [self.post(number) for number in range(self.posts)], "pages": [self.post(900, type="page")]}
        if self.drafts:
            self.items["posts"] += [
                self.post(501, status="draft", title="Soup for fifty", date_gmt=None),
                self.post(502, status="pending", title="A word from the chair", date_gmt=None),
                self.post(503, status="future", title="Lantern walk", date="2026-12-03T08:00:00", date_gmt="2026-12-03T08:00:00"),
                self.post(504, status="private", title="Private: Staff only"),
            ]
        home = self._home
        self.site.routes[f"{self.folder}/"] = self.site.routes[f"{self.folder}/index.php"] = home
        self.site.routes[f"{self.folder}/feed/"] = self._feed
        self.site.routes[f"{self.folder}/comments/feed/"] = Answer(_rss("Comments for Quayside", []), "application/rss+xml")
        if self.speaking:
            for path in ("", "wp/v2/types", "wp/v2/categories", "wp/v2/users/me", "wp/v2/posts", "wp/v2/pages"):
                self._serve(path)

    @property
    def address(self) -> str:
        return f"{self.site.address}{self.folder}/"

    @property
    def interface(self) -> str:
        return f"{self.address}wp-json/" if self.speaking else f"{self.address}index.php?rest_route=/"

    def add_type(self, slug: str, name: str, base: str, posts: int = 1, **more: Any) -> None:
        """A post type of the site's own; ``link`` in ``more`` changes how its addresses look."""
        self.types[slug] = {"name": name, "slug": slug, "rest_base": base, "taxonomies": []}
        self.items[base] = [self.post(700 + number, type=slug, **more) for number in range(posts)]
        self._serve(f"wp/v2/{base}")

    def post(self, number: int, *, status: str = "publish", title: str = "", **more: Any) -> dict[str, Any]:
        address = self.address
        day = f"2026-{10 - number // 28 % 10:02d}-{number % 28 + 1:02d}T11:00:00"
        link = f"{address}?p={number}" if status != "publish" else f"{address}{more.get('type', 'post')}-{number}/"
        return {
            "id": number,
            "date": day,
            "date_gmt": day,
            "modified": day,
            "modified_gmt": day,
            "guid": {"rendered": f"{address}?p={number}"},
            "slug": f"post-{number}",
            "status": status,
            "type": "post",
            "link": link,
            "title": {"rendered": title or f"Letter {number} &#8211; boats &amp; tides", "raw": title.removeprefix("Private: ")},
            "content": {"rendered": "<p>Forty volunteers, three weekends and one very tall ladder.</p>", "protected": False},
            "excerpt": {"rendered": "<p>It is dry again.</p>", "protected": False},
            "categories": [2 if number % 2 else 3],
            "_embedded": {
                "author": [{"name": "Rosa Lind"}],
                "wp:featuredmedia": [{"source_url": f"{address}uploads/roof.jpg", "alt_text": "Two people on a roof"}],
                "wp:term": [[{"taxonomy": "category", "name": CATEGORIES[2 if number % 2 else 3]}]],
            },
            **more,
        }

    # -- answers ----------------------------------------------------------------------------------------------------------------

    def _serve(self, path: str) -> None:
        self.site.routes[f"{self.folder}/wp-json/{path}"] = lambda handler: self._rest(handler, path)

    def _home(self, handler: Any) -> Answer:
        route = parse_qs(urlsplit(handler.path).query).get("rest_route")
        if route is not None:
            return self._rest(handler, route[0].strip("/"))
        head = (
            f'<link rel="alternate" type="application/rss+xml" title="Quayside &raquo; Feed" href="{self.address}feed/">'
            f'<link rel="alternate" type="application/rss+xml" title="Quayside &raquo; Comments Feed" '
            f'href="{self.address}comments/feed/"><link rel="stylesheet" href="{self.address}wp-content/themes/plain/style.css">'
        )
        headers = {} if self.closed else {"Link": f'<{self.interface}>; rel="https://api.w.org/"'}
        body = f"<html><head><title>Quayside &amp; Friends</title>{head}</head><body><p>Welcome.</p></body></html>"
        return Answer(body.encode(), headers=headers)

    def _feed(self, _handler: Any) -> Answer:
        return Answer(
            _rss("Quayside &amp; Friends", [post for post in self.items["posts"] if post["status"] == "publish"][:10]),
            "application/rss+xml",
        )

    def _rest(self, handler: Any, path: str) -> Answer:
        if self.closed:
            return _refuse(self.closed, "rest_disabled", "The REST API on this site has been disabled.")
        wanted = parse_qs(urlsplit(handler.path).query)
        signed_in = self._signed_in(handler)
        if signed_in is None and self.strict:
            return _refuse(401, "incorrect_password", "The provided password is an invalid application password.")
        if not path:
            index = {"name": "Quayside &amp; Friends", "namespaces": ["oembed/1.0", "wp/v2"], "authentication": {}}
            if self.events:
                index["namespaces"].append("tribe/events/v1")
            endpoint = {"endpoints": {"authorization": f"{self.address}wp-admin/authorize-application.php"}}
            return _json({**index, "authentication": {"application-passwords": endpoint}})
        if path == "wp/v2/types":
            return _json(self.types)
        if path == "wp/v2/categories":
            found = [{"id": number, "name": name, "count": 2, "taxonomy": "category"} for number, name in CATEGORIES.items()]
            return _json(found)
        if path == "wp/v2/users/me":
            if not signed_in:
                return _refuse(401, "rest_not_logged_in", "You are not currently logged in.")
            capabilities = {"capabilities": {"edit_posts": self.editor}} if "edit" in wanted.get("context", []) else {}
            return _json({"id": 1, "name": "Rosa Lind", "slug": USER, **capabilities})
        return self._list(handler, path.rpartition("/")[2], wanted, bool(signed_in))

    def _list(self, handler: Any, base: str, wanted: dict[str, list[str]], signed_in: bool) -> Answer:
        states = set(wanted.get("status", ["publish"])[0].split(","))
        if states != {"publish"} and not (signed_in and self.editor):
            return _refuse(400, "rest_invalid_param", "Invalid parameter(s): status")
        size, page = int(wanted.get("per_page", ["10"])[0]), int(wanted.get("page", ["1"])[0])
        if page == self.broken_page:
            return Answer(b"<p>There has been a critical error on this website.</p>", status=500)
        categories = {int(number) for number in wanted.get("categories", [""])[0].split(",") if number}
        posts = [
            post
            for post in self.items[base]
            if post["status"] in states
            and (not categories or categories & set(post["categories"]))
            and post["date"] >= wanted.get("after", [""])[0]
        ]
        pages = (len(posts) + size - 1) // size
        if page > max(pages, 1):
            return _refuse(400, "rest_post_invalid_page_number", "The page number requested is larger than the number of pages.")
        shown = posts[(page - 1) * size : page * size]
        if "_embed" not in wanted:
            shown = [{name: value for name, value in post.items() if name != "_embedded"} for post in shown]
        answer = _json(shown, {"X-WP-Total": str(len(posts)), "X-WP-TotalPages": str(pages)})
        if not self.tags:
            return answer
        tag = f'"{hashlib.sha256(answer.body).hexdigest()[:12]}"'
        if handler.headers.get("If-None-Match") == tag:
            return Answer(b"", JSON, 304, {"ETag": tag})
        return Answer(answer.body, JSON, 200, {**answer.headers, "ETag": tag})

    def _signed_in(self, handler: Any) -> bool | None:
        """True with the right password, False without one, None with a wrong one."""
        stated = handler.headers.get("Authorization", "")
        if not stated.startswith("Basic "):
            return False
        name, _colon, password = base64.b64decode(stated.removeprefix("Basic ")).decode().partition(":")
        return True if name == USER and password in self.passwords else None


def _json(document: Any, headers: dict[str, str] | None = None) -> Answer:
    return Answer(json.dumps(document).encode(), JSON, headers=headers or {})


def _refuse(status: int, code: str, message: str) -> Answer:
    return Answer(json.dumps({"code": code, "message": message, "data": {"status": status}}).encode(), JSON, status)


def _rss(title: str, posts: list[dict[str, Any]]) -> bytes:
    items = "".join(
        f"<item><title>{post['title']['rendered']}</title><link>{post['link']}</link>"
        f"<guid isPermaLink='false'>{post['guid']['rendered']}</guid></item>"
        for post in posts
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>".encode()
