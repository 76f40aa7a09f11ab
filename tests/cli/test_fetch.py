"""fetch: any source, from a script."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from composer.sample.site import SampleSite
from composer.workspace import open_workspace

Newsletter = Callable[..., Any]
FIELDS = {
    "id", "kind", "title", "link", "published", "updated", "starts", "ends", "all_day", "place", "deadline", "author", "summary",
    "html", "image", "image_alt", "categories", "source",
}  # fmt: skip
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:camp@example.org
DTSTAMP:20261101T000000Z
DTSTART;VALUE=DATE:20261204
DTEND;VALUE=DATE:20261206
SUMMARY:Two days
END:VEVENT
BEGIN:VEVENT
UID:weekly@example.org
DTSTAMP:20261101T000000Z
DTSTART;TZID=Europe/London:20261124T180000
DTEND;TZID=Europe/London:20261124T190000
RRULE:FREQ=WEEKLY;COUNT=10
SUMMARY:Weekly
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


@pytest.fixture
def site(clock: Any) -> Iterator[SampleSite]:
    with SampleSite(clock) as started:
        yield started


def test_a_wordpress_site_gives_its_posts_with_every_promised_field(newsletter: Newsletter, site: SampleSite) -> None:
    answer = newsletter("fetch", f"{site.base_url}/wp-json/wp/v2/posts", "--json")
    assert answer.status == 0
    assert set(answer.json) == {"items", "problems"}
    items = answer.json["items"]
    assert len(items) == 32
    assert all(set(item) >= FIELDS for item in items)
    assert items[0]["published"] == "2026-11-20T09:30:00+00:00"
    assert items[0]["deadline"] is None
    tender = next(item for item in items if item["title"].startswith("Invitation to tender: evaluation"))
    assert tender["deadline"] == "2026-12-18T12:00:00+00:00"
    assert {item["kind"] for item in items} == {"news", "blog", "event", "awareness", "tender", "report"}


def test_a_calendar_is_expanded_within_the_window(newsletter: Newsletter, tmp_path: Path) -> None:
    file = tmp_path / "events.ics"
    file.write_text(CALENDAR, encoding="utf-8", newline="")
    answer = newsletter("fetch", file, "--since", "2026-12-01", "--until", "2026-12-20", "--json")
    items = {(item["title"], item["starts"]): item for item in answer.json["items"]}
    assert set(items) == {
        ("Two days", "2026-12-04"),
        ("Weekly", "2026-12-01T18:00:00+00:00"),
        ("Weekly", "2026-12-08T18:00:00+00:00"),
        ("Weekly", "2026-12-15T18:00:00+00:00"),
    }
    whole_days = items[("Two days", "2026-12-04")]
    assert (whole_days["all_day"], whole_days["ends"], whole_days["last_day"]) == (True, "2026-12-06", "2026-12-05")
    assert len({item["id"] for item in items.values()}) == 4


def test_without_json_it_prints_a_line_each(newsletter: Newsletter, tmp_path: Path) -> None:
    file = tmp_path / "events.ics"
    file.write_text(CALENDAR, encoding="utf-8", newline="")
    answer = newsletter("fetch", file, "--until", "2026-12-05")
    assert "2026-12-04  event      Two days" in answer.out


def test_kept_items_lie_on_the_shelf_and_their_source_in_the_list(
    newsletter: Newsletter, site: SampleSite, location: Path
) -> None:
    address = f"{site.base_url}/feed/"
    assert newsletter("fetch", address, "--keep", "--json").status == 0
    opened = open_workspace(str(location))
    assert opened.shelf.count() == 32
    (row,) = opened.source_list.all()
    assert (row.location, row.items, row.last_problem) == (address, 32, "")
    opened.close()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.xml", b""),
        ("noise.ics", bytes(range(256)) * 20),
        ("half.xml", b'<?xml version="1.0"?><rss version="2.0"><channel><title>Half</title><item><title>One'),
        ("not.json", b"{" * 5000),
        ("picture.ics", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
    ],
)
def test_bad_files_are_a_sentence_and_never_a_traceback(
    newsletter: Newsletter, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    answer = newsletter("fetch", file, "--json")
    assert answer.status in (0, 1, 2)
    assert "fault" not in answer.err
    for problem in answer.json["problems"]:
        assert problem["location"]
        assert problem["message"].endswith((".", "?", "!"))


def test_what_is_not_there_is_2_and_says_so(newsletter: Newsletter, tmp_path: Path) -> None:
    answer = newsletter("fetch", tmp_path / "nothing.ics")
    assert answer.status == 2
    assert "nothing.ics" in answer.err
    assert len(answer.err.strip().splitlines()) == 1


def test_an_unreachable_site_does_not_hide_the_others(newsletter: Newsletter, site: SampleSite) -> None:
    gone = "http://127.0.0.1:9/feed/"
    answer = newsletter("fetch", gone, f"{site.base_url}/events.ics", "--json")
    assert answer.status == 1
    assert answer.json["items"]
    assert answer.json["problems"][0]["location"] == gone


def test_a_folder_gives_what_its_files_hold(newsletter: Newsletter, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "a.ics").write_text(CALENDAR, encoding="utf-8", newline="")
    (folder / "b.md").write_text("# A walk\n\nWe walked. It rained. Nobody minded.\n", encoding="utf-8")
    answer = newsletter("fetch", folder, "--json")
    assert {"Two days", "A walk"} <= {item["title"] for item in answer.json["items"]}


KINDS = ("feeds", "wordpress", "events", "html", "site")


@pytest.mark.parametrize("kind", KINDS)
def test_every_real_file_is_read_without_a_fault(newsletter: Newsletter, shared_samples: Path, kind: str) -> None:
    for file in sorted((shared_samples / kind).iterdir()):
        answer = newsletter("fetch", file, "--json")
        assert answer.status in (0, 1, 2), file.name
        assert "fault" not in answer.err, (file.name, answer.err)
        assert isinstance(json.loads(answer.out)["items"], list), file.name


def test_a_file_kept_is_found_again_from_any_folder(
    newsletter: Newsletter, tmp_path: Path, location: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "walk.md").write_text("# A walk\n\nWe walked. It rained. Nobody minded.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert newsletter("fetch", "walk.md", "--keep").status == 0
    workspace = open_workspace(str(location))
    (row,) = workspace.source_list.all()
    workspace.close()
    assert row.location == str(tmp_path / "walk.md")


def test_what_cannot_be_read_is_said_with_json_as_well(newsletter: Newsletter, tmp_path: Path) -> None:
    answer = newsletter("fetch", tmp_path / "nothing.ics", "--json")
    assert answer.status == 2
    assert answer.err.strip() == answer.json["problems"][0]["message"]


def test_what_a_column_holds_can_be_said(newsletter: Any, tmp_path: Path) -> None:
    table = tmp_path / "plans.csv"
    table.write_text("Label,Kunde\nCarols,Open to all\n", encoding="utf-8")
    (item,) = newsletter("fetch", table, "--map", "Kunde=title", "Label=text", "--json").json["items"]
    assert (item["title"], item["text"]) == ("Open to all", "Carols")
    newsletter("fetch", table, "--map", "Kunde=title", "--keep")
    assert newsletter("items", "--json").json["items"][0]["title"] == "Open to all"
    refused = newsletter("fetch", table, "--map", "Kunde=colour")
    assert refused.status == 2
    assert "not COLUMN=FIELD" in refused.err
