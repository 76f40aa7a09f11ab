"""One door for everything: the right source is chosen, and what cannot be read gets one sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from invented_posts import POSTS
from local_site import Answer, LocalSite

from composer.errors import ComposerError, FormatError, InputError, NotFoundError, SourceError
from composer.sources.reader import read, read_pasted

FEED = b"<rss version='2.0'><channel><title>T</title><item><title>One</title><guid>1</guid></item></channel></rss>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("feed.xml", FEED),
        ("feed.txt", FEED),
        ("posts.json", b'[{"title": {"rendered": "One"}, "slug": "one"}]'),
        ("feed.json", b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "title": "One"}]}'),
        ("page.html", b"<html><body><h1>One</h1><p>Come along, all of you, and bring a friend.</p></body></html>"),
        ("notes.md", b"# One\n\nCome along, all of you."),
        ("notes.txt", b"One\n\nCome along, all of you, and bring a friend who has not been before."),
        ("without-ending", b"One\n\nCome along, all of you, and bring a friend who has not been before."),
    ],
)
def test_the_right_source_is_chosen(tmp_path: Path, context: Any, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert [item.title for item in read(str(path), context).items] == ["One"]


@pytest.mark.parametrize(
    ("path", "answer", "words"),
    [
        ("/missing", Answer(status=404), "no such page"),
        ("/empty", Answer(b"  "), "There is nothing at 127.0.0.1"),
        ("/picture", Answer(b"\x89PNG\r\n\x1a\n", "image/png"), "is a picture"),
        ("/data", Answer(b'{"a": 1}', "application/json"), "of a kind that cannot be read"),
        ("/broken", Answer(b'[{"title": {"rendered": "x"', "application/json"), "cannot be read"),
    ],
)
def test_what_cannot_be_read_over_the_web(site: LocalSite, context: Any, path: str, answer: Answer, words: str) -> None:
    site.routes[path] = answer
    with pytest.raises(ComposerError, match=words):
        read(site.address + path, context)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "is empty"), (b"%PDF-1.7 x", "is a PDF"), (b"\x00\x01\x02\x03" * 100, "cannot be read here|no readable text")],
)
def test_files_that_cannot_be_read(tmp_path: Path, context: Any, content: bytes, words: str) -> None:
    path = tmp_path / "thing.bin"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=words):
        read(str(path), context)


def test_missing_files_unknown_types_and_nothing(context: Any) -> None:
    with pytest.raises(NotFoundError, match="There is no file"):
        read("/no/such/file.txt", context)
    with pytest.raises(InputError, match="no kind of source called “telepathy”"):
        read("https://example.org/", context, type="telepathy")
    with pytest.raises(InputError, match="no address or file"):
        read("  ", context)
    with pytest.raises(SourceError, match="was not found"):
        read("https://nowhere.invalid/", context)


def test_a_folder_is_read_file_by_file(tmp_path: Path, context: Any) -> None:
    (tmp_path / "b.md").write_text("# Two\n\nCome along.", encoding="utf-8")
    (tmp_path / "a.xml").write_bytes(FEED)
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / ".hidden").write_bytes(FEED)
    (tmp_path / "inside").mkdir()
    fetched = read(str(tmp_path), context)
    assert [item.title for item in fetched.items] == ["One", "Two"]
    assert [problem.message for problem in fetched.problems] == ["“c.pdf” is a PDF, which cannot be read here."]
    with pytest.raises(InputError, match="holds no files"):
        read(str(tmp_path / "inside"), context)


def test_reading_twice_gives_the_same_ids(tmp_path: Path, context: Any) -> None:
    for name, content in (("feed.xml", FEED), ("notes.txt", "\n\n".join(post.text for post in POSTS).encode())):
        (tmp_path / name).write_bytes(content)
        first, again = (read(str(tmp_path / name), context) for _time in range(2))
        assert [item.id for item in first.items] == [item.id for item in again.items]


def test_pasted_text(context: Any) -> None:
    fetched = read_pasted("\n\n".join(post.text for post in POSTS), context)
    assert [item.title for item in fetched.items] == [post.title for post in POSTS]
    assert {item.source for item in fetched.items} == {""}


def test_pasted_html_keeps_its_links(context: Any) -> None:
    html = '<h1>Tea is back</h1><p>Come along. See <a href="https://example.org/x">here</a>.</p>'
    (item,) = read_pasted("Tea is back\nCome along. See here.", context, html=html).items
    assert (item.title, item.notes) == ("Tea is back", ())
    assert "[here](https://example.org/x)" in item.text


def test_nothing_pasted_or_too_much(context: Any) -> None:
    with pytest.raises(InputError, match="no text"):
        read_pasted(" \n", context)
    with pytest.raises(InputError, match="more text than"):
        read_pasted("x" * 3_000_001, context)
