"""From the address of a site to the sources it offers: its WordPress interface, feeds, calendars; at last the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import lxml.html

from composer.errors import ComposerError, InputError, SourceError
from composer.i18n import _
from composer.sources.address import host_of, same_site, web_address
from composer.sources.calendar_links import CalendarLink, calendar_links, embedded, webcal_addresses
from composer.sources.choosing import choose
from composer.sources.download import Download
from composer.sources.failures import Trouble, trouble_of
from composer.sources.html_tree import document_of, words_in
from composer.sources.link_cleaning import resolved
from composer.sources.offer import Category, Found, Offer
from composer.sources.post_making import title_words
from composer.sources.source import FetchContext, Fetched
from composer.sources.text_encoding import decode
from composer.sources.typed_address import has_scheme, other_name, typed_addresses, with_scheme
from composer.sources.wordpress_discovery import interface_itself, wordpress_of

__all__ = ["Category", "Found", "Offer", "discover", "look"]

AT_ONCE = 6
MOST_OFFERS = 20
MOST_FOLLOWED = 4
SAME = 0.6
"""Two sources of which this part of the smaller one's newest entries is in both hold the same content."""
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
_USUAL_FEEDS = ("feed/", "rss", "rss.xml", "atom.xml", "feed.xml", "index.xml", "feed.json")
_USUAL_CALENDARS = ("events/?ical=1", "events.ics", "calendar.ics")
_ORDER = ("wordpress", "feed", "json_feed", "events_calendar", "calendar", "structured_data", "web_page", "sitemap")
_USUAL_SITEMAPS = ("sitemap.xml", "sitemap_index.xml", "wp-sitemap.xml", "news-sitemap.xml")
_PAGES = ("web_page", "structured_data")
_COMMENTS = re.compile(
    r"\b(comments?|kommentar\w*|commentaires?|comentarios?|commenti|reacties|komentarz\w*|kommentit)\b", re.IGNORECASE
)
_COMMENTS_PATH = re.compile(r"/comments?/(?:feed|rss|atom)|[?&]feed=comments|comments[._-](?:rss|feed|atom)", re.IGNORECASE)
_NEWS = re.compile(
    r"\b(news|blog|stories|updates?|press|latest|posts|articles|magazine|journal|newsroom|nachrichten|aktuelles|actualit\w+|noticias)\b",
    re.IGNORECASE,
)
_MAIN_FEED = re.compile(r"^(?:/[\w-]+)?/(?:feed|rss2?|atom)(?:/(?:rss2?|atom|rdf))?/?$")
"""Where WordPress has the feed of all its posts, also in a folder of its own."""
_DATES = re.compile(
    r"\b(events?|calendar|diary|what.?s.on|agenda|dates|termine|veranstaltungen|kalender|eventos|evenem\w+)\b", re.IGNORECASE
)
_UNDER_WORK = re.compile(
    r"\b(maintenance|coming soon|under construction|back soon|launching soon|be right back)\b", re.IGNORECASE
)


def discover(url: str, context: FetchContext) -> list[Offer]:
    """The sources behind an address, the best first; empty where there is none.

    Every offer was looked at: it answers, and is what it says.

    Raises:
        SourceError: the address itself cannot be read.
    """
    return list(look(url, context).offers)


def look(url: str, context: FetchContext) -> Found:
    """What an address offers, as somebody typed it: the same content once, other wrappings of it beside, and what to know.

    Raises:
        SourceError: the address itself cannot be read. InputError: it is none.
    """
    page = _opened(url, context)
    itself = choose(page) if page.content.strip() else None
    if itself is not None and itself.type not in _PAGES:
        interface = interface_itself(page, context) if itself.type == "wordpress" else None
        if interface is not None and interface.offers:
            return _sorted_out(host_of(page.location), interface.offers)
        fetched = itself.read(page, context)
        return Found(fetched.title or host_of(page.location), (_offer(itself.type, page.location, fetched),))
    document = document_of(decode(page.content, page.charset).text)
    title_element = document.find(".//title")
    site = title_words(words_in(title_element) if title_element is not None else "")[:120] or host_of(page.location)
    interface = wordpress_of(page, document, context)
    offers = [*interface.offers]
    posts = any(offer.type == "wordpress" and offer.title != "" and "/posts" in offer.location for offer in offers)
    offers += _feeds(document, page, context, usual=not posts)
    offers += _calendars(document, page, context, usual=not any(offer.type == "events_calendar" for offer in offers))
    dated = any(offer.type in ("events_calendar", "calendar") for offer in offers)
    if itself is not None and itself.type == "structured_data" and not dated:
        fetched = itself.read(page, context)
        if any(item.kind in ("event", "awareness") and item.starts for item in fetched.items):
            offers.append(_offer(itself.type, page.location, fetched))
    if not any(offer.type in ("wordpress", "feed", "json_feed") for offer in offers):
        offers += _followed(document, page, context, dates=not dated and not any(offer.type in _PAGES for offer in offers))
    if not offers and itself is not None:
        fetched = itself.read(page, context)
        if len(fetched.items) > 1:
            offers = [_offer(itself.type, page.location, fetched)]
    if not offers and urlsplit(page.location).path.strip("/"):
        offers = _front_page(page, context)
    if not offers:
        offers = _sitemap(page, site, context)
    found = _sorted_out(site, offers)
    closed = (interface.note,) if interface.note and offers else ()
    return replace(found, notes=closed if offers else (_why_nothing(document, page),))


