"""Sources are read side by side, and one that fails hides no other."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from local_site import Answer, LocalSite

from composer.library.download_cache import DownloadCache
from composer.library.shelf import Shelf
from composer.library.source_list import SourceList
from composer.sources import refresh as refresh_module
from composer.sources.download import Downloader
from composer.sources.refresh import SourceProgress, refresh


def _feed(number: int) -> Answer:
    item = f"<item><title>Post {number}</title><guid isPermaLink='false'>{number}</guid></item>"
    return Answer(
        f"<rss version='2.0'><channel><title>Feed {number}</title>{item}</channel></rss>".encode(), "application/rss+xml"
    )


@pytest.fixture
def shelf(engine: Any, clock: Any) -> Shelf:
    return Shelf(engine, clock)


@pytest.fixture
def source_list(engine: Any, clock: Any, site: LocalSite) -> SourceList:
    """Four sources: two that answer, one that fails, one that is paused."""
    listed = SourceList(engine, clock)
    for number in range(4):
        site.routes[f"/{number}"] = _feed(number)
        listed.add("feed", f"{site.address}/{number}", f"Source {number}")
    site.routes["/1"] = Answer(status=500)
    listed.pause(listed.all()[3].id, True)
    return listed


def test_one_failing_source_hides_no_other(source_list: SourceList, shelf: Shelf, context: Any) -> None:
    heard: list[SourceProgress] = []
    outcomes = refresh(source_list, shelf, context, on_progress=heard.append)
    assert [outcome.kept.new if outcome.kept else None for outcome in outcomes] == [1, None, 1]
    assert "fault of its own" in outcomes[1].problems[0].message
    assert [(progress.done, progress.total) for progress in heard] == [(1, 3), (2, 3), (3, 3)]
    assert {progress.title for progress in heard} == {"Source 0", "Source 1", "Source 2"}
    rows = source_list.all()
    assert [bool(row.last_problem) for row in rows] == [False, True, False, False]
    assert [row.last_read is not None for row in rows] == [True, False, True, False]
    assert rows[3].last_tried is None
    assert [row.items for row in rows] == [1, 0, 1, 0]


def test_one_source_by_name_even_if_paused(source_list: SourceList, shelf: Shelf, context: Any) -> None:
    paused = source_list.all()[3].id
    (outcome,) = refresh(source_list, shelf, context, ids=[paused])
    assert outcome.source_id == paused
    assert outcome.kept is not None


def test_again_nothing_is_new(source_list: SourceList, shelf: Shelf, context: Any) -> None:
    refresh(source_list, shelf, context)
    again = [outcome.kept for outcome in refresh(source_list, shelf, context) if outcome.kept is not None]
    assert [(kept.new, kept.same) for kept in again] == [(0, 1), (0, 1)]


def test_they_are_read_at_the_same_time(source_list: SourceList, shelf: Shelf, site: LocalSite, context: Any) -> None:
    """Each answer waits until the other was asked for: one after the other would never end."""
    both = threading.Barrier(2, timeout=20)

    def meet(number: int) -> Any:
        def answer(_handler: Any) -> Answer:
            both.wait()
            return _feed(number)

        return answer

    site.routes["/0"], site.routes["/2"] = meet(0), meet(2)
    assert sum(outcome.kept is not None for outcome in refresh(source_list, shelf, context)) == 2


def test_stopping_leaves_no_mark_on_the_sources(source_list: SourceList, shelf: Shelf, new_context: Any) -> None:
    stop = threading.Event()
    stop.set()
    outcomes = refresh(source_list, shelf, new_context(cancel=stop))
    assert all(outcome.kept is None and "stopped" in outcome.problems[0].message for outcome in outcomes)
    assert all(row.last_tried is None and not row.last_problem for row in source_list.all())


def test_a_fault_of_ours_is_told_and_costs_only_its_own_source(
    source_list: SourceList, shelf: Shelf, context: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = refresh_module.read

    def faulty(location: str, *args: Any, **kwargs: Any) -> Any:
        if location.endswith("/0"):
            raise ZeroDivisionError
        return real(location, *args, **kwargs)

    monkeypatch.setattr(refresh_module, "read", faulty)
    outcomes = refresh(source_list, shelf, context)
    assert [outcome.kept is not None for outcome in outcomes] == [False, False, True]
    assert outcomes[0].problems[0].message == "Source 0 could not be read."
    assert "ZeroDivisionError" in source_list.all()[0].last_problem
    assert "failed" in caplog.text
    caplog.clear()


def test_a_file_among_the_sources(source_list: SourceList, shelf: Shelf, context: Any, tmp_path: Any) -> None:
    path = tmp_path / "notes.md"
    path.write_text("# Tea is back\n\nCome along.", encoding="utf-8")
    row = source_list.add("file", str(path), "Notes")
    (outcome,) = refresh(source_list, shelf, context, ids={row.id})
    assert outcome.kept is not None
    assert outcome.kept.new == 1


class _Later:
    """A clock that is moved on by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def later(clock: Any) -> _Later:
    return _Later(clock())


