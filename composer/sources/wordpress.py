"""WordPress sites through their own interface (REST, ``/wp/v2/posts``): pictures with their descriptions, categories, authors.

Also files saved from it, holding a list of posts or a single one. Sites without speaking addresses answer at ``?rest_route=``.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from composer.errors import FormatError, SourceError
from composer.i18n import N_, _
from composer.library.item import Item
from composer.sources.address import host_of, is_web_address, place_of, web_address
from composer.sources.download import Download
from composer.sources.json_reading import is_json, list_at, part, read_json, text_of, words_at
from composer.sources.link_cleaning import resolved
from composer.sources.post_making import RawPost, make_post, moment_of, title_words, within
from composer.sources.source import FetchContext, Fetched, Problem, Source

PER_PAGE = 50
MOST_PAGES = 20
PAGES_WITHOUT_WINDOW = 2
"""How many pages are read where nobody says how far back to go: the newest hundred posts."""
_INTERFACE = re.compile(r"/wp-json/wp/v2/(?P<what>[\w-]+)|[?&]rest_route=/?wp/v2/(?P<route>[\w-]+)", re.IGNORECASE)


class WordPress(Source):
    """The posts of a WordPress site."""

    type: ClassVar[str] = "wordpress"
    label: ClassVar[str] = N_("WordPress site")

    @classmethod
    def matches(cls, location: str, head: Download | None) -> int:
        if is_web_address(location) and _INTERFACE.search(location.replace("%2F", "/")):
            return 95
        if head is None or not is_json(head):
            return 0
        opening = head.content[:60_000]
        if b'"rendered"' in opening and (b'"slug"' in opening or b'"title"' in opening):
            return 85
        return 20 if b'"wp/v2"' in opening else 0

    def fetch(self, location: str, context: FetchContext) -> Fetched:
        """The posts, page by page; a plain address of a site is asked for its interface first."""
        if not is_web_address(location):
            return super().fetch(location, context)
        address = web_address(location)
        if not _INTERFACE.search(address.replace("%2F", "/")):
            address = address.rstrip("/") + "/wp-json/wp/v2/posts"
        items: dict[str, Item] = {}
        problems: list[Problem] = []
        most = MOST_PAGES if context.since is not None else PAGES_WITHOUT_WINDOW
        page = 1
        while page <= most:
            context.stop_if_cancelled()
            try:
                download = context.open(_asking(address, page, context))
                posts = _posts(download)
            except (SourceError, FormatError) as error:
                if page == 1:
                    raise
                if "HTTP 400" not in error.details:  # 400 is how WordPress says that there is no such page
                    problems.append(Problem(location, error.message, error.remedy))
                break
            fetched = self.read_noting_age(download, context)
            items.update((item.id, item) for item in fetched.items if item.id not in items)
            problems += fetched.problems
            total = download.headers.get("x-wp-totalpages", "")
            if len(posts) < PER_PAGE if not total.isdecimal() else page >= int(total[:6]):
                break
            page += 1
        return Fetched(tuple(items.values()), tuple(problems), host_of(address))

    def read(self, download: Download, context: FetchContext) -> Fetched:
        items: dict[str, Item] = {}
        for post in _posts(download):
            context.stop_if_cancelled()
            item = make_post(_raw(post, download.location), download.location, context)
            if within(item, context.since, context.until):
                items.setdefault(item.id, item)
        return Fetched(tuple(items.values()))


def _asking(address: str, page: int, context: FetchContext) -> str:
    """The address of one page of posts, newest first, with pictures, categories and authors embedded."""
    parts = urlsplit(address)
    own = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name not in ("page", "per_page", "_embed")
    ]
    own += [("per_page", str(PER_PAGE)), ("page", str(page)), ("_embed", "1")]
    names = {name for name, _value in own}
    if context.since is not None and "after" not in names:
        own.append(("after", f"{context.since.isoformat()}T00:00:00"))
    if context.until is not None and "before" not in names:
        own.append(("before", f"{context.until.isoformat()}T00:00:00"))
    return urlunsplit(parts._replace(query=urlencode(own, safe="/")))


def _posts(download: Download) -> list[dict[str, Any]]:
    """The posts in an answer or a file: a list of them, or a single one.

    Raises:
        FormatError: it holds none; where the site refuses, its own words say why.
    """
    document = read_json(download)
    found = document if isinstance(document, list) else [document]
    posts = [
        post for post in found if isinstance(post, dict) and isinstance(post.get("title"), dict) and "rendered" in post["title"]
    ]
    if posts or found == []:
        return posts
    refusal = title_words(words_at(document, "message"))
    if refusal:
        raise FormatError(
            _("{host} answers: “{words}”").format(host=host_of(download.location), words=refusal[:200]),
            _("Ask whoever looks after the site whether its REST interface is open."),
        )
    raise FormatError(
        _("What lies at {place} holds no WordPress posts.").format(place=place_of(download.location)),
        _("Use the address of the site itself; its sources are found from there."),
    )


def _raw(post: dict[str, Any], location: str) -> RawPost:
    link = resolved(words_at(post, "link"), location)
    protected = part(post, "content", "protected") is True
    media = part(post, "_embedded", "wp:featuredmedia", 0)
    html = words_at(post, "content", "rendered")
    return RawPost(
        key=words_at(post, "guid", "rendered") or link or text_of(post.get("id")),
        title=words_at(post, "title", "rendered"),
        html=html,
        summary_html=words_at(post, "excerpt", "rendered"),
        link=link,
        published=_moment(post, "date"),
        updated=_moment(post, "modified"),
        author=words_at(post, "_embedded", "author", 0, "name"),
        categories=tuple(
            words_at(term, "name")
            for group in list_at(post, "_embedded", "wp:term")
            for term in (group if isinstance(group, list) else [])
            if words_at(term, "taxonomy") == "category"
        ),
        image=words_at(media, "source_url"),
        image_alt=title_words(words_at(media, "alt_text")),
        notes=(_("The site asks for a password before it shows this post."),) if protected else (),
    )


def _moment(post: dict[str, Any], name: str) -> datetime | None:
    """A moment with the site's own offset: WordPress gives local time and UTC side by side, neither with an offset."""
    utc = moment_of(words_at(post, f"{name}_gmt"))
    local = moment_of(words_at(post, name))
    if utc is None or local is None:
        return utc or local
    offset = timedelta(minutes=round((local - utc).total_seconds() / 60))
    return utc.astimezone(timezone(offset)) if abs(offset) < timedelta(hours=24) else utc
