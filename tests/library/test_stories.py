"""The same story from two sources, shown once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from composer.library.item import Item
from composer.library.ledger import Ledger, SentNote
from composer.library.shelf import Shelf, ShelfQuery
from composer.library.source_list import SourceList
from composer.library.stories import link_key, title_key

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
LONG = "Forty volunteers, three weekends and one very tall ladder. " * 8


@pytest.fixture
def shelf(engine: Engine) -> Shelf:
    return Shelf(engine, lambda: NOW)


def _post(item_id: str, title: str = "The boathouse roof", link: str = "", days_ago: float = 1, **values: Any) -> Item:
    return Item(id=item_id, title=title, link=link, published=NOW - days_ago * DAY, **values)


def _event(item_id: str, in_days: float, **values: Any) -> Item:
    return Item(id=item_id, kind="event", title="Winter swim", starts=NOW + in_days * DAY, **values)


def _shown(shelf: Shelf, **query: Any) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.item.id, tuple(one.source for one in row.also)) for row in shelf.find(ShelfQuery(**query))]


def test_links_are_compared_clean() -> None:
    key = link_key("https://www.Harbour.example/roof/?utm_source=letter&id=7#top")
    assert key == link_key("http://harbour.example/roof?id=7") == "harbour.example/roof?id=7"
    assert link_key("https://harbour.example/roof?id=8") != key
    assert [link_key(one) for one in ("https://harbour.example/", "mailto:a@harbour.example", "", "http://[half")] == [""] * 4
    assert title_key("  The  BOATHOUSE roof! ") == title_key("The boathouse roof")
    assert title_key("News") == ""


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_address_and_title_gives_a_key(address: str, title: str) -> None:
    assert len(link_key(address)) <= 1_000
    assert len(link_key(f"https://{address}")) <= 1_000
    assert len(title_key(title)) <= 300


def test_the_richer_is_shown_and_the_other_named(shelf: Shelf, engine: Engine) -> None:
    feed = SourceList(engine, lambda: NOW).add("feed", "https://harbour.example/feed", "Harbour feed")
    shelf.keep([_post("short", link="https://harbour.example/roof?utm_medium=rss")], feed.id)
    assert _shown(shelf) == [("short", ())]
    shelf.keep([_post("long", "Roof finished", "http://www.harbour.example/roof/", text=LONG)], "site")
    assert _shown(shelf) == [("long", ("Harbour feed",))]
    assert _shown(shelf, sources=frozenset({feed.id})) == [("long", ("Harbour feed",))]
    assert shelf.count(ShelfQuery()) == 1
    shelf.keep([_post("long", "Roof finished", "https://harbour.example/another", text=LONG)], "site")
    assert _shown(shelf) == [("long", ()), ("short", ())]


def test_the_same_title_counts_on_days_near_each_other_only(shelf: Shelf) -> None:
    shelf.keep([_post("1", text=LONG)], "site")
    shelf.keep([_post("2", "THE BOATHOUSE ROOF", days_ago=3), _post("3", days_ago=400)], "feed")
    assert _shown(shelf) == [("1", ("feed",)), ("3", ())]
    shelf.keep([_post("4")], "site")  # one source may use a title twice
    assert ("2" in dict(_shown(shelf))) is False


def test_events_must_happen_at_the_same_time(shelf: Shelf) -> None:
    series = "https://harbour.example/swim"
    shelf.keep([_event("a1", 3, link=series, place="Pier 2"), _event("a2", 10, link=series, place="Pier 2")], "calendar")
    shelf.keep([_event("b1", 3, place="Pier 2, Harbour Road", text=LONG), _event("c1", 10, place="Town hall")], "site")
    assert _shown(shelf) == [("b1", ("calendar",)), ("a2", ()), ("c1", ())]


def test_what_went_out_under_another_source_went_out(shelf: Shelf, engine: Engine) -> None:
    shelf.keep([_post("short")], "feed")
    Ledger(engine).record([shelf.get("short")], campaign="c", issue_id="i", issue_name="October", lists=["Members"], at=NOW)
    shelf.keep([_post("long", text=LONG)], "site")
    row = shelf.find(ShelfQuery())[0]
    assert (row.item.id, row.sent) == ("long", (SentNote("October", "Members", NOW),))
    assert shelf.find(ShelfQuery(new_for_list="Members")) == []
    assert shelf.find(ShelfQuery(not_sent_to="Members")) == []
    assert shelf.find(ShelfQuery(include_sent=False)) == []


def test_when_the_richer_goes_the_other_is_shown_again(shelf: Shelf) -> None:
    shelf.keep([_post("short")], "feed")
    shelf.keep([_post("long", text=LONG)], "site")
    shelf.keep_exactly([], "site")
    assert _shown(shelf) == [("short", ())]
