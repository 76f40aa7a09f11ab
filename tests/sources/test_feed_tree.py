"""The quick reader gives what feedparser gives, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from feed_making import DIV, FEEDS, SPACES
from hypothesis import given, settings

from composer.sources import feed_tree
from composer.sources.feed import FeedPosts, quickly_read, thoroughly_read
from composer.sources.feed_names import UnsureError
from composer.sources.feed_text import feed_text
from composer.sources.feed_tree import read_feed
from composer.sources.local_file import open_file

AT = "https://example.org/news/feed.xml"


def _both_agree(text: str, location: str = AT) -> FeedPosts | None:
    """What the quick reader gives; None where it leaves the feed to feedparser."""
    try:
        quick = quickly_read(text, location)
    except UnsureError:
        return None
    thorough, problems = thoroughly_read(text, location)
    assert problems == []
    assert quick == thorough
    return quick


@given(FEEDS)
@settings(max_examples=300)
def test_any_feed_is_read_as_feedparser_reads_it(text: str) -> None:
    _both_agree(text)


def test_every_real_feed_is_read_as_feedparser_reads_it(shared_samples: Path) -> None:
    quick = 0
    files = [path for path in sorted((shared_samples / "feeds").iterdir()) if path.suffix != ".json"]
    for path in files:
        text = feed_text(open_file(str(path)))
        for location in (AT, str(path)):
            quick += _both_agree(text, location) is not None
    assert quick > len(files)  # of twice as many: most are well-formed and plain


def _rss(items: str) -> str:
    return f"<rss version='2.0' {SPACES}><channel><title>T</title>{items}</channel></rss>"


BLOG = """<item><title>A</title><link>/a</link><guid isPermaLink='false'>1</guid><dc:creator><![CDATA[Anna Lind]]></dc:creator>
<pubDate>Wed, 05 Jun 2019 10:00:00 +0000</pubDate><category><![CDATA[News]]></category>
<description><![CDATA[<p>Short [&#8230;]</p>]]></description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded></item>"""
EPISODE = """<item><title>Episode</title><itunes:summary>Words</itunes:summary>
<enclosure url='/e.mp3' type='audio/mpeg' length='1'/>
<itunes:image href='/i.jpg'/><itunes:duration>10:00</itunes:duration><description>&lt;p&gt;Notes&lt;/p&gt;</description></item>"""
ATOM = f"""<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://example.org/blog/'><title type='text'>T</title>
<entry><id>urn:1</id><title type='html'>A &amp;amp; B</title><link href='one'/><updated>2019-06-05T10:00:00Z</updated>
<content type='xhtml'>{DIV}<p>Hi <em>you</em><br/>there</p></div></content><author><name>Anna</name></author></entry></feed>"""
FILMS = """<feed xmlns='http://www.w3.org/2005/Atom' xmlns:yt='https://example.org/yt' xmlns:media='http://search.yahoo.com/mrss/'>
<title>V</title><entry><id>yt:video:1</id><yt:videoId>1</yt:videoId><title>Film</title>
<link rel='alternate' href='https://example.org/v'/><published>2019-06-05T10:00:00+00:00</published>
<media:group><media:title>Film</media:title><media:content url='https://example.org/v' type='application/x-shockwave-flash'/>
<media:thumbnail url='https://example.org/t.jpg'/><media:description>What it shows</media:description>
<media:community><media:statistics views='3'/></media:community></media:group></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'
xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>T</title></channel>
<item rdf:about='/1'><title>One</title><dc:date>2019-06-05</dc:date></item></rdf:RDF>"""


@pytest.mark.parametrize(
    "text", [_rss(BLOG), _rss(EPISODE), ATOM, FILMS, RDF], ids=["blog", "podcast", "atom with a base", "films", "rdf"]
)
def test_the_usual_feeds_go_the_quick_way(text: str) -> None:
    quick = _both_agree(text)
    assert quick is not None
    assert len(quick.posts) == 1


@pytest.mark.parametrize(
    "text",
    [
        *("<rss><channel><item><title>&nbsp;</title></item></channel></rss>", "<rss><channel><item>", "", "<html/>", "<item/>"),
        *("<rss><channel><item><a:b/></item></channel></rss>", "<feed xmlns='https://example.org/none'><entry/></feed>"),
        *(
            _rss("<item><pubDate>mercredi</pubDate></item>"),
            _rss("<item><title>a<b>c</b></title></item>"),
            _rss("<x><item/></x>"),
        ),
        "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss version='2.0'><channel><item><title>&a;</title></item></channel></rss>",
        f"<rss version='2.0'><channel><item><title>{'<b>' * 300}</title></item></channel></rss>",
    ],
)
def test_what_it_might_misread_is_left_to_feedparser(text: str) -> None:
    with pytest.raises(UnsureError):
        read_feed(text, AT, 10)


def test_what_lies_behind_the_last_entry_wanted_is_not_looked_at() -> None:
    text = _rss("<item><title>A</title></item>" * 5).replace("</channel>", "<broken")
    feed = read_feed(text, AT, 3)
    assert (len(feed.entries), feed.title, feed.more) == (3, "T", True)
    assert not read_feed(_rss("<item/>" * 3), AT, 3).more


def test_entries_beyond_the_first_megabytes_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_tree, "MOST_CHARACTERS", 50_000)
    text = _rss(f"<item><title>A</title><description>{'tea ' * 1000}</description></item>" * 100)
    feed = read_feed(text, AT, 1000)
    assert 5 < len(feed.entries) < 30
    assert (feed.title, feed.more) == ("T", True)
