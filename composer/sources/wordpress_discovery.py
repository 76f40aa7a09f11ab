"""What a WordPress site offers to everybody: its posts with their categories, post types of its own, The Events Calendar.

The interface is looked for where the site says it is (the ``Link`` header and element of api.w.org), then at the usual places;
a site in a folder, and one without speaking addresses (``?rest_route=``), have theirs there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html

from composer.errors import ComposerError, SourceError
from composer.i18n import _
from composer.sources.address import host_of
from composer.sources.download import Download
from composer.sources.html_tree import document_of, words_in
from composer.sources.json_reading import list_at, part, read_json, text_of, words_at
from composer.sources.link_cleaning import resolved
from composer.sources.offer import Category, Offer
from composer.sources.post_making import title_words
from composer.sources.source import FetchContext
from composer.sources.text_encoding import decode

MOST_TYPES = 10
MOST_CATEGORIES = 60
_RELATION = "https://api.w.org/"
_EVENTS = ("tribe/events/v1", "tec/v1")
"""The namespaces of The Events Calendar, the one that answers everybody first."""
_NOT_TO_READ = re.compile(
    r"^(page|attachment|revision|nav_menu_item|custom_css|customize_changeset|oembed_cache|user_request|tribe_(venue|organizer).*"
    r"|(wp|acf|elementor|e|fl|et|vc|jet|jp|brizy|bricks|oxy|ct|fusion|avada|um|mc4wp|wpcf7|wpforms|wpsl|mailpoet|jetpack|shop"
    r"|product|woo|sfwd|ml|mphb|popup|pafe|gp|kadence|astra|spectra|cookie|rank|yoast|tablepress|ninja|form|feedback)[_-].*"
    r"|forms?|popups?|templates?|layouts?|sliders?|widgets?|block|product)$"
)
_STATES_PLAINLY = b"/wp-content/"


@dataclass(frozen=True)
class Interface:
    """A site's WordPress: ``root`` of its interface, ``offers``, and a sentence where it is there but closed."""

    root: str = ""
    offers: tuple[Offer, ...] = ()
    note: str = ""


def wordpress_of(page: Download, document: lxml.html.HtmlElement, context: FetchContext) -> Interface:
    """What the site of a page shows through WordPress's interface; nothing where it has none."""
    note = ""
    for root, stated in _roots(page, document):
        context.stop_if_cancelled()
        try:
            index = read_json(context.get(root, near=page.location))
        except ComposerError as error:
            if stated or _STATES_PLAINLY in page.content:
                note = note or _closed(root, error)
            continue
        if "wp/v2" not in list_at(index, "namespaces"):
            continue
        offers, refusal = _offers(root, index, page, context)
        if offers:
            return Interface(root, offers)
        note = _closed(root, refusal) if refusal is not None else note
    return Interface(note=note)


def interface_itself(page: Download, context: FetchContext) -> Interface | None:
    """Where the address is that of an interface (``/wp-json/``), what it offers; None where it is no such thing."""
    try:
        index = read_json(page)
    except ComposerError:
        return None
    if "wp/v2" not in list_at(index, "namespaces"):
        return None
    return Interface(page.location, _offers(page.location, index, page, context)[0])


def _roots(page: Download, document: lxml.html.HtmlElement) -> Iterator[tuple[str, bool]]:
    """Where the interface may lie; True for what the site itself states."""
    stated = [link.get("href") or "" for link in document.iter("link") if _RELATION in (link.get("rel") or "")]
    for piece in re.split(r",\s*(?=<)", page.headers.get("link", "")):
        if _RELATION in piece.partition(">")[2]:
            stated.insert(0, piece.partition("<")[2].partition(">")[0])
    found = {address: True for href in stated if (address := resolved(href, page.location))}
    homes = []
    text = page.content[:400_000].decode("latin-1")
    for match in re.finditer(r"""(?:href|src)=["']([^"'<>\s]{0,300}?/)wp-(?:content|includes)/""", text):
        home = resolved(match[1], page.location)
        if home and host_of(home).removeprefix("www.") == host_of(page.location).removeprefix("www."):
            homes.append(home)
            break
    generator = any("wordpress" in (meta.get("content") or "").lower() for meta in document.iter("meta"))
    if homes or generator or not found:
        root = urljoin(page.location, "/")
        first = urlsplit(page.location).path.split("/")[1:2]
        below = [urljoin(root, f"/{first[0]}/")] if first and first[0] and "." not in first[0] else []
        for home in dict.fromkeys((*homes, root, *(below if homes or generator else ()))):
            found.setdefault(urljoin(home, "wp-json/"), False)
            if homes or generator:
                found.setdefault(urljoin(home, "?rest_route=/"), False)
    yield from list(found.items())[:6]


def _closed(root: str, error: ComposerError) -> str:
    """The sentence for an interface that is there and does not answer everybody."""
    if isinstance(error, SourceError) and re.search(r"HTTP (401|403|404|405|410)", error.details):
        return _("The WordPress interface of {host} is closed to visitors; drafts cannot be read there.").format(
            host=host_of(root)
        )
    return ""


