"""A post as a feed gives it becomes an item a writer can use."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from composer.library.item import Item
from composer.sources.post_making import RawPost, make_post, stable_id, title_words, within
from composer.sources.written_moments import moment_of

AT = "https://example.org/feed/"


def test_a_post_is_cleaned_and_made_whole(context: Any) -> None:
    raw = RawPost(
        key="https://example.org/?p=1",
        title="Tea &amp; cake &#8211; <em>again</em>",
        html='<p>Come on <b>5 June 2019</b>. It is free.</p><p><img src="/p.jpg" alt="A cake"></p>'
        '<p>The post <a href="/x">Tea</a> appeared first on <a href="/">Fernhill</a>.</p>',
        summary_html="<p>Come on 5 June 2019. It is […]</p>",
        link="https://example.org/tea/",
        published=datetime(2019, 5, 1, tzinfo=UTC),
        author="Rosa <b>Lindqvist</b>",
        categories=("Food &amp; drink", "Food &amp; drink", ""),
    )
    item = make_post(raw, AT, context)
    assert item.title == "Tea & cake – again"
    assert item.text == "Come on **5 June 2019**. It is free."
    assert (item.image, item.image_alt) == ("https://example.org/p.jpg", "A cake")
    assert (item.author, item.categories) == ("Rosa Lindqvist", ("Food & drink",))
    assert item.summary == "Come on 5 June 2019. It is…"
    assert [found.starts for found in item.dates] == [date(2019, 6, 5)]
    assert "appeared first" not in item.html


def test_an_excerpt_ends_at_a_sentence(context: Any) -> None:
    words = "We have opened a second kitchen in the old mill, where there is room for sixty people at eleven tables. " * 2
    raw = RawPost(
        key="1", html="<p>x</p>", summary_html=f"<p>{words}And then we […] <a href='/x'>Continue reading Kitchen</a></p>"
    )
    assert make_post(raw, AT, context).summary == words.strip()


@pytest.mark.parametrize(
    "ending",
    [
        *('<p><a href="https://example.org/x">Continue reading <span>Tea</span></a></p>', " […]", " [&hellip;]"),
        *('… <a href="https://example.org/x">Read more</a>', '<p><a class="more" href="https://example.org/x">(more…)</a></p>'),
    ],
)
def test_cut_marks_go_and_are_remembered(context: Any, ending: str) -> None:
    item = make_post(RawPost(key="1", html=f"<p>It was late and everybody was tired{ending}"), AT, context)
    assert item.cut_off
    assert "ontinue" not in item.text
    assert "more" not in item.text
    assert item.text.startswith("It was late and everybody was tired")


@pytest.mark.parametrize(
    ("written", "is_text", "words"),
    [
        ("AT&amp;T", False, "AT&T"),
        ("Cafe &amp;#8211; open", False, "Cafe – open"),
        ("A <i>fine</i><br>day", False, "A fine day"),
        ("How <script> works", False, "How <script> works"),
        ("2 < 3 > 1", False, "2 < 3 > 1"),
        ("The <b> element &amp; you", True, "The <b> element &amp; you"),
        ("  many\n lines ", False, "many lines"),
    ],
)
def test_titles_are_plain_text(written: str, is_text: bool, words: str) -> None:
    assert title_words(written, is_text=is_text) == words


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Thu, 04 Dec 2008 17:17:49 +0100", datetime(2008, 12, 4, 17, 17, 49, tzinfo=timezone(timedelta(hours=1)))),
        ("Tue, 15 Nov 2022 20:15:04 Z", datetime(2022, 11, 15, 20, 15, 4, tzinfo=UTC)),
        ("2009-01-16T10:21:00-08:00", datetime(2009, 1, 16, 10, 21, tzinfo=timezone(timedelta(hours=-8)))),
        ("2009-01-16T10:21:00Z", datetime(2009, 1, 16, 10, 21, tzinfo=UTC)),
        ("2009-01-16", datetime(2009, 1, 16, tzinfo=UTC)),
        ("yesterday", None),
        ("", None),
        ("0001-01-01T00:00:00Z", None),
        ("Thu, 99 Dec 2008 17:17:49 +9999", None),
    ],
)
def test_moments_keep_their_offset(written: str, moment: datetime | None) -> None:
    found = moment_of(written)
    assert found == moment
    if moment is not None:
        assert found is not None
        assert found.utcoffset() == moment.utcoffset()


def test_ids_do_not_depend_on_where_a_post_with_an_address_was_read() -> None:
    assert stable_id("https://example.org/feed/", "https://example.org/?p=1") == stable_id(
        "/home/me/feed.xml", "https://example.org/?p=1"
    )
    assert stable_id("https://example.org/feed/", "1") == stable_id("https://example.org/wp-json", "1")
    assert stable_id("https://example.org/feed/", "1") != stable_id("https://example.com/feed/", "1")
    assert stable_id("/home/me/a.xml", "1") == stable_id("/elsewhere/a.xml", "1")


def test_the_window_holds_for_posts_with_a_date() -> None:
    item = Item(published=datetime(2019, 6, 5, tzinfo=UTC))
    assert within(item, None, None)
    assert within(item, date(2019, 6, 5), date(2019, 6, 6))
    assert not within(item, date(2019, 6, 6), None)
    assert not within(item, None, date(2019, 6, 5))
    assert within(Item(), date(2019, 6, 6), None)