def test_a_source_that_failed_is_left_alone_longer_each_time(
    source_list: SourceList, shelf: Shelf, site: LocalSite, context: Any, later: _Later
) -> None:
    failing = source_list.all()[1]
    context = replace(context, clock=later)
    pauses = []
    for _failure in range(3):
        refresh(source_list, shelf, context, by_hand=False)
        until = source_list.all()[1].rests_until
        assert until is not None
        pauses.append((until - later.now) / timedelta(minutes=1))
        later.now = until
    assert pauses == [15, 30, 60]
    later.now -= timedelta(minutes=1)
    asked = len(site.asked)
    outcome = refresh(source_list, shelf, context, by_hand=False)[1]
    assert (outcome.kept, outcome.rests_until) == (None, source_list.all()[1].rests_until)
    assert outcome.problems[0].message == "Source 1 is left alone until 10:45 on Monday 23 November 2026."
    assert "/1" not in [path for path, _headers in site.asked[asked:]]
    site.routes["/1"] = _feed(1)
    (outcome,) = refresh(source_list, shelf, context, ids=[failing.id])  # by hand
    assert outcome.kept is not None
    row = source_list.all()[1]
    assert (row.failures, row.rests_until, row.last_problem) == (0, None, "")


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_a_pause_gets_it_also_from_an_impatient_user(
    source_list: SourceList, shelf: Shelf, site: LocalSite, context: Any, later: _Later, status: int
) -> None:
    context = replace(context, clock=later)
    refresh(source_list, shelf, context)
    site.routes["/0"] = Answer(b"busy", status=status, headers={"Retry-After": "1800"})
    refresh(source_list, shelf, context)
    row = source_list.all()[0]
    assert (row.rests_until, row.asked_to_wait) == (later.now + timedelta(minutes=30), True)
    asked = len(site.asked)
    (outcome,) = refresh(source_list, shelf, context, ids=[row.id])
    assert outcome.rests_until == row.rests_until
    assert len(site.asked) == asked
    later.now += timedelta(minutes=31)
    site.routes["/0"] = _feed(0)
    (outcome,) = refresh(source_list, shelf, context, ids=[row.id])
    assert outcome.kept is not None


def test_offline_what_was_read_stays_and_the_source_says_so(
    source_list: SourceList, shelf: Shelf, site: LocalSite, context: Any, later: _Later, engine: Any
) -> None:
    context = replace(context, clock=later, downloader=Downloader(DownloadCache(engine, later), timeout=5, clock=later))
    refresh(source_list, shelf, context)
    read_at = later.now
    later.now += timedelta(days=1)
    site.routes["/0"] = Answer(b"", status=502)
    outcome = refresh(source_list, shelf, context)[0]
    assert outcome.kept is not None
    assert (outcome.kept.new, outcome.kept.same) == (0, 1)
    row = source_list.all()[0]
    assert (row.items, row.last_read, row.last_tried, row.failures) == (1, read_at, later.now, 1)
    assert row.last_problem.endswith("This is what was fetched on Monday 23 November 2026.")


def test_empty_entries_are_counted_and_not_kept(source_list: SourceList, shelf: Shelf, site: LocalSite, context: Any) -> None:
    entries = "<item><guid isPermaLink='false'>1</guid></item><item/><item><title>Tea</title></item>"
    site.routes["/0"] = Answer(f"<rss version='2.0'><channel>{entries}</channel></rss>".encode(), "application/rss+xml")
    outcome = refresh(source_list, shelf, context)[0]
    assert outcome.kept is not None
    assert (outcome.kept.new, outcome.kept.empty) == (1, 2)
    assert source_list.all()[0].last_problem == "2 empty entries were left out."
