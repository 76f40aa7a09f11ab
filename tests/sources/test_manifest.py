"""Real files by others, read as their manifest says a correct reader makes of them.

``DEVIATIONS`` lists every value in which we differ on purpose, with the reason; everything else must be equal.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from harmless import faults_in

from composer.clock import fixed_clock
from composer.library.item import Item
from composer.sources.download import Downloader
from composer.sources.local_file import open_file
from composer.sources.reader import choose, read
from composer.sources.source import FetchContext, Fetched

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"

DEVIATIONS: dict[tuple[str, str], str] = {
    (
        "bozo_invalid-bytes",
        "feed_title",
    ): "mixed encodings are read byte by byte: the manifest's own note asks for the title we give",
    (
        "missing-fields.atom",
        "entries_without_link",
    ): "the count is feedparser's, which takes the tag: id for a link; its note says there is none",
    (
        "feed-utf16be",
        "entries_without_date",
    ): "the counts are of a reader that fails on the file; we read its one entry, which has no date",
}
"""(part of a path, what differs): why."""


def _entries(folder: str) -> list[dict[str, Any]]:
    if not (SAMPLES / "MANIFEST.json").is_file():
        return []
    manifest = json.loads((SAMPLES / "MANIFEST.json").read_text("utf-8"))
    return [entry for entry in manifest["files"] if entry["path"].startswith(f"{folder}/")]


def _each(folder: str) -> Any:
    entries = _entries(folder)
    missing = pytest.param({}, marks=pytest.mark.skip(reason="the real-world samples are not beside this checkout"))
    return pytest.mark.parametrize("entry", entries or [missing], ids=lambda entry: entry.get("path", "none"))


def _context(since: str = "", until: str = "") -> FetchContext:
    return FetchContext(
        clock=fixed_clock(datetime(2026, 11, 23, 9, tzinfo=UTC)),
        downloader=Downloader(),
        since=date.fromisoformat(since) if since else None,
        until=date.fromisoformat(until) if until else None,
    )


def _deviates(entry: dict[str, Any], what: str) -> bool:
    return any(part in entry["path"] and name == what for part, name in DEVIATIONS)


def _read(entry: dict[str, Any], context: FetchContext) -> Fetched:
    download = open_file(str(SAMPLES / entry["path"]))
    address = entry["expect"].get("fetch_url")
    source = choose(download)
    return source.read(replace(download, location=address) if address else download, context)


def _must_hold_for_every_item(fetched: Fetched) -> None:
    assert len({item.id for item in fetched.items}) == len(fetched.items)
    for item in fetched.items:
        assert item.id
        assert item.kind_reason
        assert "\n" not in item.title
        assert not item.link or item.link.startswith(("http://", "https://"))
        assert item.published is None or item.published.tzinfo is not None
        assert faults_in(item.html) == []


@_each("feeds")
def test_feeds(entry: dict[str, Any]) -> None:
    expected = entry["expect"]
    fetched = _read(entry, _context())
    _must_hold_for_every_item(fetched)
    assert len(fetched.items) in expected.get("entries_accept", [expected["entries"]])
    if not _deviates(entry, "feed_title"):
        assert (fetched.title or None) == expected.get("feed_title_text", expected["feed_title"])
    counts = {
        "entries_without_title": sum(not item.title for item in fetched.items),
        "entries_without_date": sum(item.published is None for item in fetched.items),
        "entries_without_link": sum(not item.link for item in fetched.items),
    }
    for what, count in counts.items():
        if what in expected and not _deviates(entry, what):
            assert count == expected[what], what
    first = expected.get("first")
    if not first:
        return
    item = fetched.items[0]
    assert (item.title or None) == first.get("title_text", first["title"])
    assert (item.link or None) == first.get("link_resolved", first["link"])
    if "date_utc" in first:
        assert (item.published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S") if item.published else None) == first["date_utc"]
    if "date" in first:
        assert item.published is not None
        assert item.published.isoformat() == first["date"]
    assert (item.image or None) == first["image"]
    assert list(item.categories) == first.get("categories", list(item.categories))
    assert item.text.startswith(first.get("text_starts", ""))
    assert all(pixel not in item.image for pixel in first.get("tracking_pixels_not_to_be_used_as_image", []))


@_each("wordpress")
def test_wordpress(entry: dict[str, Any]) -> None:
    expected = entry["expect"]
    fetched = _read(entry, _context())
    _must_hold_for_every_item(fetched)
    assert len(fetched.items) == expected["posts"]
    for item, post in ((fetched.items[0], expected["first"]), (fetched.items[-1], expected["last"])):
        if post is None:
            continue
        assert (item.title, item.link) == (post["title_text"], post["link"])
        assert item.published is not None
        assert item.published.astimezone(UTC).isoformat() == f"{post['date_gmt']}+00:00"
        assert item.published.isoformat().startswith(post["date_local"])
        assert item.image == (post["featured_image"] or post["first_content_image"] or "")
        assert item.image_alt == (post["featured_alt"] or "") or post["featured_image"] is None
        assert list(item.categories) == (post["categories"] or [])
        assert item.author == post["author"]
        assert item.summary.startswith(post["excerpt_text"].rstrip())


def _moment(written: str) -> str:
    """The wall time with offset, without the same moment in UTC beside it."""
    return written.partition(" = ")[0]


def _shown(moment: datetime | None, item: Item) -> str | None:
    if moment is None:
        return None
    return moment.date().isoformat() if item.all_day else moment.isoformat()


def _must_be(item: Item, event: dict[str, Any]) -> None:
    # Titles and places come without the white space around them.
    assert item.title == event.get("summary", item.title).strip()
    assert item.place == event.get("location", item.place).strip()
    assert _shown(item.starts, item) == _moment(event["start"])
    assert item.all_day is event.get("all_day", item.all_day)
    if "end" in event:  # the manifest gives RFC 5545's end; ours of whole days is the last day
        ends = item.ends + timedelta(days=1) if item.all_day and item.ends is not None else item.ends
        assert _shown(ends, item) == _moment(event["end"])
    if event.get("tz") == "floating":
        assert item.starts is not None
        assert item.starts.tzinfo is None


@_each("events")
def test_events(entry: dict[str, Any]) -> None:
    expected = entry["expect"]
    if not entry["path"].endswith(".ics"):
        fetched = _read(entry, _context())
        assert fetched.items == ()
        assert fetched.problems[0].message == "There is nothing to read on this page."
        return
    for window in filter(None, (expected, expected.get("short_window"))):
        fetched = _read(entry, _context(*window["window"]))
        _must_hold_for_every_item(fetched)
        assert len(fetched.items) in window.get("occurrences_accept", [window["occurrences"]])
        for place, which in ((0, "first"), (1, "second"), (-1, "last")):
            if window.get(which):
                _must_be(fetched.items[place], window[which])
        if expected.get("all_events_all_day"):
            assert all(item.all_day for item in fetched.items)
    for title, moment in expected.get("resolved", {}).items():
        starts = {
            item.starts.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for item in fetched.items if item.title == title.strip()
        }
        assert moment in starts
    if "usable" in expected and expected["usable"] > 100:
        assert len(fetched.problems) == expected["vevents"] - expected["usable"]


@_each("html")
def test_html(entry: dict[str, Any]) -> None:
    if entry["path"].endswith(".json"):
        return  # a list of payloads rather than a page; the sanitiser's own test takes them one by one
    fetched = read(str(SAMPLES / entry["path"]), _context())
    _must_hold_for_every_item(fetched)
    words = " ".join(f"{item.title} {item.text}" for item in fetched.items)
    plain = " ".join(words.replace("\\", "").split())
    for survivor in entry["expect"].get("text_that_must_survive", []):
        assert " ".join(survivor.split()) in plain


def test_every_deviation_has_its_file() -> None:
    entries = _entries("feeds")
    if not entries:
        pytest.skip("the real-world samples are not beside this checkout")
    for part, _what in DEVIATIONS:
        assert any(part in entry["path"] for entry in entries)