# -- opening --------------------------------------------------------------------------------------------------------------------


def _opened(typed: str, context: FetchContext) -> Download:
    """What lies at an address as somebody typed it: over https or http, with ``www.`` or without, whichever answers.

    Raises:
        SourceError: none does; the sentence is about the first.
    """
    given = typed_addresses(typed)
    if not given:
        raise InputError(
            _("“{address}” is not a web address.").format(address=typed.strip()[:80]),
            _("Write it like https://example.org/news."),
        )
    address = given[0]
    elsewhere = embedded(address)
    if elsewhere:
        ways = list(elsewhere[0])
    elif address.lower().startswith(("webcal:", "webcals:")):
        ways = list(webcal_addresses(address))
    elif has_scheme(address) or address.lower().startswith("feed:"):
        ways = [web_address(address)]
    else:
        ways = [with_scheme(address, "https"), with_scheme(address, "http")]
    first: SourceError | None = None
    failed: Trouble = ""
    for place in (*ways, other_name(web_address(ways[0]))):
        if not place or (first is not None and not _worth_trying(failed, ways[0], place)):
            continue
        try:
            page = context.open(place)
        except SourceError as error:
            failed = trouble_of(error)
            first = first or error
            continue
        if page.offline:
            raise SourceError(page.offline, _("Try again later."))
        return page
    assert first is not None
    raise first


def _worth_trying(trouble: Trouble, asked: str, other: str) -> bool:
    """Whether another spelling may help against a trouble: http where nobody speaks https, the twin's name for a wrong name."""
    if host_of(asked) == host_of(other):
        return trouble in ("refused", "silent", "secure")
    return trouble in ("name", "wrong_name")


# -- looking --------------------------------------------------------------------------------------------------------------------


def _offer(type_: str, location: str, fetched: Fetched, title: str = "") -> Offer:
    links = frozenset(item.link for item in fetched.items if item.link)
    return Offer(type_, location, fetched.title or title or host_of(location), len(fetched.items), links)


def _looked_at(
    places: Iterable[CalendarLink], page: Download, context: FetchContext, types: Sequence[str], *, several: bool = False
) -> Iterator[Offer]:
    """The places that answer with a source of one of the types. ``several``: one that is not sure must hold several events."""

    def read(place: CalendarLink) -> Offer | None:
        for address in place.addresses:
            try:
                found = context.get(address, near=page.location)
                source = choose(found)
                if source.type not in types or found.offline:
                    return None
                if several and not place.sure and found.content.count(b"BEGIN:VEVENT") < 2:
                    return None
                fetched = source.read(found, context)
            except ComposerError:
                continue
            if _COMMENTS.match(fetched.title):
                return None
            return _offer(source.type, found.location, fetched, place.title)
        return None

    with ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="discovery") as pool:
        for offer in pool.map(read, list(places)[:MOST_OFFERS]):
            context.stop_if_cancelled()
            if offer is not None:
                yield offer


def _feeds(document: lxml.html.HtmlElement, page: Download, context: FetchContext, *, usual: bool) -> list[Offer]:
    """The feeds a page names, those of comments left out; where it names none and ``usual``, the first at the usual places."""
    types = ("feed", "json_feed")
    found = list(_looked_at(_feed_links(document, page), page, context, types))
    if found or not usual:
        return found
    places = [CalendarLink((urljoin(page.location, f"/{place}"),), "", True) for place in _USUAL_FEEDS]
    return list(_looked_at(places, page, context, types))[:1]


