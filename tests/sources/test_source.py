"""Every source in the folder is found, and keeps to the common shape."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from typing import Any

import pytest

from composer.errors import ComposerError, SourceError
from composer.sources.download import Download
from composer.sources.source import Fetched, source_types

TYPES = (
    "awareness",
    "calendar",
    "events_calendar",
    "feed",
    "folder",
    "json_feed",
    "markdown",
    "sitemap",
    "structured_data",
    "table",
    "text",
    "web_page",
    "word",
    "wordpress",
)


def test_the_folder_is_walked() -> None:
    assert tuple(source_types()) == TYPES
    assert all(source.label and source.type == name for name, source in source_types().items())


def _items_or_sentence(source: Any, download: Download, context: Any) -> bool:
    try:
        return isinstance(source().read(download, context), Fetched)
    except ComposerError as error:
        return error.message.endswith((".", "”"))


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 50, b"words", b"<html", b"{", b"[]", b"\xff\xfe\x00", b"PK\x03\x04", b"BEGIN:VCALENDAR"]
)
def test_any_bytes_give_items_or_one_sentence(name: str, content: bytes, context: Any) -> None:
    source = source_types()[name]
    download = Download("https://example.org/x", content=content)
    assert isinstance(source.matches("https://example.org/x", download), int)
    assert _items_or_sentence(source, download, context)


def test_an_old_copy_is_said_to_be_one(context: Any) -> None:
    old = Download(
        "https://example.org/x",
        content=b"<p>Tea is back, and everybody is asked to come.</p>",
        fetched=datetime(2026, 11, 17, 8, tzinfo=UTC),
        offline="example.org was not found.",
    )
    fetched = source_types()["web_page"]().read_noting_age(old, context)
    assert fetched.problems[0].message == "example.org was not found. This is what was fetched on Tuesday 17 November 2026."


def test_today_is_the_day_at_home(context: Any) -> None:
    assert context.today() == date(2026, 11, 23)


def test_stopping(new_context: Any) -> None:
    stop = threading.Event()
    context = new_context(cancel=stop)
    context.stop_if_cancelled()
    stop.set()
    with pytest.raises(SourceError, match="stopped"):
        context.stop_if_cancelled()
