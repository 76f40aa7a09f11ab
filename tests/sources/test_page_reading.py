"""Web pages give their text, not their furniture; news pages give their posts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.clock import fixed_clock
from composer.sources.download import Downloader
from composer.sources.page_reading import items_of_html, items_of_page
from composer.sources.source import FetchContext

AT = "https://example.org/news/one/"
PROSE = "The hall was full before the doors had been open for ten minutes. Nobody wanted to leave when the music stopped."


def _page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>Hall reopens | Fernhill</title>{head}</head><body>{body}</body></html>"


def test_one_post_with_what_its_head_says(context: Any) -> None:
    head = (
        '<meta property="og:title" content="The hall reopens"><meta property="og:image" content="/hall.jpg">'
        '<meta property="og:description" content="After a long winter."><meta name="author" content="Rosa Lindqvist">'
        '<meta property="article:published_time" content="2019-06-05T10:00:00+01:00"><link rel="canonical" href="/news/one/">'
    )
    body = (
        '<header><nav><a href="/">Home</a></nav></header><div class="cookie-notice">We use cookies</div>'
        f"<main><h1>The hall reopens</h1><p>{PROSE}</p><div class='sharedaddy'>Share this</div></main>"
        '<section id="comments"><p>First!</p></section><footer>© Fernhill</footer>'
    )
    (item,), title = items_of_page(_page(body, head), AT, context)
    assert title == "The hall reopens"
    assert (item.title, item.text, item.summary) == ("The hall reopens", PROSE, "After a long winter.")
    assert (item.link, item.image, item.author) == (AT, "https://example.org/hall.jpg", "Rosa Lindqvist")
    assert item.published == datetime(2019, 6, 5, 9, tzinfo=UTC)


def test_articles_on_a_news_page_are_posts(context: Any) -> None:
    articles = "".join(
        f'<article class="post"><h2><a href="/news/{number}/">News number {number}</a></h2>'
        f'<time datetime="2019-06-0{number}">June</time>'
        f'<span class="author">by Rosa Lindqvist</span><img src="/p{number}.jpg" alt="A picture"><p>{PROSE}</p>'
        f'<a href="/news/{number}/">Continue reading</a></article>'
        for number in (1, 2, 3)
    )
    items, _title = items_of_page(_page(f"<main>{articles}</main>"), AT, context)
    assert [item.title for item in items] == ["News number 1", "News number 2", "News number 3"]
    assert [item.link for item in items] == [f"https://example.org/news/{number}/" for number in (1, 2, 3)]
    assert [item.image for item in items] == [f"https://example.org/p{number}.jpg" for number in (1, 2, 3)]
    assert {item.author for item in items} == {"Rosa Lindqvist"}
    assert items[0].published == datetime(2019, 6, 1, tzinfo=UTC)
    assert all(item.cut_off and "Continue" not in item.text for item in items)
    assert len({item.id for item in items}) == 3


def test_headings_on_a_news_page_are_posts(context: Any) -> None:
    body = "".join(f'<div><h3><a href="/n/{number}">News number {number}</a></h3><p>{PROSE}</p></div>' for number in (1, 2))
    items, _title = items_of_page(_page(f"<h1>All our news</h1>{body}"), AT, context)
    assert [(item.title, item.link) for item in items if item.link.startswith("https://example.org/n/")] == [
        ("News number 1", "https://example.org/n/1"),
        ("News number 2", "https://example.org/n/2"),
    ]


def test_one_article_with_headings_is_one_post(context: Any) -> None:
    body = f"<h1>Hall reopens</h1><p>{PROSE}</p><h2>Background</h2><p>{PROSE}</p><h2>How to help</h2><p>{PROSE}</p>"
    items, _title = items_of_page(_page(f"<article>{body}</article>"), AT, context)
    assert [item.title for item in items] == ["Hall reopens"]
    assert "## Background" in items[0].text


def test_a_title_comes_without_the_name_of_the_site(context: Any) -> None:
    (item,), _title = items_of_page(_page(f"<p>{PROSE}</p>"), AT, context)
    assert item.title == "Hall reopens"


def test_base_elements_count(context: Any) -> None:
    (item,), _title = items_of_page(
        _page(f'<p>{PROSE} <a href="x">more here</a></p>', '<base href="https://example.com/a/">'), AT, context
    )
    assert "(https://example.com/a/x)" in item.text


def test_an_address_that_is_none_does_not_stop_the_page(context: Any) -> None:
    html = _page("<h1>A walk</h1><p>We walked for an hour and nobody minded the rain.</p>", '<base href="http://[">')
    (item,), _title = items_of_page(html, "https://example.org/walk", context)
    assert item.title == "A walk"


def test_pages_without_words_hold_nothing(context: Any) -> None:
    assert items_of_page("<html><body><script>x</script></body></html>", AT, context)[0] == ()
    assert items_of_html("", "", context) == ()


def test_the_same_page_gives_the_same_ids(context: Any) -> None:
    page = _page(f"<main><h1>The hall reopens</h1><p>{PROSE}</p></main>")
    assert items_of_page(page, AT, context)[0][0].id == items_of_page(page.replace("ten", "nine"), AT, context)[0][0].id


_PIECES = st.sampled_from(
    [
        "<article>",
        "</article>",
        "<h1>",
        "<h2>T</h2>",
        "</h1>",
        "<p>",
        PROSE,
        "<a href=x>",
        "</a>",
        "<ul><li>a</ul>",
        "<main>",
        "<table><td>",
        "<time datetime=x>",
        "<nav>",
    ]
)


@given(st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=20))
@settings(max_examples=60)
def test_no_page_fails(pieces: list[str]) -> None:
    context = FetchContext(fixed_clock(datetime(2026, 11, 23, tzinfo=UTC)), Downloader())
    for item in items_of_page("".join(pieces), AT, context)[0]:
        assert item.id
        assert item.title


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "html", ["<article><h2>T</h2>" * 3_000, "<p class=nav>x</p>" * 10_000, f"<h2>Title of news here</h2><p>{PROSE}</p>" * 1_500]
)
def test_large_pages_end_soon(context: Any, html: str) -> None:
    assert items_of_page(html, AT, context)
