"""The list of sources: added once, paused, renamed, and each with how reading it went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from composer.errors import InputError, NotFoundError
from composer.library.item import Item
from composer.library.shelf import Shelf
from composer.library.source_list import SourceList, same_place

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def sources(engine: Engine, clock: Callable[[], datetime]) -> SourceList:
    return SourceList(engine, clock)


@pytest.fixture
def shelf(engine: Engine, clock: Callable[[], datetime]) -> Shelf:
    return Shelf(engine, clock)


def test_a_source_is_added_once_however_it_is_written(sources: SourceList) -> None:
    first = sources.add("feed", "https://Example.org/feed/", "Harbour news")
    again = sources.add("wordpress", " https://example.org/feed", "Another title")
    assert again == first
    assert (first.type, first.title, first.paused, first.items, first.sample) == ("feed", "Harbour news", False, 0, False)
    sources.add("feed", "https://example.org/feed?cat=2", "Another feed")
    assert len(sources.all()) == 2


def test_a_source_without_a_title_goes_by_its_place(sources: SourceList) -> None:
    assert sources.add("feed", "https://example.org/feed", " ").title == "https://example.org/feed"


@pytest.mark.parametrize("location", ["", "  ", "https://example.org/" + "x" * 3_000])
def test_what_is_no_place_is_refused(location: str, sources: SourceList) -> None:
    with pytest.raises(InputError):
        sources.add("feed", location, "x")


def test_how_reading_went_is_remembered(sources: SourceList) -> None:
    row = sources.add("feed", "https://example.org/feed", "Harbour news")
    sources.record_read(row.id, NOW)
    later = NOW + timedelta(days=1)
    sources.record_problem(row.id, later, "example.org does not answer.")
    found = sources.all()[0]
    assert (found.last_tried, found.last_read, found.last_problem) == (later, NOW, "example.org does not answer.")
    sources.record_read(row.id, later)
    found = sources.all()[0]
    assert (found.last_read, found.last_problem) == (later, "")


def test_a_source_is_renamed_and_paused(sources: SourceList) -> None:
    row = sources.add("feed", "https://example.org/feed", "x", sample=True)
    sources.rename(row.id, "Harbour news")
    sources.pause(row.id, True)
    found = sources.all()[0]
    assert (found.title, found.paused, found.sample) == ("Harbour news", True, True)
    sources.pause(row.id, False)
    assert not sources.all()[0].paused


def test_what_came_from_a_removed_source_stays_and_is_known_again(
    sources: SourceList, engine: Engine, clock: Callable[[], datetime]
) -> None:
    shelf = Shelf(engine, clock)
    row = sources.add("feed", "https://example.org/feed", "x")
    shelf.keep([Item(id="1", title="Roof"), Item(id="2", title="Walk")], row.id)
    assert sources.all()[0].items == 2
    sources.remove(row.id)
    assert sources.all() == []
    assert shelf.count() == 2
    assert sources.add("feed", "https://example.org/feed/", "y").items == 2


def test_what_is_not_in_the_list_is_said_so(sources: SourceList) -> None:
    with pytest.raises(NotFoundError):
        sources.rename("missing", "x")
    with pytest.raises(NotFoundError):
        sources.record_read("missing", NOW)
    sources.remove("missing")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://example.org", "https://example.org/", True),
        ("HTTPS://EXAMPLE.org/News", "https://example.org/News#top", True),
        ("https://example.org/News", "https://example.org/news", False),
        ("http://example.org", "https://example.org", False),
        ("/home/anna/News.ics", "/home/anna/news.ics", False),
        ("https://[broken", "https://[broken", True),
    ],
)
def test_two_spellings_of_one_place(one: str, other: str, same: bool) -> None:
    assert (same_place(one) == same_place(other)) is same


def test_removed_and_put_back_it_is_as_it_was(sources: SourceList) -> None:
    row = sources.add("wordpress", "https://example.org/wp-json/wp/v2/posts", "Harbour news")
    sources.sign_in([row.id], " rosa ")
    sources.read_since(row.id, date(2026, 1, 1))
    sources.record_problem(row.id, NOW, "example.org does not answer.")
    before = sources.all()[0]
    assert (before.username, before.since) == ("rosa", date(2026, 1, 1))
    sources.remove(row.id)
    sources.put_back(before)
    sources.put_back(before)
    assert sources.all() == [before]


def test_a_source_that_moved_keeps_its_items(sources: SourceList, shelf: Shelf) -> None:
    row = sources.add("feed", "https://old.example/feed", "Harbour news")
    shelf.keep([Item(id="a", title="Roof")], row.id)
    twin = sources.add("feed", "https://new.example/feed", "The same, found anew")
    sources.record_read(row.id, NOW, "https://new.example/feed")
    assert sources.all()[0].moved_to == "https://new.example/feed"
    sources.move(row.id)
    (moved,) = sources.all()
    assert (moved.id, moved.location, moved.moved_to, moved.items) == (row.id, "https://new.example/feed", "", 1)
    assert twin.id != moved.id
    assert sources.add("feed", "https://new.example/feed", "Once more") == moved


def test_a_source_that_moved_and_answers_at_its_old_place_again(sources: SourceList) -> None:
    row = sources.add("feed", "https://old.example/feed", "Harbour news")
    sources.record_read(row.id, NOW, "https://new.example/feed")
    sources.record_read(row.id, NOW)
    assert sources.all()[0].moved_to == ""
    sources.move(row.id)
    assert sources.all()[0].location == "https://old.example/feed"
    with pytest.raises(NotFoundError):
        sources.move("nobody")


def test_failures_in_a_row_are_counted_and_forgotten_with_the_first_answer(sources: SourceList) -> None:
    row = sources.add("feed", "https://example.org/feed", "Harbour news")
    for _failure in range(2):
        sources.record_failure(row.id, NOW, "Away.", NOW + timedelta(hours=1), True)
    found = sources.all()[0]
    assert (found.failures, found.rests_until, found.asked_to_wait) == (2, NOW + timedelta(hours=1), True)
    assert (found.last_tried, found.last_read, found.last_problem) == (NOW, None, "Away.")
    sources.remove(row.id)
    sources.put_back(found)
    assert sources.all()[0] == found
    sources.record_read(row.id, NOW)
    found = sources.all()[0]
    assert (found.failures, found.rests_until, found.asked_to_wait) == (0, None, False)
