"""Feeds of every age and encoding."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from local_site import Answer, LocalSite

from composer.clock import fixed_clock
from composer.errors import FormatError
from composer.library.item import Item
from composer.sources import feed, feed_text
from composer.sources.choosing import choose
from composer.sources.download import Download, Downloader
from composer.sources.feed import Feed
from composer.sources.reader import read
from composer.sources.source import FetchContext, Fetched

AT = "https://example.org/news/feed.xml"
ITEM = (
    "<item><title>Tea &amp;amp; cake</title><link>/tea?utm_source=rss</link><guid isPermaLink='false'>tea-1</guid>"
    "<pubDate>Wed, 05 Jun 2019 10:00:00 +0100</pubDate><category>Food</category>"
    "<description><![CDATA[<p onclick='x()'>Come on <b>Friday</b>.<script>evil()</script></p>]]></description></item>"
)


def _rss(items: str = ITEM, head: str = "<title>Fernhill &amp; friends</title>") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def _read(content: bytes, context: FetchContext, **more: Any) -> Fetched:
    return Feed().read(Download(AT, content=content, **more), context)


def test_a_feed_gives_clean_items(context: FetchContext) -> None:
    fetched = _read(_rss(), context)
    (item,) = fetched.items
    assert fetched.title == "Fernhill & friends"
    assert (item.title, item.link) == ("Tea & cake", "https://example.org/tea?utm_source=rss")
    assert item.html == "<p>Come on <b>Friday</b>.</p>"
    assert item.published == datetime(2019, 6, 5, 9, tzinfo=UTC)
    assert (item.published.isoformat(), item.categories, item.source) == ("2019-06-05T10:00:00+01:00", ("Food",), AT)
    assert fetched.problems == ()


def test_ids_stay_the_same(context: FetchContext) -> None:
    changed = ITEM.replace("Tea", "Coffee").replace("10:00", "11:00")
    assert _read(_rss(), context).items[0].id == _read(_rss(changed), context).items[0].id


@pytest.mark.parametrize(
    "feed",
    [
        "<rss version='0.91'><channel><title>T</title>{}</channel></rss>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
        "<channel><title>T</title></channel>{}</rdf:RDF>",
        "\n\n  <?xml version='1.0'?><rss version='2.0'><channel><title>T</title>{}</channel></rss>",
        "<!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN' 'http://x/rss.dtd'>"
        "<rss version='0.91'><channel><title>T</title>{}</channel></rss>",
    ],
)
def test_every_age_of_rss(context: FetchContext, feed: str) -> None:
    content = feed.format("<item><title>One</title><link>https://example.org/1</link></item>").encode()
    assert Feed.matches(AT, Download(AT, content=content)) >= 90
    assert [item.title for item in _read(content, context).items] == ["One"]


def test_atom_says_what_its_titles_are(context: FetchContext) -> None:
    content = (
        b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://example.org/blog/'><title>T</title>"
        b"<entry><id>urn:1</id><title type='text'>The &lt;b&gt; element</title><link href='one'/>"
        b"<updated>2019-06-05T10:00:00Z</updated>"
        b"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>Hi <em>you</em></div></content></entry>"
        b"<entry><id>tag:example.org,2019:2</id><title type='html'>Two &amp;amp; &lt;i&gt;more&lt;/i&gt;</title>"
        b"<published>2019-06-04T10:00:00Z</published><summary>Short.</summary></entry></feed>"
    )
    one, two = _read(content, context).items
    assert (one.title, one.link) == ("The <b> element", "https://example.org/blog/one")
    assert one.text == "Hi *you*"
    assert (two.title, two.link, two.text) == ("Two & more", "", "Short.")


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_encodings_as_declared(context: FetchContext, encoding: str) -> None:
    content = (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>Café</title></channel></rss>'.encode(
            encoding
        )
    )
    assert _read(content, context).title == "Café"


def test_encodings_as_nobody_declared(context: FetchContext) -> None:
    assert (
        _read("<rss version='2.0'><channel><title>Café – “ja”</title></channel></rss>".encode("cp1252"), context).title
        == "Café – “ja”"
    )
    content = "<rss version='2.0'><channel><title>Привет всем друзьям и соседям</title></channel></rss>".encode("koi8-r")
    assert _read(content, context, charset="koi8-r").title == "Привет всем друзьям и соседям"


def test_pictures_come_from_where_feeds_put_them(context: FetchContext) -> None:
    media = "xmlns:media='http://search.yahoo.com/mrss/'"
    items = (
        "<item><guid>1</guid><media:content url='/m.jpg' medium='image'/></item>"
        "<item><guid>2</guid><enclosure url='/e.png' type='image/png'/></item>"
        "<item><guid>3</guid><enclosure url='/e.mp3' type='audio/mpeg'/></item>"
        "<item><guid>5</guid><enclosure url='/f.JPG?w=3'/></item>"
        "<item><guid>4</guid><description>&lt;img src='/c.png' alt='See'&gt;"
        "&lt;img src='/x.gif' width='1'&gt;</description></item>"
    )
    content = f"<rss version='2.0' {media}><channel>{items}</channel></rss>".encode()
    found = [(item.image, item.image_alt) for item in _read(content, context).items]
    base = "https://example.org"
    assert found == [(f"{base}/m.jpg", ""), (f"{base}/e.png", ""), ("", ""), (f"{base}/f.JPG?w=3", ""), (f"{base}/c.png", "See")]


def test_the_window_leaves_older_posts_out(new_context: Any) -> None:
    assert _read(_rss(), new_context(since="2019-06-06")).items == ()
    assert len(_read(_rss(), new_context(since="2019-06-05", until="2019-06-06")).items) == 1


def test_a_damaged_feed_gives_what_it_can_and_says_so(context: FetchContext) -> None:
    fetched = _read(_rss(ITEM + ITEM.replace("tea-1", "tea-2"))[:-60], context)
    assert len(fetched.items) >= 1
    assert "The feed is damaged" in fetched.problems[0].message


def test_entities_that_define_themselves_are_not_followed(context: FetchContext) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    content = (
        f"<?xml version='1.0'?>{bomb}<rss version='2.0'><channel><item><title>&b;&x;ok</title></item></channel></rss>".encode()
    )
    (item,) = _read(content, context).items
    assert "aaaa" not in item.title
    assert "root:" not in item.title


def test_a_long_damaged_feed_is_read_as_far_as_time_allows(context: FetchContext, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading is cut at the end of a post, and what was cut is still a whole feed."""
    monkeypatch.setattr(feed, "MOST_TAGS", 100)
    posts = "".join(f"<item><title>Tea {number}</title><br><guid>{number}</guid></item>" for number in range(50))
    fetched = _read(_rss(posts), context)
    assert [item.title for item in fetched.items] == [f"Tea {number}" for number in range(len(fetched.items))]
    assert 10 < len(fetched.items) < 20
    assert [problem.message for problem in fetched.problems] == [
        "The feed is very long and not in order; only the first of its posts were read."
    ]
    monkeypatch.setattr(feed, "MOST_TAGS", 1000)
    assert len(_read(_rss(posts), context).items) == 50


