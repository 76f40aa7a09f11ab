"""Web pages that describe themselves in JSON-LD, microdata, RDFa (schema.org) or microformats: events with their days and places,
and what a post is called, who wrote it and when. The words of a post still come from the page itself, which has them with their
links and pictures."""

from __future__ import annotations

import re
from dataclasses import replace as replace_data
from datetime import date
from typing import Any, ClassVar

from msgspec.structs import replace

from composer.i18n import N_, _, ngettext
from composer.library.item import Item
from composer.sources.address import is_web_address
from composer.sources.described_event import picture_of, raw_event
from composer.sources.download import Download
from composer.sources.event_making import (
    event_window,
    happens_within,
    html_of_words,
    make_event,
    utc_moment,
    without_date,
)
from composer.sources.event_schedule import occurrences, written_moment
from composer.sources.html_to_markdown import html_to_words
from composer.sources.json_reading import text_of, words_at
from composer.sources.link_cleaning import resolved
from composer.sources.linked_data import LinkedData, linked_data, types_of
from composer.sources.microdata import microdata_events
from composer.sources.microformats import microformats
from composer.sources.page_reading import items_of_page
from composer.sources.post_making import RawPost, make_post, title_words, within
from composer.sources.rdfa import rdfa_events
from composer.sources.source import FetchContext, Fetched, Problem, Source
from composer.sources.text_encoding import decode
from composer.sources.written_moments import moment_of

MOST_PROBLEMS = 20
_MARK = re.compile(
    rb"application/ld\+json|itemtype\s*=\s*[\"']?\s*https?://(?:www\.)?schema\.org/|\btypeof\s*=|\b(?:h-event|vevent|h-entry)\b",
    re.IGNORECASE,
)
_EVENTS_BY_OTHER_NAMES = frozenset({"Festival", "Hackathon", "CourseInstance"})
_NO_EVENTS = frozenset({"DeliveryEvent", "PublicationEvent", "BroadcastEvent", "OnDemandEvent"})
_ARTICLE = re.compile(
    r"(?:News|Report|Scholarly|Tech)?Article|(?:Analysis|Background|Opinion|Reportage|Review)NewsArticle|\w*BlogPosting|Report"
)


class StructuredData(Source):
    """A page with events or posts described in it."""

    type: ClassVar[str] = "structured_data"
    label: ClassVar[str] = N_("Web page with data about its events")

    @classmethod
    def matches(cls, location: str, head: Download | None) -> int:
        if head is None or not _MARK.search(head.content) or head.content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
            return 0
        found = _data_of(_text(head))
        return 75 if any(_is_event(thing) or _is_article(thing) for thing in found.objects) else 0

    def read(self, download: Download, context: FetchContext) -> Fetched:
        text, location = _text(download), download.location
        data = _data_of(text)
        on_page, title = items_of_page(text, location, context)
        events, problems = _events(data, location, context)
        articles = [thing for thing in data.objects if _is_article(thing)]
        posts = _posts(articles, data, on_page, location, context)
        named = bool(events or problems)
        if named and len(on_page) == 1 and not articles:
            # The page is the event's own: its words are those of the event.
            if len(events) == 1 and not events[0].html:
                events = [_with_words(events[0], on_page[0])]
            posts = []
        if len(posts) == 1 and not on_page and not html_to_words(posts[0].html).strip():
            posts = []  # a bare title, on a page without a word to read
        told = {item.link for item in events if item.link != _link_of(location)} | {item.title for item in events}
        posts = [post for post in posts if post.link not in told and post.title not in told]
        within_window = [item for item in events if happens_within(item, event_window(context), context.zone)]
        if events and not within_window:
            problems.append(_none_now(len(events), location, event_window(context)))
        items = {item.id: item for item in (*within_window, *posts)}
        if not items and not problems:
            problems.append(_nothing(articles, data, location))
        return Fetched(tuple(items.values()), tuple(problems[:MOST_PROBLEMS]), title)


def _text(download: Download) -> str:
    return decode(download.content, download.charset).text


def _data_of(text: str) -> LinkedData:
    """What a page describes in JSON-LD; what it says in its markup of events, and of posts, where it has none there."""
    data = linked_data(text)
    objects = list(data.objects)
    for told, wanted in (
        (microdata_events, _is_event),
        (rdfa_events, _is_event),
        (microformats, _is_event),
        (microformats, _is_article),
    ):
        if not any(wanted(thing) for thing in objects):
            objects += [thing for thing in told(text) if wanted(thing)]
    return replace_data(data, objects=tuple(objects))


def _link_of(location: str) -> str:
    return location if is_web_address(location) else ""


def _is_event(thing: dict[str, Any]) -> bool:
    types = types_of(thing) - _NO_EVENTS
    return any(name.endswith("Event") or name in _EVENTS_BY_OTHER_NAMES for name in types) and (
        "startDate" in thing or "name" in thing
    )


