"""RSS 0.9x, 1.0 and 2.0, and Atom, through feedparser, with encodings settled before it reads."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, ClassVar

from composer.errors import FormatError
from composer.i18n import N_, _
from composer.library.item import Item
from composer.sources.address import place_of
from composer.sources.download import Download
from composer.sources.link_cleaning import resolved
from composer.sources.post_making import RawPost, make_post, moment_of, title_words, within
from composer.sources.source import FetchContext, Fetched, Problem, Source
from composer.sources.text_encoding import decode

MOST_ENTRIES = 1000
_ROOT = re.compile(r"<(?:\w+:)?(rss|feed|rdf|channel)\b", re.IGNORECASE)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_PICTURE_NAME = re.compile(r"\.(jpe?g|png|gif|webp)\b", re.IGNORECASE)
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})


class Feed(Source):
    """A site's feed."""

    type: ClassVar[str] = "feed"
    label: ClassVar[str] = N_("Feed (RSS or Atom)")

    @classmethod
    def matches(cls, location: str, head: Download | None) -> int:
        if head is None:
            return 0
        opening = _without_doctype(decode(head.content[:4000], head.charset).text)
        opening = re.sub(r"<!--.*?-->|<\?.*?\?>", "", opening, flags=re.DOTALL).lstrip("\ufeff \t\r\n")
        if _ROOT.match(opening):
            return 90
        return 30 if head.media_type in _FEED_TYPES else 0

    def read(self, download: Download, context: FetchContext) -> Fetched:
        parsed = parse_feed(download)
        if not parsed.get("version") and not parsed.entries:
            raise FormatError(
                _("What lies at {place} is not a feed.").format(place=place_of(download.location)),
                _("Use the address of the site itself; its feeds are found from there."),
            )
        problems = []
        if parsed.bozo and "SAX" in type(parsed.get("bozo_exception")).__name__:
            problems.append(Problem(download.location, _("The feed is damaged; posts may be missing from it.")))
        if len(parsed.entries) > MOST_ENTRIES:
            sentence = _("The feed holds {count} posts; the first {limit} were read.")
            problems.append(Problem(download.location, sentence.format(count=len(parsed.entries), limit=MOST_ENTRIES)))
        items: dict[str, Item] = {}
        for entry in parsed.entries[:MOST_ENTRIES]:
            context.stop_if_cancelled()
            item = make_post(_raw(entry, parsed.get("version", ""), download.location), download.location, context)
            if within(item, context.since, context.until):
                items.setdefault(item.id, item)
        return Fetched(tuple(items.values()), tuple(problems), title_words(parsed.feed.get("title", "")))


def parse_feed(download: Download) -> Any:
    """feedparser's result for the feed, read as UTF-8 whatever it came as; nothing in it is resolved or cleaned yet."""
    import feedparser

    declared = _DECLARED.match(download.content[:400])
    text = decode(download.content, declared.group(1).decode("ascii") if declared else download.charset).text
    text = _DECLARATION.sub("", _without_doctype(text.lstrip("\ufeff \t\r\n\x00")))
    if len(re.findall(r"<[^/!?]", text[:2_000_000])) > 200_000:
        raise FormatError(_("The feed is too large to be read."), _("Ask the site for a feed with fewer posts."))
    return feedparser.parse(
        BytesIO(text.encode("utf-8", errors="replace")),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": download.location},
    )


def _without_doctype(text: str) -> str:
    """The text without a document type declaration: what it could define (entities) is only ever used against us."""
    start = text.find("<!DOCTYPE")
    if not 0 <= start < 3000:
        return text
    bracket, end = text.find("[", start), text.find(">", start)
    if 0 <= bracket < end:
        close = text.find("]", bracket)
        end = text.find(">", close) if close >= 0 else end
    return text[:start] + text[end + 1 :] if end >= 0 else text


def _raw(entry: Any, version: str, location: str) -> RawPost:
    """The post in one of feedparser's entries."""
    title = entry.get("title_detail") or {}
    bodies = [body for body in entry.get("content") or [] if body.get("value")]
    html = _body(bodies)
    summary = _as_html(entry.get("summary_detail") or {"value": entry.get("summary", "")})
    # Past feedparser's own look-up, which takes one date for the other and warns about it.
    published = moment_of(dict.get(entry, "published", ""), dict.get(entry, "published_parsed"))
    updated = moment_of(dict.get(entry, "updated", ""), dict.get(entry, "updated_parsed"))
    link = _link(entry, location)
    image, alt = _image(entry)
    return RawPost(
        key=str(entry.get("id") or link or f"{title.get('value', '')}\n{published or ''}\n{summary[:200]}"),
        title=str(title.get("value") or ""),
        # Atom says when a title is plain text (RFC 4287, 3.1.1); RSS never does.
        title_is_text=title.get("type") == "text/plain" and version.startswith("atom"),
        html=html or summary,
        summary_html=summary if html and html != summary else "",
        link=link,
        published=published,
        updated=updated,
        author=str(entry.get("author_detail", {}).get("name") or entry.get("author") or ""),
        categories=tuple(str(tag.get("label") or tag.get("term") or "") for tag in entry.get("tags") or [])[:30],
        image=image,
        image_alt=alt,
    )


def _body(bodies: list[Any]) -> str:
    """The fullest body, HTML before plain text."""
    if not bodies:
        return ""
    hypertext = [body for body in bodies if body.get("type") != "text/plain"]
    return max((_as_html(body) for body in hypertext or bodies), key=len)


def _as_html(detail: Any) -> str:
    """A text as HTML; plain text without a tag or entity keeps its paragraphs."""
    value = str(detail.get("value") or "")
    if re.search(r"<[a-zA-Z!/]|&#?\w+;", value):
        return value
    return "".join(f"<p>{paragraph}</p>".replace("\n", "<br>") for paragraph in re.split(r"\n\s*\n", value.strip()) if paragraph)


def _link(entry: Any, location: str) -> str:
    """The post's page, whole; a ``tag:`` or ``urn:`` id is none."""
    for link in entry.get("links") or []:
        if link.get("rel") == "alternate" and (address := resolved(str(link.get("href") or ""), location)):
            return address
    return resolved(str(entry.get("link") or ""), location)


def _image(entry: Any) -> tuple[str, str]:
    """The picture a feed names beside the text: media, thumbnail or enclosure."""
    for media in entry.get("media_content") or []:
        kind = str(media.get("type") or media.get("medium") or "")
        address = str(media.get("url") or "")
        if address and (
            kind.startswith("image") or (not kind and re.search(r"\.(jpe?g|png|gif|webp)\b", address, re.IGNORECASE))
        ):
            return address, ""
    for thumbnail in entry.get("media_thumbnail") or []:
        if thumbnail.get("url"):
            return str(thumbnail["url"]), ""
    for link in entry.get("links") or []:
        if link.get("rel") == "enclosure" and str(link.get("type") or "").startswith("image") and link.get("href"):
            return str(link["href"]), ""
    return "", ""
