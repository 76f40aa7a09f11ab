"""Posts as WordPress's interface writes them (REST, ``/wp/v2``): what each field means, also where its staff alone may see it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from composer.blocks.dates_in_words import day_in_words
from composer.errors import FormatError
from composer.i18n import _
from composer.library.item import State
from composer.sources.address import host_of, place_of
from composer.sources.download import Download
from composer.sources.json_reading import list_at, part, read_json, text_of, words_at
from composer.sources.link_cleaning import resolved
from composer.sources.post_making import RawPost, title_words
from composer.sources.written_moments import moment_of

BEST_WIDTH = 1200
"""Pixels: twice the width of a letter."""
MOST_BYTES = 8_000_000
"""Of a picture that weighs more, a smaller size is taken."""
_STATES: dict[str, State] = {
    "draft": "draft",
    "auto-draft": "draft",
    "pending": "pending",
    "future": "future",
    "private": "private",
}
_PLAIN_TYPES = frozenset({"", "post", "page", "attachment"})
_NO_CATEGORIES = frozenset({"post_tag", "post_format", "post_translations", "language"})


def posts_in(download: Download) -> list[dict[str, Any]]:
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


def raw_post(post: dict[str, Any], location: str) -> RawPost:
    """What the site says of one post."""
    link = resolved(words_at(post, "link"), location)
    protected = part(post, "content", "protected") is True
    html = words_at(post, "content", "rendered")
    published = _moment(post, "date")
    state = _STATES.get(words_at(post, "status"), "")
    notes = [_("The site asks for a password before it shows this post.")] if protected else []
    if state:
        notes.append(state_in_words(state, published))
    media = part(post, "_embedded", "wp:featuredmedia", 0)
    return RawPost(
        key=words_at(post, "guid", "rendered") or link or text_of(post.get("id")),
        title=(state == "private" and words_at(post, "title", "raw")) or words_at(post, "title", "rendered"),
        html=html,
        summary_html=words_at(post, "excerpt", "rendered"),
        link=link,
        published=None if state in ("draft", "pending") else published,
        updated=_moment(post, "modified"),
        author=words_at(post, "_embedded", "author", 0, "name"),
        categories=_categories(post),
        image=best_size(media) or words_at(post, "jetpack_featured_media_url"),
        image_alt=title_words(words_at(media, "alt_text")),
        notes=tuple(notes),
        number=text_of(post.get("id")),
        state=state,
    )


def state_in_words(state: State, published: datetime | None) -> str:
    """What the site says of a post that its visitors do not see."""
    if state == "future" and published is not None:
        return _("Scheduled on your site for {day}.").format(day=day_in_words(published, weekday=False))
    return {
        "draft": _("A draft on your site."),
        "pending": _("Waiting for review on your site."),
        "future": _("Scheduled on your site."),
        "private": _("Private on your site."),
    }.get(state, "")


def best_size(media: Any) -> str:
    """The address of a picture; of an enormous one that of the smallest size that is uncropped and wide enough for a letter."""
    whole = words_at(media, "source_url")
    width, height = (part(media, "media_details", side) for side in ("width", "height"))
    weight = part(media, "media_details", "filesize")
    if (
        not isinstance(weight, int)
        or weight <= MOST_BYTES
        or not isinstance(width, int)
        or not isinstance(height, int)
        or height <= 0
    ):
        return whole
    found = part(media, "media_details", "sizes")
    best, best_width = whole, width
    for size in found.values() if isinstance(found, dict) else ():
        address, across, down = words_at(size, "source_url"), part(size, "width"), part(size, "height")
        if not address or not isinstance(across, int) or not isinstance(down, int) or down <= 0:
            continue
        if BEST_WIDTH <= across < best_width and abs(across / down - width / height) < 0.02:
            best, best_width = address, across
    return best


def _categories(post: dict[str, Any]) -> tuple[str, ...]:
    """Its categories; for what is no plain post also the terms of its own taxonomies, and the name of its type."""
    kind = words_at(post, "type")
    own = kind not in _PLAIN_TYPES
    names = [
        words_at(term, "name")
        for group in list_at(post, "_embedded", "wp:term")
        for term in (group if isinstance(group, list) else [])
        if (taxonomy := words_at(term, "taxonomy")) == "category" or (own and taxonomy not in _NO_CATEGORIES)
    ]
    if own:
        names.append(kind.replace("_", " ").replace("-", " ").strip().capitalize())
    return tuple(names)


def _moment(post: dict[str, Any], name: str) -> datetime | None:
    """A moment with the site's own offset: WordPress gives local time and UTC side by side, neither with an offset."""
    utc = moment_of(words_at(post, f"{name}_gmt"))
    local = moment_of(words_at(post, name))
    if utc is None or local is None:
        return utc or local
    offset = timedelta(minutes=round((local - utc).total_seconds() / 60))
    return utc.astimezone(timezone(offset)) if abs(offset) < timedelta(hours=24) else utc
