"""JSON feeds of both versions."""

from __future__ import annotations

import json
from typing import Any

import pytest

from composer.errors import FormatError
from composer.sources.download import Download
from composer.sources.json_feed import JsonFeed

AT = "https://example.org/feed.json"


def _read(document: Any, context: Any) -> Any:
    return JsonFeed().read(Download(AT, content=json.dumps(document).encode()), context)


def test_a_json_feed(context: Any) -> None:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Fernhill",
        "authors": [{"name": "Rosa"}],
        "items": [
            {
                "id": "1",
                "url": "/one",
                "title": "One & <b>all</b>",
                "content_html": "<p>Hi<script>x</script></p>",
                "date_published": "2019-06-05T10:00:00+01:00",
            },
            {
                "id": 2,
                "external_url": "https://example.com/two",
                "content_text": "One < two\n\nThree",
                "author": {"name": "Ed"},
                "image": "/i.png",
            },
            "nonsense",
            {"id": "1", "title": "again"},
        ],
    }
    fetched = _read(document, context)
    one, two = fetched.items
    assert fetched.title == "Fernhill"
    assert (one.title, one.link, one.html, one.author) == ("One & <b>all</b>", "https://example.org/one", "<p>Hi</p>", "Rosa")
    assert one.published.isoformat() == "2019-06-05T10:00:00+01:00"
    assert (two.title, two.link, two.author, two.image) == ("", "https://example.com/two", "Ed", "https://example.org/i.png")
    assert two.text == "One < two\n\nThree"


def test_only_json_feeds_match() -> None:
    feed = b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1", "items": []}'
    assert JsonFeed.matches(AT, Download(AT, content=feed)) >= 90
    assert JsonFeed.matches(AT, Download(AT, content=b'{"a": 1}')) == 0
    assert JsonFeed.matches(AT, None) == 0


@pytest.mark.parametrize("document", [{}, [], {"items": {}}, "words", 5])
def test_other_json_is_no_feed(context: Any, document: Any) -> None:
    with pytest.raises(FormatError, match="is not a feed"):
        _read(document, context)


def test_a_feed_of_endless_posts_says_that_it_was_cut(context: Any) -> None:
    fetched = _read({"items": [{"id": str(number), "title": "Tea"} for number in range(1001)]}, context)
    assert len(fetched.items) == 1000
    assert [problem.message for problem in fetched.problems] == ["The feed holds more than 1000 posts; the first 1000 were read."]


def test_an_attached_picture_is_the_posts(context: Any) -> None:
    attachments = [{"url": "/talk.mp3", "mime_type": "audio/mpeg"}, "nonsense", {"url": "/p.jpg", "mime_type": "image/jpeg"}]
    (item,) = _read({"items": [{"id": "1", "title": "Tea", "attachments": attachments}]}, context).items
    assert item.image == "https://example.org/p.jpg"
