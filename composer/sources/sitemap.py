"""Sitemaps (sitemaps.org, with the news extension): the last resort for a site without feeds. Its newest pages are read."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from lxml import etree
from msgspec.structs import replace

from composer.errors import ComposerError, FormatError
from composer.i18n import N_, _, ngettext
from composer.library.item import Item
from composer.sources.address import host_of, is_web_address, place_of, same_site
from composer.sources.download import Download
from composer.sources.link_cleaning import resolved
from composer.sources.page_reading import items_of_page
from composer.sources.post_making import title_words, within
from composer.sources.source import FetchContext, Fetched, Problem, Source
from composer.sources.text_encoding import decode
from composer.sources.written_moments import moment_of

MOST_UNPACKED = 52_428_800
"""Bytes of one sitemap, unpacked: what sitemaps.org allows."""
MOST_ENTRIES = 50_000
MOST_SITEMAPS = 12
DEEPEST = 2
"""How many indexes may stand above a sitemap."""
MOST_PAGES = 20
AT_ONCE = 4
MOST_PROBLEMS = 5
_GZIP = b"\x1f\x8b"
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)
_NO_PAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|pptx?|zip|mp[34]|xml|ics|json|css|js)$", re.IGNORECASE)
# What lists other pages, or is there for its own sake, has nothing to tell.
_OVERVIEW = re.compile(
    r"/(?:tags?|category|categories|author|page|search|login|wp-admin|cart|checkout|privacy[^/]*|cookies?)(?:/|$)", re.IGNORECASE
)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """A page of the site. ``told`` is when a news sitemap says it was published, ``title`` what it calls it."""

    location: str
    changed: datetime | None = None
    told: datetime | None = None
    title: str = ""

    @property
    def newest(self) -> datetime:
        """The moment to order by; what has none comes last."""
        return self.told or self.changed or _LONG_AGO


@dataclass(frozen=True)
class Listing:
    """What one sitemap holds: pages, or in an index other sitemaps; ``cut`` where there was more than anybody reads."""

    pages: tuple[Entry, ...] = ()
    sitemaps: tuple[Entry, ...] = ()
    cut: bool = False


class Sitemap(Source):
    """The newest pages of a site."""

    type: ClassVar[str] = "sitemap"
    label: ClassVar[str] = N_("Newest pages of a site (sitemap)")

    @classmethod
    def matches(cls, location: str, head: Download | None) -> int:
        if head is None:
            return 0
        content = head.content
        if content.startswith(_GZIP):
            content = _opening(content)
        text = re.sub(r"<!--.*?-->|<\?.*?\?>", "", decode(content[:4000], head.charset).text, flags=re.DOTALL)
        return 92 if _ROOT.match(text.lstrip("\ufeff \t\r\n")) else 0

    def read(self, download: Download, context: FetchContext) -> Fetched:
        pages, problems = _pages_of(download, context)
        chosen = [
            page
            for page in sorted(pages, key=lambda page: page.newest, reverse=True)
            if not _NO_PAGE.search(page.location.partition("?")[0]) and not _OVERVIEW.search(page.location)
            if page.newest == _LONG_AGO or context.since is None or page.newest.astimezone(context.zone).date() >= context.since
        ][:MOST_PAGES]
        items: dict[str, Item] = {}
        failed = 0
        with ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="sitemap") as pool:
            for found in pool.map(lambda page: _item(page, download.location, context), chosen):
                if isinstance(found, ComposerError):
                    failed += 1
                    if failed <= MOST_PROBLEMS:
                        problems.append(Problem(download.location, found.message, found.remedy))
                elif found is not None and within(found, context.since, context.until):
                    items.setdefault(found.id, found)
        context.stop_if_cancelled()
        if failed > MOST_PROBLEMS:
            more = failed - MOST_PROBLEMS
            words = ngettext("{count} more page could not be read.", "{count} more pages could not be read.", more)
            problems.append(Problem(download.location, words.format(count=more)))
        if not items and not problems:
            problems.append(Problem(download.location, _("None of the pages that the sitemap names has anything to tell.")))
        return Fetched(
            tuple(items.values()), tuple(problems), host_of(download.location) if is_web_address(download.location) else ""
        )


def read_sitemap(download: Download) -> Listing:
    """The entries of one sitemap or sitemap index.

    Raises:
        FormatError: it is none, is damaged from the start, or is too big.
    """
    place = place_of(download.location)
    content = _unpacked(download.content, place)
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", content[:100_000], re.IGNORECASE):
        raise FormatError(_("The sitemap of {place} holds what no sitemap needs.").format(place=place), _no_sitemap())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content.lstrip(), parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormatError(
            _("The sitemap of {place} is damaged.").format(place=place), _no_sitemap(), details=str(error)
        ) from error
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        raise FormatError(_("What lies at {place} is not a sitemap.").format(place=place), _no_sitemap())
    base = download.location if is_web_address(download.location) else ""
    entries: list[Entry] = []
    cut = False
    for element in root:
        if _name(element) not in ("url", "sitemap"):
            continue
        if len(entries) >= MOST_ENTRIES:
            cut = True
            break
        entry = _entry(element, base)
        if entry is not None:
            entries.append(entry)
    if _name(root) == "sitemapindex":
        return Listing(sitemaps=tuple(entries), cut=cut)
    return Listing(pages=tuple(entries), cut=cut)


def _no_sitemap() -> str:
    return _("Use the address of the news page itself.")


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else ""


def _entry(element: etree._Element, base: str) -> Entry | None:
    told: dict[str, str] = {}
    for inner in element.iter():
        name = _name(inner)
        if name in ("loc", "lastmod", "publication_date", "title") and inner.text:
            # A picture has a place of its own within the page's entry.
            parent = inner.getparent()
            if name in ("publication_date", "title") or parent is element:
                told.setdefault(name, inner.text.strip()[:8_000])
    location = resolved(told.get("loc", ""), base)
    if not location:
        return None
    return Entry(
        location,
        moment_of(told.get("lastmod", "")),
        moment_of(told.get("publication_date", "")),
        title_words(told.get("title", "")),
    )


def _opening(packed: bytes) -> bytes:
    """The first few thousand bytes; nothing where it is damaged."""
    try:
        return zlib.decompressobj(wbits=31).decompress(packed, 8_000)
    except zlib.error:
        return b""


def _unpacked(content: bytes, place: str) -> bytes:
    """The sitemap itself, whether it came packed (gzip, RFC 1952) or not.

    Raises:
        FormatError: it is damaged, or unpacks to more than sitemaps.org allows.
    """
    if content.startswith(_GZIP):
        unpacking = zlib.decompressobj(wbits=31)
        try:
            content = unpacking.decompress(content, MOST_UNPACKED + 1)
        except zlib.error as error:
            raise FormatError(
                _("The sitemap of {place} is damaged.").format(place=place), _no_sitemap(), details=str(error)
            ) from error
    if len(content) > MOST_UNPACKED:
        raise FormatError(_("The sitemap of {place} is far too big.").format(place=place), _no_sitemap())
    return content


def _pages_of(download: Download, context: FetchContext) -> tuple[list[Entry], list[Problem]]:
    """The pages of a sitemap, or of the newest sitemaps of an index, once each.

    Raises:
        FormatError: the first sitemap is none.
    """
    first = read_sitemap(download)
    problems: list[Problem] = []
    pages = {page.location: page for page in reversed(_own(first.pages, download))}
    waiting = [(sitemap, 1) for sitemap in _newest(_own(first.sitemaps, download))]
    seen = {download.location}
    read = 0
    cut = first.cut
    while waiting and read < MOST_SITEMAPS and len(pages) < MOST_ENTRIES:
        context.stop_if_cancelled()
        sitemap, depth = waiting.pop(0)
        if sitemap.location in seen:
            continue
        seen.add(sitemap.location)
        read += 1
        try:
            found = read_sitemap(context.get(sitemap.location, near=download.location))
        except ComposerError as error:
            problems.append(Problem(sitemap.location, error.message, error.remedy))
            continue
        cut = cut or found.cut
        for page in _own(found.pages, download):
            if page.location not in pages or page.newest > pages[page.location].newest:
                pages[page.location] = page
        if depth < DEEPEST:
            waiting = [*((inner, depth + 1) for inner in _newest(_own(found.sitemaps, download))), *waiting]
    if cut or any(sitemap.location not in seen for sitemap, _depth in waiting):
        problems.append(
            Problem(download.location, _("The site has very many pages; only the newest parts of its sitemap were read."))
        )
    return list(pages.values()), problems[:MOST_PROBLEMS]


def _newest(sitemaps: Iterable[Entry]) -> list[Entry]:
    """The sitemaps worth reading first: those of news and posts, then the ones changed last."""

    def rank(sitemap: Entry) -> tuple[bool, datetime]:
        return bool(re.search(r"news|post|article|event|blog", sitemap.location, re.IGNORECASE)), sitemap.newest

    return sorted(sitemaps, key=rank, reverse=True)


def _own(entries: Iterable[Entry], download: Download) -> list[Entry]:
    """Those on the sitemap's own site, as sitemaps.org demands; a file of one's own may name any."""
    if not is_web_address(download.location):
        return list(entries)
    return [entry for entry in entries if same_site(entry.location, download.location)]


def _item(page: Entry, location: str, context: FetchContext) -> Item | ComposerError | None:
    """The one post on a page; None for a page that tells nothing, or of several things (each has its own page)."""
    try:
        context.stop_if_cancelled()
        found = context.get(page.location, near=location)
        if found.media_type not in ("", "text/html", "application/xhtml+xml"):
            return None
        items, _title = items_of_page(decode(found.content, found.charset).text, found.location, context)
    except ComposerError as error:
        return error
    if len(items) != 1:
        return None
    (item,) = items
    newest_known = page.told or page.changed
    soon = context.clock() + timedelta(days=1)
    published = item.published or (newest_known if newest_known is not None and newest_known <= soon else None)
    return replace(
        item,
        title=item.title or page.title,
        link=item.link or page.location,
        published=published,
        updated=item.updated or page.changed,
        source=location,
    )
