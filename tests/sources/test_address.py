"""What people type as an address is taken for one, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.sources.address import host_and_port, host_of, is_web_address, place_of, same_site, web_address


@pytest.mark.parametrize(
    ("typed", "asked_for"),
    [
        ("example.org", "https://example.org"),
        (" https://example.org/news#top ", "https://example.org/news"),
        ("http://example.org/a?b=c", "http://example.org/a?b=c"),
        ("webcal://example.org/events.ics", "https://example.org/events.ics"),
        ("WEBCAL:example.org/events.ics", "https://example.org/events.ics"),
        ("feed:https://example.org/feed", "https://example.org/feed"),
        ("feed://example.org/feed", "https://example.org/feed"),
        ("news.example.org:8080/x", "https://news.example.org:8080/x"),
    ],
)
def test_addresses_as_people_type_them(typed: str, asked_for: str) -> None:
    assert is_web_address(typed)
    assert web_address(typed) == asked_for


@pytest.mark.parametrize(
    "typed", ["news.md", "calendar.ics", "/home/me/x", "C:\\Users\\me\\x.txt", "a folder", "page.html", "", "letter"]
)
def test_files_are_no_addresses(typed: str) -> None:
    assert not is_web_address(typed)


def test_a_file_that_exists_is_a_file_whatever_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.example").write_text("x", encoding="utf-8")
    assert not is_web_address("notes.example")


def test_staying_on_a_site() -> None:
    assert same_site("http://intranet/feed", "https://intranet/")
    assert same_site("https://example.org/a", "https://EXAMPLE.org./b")
    assert not same_site("https://example.org/a", "https://example.com/a")
    assert not same_site("http://127.0.0.1:8000/a", "http://127.0.0.1:9000/a")
    assert not same_site("http://[", "http://[")


def test_what_places_are_called_in_sentences() -> None:
    assert place_of("https://www.example.org/a/b") == "www.example.org"
    assert place_of("/home/me/news.txt") == "“news.txt”"
    assert place_of("C:\\Users\\me\\news.txt") == "“news.txt”"
    assert host_of("http://[broken") == "http://[broken"
    assert host_and_port("https://Example.org:8443/") == ("example.org", 8443)