def _feed_links(document: lxml.html.HtmlElement, page: Download) -> list[CalendarLink]:
    found: dict[str, CalendarLink] = {}
    for link in document.iter("link", "a"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        written = link.get("href") or ""
        if link.tag == "link":
            if "alternate" not in (link.get("rel") or "").lower().split() or kind not in _FEED_TYPES:
                continue
        elif kind not in _FEED_TYPES and not re.search(r"(?i)(/|\.)(rss|atom|feed)(\.xml)?/?$|^feed:", written):
            continue
        address = resolved(web_address(written) if written.lower().startswith("feed:") else written, page.location)
        title = " ".join((link.get("title") or "").split())
        if address and not _COMMENTS_PATH.search(address) and not _COMMENTS.search(title):
            found.setdefault(address, CalendarLink((address,), title, True))
    return list(found.values())


def _calendars(document: lxml.html.HtmlElement, page: Download, context: FetchContext, *, usual: bool) -> list[Offer]:
    found = list(_looked_at(calendar_links(document, page.location), page, context, ("calendar",), several=True))
    if found or not usual:
        return found
    places = [CalendarLink((urljoin(page.location, f"/{place}"),), "", True) for place in _USUAL_CALENDARS]
    return list(_looked_at(places, page, context, ("calendar",)))[:1]


def _followed(document: lxml.html.HtmlElement, page: Download, context: FetchContext, *, dates: bool) -> list[Offer]:
    """What the site's pages for news (and ``dates``, for its events) name or list, where its front page names no feed."""
    wanted: dict[str, bool] = {}
    for link in document.iter("a"):
        address = resolved(link.get("href") or "", page.location)
        if not address or not same_site(address, page.location) or address.rstrip("/") == page.location.rstrip("/"):
            continue
        words = f"{words_in(link)[:60]} {urlsplit(address).path.strip('/').rpartition('/')[2]}".replace("-", " ").replace(
            "_", " "
        )
        if len(words_in(link).split()) <= 4 and (_NEWS.search(words) or (dates and _DATES.search(words))):
            wanted.setdefault(address.partition("#")[0], bool(_DATES.search(words)))
    offers: list[Offer] = []
    for address in list(wanted)[:MOST_FOLLOWED]:
        context.stop_if_cancelled()
        try:
            other = context.get(address, near=page.location)
            source = choose(other)
            if source.type not in _PAGES or other.offline:
                continue
            below = document_of(decode(other.content, other.charset).text)
            named = _feeds(below, other, context, usual=False) + _calendars(below, other, context, usual=False)
            if not named:
                fetched = source.read(other, context)
                named = [_offer(source.type, other.location, fetched)] if len(fetched.items) > 1 else []
        except ComposerError:
            continue
        offers += named
    return offers


def _front_page(page: Download, context: FetchContext) -> list[Offer]:
    """What the site's front page offers, where the page that was given offers nothing."""
    try:
        front = context.get(urljoin(page.location, "/"), near=page.location)
        if choose(front).type not in _PAGES or front.location == page.location:
            return []
        document = document_of(decode(front.content, front.charset).text)
        return _feeds(document, front, context, usual=False) + _calendars(document, front, context, usual=False)
    except ComposerError:
        return []


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


# -- sorting out ----------------------------------------------------------------------------------------------------------------


def _sorted_out(site: str, offers: Sequence[Offer]) -> Found:
    """The best first, and each content once."""
    ranked = sorted(offers, key=lambda offer: (_rank(offer), -len(offer.links)))
    kept: list[Offer] = []
    others: list[Offer] = []
    for offer in {offer.location: offer for offer in reversed(ranked)}.values().__reversed__():
        better = next((one for one in kept if _same(one, offer)), None)
        if better is None:
            kept.append(offer)
        else:
            others.append(replace(offer, same_as=better.location))
    return Found(site, tuple(kept[:MOST_OFFERS]), tuple(others[:MOST_OFFERS]))


def _rank(offer: Offer) -> int:
    return _ORDER.index(offer.type) if offer.type in _ORDER else len(_ORDER)


def _same(one: Offer, other: Offer) -> bool:
    """True where two sources hold the same content, as far as their newest entries say."""
    if "events_calendar" in (one.type, other.type) and "calendar" in (one.type, other.type):
        made = other.location if one.type == "events_calendar" else one.location
        return same_site(one.location, other.location) and "ical=1" in made.lower()
    if one.type == "wordpress" and "/posts" in one.location and same_site(one.location, other.location):
        parts = urlsplit(other.location)
        if _MAIN_FEED.match(parts.path) or re.search(r"(?:^|&)feed=(?:rss2?|atom|rdf)$", parts.query):
            return True
    mine, theirs = ({_key(link) for link in offer.links} for offer in (one, other))
    return bool(mine and theirs) and len(mine & theirs) >= SAME * min(len(mine), len(theirs))


def _key(link: str) -> str:
    """A link without what may differ between two wrappings of one entry."""
    parts = urlsplit(link)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def _why_nothing(document: lxml.html.HtmlElement, page: Download) -> str:
    """Why a page offers nothing, and what to try, in two short sentences."""
    host = host_of(page.location)
    words = " ".join(" ".join(str(text) for text in document.find("body").itertext()).split())
    if any((field.get("type") or "").lower() == "password" for field in document.iter("input")):
        return _("{host} shows its visitors a sign-in form. Use an address that opens without signing in.").format(host=host)
    if len(words) < 1500 and _UNDER_WORK.search(words):
        return _("{host} only says that it is being worked on. Try again when it is back.").format(host=host)
    if len(words) < 200 and any(True for _script in document.iter("script")):
        message = _("{host} shows nothing without running scripts, so no news could be found in it.")
        return f"{message.format(host=host)} {_('Ask whoever looks after the site for the address of its feed or calendar.')}"
    message = _("No news and no calendar were found at {host}.").format(host=host)
    return f"{message} {_('Give the address of its news page, or use a file or pasted text.')}"