def route(root: str, path: str) -> str:
    """A route of the interface, with speaking addresses or without."""
    return f"{root}{path}" if "rest_route=" in root else urljoin(root if root.endswith("/") else f"{root}/", path)


def asking(address: str, query: str) -> str:
    """The address with a further question."""
    return f"{address}{'&' if '?' in address else '?'}{query}"


def _offers(root: str, index: Any, page: Download, context: FetchContext) -> tuple[tuple[Offer, ...], ComposerError | None]:
    """Posts, events and the site's own post types; and why the posts were refused, where they were."""
    site = title_words(words_at(index, "name"))[:120] or host_of(root)
    found: list[Offer] = []
    refused: ComposerError | None = None
    try:
        posts = _newest(route(root, "wp/v2/posts"), page, context, "wordpress", site)
        if posts is not None:
            found.append(_with_categories(root, posts, page, context))
    except ComposerError as error:
        refused = error
    events = False
    for namespace in _EVENTS:
        calendar = route(root, f"{namespace}/events")
        if namespace in list_at(index, "namespaces") and _shows_events(calendar, page, context):
            found.append(Offer("events_calendar", calendar, _("Events of {site}").format(site=site)))
            events = True
            break
    found += _own_types(root, site, events, page, context)
    return tuple(found), refused


def _newest(address: str, page: Download, context: FetchContext, type_: str, title: str) -> Offer | None:
    """The offer of one list of posts, with the addresses of its newest ten; None where it holds none.

    Raises:
        ComposerError: it is not shown.
    """
    answer = context.get(asking(address, "per_page=10&_fields=id,link,title,slug,type"), near=page.location)
    posts = read_json(answer)
    if not isinstance(posts, list) or not posts or not isinstance(posts[0], dict):
        return None
    links = frozenset(link for post in posts if (link := resolved(words_at(post, "link"), answer.location)))
    total = answer.headers.get("x-wp-total", "")
    return Offer(type_, address, title, int(total[:9]) if total.isdecimal() else None, links)


def _with_categories(root: str, posts: Offer, page: Download, context: FetchContext) -> Offer:
    """The posts with the categories they can be narrowed to, where there is a choice."""
    from dataclasses import replace

    asked = asking(route(root, "wp/v2/categories"), "per_page=100&hide_empty=1&orderby=count&order=desc&_fields=id,name,count")
    try:
        found = read_json(context.get(asked, near=page.location))
    except ComposerError:
        return posts
    categories = tuple(
        Category(key, name, count if isinstance(count := part(each, "count"), int) else 0)
        for each in (found if isinstance(found, list) else [])
        if (key := text_of(part(each, "id"))).isdecimal() and (name := title_words(words_at(each, "name")))
    )[:MOST_CATEGORIES]
    return replace(posts, categories=categories) if len(categories) > 1 else posts


def _own_types(root: str, site: str, events: bool, page: Download, context: FetchContext) -> list[Offer]:
    """The post types the site made for itself that everybody can read, each looked at."""
    try:
        types = read_json(context.get(route(root, "wp/v2/types"), near=page.location))
    except ComposerError:
        return []
    wanted: list[tuple[str, str]] = []
    for slug, described in types.items() if isinstance(types, dict) else ():
        base = words_at(described, "rest_base") or slug
        if slug == "post" or _NOT_TO_READ.match(slug) or not re.fullmatch(r"[\w%-]{1,100}", base):
            continue
        if events and slug == "tribe_events":
            continue
        space = words_at(described, "rest_namespace") or "wp/v2"
        name = title_words(words_at(described, "name")) or slug
        if re.fullmatch(r"[\w/-]{1,60}", space) and space == "wp/v2":
            wanted.append((route(root, f"{space}/{base}"), _("{name} of {site}").format(name=name[:80], site=site)))

    def look(place: tuple[str, str]) -> Offer | None:
        try:
            offer = _newest(place[0], page, context, "wordpress", place[1])
            return offer if offer is not None and _has_pages(place[0], page, context) else None
        except ComposerError:
            return None

    with ThreadPoolExecutor(max_workers=4, thread_name_prefix="discovery") as pool:
        return [offer for offer in pool.map(look, wanted[:MOST_TYPES]) if offer is not None]


def _has_pages(address: str, page: Download, context: FetchContext) -> bool:
    """True where the newest entry has a page of its own. The interface also lists types without, and WordPress then answers
    their links with the front page: what tells is whether the title stands on it.

    Raises:
        ComposerError: there is no such page.
    """
    newest = part(read_json(context.get(asking(address, "per_page=1&_fields=link,title"), near=page.location)), 0)
    link, title = resolved(words_at(newest, "link"), page.location), _bare(title_words(words_at(newest, "title", "rendered")))
    own = context.get(link, near=page.location)
    return not title or title in _bare(words_in(document_of(decode(own.content, own.charset).text)))


def _bare(words: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[\W_]+", "", words).casefold()


def _shows_events(events: str, page: Download, context: FetchContext) -> bool:
    """True where the calendar answers, be it without an event at present."""
    try:
        first = read_json(context.get(asking(events, "per_page=1"), near=page.location))
    except ComposerError:
        return False
    return isinstance(first, list) or isinstance(part(first, "events"), list)
