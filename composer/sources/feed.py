"""RSS 0.9x, 1.0 and 2.0, and Atom: the well-formed ones quickly, all others through feedparser, encodings settled before."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from io import BytesIO
from typing import Any, ClassVar, NamedTuple

from composer.errors import FormatError
from composer.i18n import N_, _
from composer.library.item import Item
from composer.sources.address import is_web_address, place_of
from composer.sources.download import Download
from composer.sources.feed_names import UnsureError
from composer.sources.feed_post import raw_post
from composer.sources.feed_text import ROOT, feed_text, looks_like_feed, mended
from composer.sources.feed_tree import read_feed
from composer.sources.post_making import RawPost, make_post, stable_id, title_words, within
from composer.sources.same_keys import told_apart
from composer.sources.source import FetchContext, Fetched, Problem, Source

MOST_ENTRIES = 1000
MOST_FOR_FEEDPARSER = 2_500_000
"""Characters of a feed that feedparser is given; what it makes of them fits into memory many times over."""
LONGEST_TAG = 200_000
"""Characters; a tag with more attributes than that takes minutes."""
MOST_TAGS = 60_000
"""Tags that feedparser is given: it takes a second or more for as many."""
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_ENTRY = re.compile(r"<(?:item|entry)\b", re.IGNORECASE)
_SITE = re.compile(
    r"<link>\s*(https?://[^<>\s]{4,500})\s*</link>|<link\b(?![^<>]*\brel\s*=\s*[\"'](?!alternate))[^<>]*\bhref\s*=\s*[\"'](https?://[^\"'<>\s]{4,500})",
    re.IGNORECASE,
)
_log = logging.getLogger(__name__)


class Feed(Source):
    """A site's feed."""

    type: ClassVar[str] = "feed"
    label: ClassVar[str] = N_("Feed (RSS or Atom)")

    @classmethod
    def matches(cls, location: str, head: Download | None) -> int:
        if head is None:
            return 0
        if looks_like_feed(head):
            return 90
        return 30 if head.media_type in _FEED_TYPES else 0

    def read(self, download: Download, context: FetchContext) -> Fetched:
        text = feed_text(download)
        feed, problems = posts_in(text, download.location)
        if feed.more:
            sentence = _("The feed holds more than {limit} posts; the first {limit} were read.")
            problems.append(Problem(download.location, sentence.format(limit=len(feed.posts))))
        items: dict[str, Item] = {}
        for raw in told_apart(feed.posts):
            context.stop_if_cancelled()
            if stable_id(download.location, raw.key) in items:
                continue
            item = make_post(raw, download.location, context)
            if within(item, context.since, context.until):
                items[item.id] = item
        return Fetched(tuple(items.values()), tuple(problems), title_words(feed.title))


class FeedPosts(NamedTuple):
    """A feed's title as written, its first posts, and True where there are more of them."""

    title: str
    posts: list[RawPost]
    more: bool


def posts_in(text: str, location: str) -> tuple[FeedPosts, list[Problem]]:
    """The posts in a feed's text, and what was amiss with it.

    Raises:
        FormatError: it is no feed.
    """
    try:
        return quickly_read(text, location), []
    except UnsureError as reason:
        _log.debug("a second look at %s: %s", location, reason)
    if len(text) <= MOST_FOR_FEEDPARSER:
        whole = mended(text)
        if whole is not text:
            text = whole
            with suppress(UnsureError):
                return quickly_read(text, location), []
    return thoroughly_read(text, location)


def quickly_read(text: str, location: str) -> FeedPosts:
    """The posts in a well-formed feed.

    Raises:
        UnsureError: :func:`thoroughly_read` may find something else.
    """
    feed = read_feed(text, location, MOST_ENTRIES)
    base = _base_of(text, location)
    return FeedPosts(feed.title, [raw_post(entry, feed.version, base) for entry in feed.entries], feed.more)


def _base_of(text: str, location: str) -> str:
    """What addresses in the feed are relative to: where it lies, or of a file the site it says it belongs to."""
    if is_web_address(location):
        return location
    entry = _ENTRY.search(text)
    site = _SITE.search(text, 0, min(entry.start() if entry is not None else len(text), 50_000))
    return (site[1] or site[2]).strip() if site is not None else location


def thoroughly_read(text: str, location: str) -> tuple[FeedPosts, list[Problem]]:
    """The posts in a feed however damaged, by feedparser.

    Raises:
        FormatError: it is no feed.
    """
    readable = _readable_part(text)
    parsed = parse_feed(readable, location)
    version = parsed.get("version", "")
    if not version and not parsed.entries:
        raise FormatError(
            _("What lies at {place} is not a feed.").format(place=place_of(location)),
            _("Use the address of the site itself; its feeds are found from there."),
        )
    problems = []
    if readable is not text:
        sentence = _("The feed is very long and not in order; only the first of its posts were read.")
        problems.append(Problem(location, sentence, _("Ask the site for a feed with fewer posts.")))
    elif parsed.bozo and "SAX" in type(parsed.get("bozo_exception")).__name__:
        problems.append(Problem(location, _("The feed is damaged; posts may be missing from it.")))
    base = _base_of(text, location)
    posts = [raw_post(entry, version, base) for entry in parsed.entries[:MOST_ENTRIES]]
    return FeedPosts(parsed.feed.get("title", ""), posts, len(parsed.entries) > MOST_ENTRIES), problems


def parse_feed(text: str, location: str) -> Any:
    """feedparser's result for a feed's text; nothing in it is resolved or cleaned yet.

    Raises:
        FormatError: it is damaged in a way feedparser itself stumbles over.
    """
    import feedparser

    try:
        return feedparser.parse(
            BytesIO(text.encode("utf-8", errors="replace")),
            sanitize_html=False,
            resolve_relative_uris=False,
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": location},
        )
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        # Elements that close in one another's place leave its lists empty where it counts on them (found by fuzzing).
        raise FormatError(
            _("The feed at {place} is damaged so badly that it cannot be read.").format(place=place_of(location)),
            _("Tell whoever looks after that site, or use the address of the site itself."),
            details=repr(error),
        ) from error


def _readable_part(text: str) -> str:
    """The text itself, or of one that would take feedparser too long the part up to the end of an entry, closed again."""
    end, tags = 0, 0
    while tags < MOST_TAGS and 0 <= end < MOST_FOR_FEEDPARSER:
        end = text.find("<", end)
        if end >= 0 and len(text) - end > LONGEST_TAG and text.find(">", end, end + LONGEST_TAG) < 0:
            break
        if text.startswith("<![CDATA[", end):
            end = text.find("]]>", end)
        elif end >= 0:
            end += 1
            tags += 1
    if end < 0 and len(text) <= MOST_FOR_FEEDPARSER:
        return text
    end = min(end if end >= 0 else len(text), MOST_FOR_FEEDPARSER)
    root = ROOT.match(text)
    boundary = max(text.rfind(f"</{name}>", 0, end) for name in ("item", "entry"))
    if boundary < 0 or root is None:
        return text[:end]
    name = root.group()[1:]
    closing = f"</channel></{name}>" if name.lower() == "rss" else f"</{name}>"
    return text[: text.index(">", boundary) + 1] + closing