@pytest.mark.parametrize("opening", ["<item><title>Tea</title><description>", "<item><title>T</title></item>"])
def test_a_long_damaged_feed_of_one_text(context: FetchContext, monkeypatch: pytest.MonkeyPatch, opening: str) -> None:
    monkeypatch.setattr(feed, "MOST_FOR_FEEDPARSER", 1000)
    monkeypatch.setattr(feed_text, "MOST_BYTES", 2000)
    content = f"<rss><channel>{opening}&nbsp;<![CDATA[{'tea ' * 2000}".encode()
    assert len(_read(content, context).items) == 1
    wide = f"<?xml version='1.0' encoding='utf-16'?><rss><channel>{opening}&nbsp;{'tea ' * 2000}".encode("utf-16")
    assert len(_read(wide, context).items) == 1


@pytest.mark.parametrize("content", [b"<html><body>Hello</body></html>", b"plain words", b"<rsss>", b"\x00\x01\x02"])
def test_what_is_no_feed_is_said_to_be_none(context: FetchContext, content: bytes) -> None:
    with pytest.raises(FormatError, match="is not a feed"):
        _read(content, context)


def test_read_over_http_with_the_copy_when_the_server_is_away(site: LocalSite, new_context: Any, clock: Any) -> None:
    class Kept:
        def __init__(self) -> None:
            self.rows: dict[str, Any] = {}

        def get(self, location: str) -> Any:
            return self.rows.get(location)

        def put(self, location: str, **row: Any) -> None:
            self.rows[location] = type("Row", (), {**row, "fetched": datetime(2026, 11, 17, 8, tzinfo=UTC)})()

    away = new_context(downloader=Downloader(Kept(), timeout=5, clock=clock))
    site.routes["/feed"] = Answer(_rss(), "application/rss+xml")
    assert read(f"{site.address}/feed", away).problems == ()
    site.routes["/feed"] = Answer(status=503)
    fetched = read(f"{site.address}/feed", away)
    assert [item.title for item in fetched.items] == ["Tea & cake"]
    assert fetched.problems[0].message.endswith("This is what was fetched on Tuesday 17 November 2026.")


def test_a_tag_that_never_ends_is_not_waited_for(context: FetchContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "LONGEST_TAG", 1000)
    content = _rss(f"<item><title>A</title></item><item {'a=b ' * 1000}><title>B</title></item>")
    assert [item.title for item in _read(content, context).items] == ["A"]


@pytest.mark.parametrize(
    "before",
    [
        *("\n\n  ", "\ufeff\ufeff", "<!-- kept by a cache -->", f"<!-- {'long ' * 2000} -->"),
        "<br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/site/functions.php</b> on line <b>12</b><br />\n",
        "\nNotice: Undefined index: id in /srv/site/functions.php on line 3\n",
    ],
)
def test_what_a_server_writes_before_its_feed_is_passed_over(context: FetchContext, before: str) -> None:
    content = before.encode() + _rss()
    assert choose(Download(AT, "text/html", content=content)).type == "feed"
    fetched = _read(content, context)
    assert ([item.title for item in fetched.items], fetched.problems) == (["Tea & cake"], ())


