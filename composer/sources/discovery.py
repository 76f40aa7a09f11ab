"""From the address of a site to the sources it offers: its WordPress interface, feeds, calendars; at last the page itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urljoin

import lxml.html

from composer.errors import ComposerError
from composer.i18n import _
from composer.sources.address import host_of, same_site
from composer.sources.download import Download
from composer.sources.html_tree import document_of, words_in
from composer.sources.json_reading import list_at, part, read_json, words_at
from composer.sources.link_cleaning import resolved
from composer.sources.post_making import title_words
from composer.sources.reader import choose
from composer.sources.source import FetchContext, Fetched
from composer.sources.text_encoding import decode

AT_ONCE = 6
MOST_OFFERS = 20
MOST_CALENDARS = 6
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
_USUAL_FEEDS = ("feed/", "rss", "rss.xml", "atom.xml", "feed.xml", "index.xml", "feed.json")
_USUAL_CALENDARS = ("events/?ical=1", "events.ics", "calendar.ics")
_EVENT_INTERFACES = ("tribe/events/v1", "tec/v1")
"""The namespaces of The Events Calendar, the one that answers everybody first."""
_ORDER = ("wordpress", "feed", "json_feed", "events_calendar", "calendar", "structured_data", "web_page", "sitemap")
_USUAL_SITEMAPS = ("sitemap.xml", "sitemap_index.xml", "wp-sitemap.xml", "news-sitemap.xml")
_PAGES = ("web_page", "structured_data")


@dataclass(frozen=True)
class Offer:
    """A source a site offers: which kind it is, where it lies, and what to call it."""

    type: str
    location: str
    title: str


def discover(url: str, context: FetchContext) -> list[Offer]:
    """The sources behind an address, the best first; empty where there is none.

    Every offer was looked at: it answers, and is what it says.

    Raises:
        SourceError: the address itself cannot be read.
    """
    page = context.open(url)
    itself = choose(page) if page.content.strip() else None
    if itself is not None and itself.type not in _PAGES:
        return [Offer(itself.type, page.location, _title(itself.read(page, context), page))]
    document = document_of(decode(page.content, page.charset).text)
    title_element = document.find(".//title")
    site = words_in(title_element) if title_element is not None else ""
    name = title_words(site)[:120] or host_of(page.location)
    wordpress = _wordpress(page, document, name, context)
    posts = any(offer.type == "wordpress" for offer in wordpress)
    events = any(offer.type == "events_calendar" for offer in wordpress)
    feeds = [] if posts else list(_looked_at(_feed_links(document, page), page, context))
    links = [
        (address, words) for address, words in _calendar_links(document, page) if not (events and _same_events(address, page))
    ]
    calendars = list(_looked_at(links, page, context, only="calendar", several=True))
    root = urljoin(page.location, "/")
    if not feeds and not posts:
        feeds = list(_looked_at([(urljoin(root, place), "") for place in _USUAL_FEEDS], page, context))[:1]
    if not calendars and not events:
        calendars = list(_looked_at([(urljoin(root, place), "") for place in _USUAL_CALENDARS], page, context, only="calendar"))[
            :1
        ]
    offers = [*wordpress, *feeds, *calendars]
    if itself is not None and itself.type == "structured_data" and not events and not calendars:
        fetched = itself.read(page, context)
        if any(item.kind in ("event", "awareness") and item.starts for item in fetched.items):
            offers.append(Offer(itself.type, page.location, _title(fetched, page)))
    if not offers and itself is not None:
        fetched = itself.read(page, context)
        if len(fetched.items) > 1:
            offers = [Offer(itself.type, page.location, _title(fetched, page))]
    if not offers:
        offers = _sitemap(page, name, context)
    offers.sort(key=lambda offer: _ORDER.index(offer.type) if offer.type in _ORDER else len(_ORDER))
    return list({(offer.type, offer.location): offer for offer in offers}.values())[:MOST_OFFERS]


def _title(fetched: Fetched, page: Download) -> str:
    return fetched.title or host_of(page.location)


def _looked_at(
    places: Iterable[tuple[str, str]], page: Download, context: FetchContext, *, only: str = "", several: bool = False
) -> Iterator[Offer]:
    """The places that answer with a feed or a calendar. ``only``: one type; ``several``: more than one event must be in it."""

    def look(place: tuple[str, str]) -> Offer | None:
        address, name = place
        try:
            found = context.get(address, near=page.location)
            source = choose(found)
            wanted = source.type == only if only else source.type in ("feed", "json_feed")
            if not wanted or found.offline or (several and found.content.count(b"BEGIN:VEVENT") < 2):
                return None
            return Offer(source.type, found.location, source.read(found, context).title or name or host_of(found.location))
        except ComposerError:
            return None

    with ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="discovery") as pool:
        for offer in pool.map(look, list(places)[:MOST_OFFERS]):
            context.stop_if_cancelled()
            if offer is not None:
                yield offer


def _sitemap(page: Download, name: str, context: FetchContext) -> list[Offer]:
    """The first sitemap at the usual places that names more than one page, or other sitemaps."""
    for place in _USUAL_SITEMAPS:
        context.stop_if_cancelled()
        try:
            found = context.get(urljoin(page.location, f"/{place}"), near=page.location)
            if choose(found).type == "sitemap" and (found.content.count(b"<loc") > 1 or b"sitemapindex" in found.content):
                return [Offer("sitemap", found.location, name)]
        except ComposerError:
            continue
    return []


def _feed_links(document: lxml.html.HtmlElement, page: Download) -> list[tuple[str, str]]:
    """The feeds a page names in its head, those of comments left out."""
    found: dict[str, str] = {}
    for link in document.iter("link"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" not in (link.get("rel") or "").lower().split() or kind not in _FEED_TYPES:
            continue
        address = resolved(link.get("href") or "", page.location)
        title = " ".join((link.get("title") or "").split())
        if address and "comments" not in address.lower() and "comment" not in title.lower():
            found.setdefault(address, title)
    return list(found.items())


def _calendar_links(document: lxml.html.HtmlElement, page: Download) -> list[tuple[str, str]]:
    """The calendars a page links to."""
    found: dict[str, str] = {}
    for link in (*document.iter("link"), *document.iter("a")):
        written = (link.get("href") or "").strip()
        lower = written.lower()
        calendar = link.get("type", "").lower().startswith("text/calendar") or lower.startswith("webcal")
        path, _mark, query = lower.partition("?")
        if not calendar and not path.endswith(".ics") and "ical=1" not in query and "outlook-ical=1" not in query:
            continue
        if lower.startswith(("webcal:", "webcals:")):
            written = "https:" + written.partition(":")[2]
        address = resolved(written, page.location)
        if address and len(found) < MOST_CALENDARS:
            found.setdefault(address, words_in(link) or " ".join((link.get("title") or "").split()))
    return list(found.items())


def _wordpress(page: Download, document: lxml.html.HtmlElement, name: str, context: FetchContext) -> list[Offer]:
    """What the site's WordPress interface shows to everybody: posts, and events where it keeps them with The Events Calendar."""
    named = [link.get("href") or "" for link in document.iter("link") if link.get("rel") == "https://api.w.org/"]
    for stated in page.headers.get("link", "").split(","):
        if 'rel="https://api.w.org/"' in stated:
            named.append(stated.partition("<")[2].partition(">")[0])
    roots = [address for href in named if (address := resolved(href, page.location))]
    generator = any("wordpress" in (meta.get("content") or "").lower() for meta in document.iter("meta"))
    if not roots and (generator or b"/wp-content/" in page.content):
        roots = [urljoin(page.location, "/wp-json/"), urljoin(page.location, "/?rest_route=/")]
    for root in dict.fromkeys(roots):
        try:
            index = read_json(context.get(root, near=page.location))
        except ComposerError:
            continue
        namespaces = [name for name in list_at(index, "namespaces") if isinstance(name, str)]
        if "wp/v2" not in namespaces or not same_site(root, page.location):
            continue
        title = title_words(words_at(index, "name")) or name
        found = []
        if _shows_posts(posts := _below(root, "wp/v2/posts"), page, context):
            found.append(Offer("wordpress", posts, title))
        for namespace in _EVENT_INTERFACES:
            if namespace in namespaces and _shows_events(events := _below(root, f"{namespace}/events"), page, context):
                found.append(Offer("events_calendar", events, _("Events of {site}").format(site=title)))
                break
        if found:
            return found
    return []


def _below(root: str, path: str) -> str:
    """A route of the interface, with speaking addresses or without."""
    return f"{root}{path}" if "rest_route=" in root else urljoin(root if root.endswith("/") else f"{root}/", path)


def _shows_posts(posts: str, page: Download, context: FetchContext) -> bool:
    try:
        first = read_json(context.get(f"{posts}{'&' if '?' in posts else '?'}per_page=1", near=page.location))
    except ComposerError:
        return False
    return isinstance(first, list) and bool(first)


def _shows_events(events: str, page: Download, context: FetchContext) -> bool:
    """True where the calendar answers, be it without an event at present."""
    try:
        first = read_json(context.get(f"{events}{'&' if '?' in events else '?'}per_page=1", near=page.location))
    except ComposerError:
        return False
    return isinstance(first, list) or isinstance(part(first, "events"), list)


def _same_events(address: str, page: Download) -> bool:
    """True for the calendar that The Events Calendar makes of the very events its interface gives."""
    return same_site(address, page.location) and "ical=1" in address.lower()
