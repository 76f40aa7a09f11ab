"""A feed's entry, as feedparser or this program's own reader gives it -> the post in it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from composer.sources.link_cleaning import resolved
from composer.sources.post_making import RawPost
from composer.sources.written_moments import moment_of

_HOST = re.compile(r"www\.[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)", re.IGNORECASE)
_PICTURE_NAME = re.compile(r"\.(jpe?g|png|gif|webp)\b", re.IGNORECASE)


def raw_post(entry: Any, version: str, location: str) -> RawPost:
    """The post in an entry.

    Args:
        entry: a mapping with feedparser's names.
        version: the feed's family as feedparser names it (``rss20``, ``atom10``).
        location: what addresses in it are relative to.
    """
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
            return _on_the_web(address, location)
    return _on_the_web(resolved(str(entry.get("link") or ""), location), location)


def _on_the_web(address: str, location: str) -> str:
    """An address that was written without ``https://``, and so taken for a place beside the feed, put right."""
    beside = address.removeprefix(urljoin(location, "."))
    return f"https://{beside}" if _HOST.match(beside) else address


def _image(entry: Any) -> tuple[str, str]:
    """The picture a feed names beside the text: media, thumbnail or enclosure."""
    for media in entry.get("media_content") or []:
        kind = str(media.get("type") or media.get("medium") or "")
        address = str(media.get("url") or "")
        if address and (kind.startswith("image") or (not kind and _PICTURE_NAME.search(address))):
            return address, ""
    for thumbnail in entry.get("media_thumbnail") or []:
        if thumbnail.get("url"):
            return str(thumbnail["url"]), ""
    for link in entry.get("links") or []:
        address, kind = str(link.get("href") or ""), str(link.get("type") or "")
        pictured = kind.startswith("image") or (not kind and _PICTURE_NAME.search(address))
        if link.get("rel") == "enclosure" and address and pictured:
            return address, ""
    return "", ""