@pytest.mark.parametrize("page", ["<html><body>{}</body></html>", "<!DOCTYPE html><p>Feeds look like this:</p><pre>{}</pre>"])
def test_a_feed_shown_on_a_page_is_none(page: str) -> None:
    content = page.format(_rss().decode()).encode()
    assert Feed.matches(AT, Download(AT, content=content)) == 0


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        ("Caf&eacute;&nbsp;&ndash; open", "Café – open"),
        ("Fish & chips", "Fish & chips"),
        ("A &B; &amp;amp; C", "A &B; & C"),
        ("2 < 3", "2 < 3"),
        ("Tea\x0b and\x08 cake&#8;&#xD800;", "Tea and cake"),
        ("<![CDATA[Fish & <b>chips</b>]]>", "Fish & chips"),
    ],
)
def test_common_damage_is_mended_without_a_word(context: FetchContext, inside: str, title: str) -> None:
    behind = b"<script>counting()</script>\nFatal error: out of memory &"
    fetched = _read(_rss(f"<item><title>{inside}</title><link>https://example.org/?a=1&b=2</link></item>") + behind, context)
    assert [(item.title, item.link) for item in fetched.items] == [(title, "https://example.org/?a=1&b=2")]
    assert fetched.problems == ()


def test_prefixes_nobody_declared_mean_the_usual(context: FetchContext) -> None:
    item = "<item><title>A</title><dc:creator>Anna</dc:creator><content:encoded><![CDATA[<p>Long</p>]]></content:encoded></item>"
    fetched = _read(_rss(item), context)
    assert [(item.author, item.html) for item in fetched.items] == [("Anna", "<p>Long</p>")]
    assert fetched.problems == ()


def test_capitals_are_read_as_well(context: FetchContext) -> None:
    content = _rss("<item><title>A</title><link>/a</link></item>").replace(b"item>", b"ITEM>").replace(b"title>", b"TITLE>")
    assert [item.title for item in _read(content, context).items] == ["A"]


def test_addresses_without_their_beginning(context: FetchContext) -> None:
    items = "<item><link>www.example.org/tea</link></item><item><link>www.html</link></item>"
    assert [item.link for item in _read(_rss(items), context).items] == [
        "https://www.example.org/tea",
        "https://example.org/news/www.html",
    ]


def test_one_guid_for_every_post_hides_none(context: FetchContext) -> None:
    posts = [
        *("<item><title>A</title><link>/a</link><guid>https://example.org/</guid></item>",),
        *("<item><title>B</title><link>/b</link><guid>https://example.org/</guid></item>",),
        *("<item><title>C</title><link>/c</link><guid isPermaLink='false'>1</guid></item>",),
        *("<item><title>C, corrected</title><link>/c</link><guid isPermaLink='false'>1</guid></item>",),
    ]
    there = _read(_rss("".join(posts)), context).items
    assert [item.title for item in there] == ["A", "B", "C"]
    newest = "<item><title>N</title><link>/n</link><guid>https://example.org/</guid></item>"
    later = _read(_rss("".join([newest, *posts])), context).items
    assert {item.id for item in there} < {item.id for item in later}


_BITS = st.sampled_from(
    [
        *("<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "&amp;", "&#0;", "<![CDATA[", "]]>"),
        *("<feed>", "<entry>", "\x00", "é", "<a:b>", "<pubDate>", "<guid>", "<description>", "<!DOCTYPE x ["),
        *("<?xml version='1.0' encoding='x'?>", "xmlns='http://www.w3.org/2005/Atom'"),
    ]
)


@given(st.lists(st.one_of(_BITS, st.text(max_size=8)), max_size=20))
@settings(max_examples=60)
def test_no_bytes_fail(bits: list[str]) -> None:
    context = FetchContext(fixed_clock(datetime(2026, 11, 23, tzinfo=UTC)), Downloader())
    content = _rss("".join(bits))
    for item in _read(content, context).items:
        assert isinstance(item, Item)
        assert item.id


def test_elements_that_close_in_one_anothers_place_are_a_sentence() -> None:
    with pytest.raises(FormatError) as refused:
        feed.parse_feed("<item<link<item<title</title<description<svg</description</item</link<", AT)
    assert "damaged so badly" in refused.value.message


def test_a_file_of_a_feed_is_relative_to_the_site_it_names(tmp_path: Path, context: Any) -> None:
    feed = tmp_path / "feed.xml"
    entry = "<item><title>Tea</title><link>/tea/</link><description>&lt;img src='a.jpg'&gt; Tea.</description></item>"
    feed.write_text(f"<rss version='2.0'><channel><title>T</title><link>https://example.org/</link>{entry}</channel></rss>")
    (item,) = read(str(feed), context).items
    assert (item.link, item.image) == ("https://example.org/tea/", "https://example.org/tea/a.jpg")
