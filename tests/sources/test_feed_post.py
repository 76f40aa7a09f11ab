"""What a post is, of all that its entry says."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from composer.sources.feed_post import raw_post

AT = "https://example.org/feed"


def test_the_fullest_body_counts_and_the_summary_beside_it() -> None:
    entry: dict[str, Any] = {
        "id": "1",
        "title_detail": {"type": "text/plain", "value": "A <b>"},
        "content": [
            {"type": "text/plain", "value": "a long plain text, longer than the other"},
            {"type": "text/html", "value": "<p>Hi</p>"},
        ],
        "summary_detail": {"value": "Short"},
        "published": "2019-06-05",
        "tags": [{"term": "x", "label": "Ex"}],
    }
    raw = raw_post(entry, "atom10", AT)
    assert (raw.html, raw.summary_html, raw.title_is_text) == ("<p>Hi</p>", "<p>Short</p>", True)
    assert (raw.published, raw.categories) == (datetime(2019, 6, 5, tzinfo=UTC), ("Ex",))


def test_without_an_id_what_there_is_tells_posts_apart() -> None:
    one, two = (raw_post({"title_detail": {"value": title}}, "rss20", AT) for title in ("One", "Two"))
    assert one.key
    assert one.key != two.key


def test_only_pictures_are_taken_for_pictures() -> None:
    def picture(**entry: Any) -> str:
        return raw_post(entry, "rss20", AT).image

    assert picture(media_content=[{"url": "/a.mp4", "type": "video/mp4"}, {"url": "/b.JPG"}]) == "/b.JPG"
    assert picture(media_content=[{"url": "/watch"}], media_thumbnail=[{}, {"url": "/t"}]) == "/t"
    assert picture(links=[{"rel": "enclosure", "type": "audio/mpeg", "href": "/a.mp3"}]) == ""
