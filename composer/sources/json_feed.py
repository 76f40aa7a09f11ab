"""JSON Feed (jsonfeed.org, versions 1 and 1.1)."""

from __future__ import annotations

import re
from collections.abc import Sized
from html import escape
from typing import Any, ClassVar

from composer.errors import FormatError
from composer.i18n import N_, _
from composer.library.item import Item
from composer.sources.address import place_of
from composer.sources.download import Download
from composer.sources.json_reading import is_json, list_at, read_json, words_at
from composer.sources.link_cleaning import resolved
from composer.sources.post_making import RawPost, make_post, title_words, within
from composer.sources.same_keys import told_apart
from composer.sources.source import FetchContext, Fetched, Problem, Source
from composer.sources.written_moments import moment_of

MOST_ENTRIES = 1000


class JsonFeed(Source):
    """A site's feed as JSON."""

    type: ClassVar[str] = "json_feed"
    label: ClassVar[str] = N_("JSON feed")

    @classmethod
    def matches(cls, location: str, head: Download | None) -> int:
        if head is None or not is_json(head):
            return 0
        opening = head.content[:3000].replace(b"\\/", b"/")
        return 95 if b"jsonfeed.org/version" in opening else 40 if head.media_type == "application/feed+json" else 0

    def read(self, download: Download, context: FetchContext) -> Fetched:
        document = read_json(download)
        if not isinstance(document, dict) or not isinstance(document.get("items"), list):
            raise FormatError(
                _("What lies at {place} is not a feed.").format(place=place_of(download.location)),
                _("Use the address of the site itself; its feeds are found from there."),
            )
        base = resolved(words_at(document, "home_page_url"), download.location) or download.location
        items: dict[str, Item] = {}
        entries = list_at(document, "items")
        posts = [_raw(entry, document, base) for entry in entries[:MOST_ENTRIES] if isinstance(entry, dict)]
        for raw in told_apart(posts):
            context.stop_if_cancelled()
            item = make_post(raw, download.location, context)
            if within(item, context.since, context.until):
                items.setdefault(item.id, item)
        problems = _more_entries(entries, download.location)
        return Fetched(tuple(items.values()), tuple(problems), title_words(words_at(document, "title"), is_text=True))


def _more_entries(entries: Sized, location: str) -> list[Problem]:
    """What to say of a feed with more posts than are read."""
    if len(entries) <= MOST_ENTRIES:
        return []
    sentence = _("The feed holds more than {limit} posts; the first {limit} were read.")
    return [Problem(location, sentence.format(limit=MOST_ENTRIES))]


def _attached(entry: dict[str, Any]) -> str:
    """The address of the first picture attached to a post."""
    for attachment in list_at(entry, "attachments"):
        if words_at(attachment, "mime_type").startswith("image/"):
            return words_at(attachment, "url")
    return ""


def _raw(entry: dict[str, Any], document: dict[str, Any], base: str) -> RawPost:
    link = resolved(words_at(entry, "url"), base) or resolved(words_at(entry, "external_url"), base)
    text = escape(words_at(entry, "content_text").strip(), quote=False)
    paragraphs = [paragraph.replace("\n", "<br>") for paragraph in re.split(r"\n\s*\n", text) if paragraph]
    html = words_at(entry, "content_html") or "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    authors = list_at(entry, "authors") or list_at(document, "authors")
    if isinstance(entry.get("author"), dict):  # version 1
        authors = [entry["author"]]
    summary = words_at(entry, "summary")
    return RawPost(
        key=words_at(entry, "id") or link or words_at(entry, "title") + words_at(entry, "date_published"),
        title=words_at(entry, "title"),
        title_is_text=True,
        html=html or f"<p>{escape(summary, quote=False)}</p>",
        summary_html=escape(summary, quote=False) if html else "",
        link=link,
        published=moment_of(words_at(entry, "date_published")),
        updated=moment_of(words_at(entry, "date_modified")),
        author=escape(", ".join(name for author in authors if (name := words_at(author, "name"))), quote=False),
        categories=tuple(escape(tag) for tag in list_at(entry, "tags") if isinstance(tag, str)),
        image=resolved(words_at(entry, "image") or words_at(entry, "banner_image") or _attached(entry), base),
    )