def _is_article(thing: dict[str, Any]) -> bool:
    return any(_ARTICLE.fullmatch(name) for name in types_of(thing)) and ("headline" in thing or "name" in thing)


def _nothing(articles: list[dict[str, Any]], data: LinkedData, location: str) -> Problem:
    if data.unreadable and not data.objects:
        return Problem(location, _("The page describes itself, but so badly that it cannot be read; there are no events on it."))
    if articles:
        return Problem(
            location, _("There is nothing to read on this page."), _("It names a post by its title only, and no event.")
        )
    return Problem(location, _("There are no events and nothing else to read on this page."))


def _none_now(count: int, location: str, window: tuple[date, date]) -> Problem:
    words = ngettext(
        "The page names {count} event, but none from {since} on.",
        "The page names {count} events, but none from {since} on.",
        count,
    )
    return Problem(location, words.format(count=count, since=window[0].isoformat()))


def _with_words(event: Item, post: Item) -> Item:
    image = {} if event.image else {"image": post.image, "image_alt": post.image_alt}
    return replace(event, html=post.html, text=post.text, summary=event.summary or post.summary, **image)


def _events(data: LinkedData, location: str, context: FetchContext) -> tuple[list[Item], list[Problem]]:
    items: dict[str, Item] = {}
    problems: list[Problem] = []
    for thing in data.objects:
        if not _is_event(thing):
            continue
        context.stop_if_cancelled()
        schedules = [found for found in data.every(thing, "eventSchedule") if isinstance(found, dict)]
        if schedules:
            again = _scheduled(thing, schedules, data, location, context)
            for item in again:
                items.setdefault(item.id, item)
            if again or "startDate" not in thing:
                continue
        starts = written_moment(data.words(thing, "startDate"))
        if starts is None:
            if not any(_is_event(inner) for inner in data.every(thing, "subEvent") if isinstance(inner, dict)):
                problems.append(without_date(location, data.words(thing, "name")))
            continue
        item = make_event(raw_event(thing, data, starts, location, context), location)
        items.setdefault(item.id, item)
    return list(items.values()), problems


def _scheduled(
    thing: dict[str, Any], schedules: list[dict[str, Any]], data: LinkedData, location: str, context: FetchContext
) -> list[Item]:
    """Every time a repeated event takes place within the window."""
    items = []
    for schedule in schedules[:20]:
        for starts, ends, whole_day in occurrences(data, schedule, *event_window(context)):
            raw = raw_event(thing, data, starts, location, context)
            items.append(make_event(replace_data(raw, ends=ends, all_day=whole_day), location))
    return items


def _posts(
    articles: list[dict[str, Any]], data: LinkedData, on_page: tuple[Item, ...], location: str, context: FetchContext
) -> list[Item]:
    """The posts of the page: its own where it has any, with what its data adds; else those only its data names."""
    described: dict[str, Item] = {}
    for thing in articles:
        item = make_post(_raw_post(thing, data, location), location, context)
        described.setdefault(item.id, item)
    posts = list(described.values())
    if len(on_page) == 1 and len(posts) >= 1:
        own = next((post for post in posts if post.link in (on_page[0].link, location) or post.title == on_page[0].title), None)
        if own is None and len(posts) > 1:
            shown = posts
        else:
            shown = [_completed(on_page[0], own or posts[0])]
    elif on_page:
        by_link = {post.link: post for post in posts if post.link}
        shown = [_completed(item, by_link[item.link]) if item.link in by_link else item for item in on_page]
    else:
        shown = posts
    return [post for post in shown if within(post, context.since, context.until)]


def _raw_post(thing: dict[str, Any], data: LinkedData, location: str) -> RawPost:
    link = resolved(data.words(thing, "url", "mainEntityOfPage"), location) or _link_of(location)
    image, alt = picture_of(thing, data)
    authors = [text_of(author) or words_at(author, "name") for author in data.every(thing, "author")]
    title = data.words(thing, "headline", "name")
    updated = data.words(thing, "dateModified")
    return RawPost(
        key=link if link != _link_of(location) and link else f"{link}\n{title}",
        title=title,
        html=html_of_words(data.words(thing, "articleBody")),
        summary_html=html_of_words(data.words(thing, "description", "abstract")),
        link=link,
        published=moment_of(data.words(thing, "datePublished", "dateCreated")),
        updated=utc_moment(updated) if updated else None,
        author=", ".join(name for name in authors if name and not is_web_address(name))[:200],
        categories=tuple(text_of(section) for section in data.every(thing, "articleSection")),
        image=image,
        image_alt=title_words(alt),
    )


def _completed(item: Item, post: Item) -> Item:
    """A post as the page shows it, with what only the page's data says."""
    image = {} if item.image else {"image": post.image, "image_alt": post.image_alt}
    return replace(
        item,
        title=item.title or post.title,
        link=item.link or post.link,
        published=item.published or post.published,
        updated=item.updated or post.updated,
        author=item.author or post.author,
        categories=item.categories or post.categories,
        summary=item.summary or post.summary,
        **image,
    )
