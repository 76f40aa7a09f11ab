"""A site that changes between picking and sending: each change is told by its name, and silence is never taken for an answer."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local_site import Answer, LocalSite
from msgspec.structs import replace as with_fields

from composer.errors import SourceError
from composer.library.item import Item
from composer.library.look_ups import LookedUp
from composer.library.source_list import SourceRow
from composer.sources.download import Downloader
from composer.sources.drift import DriftProgress, look_up
from composer.sources.look_up import after_refusal, differs, is_front_page
from composer.sources.reader import read

POSTS = "/wp-json/wp/v2/posts"
EVENTS = "/wp-json/tribe/events/v1/events"


def row(type_: str, location: str, id_: str = "s") -> SourceRow:
    return SourceRow(id_, type_, location, "Our site", False, None, None, "", 0, False)


def picked(type_: str, location: str, context: Any) -> list[Item]:
    """What a source gives, as the shelf would keep it."""
    return [with_fields(item, source="s") for item in read(location, context, type=type_).items]


def again(items: list[Item], type_: str, location: str, context: Any) -> dict[str, LookedUp]:
    """By title: what becomes of the items."""
    found = look_up(items, {"s": row(type_, location)}, context)
    return {item.title: found[item.id] for item in items}


# -- WordPress ------------------------------------------------------------------------------------------------------------------


class Blog:
    """A WordPress site whose posts may change, be hidden (401) or be deleted (404)."""

    def __init__(self, site: LocalSite) -> None:
        self.site = site
        self.posts = {number: self._post(number) for number in (1, 2, 3, 4)}
        self.hidden: set[int] = set()
        self.status = 200
        site.routes[POSTS] = self._list
        for number in self.posts:
            site.routes[f"{POSTS}/{number}"] = lambda _handler, number=number: self._one(number)

    def _post(self, number: int) -> dict[str, Any]:
        return {
            "id": number,
            "date": f"2026-11-0{number}T10:00:00",
            "date_gmt": f"2026-11-0{number}T10:00:00",
            "guid": {"rendered": f"{self.site.address}/?p={number}"},
            "link": f"{self.site.address}/post-{number}/",
            "status": "publish",
            "type": "post",
            "title": {"rendered": f"Post {number}"},
            "content": {"rendered": f"<p>This is what post {number} says to everybody.</p>", "protected": False},
            "excerpt": {"rendered": ""},
        }

    def _list(self, handler: Any) -> Answer:
        if self.status != 200:
            return Answer(status=self.status)
        wanted = parse_qs(urlsplit(handler.path).query).get("include", [""])[0].split(",")
        shown = [post for number, post in self.posts.items() if number not in self.hidden]
        shown = [post for post in shown if wanted == [""] or str(post["id"]) in wanted]
        return Answer(json.dumps(shown).encode(), "application/json")

    def _one(self, number: int) -> Answer:
        if number in self.hidden:
            return Answer(b'{"code":"rest_forbidden","message":"Sorry"}', "application/json", 401)
        if number not in self.posts:
            return Answer(b'{"code":"rest_post_invalid_id","message":"Invalid"}', "application/json", 404)
        return Answer(json.dumps(self.posts[number]).encode(), "application/json")


def test_wordpress_posts_are_asked_for_by_their_number(site: LocalSite, context: Any) -> None:
    blog = Blog(site)
    items = picked("wordpress", site.address + POSTS, context)
    blog.posts[1]["title"]["rendered"] = "Post one"
    blog.hidden.add(2)
    del blog.posts[3]
    site.asked.clear()
    found = again(items, "wordpress", site.address + POSTS, context)
    assert {title: result.standing for title, result in found.items()} == {
        "Post 1": "there",
        "Post 2": "unpublished",
        "Post 3": "gone",
        "Post 4": "there",
    }
    now = found["Post 1"].item
    assert now is not None
    assert (now.title, now.id) == ("Post one", items[0].id)
    assert all(result.at is not None for result in found.values())
    assert len(site.asked) == 3, "one question for all, and one for each that was not among the answers"


def test_a_site_in_trouble_says_nothing_about_its_posts(site: LocalSite, context: Any) -> None:
    blog = Blog(site)
    items = picked("wordpress", site.address + POSTS, context)
    blog.status = 500
    site.asked.clear()
    found = again(items, "wordpress", site.address + POSTS, context)
    assert {result.standing for result in found.values()} == {"unknown"}
    assert "fault of its own" in found["Post 1"].reason
    assert len(site.asked) == 1


def test_a_site_that_is_away_is_not_answered_for_by_the_cache(site: LocalSite, new_context: Any, clock: Any) -> None:
    kept: dict[str, Any] = {}

    class Memory:
        def get(self, location: str) -> Any:
            return kept.get(location)

        def put(self, location: str, **answer: Any) -> None:
            kept[location] = type("Kept", (), {**answer, "fetched": clock()})()

    site.routes["/feed"] = feed(1, 2)
    context = new_context(downloader=Downloader(Memory(), timeout=5, clock=clock))
    items = picked("feed", site.address + "/feed", context)
    site.routes["/feed"] = Answer(status=503)
    assert {result.standing for result in again(items, "feed", site.address + "/feed", context).values()} == {"unknown"}


# -- feeds and pages ------------------------------------------------------------------------------------------------------------


def feed(*numbers: int, title: str = "Post", base: str = "") -> Answer:
    items = "".join(
        f"<item><title>{title} {n}</title><guid isPermaLink='false'>{n}</guid><pubDate>0{n} Nov 2026 10:00:00 GMT</pubDate>"
        f"<link>{base}/post-{n}</link><description>What number {n} tells.</description></item>"
        for n in numbers
    )
    return Answer(f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>".encode(), "application/rss+xml")


@pytest.fixture
def news(site: LocalSite, context: Any) -> list[Item]:
    """Three posts picked from a feed, each with a page."""
    site.routes["/feed"] = feed(1, 2, 3, base=site.address)
    for number in (1, 2, 3):
        site.routes[f"/post-{number}"] = Answer(b"<h1>A page</h1>")
    return picked("feed", site.address + "/feed", context)


def test_a_feed_is_read_again_once_and_pages_are_only_knocked_at(site: LocalSite, news: list[Item], context: Any) -> None:
    site.routes["/feed"] = feed(1, 2, 3, title="News", base=site.address)
    site.asked.clear()
    found = again(news, "feed", site.address + "/feed", context)
    assert {result.standing for result in found.values()} == {"there"}
    assert sorted(result.item.title for result in found.values() if result.item) == ["News 1", "News 2", "News 3"]
    assert sorted(path for path, _headers in site.asked) == ["/feed", "/post-1", "/post-2", "/post-3"]


def test_what_a_feed_no_longer_names(site: LocalSite, news: list[Item], context: Any) -> None:
    """The third is newer than what the feed still holds, so it was taken out; the first has only slipped off its end."""
    site.routes["/feed"] = feed(2, base=site.address)
    assert {title: result.standing for title, result in again(news, "feed", site.address + "/feed", context).items()} == {
        "Post 1": "there",
        "Post 2": "there",
        "Post 3": "unlisted",
    }
    site.routes["/post-3"] = Answer(status=410)
    site.routes["/post-1"] = Answer(status=404)
    gone = again(news, "feed", site.address + "/feed", context)
    assert (gone["Post 3"].standing, gone["Post 1"].standing) == ("gone", "gone")


def test_addresses_that_lead_elsewhere(site: LocalSite, news: list[Item], context: Any) -> None:
    site.routes["/new-place"] = Answer(b"here")
    site.routes["/"] = Answer(b"home")
    site.routes["/post-1"] = Answer(status=301, headers={"Location": "/new-place"})
    site.routes["/post-2"] = Answer(status=302, headers={"Location": "/"})
    site.routes["/post-3"] = Answer(status=302, headers={"Location": "/new-place"})
    found = again(news, "feed", site.address + "/feed", context)
    assert (found["Post 1"].standing, found["Post 1"].link) == ("there", site.address + "/new-place")
    assert (found["Post 2"].standing, found["Post 2"].link) == ("front_page", "")
    assert found["Post 3"].link == "", "for now is not for good"


def test_a_guard_against_programs_is_not_an_unpublished_page(site: LocalSite, news: list[Item], context: Any) -> None:
    site.routes["/post-1"] = Answer(status=403)
    site.routes["/post-2"] = Answer(status=401)
    found = again(news, "feed", site.address + "/feed", context)
    assert found["Post 1"].standing == "there", "its feed still names it"
    assert found["Post 2"].standing == "unpublished"


def test_a_document_that_is_gone(site: LocalSite, news: list[Item], context: Any) -> None:
    site.routes["/report.pdf"] = Answer(b"%PDF-1.7", "application/pdf")
    report = with_fields(news[0], file_link=site.address + "/report.pdf", kind="report", source="")
    assert not again([report], "feed", "", context)["Post 1"].file_gone
    del site.routes["/report.pdf"]
    found = again([report], "feed", "", context)["Post 1"]
    assert (found.standing, found.file_gone) == ("there", True)


# -- calendars ------------------------------------------------------------------------------------------------------------------


def calendar(*events: str) -> Answer:
    parts = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return Answer(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{parts}END:VCALENDAR\r\n".encode(), "text/calendar")


SWIM = "UID:swim\r\nSUMMARY:Swim\r\nDTSTART:20261212T100000Z"
WALK = "UID:walk\r\nSUMMARY:Walk\r\nDTSTART:20261213T100000Z"
TALK = "UID:talk\r\nSUMMARY:Talk\r\nDTSTART:20261101T100000Z"


def test_events_are_known_by_their_uid_wherever_they_move(site: LocalSite, context: Any) -> None:
    site.routes["/all.ics"] = calendar(SWIM, WALK, TALK)
    address = site.address + "/all.ics"
    items = picked("calendar", address, context)
    site.routes["/all.ics"] = calendar(SWIM.replace("20261212T1000", "20280301T1500"), WALK + "\r\nSTATUS:CANCELLED")
    found = again(items, "calendar", address, context)
    moved, cancelled = found["Swim"].item, found["Walk"].item
    assert moved is not None
    assert moved.starts == datetime(2028, 3, 1, 15, tzinfo=UTC)
    assert cancelled is not None
    assert cancelled.cancelled
    assert found["Talk"].standing == "unknown", "a calendar may forget what is over"
    site.routes["/all.ics"] = calendar(WALK)
    assert again(items, "calendar", address, context)["Swim"].standing == "gone"


def test_events_of_the_events_calendar_are_asked_for_alone(site: LocalSite, context: Any) -> None:
    def event(number: int, **more: Any) -> dict[str, Any]:
        stamp = f"2026-12-1{number} 10:00:00"
        return {
            "id": number,
            "title": f"Event {number}",
            "url": f"{site.address}/event/{number}/",
            "start_date": stamp,
            "utc_start_date": stamp,
            "status": "publish",
            "timezone": "Europe/London",
            **more,
        }

    events = [event(number) for number in (1, 2, 3)]
    site.routes[EVENTS] = Answer(json.dumps({"events": events, "total_pages": 1}).encode(), "application/json")
    items = picked("events_calendar", site.address + EVENTS, context)
    later = event(1, start_date="2029-05-05 10:00:00", utc_start_date="2029-05-05 09:00:00")
    site.routes[f"{EVENTS}/1"] = Answer(json.dumps(later).encode(), "application/json")
    site.routes[f"{EVENTS}/2"] = Answer(status=403)
    found = again(items, "events_calendar", site.address + EVENTS, context)
    assert {title: result.standing for title, result in found.items()} == {
        "Event 1": "there",
        "Event 2": "unpublished",
        "Event 3": "gone",
    }
    now = found["Event 1"].item
    assert now is not None
    assert now.starts is not None
    assert now.starts.year == 2029


# -- all of them ----------------------------------------------------------------------------------------------------------------


def test_sources_are_asked_side_by_side_and_tell_how_far_they_are(site: LocalSite, context: Any) -> None:
    """Each answer waits until the other was asked for: one after the other would never end."""
    both = threading.Barrier(2, timeout=20)

    def meeting(answer: Answer) -> Callable[[Any], Answer]:
        def wait(_handler: Any) -> Answer:
            both.wait()
            return answer

        return wait

    one, other = feed(1), calendar(SWIM)
    site.routes["/feed"], site.routes["/all.ics"] = meeting(one), meeting(other)
    rows = {"a": row("feed", site.address + "/feed", "a"), "b": row("calendar", site.address + "/all.ics", "b")}
    items = [Item(id="x", source="a"), Item(id="y", source="b"), Item(id="z", title="Written by hand")]
    heard: list[DriftProgress] = []
    found = look_up(items, rows, context, heard.append)
    assert set(found) == {"x", "y", "z"}
    assert found["z"].standing == "there"
    assert [progress.total for progress in heard] == [3, 3, 3]
    assert heard[-1].done == 3


def test_stopping_leaves_the_rest_unknown(site: LocalSite, news: list[Item], context: Any) -> None:
    stop = threading.Event()
    stop.set()
    found = again(news, "feed", site.address + "/feed", replace(context, cancel=stop))
    assert {result.standing for result in found.values()} == {"unknown"}
    assert "stopped" in found["Post 1"].reason


@pytest.mark.parametrize(
    ("address", "front"),
    [
        ("https://harbour.example", True),
        ("https://harbour.example/", True),
        ("https://harbour.example/en/", True),
        ("https://harbour.example/index.php", True),
        ("https://harbour.example/news", False),
        ("https://harbour.example/?p=3", False),
        ("http://[", False),
    ],
)
def test_front_pages(address: str, front: bool) -> None:
    assert is_front_page(address) is front


def test_spellings_of_an_address_are_no_move() -> None:
    assert not differs("http://harbour.example/a", "https://www.harbour.example/a/")
    assert differs("https://harbour.example/a", "https://harbour.example/b")


@given(st.integers(100, 599), st.booleans())
def test_only_plain_words_of_the_server_count(status: int, page: bool) -> None:
    standing = after_refusal(SourceError("No.", details=f"HTTP {status}: https://harbour.example/"), plain_page=page).standing
    if status in (404, 410):
        assert standing == "gone"
    elif status in (401, 407) or (status == 403 and not page):
        assert standing == "unpublished"
    else:
        assert standing == "unknown"


def test_a_page_behind_a_sign_in_is_not_open_to_readers() -> None:
    assert after_refusal(SourceError("Sign in.", details="https://harbour.example/wp-login.php")).standing == "unpublished"
