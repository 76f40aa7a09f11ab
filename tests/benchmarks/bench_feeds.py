"""A feed of 500 entries: ours against feedparser alone, read in turn in one run, with the same posts found by both.

Printed for a blog's RSS, an Atom feed and a podcast: medians and the ratio for the reading itself (bytes to posts), and for the
whole way to finished items (cleaned, dated, sorted by kind, in words) for comparison with what feedparser's own cleaning takes.
Then, each in a process of its own, the time and memory that 49 MB of a feed cost.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from composer.clock import fixed_clock
from composer.errors import ComposerError
from composer.sources.download import Download, Downloader
from composer.sources.feed import Feed, posts_in, quickly_read, thoroughly_read
from composer.sources.feed_text import feed_text
from composer.sources.source import FetchContext, Fetched

ROUNDS = 9
ENTRIES = 500
HUGE = 49_000_000
AT = "https://example.org/feed"
_WORDS = ("tea", "choir", "hall", "garden", "story", "walk", "market", "library", "evening", "family", "music", "coast", "boats")
_SPACES = (
    "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:media='http://search.yahoo.com/mrss/'"
)


def _sentences(dice: random.Random, count: int) -> str:
    return " ".join(" ".join(dice.choice(_WORDS) for _word in range(9)).capitalize() + "." for _sentence in range(count))


def _body(dice: random.Random) -> str:
    paragraphs = "".join(f"<p>{_sentences(dice, 4)} <a href='/more'>There is more</a>.</p>\n" for _paragraph in range(4))
    return f"<h2>{_sentences(dice, 1)}</h2>{paragraphs}<figure><img src='/p.jpg' alt='The hall' width='600'></figure>"


def _rss(items: str) -> bytes:
    declared = "<?xml version='1.0' encoding='UTF-8'?>"
    return f"{declared}<rss version='2.0' {_SPACES}><channel><title>T</title>{items}</channel></rss>".encode()


def blog() -> bytes:
    """RSS 2.0 as a blog's software writes it, the same at every call."""
    dice = random.Random(11)
    items = "".join(
        f"<item><title>{_sentences(dice, 1)}</title><link>https://example.org/{number}</link>"
        f"<dc:creator><![CDATA[Anna Lind]]></dc:creator><pubDate>Wed, 05 Jun 2019 10:{number % 60:02}:00 +0000</pubDate>"
        f"<category><![CDATA[News]]></category><guid isPermaLink='false'>https://example.org/?p={number}</guid>"
        f"<description><![CDATA[<p>{_sentences(dice, 3)} [&#8230;]</p>]]></description>"
        f"<content:encoded><![CDATA[{_body(dice)}]]></content:encoded></item>"
        for number in range(ENTRIES)
    )
    return _rss(items)


def atom() -> bytes:
    """Atom 1.0 with its texts as XHTML."""
    dice = random.Random(12)
    entries = "".join(
        f"<entry><id>tag:example.org,2026:{number}</id><title type='html'>{_sentences(dice, 1)}</title>"
        f"<link rel='alternate' href='/{number}'/><updated>2026-06-05T10:00:00Z</updated><author><name>Anna</name></author>"
        f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
        f"{''.join(f'<p>{_sentences(dice, 4)}</p>' for _paragraph in range(4))}</div></content></entry>"
        for number in range(ENTRIES)
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://example.org/'><title>T</title>{entries}</feed>".encode()


def podcast() -> bytes:
    """RSS 2.0 with a recording in each entry."""
    dice = random.Random(13)
    items = "".join(
        f"<item><title>Episode {number}</title><itunes:summary>{_sentences(dice, 3)}</itunes:summary>"
        f"<enclosure url='https://example.org/{number}.mp3' type='audio/mpeg' length='1'/>"
        "<itunes:duration>10:00</itunes:duration>"
        f"<pubDate>Wed, 05 Jun 2019 10:00:00 +0000</pubDate><guid>https://example.org/{number}</guid>"
        f"<description>&lt;p&gt;{_sentences(dice, 5)}&lt;/p&gt;</description></item>"
        for number in range(ENTRIES)
    )
    return _rss(items)


def posts(content: bytes) -> Any:
    """Bytes to posts, as the program does."""
    return posts_in(feed_text(Download(AT, content=content)), AT)


def items(content: bytes) -> Fetched:
    """Bytes to finished items, as the program does."""
    return Feed().read(Download(AT, content=content), _context())


def theirs(content: bytes) -> Any:
    """feedparser alone, as its documentation has it."""
    import feedparser

    return feedparser.parse(content)


def theirs_unclean(content: bytes) -> Any:
    """feedparser without its cleaning and resolving of addresses."""
    import feedparser

    return feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)


def _context() -> FetchContext:
    return FetchContext(fixed_clock(datetime(2026, 11, 23, tzinfo=UTC)), Downloader())


def huge(kind: str) -> None:
    """Read 49 MB of a feed and say how long it took and how far memory grew."""
    item = b"<item><title>Tea</title><guid isPermaLink='false'>%09d</guid><description>Come along, do.</description></item>\n"
    if kind == "one long text":
        inside = (
            b"<item><title>Tea</title><description><![CDATA["
            + b"<p>Come along, do.</p>" * (HUGE // 22)
            + b"]]></description></item>"
        )
    elif kind == "one tag":
        inside = b"<b>" * (HUGE // 3)
    else:
        inside = b"".join(item % number for number in range(HUGE // len(item % 0)))
    ending = b"</chan" if kind == "many, cut off" else b"</channel></rss>"
    if kind == "many, damaged":
        inside = b"<item><title>&nbsp;</title></item>" + inside
    content = b"<rss version='2.0'><channel><title>T</title>" + inside + ending
    items(blog())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    try:
        fetched = items(content)
        words = f"{len(fetched.items)} items; {'; '.join(problem.message for problem in fetched.problems)}"
    except ComposerError as error:
        words = str(error)
    taken = time.perf_counter() - begun
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{len(content) / 1e6:.0f} MB, {kind}: {taken:.1f} s, {grown:.0f} MB more; {words}")


def compare(name: str, content: bytes) -> None:
    """Both in turn, some rounds."""
    text = feed_text(Download(AT, content=content))
    if quickly_read(text, AT) != thoroughly_read(text, AT)[0]:
        raise SystemExit(f"{name}: not the same posts")
    ways: dict[str, Callable[[bytes], Any]] = {
        "posts": posts,
        "items": items,
        "feedparser": theirs,
        "uncleaned": theirs_unclean,
    }
    rows: dict[str, list[float]] = {way: [] for way in ways}
    for _round in range(ROUNDS):
        for way, read in ways.items():
            begun = time.perf_counter()
            read(content)
            rows[way].append(1000 * (time.perf_counter() - begun))

    def ratio(one: str, other: str) -> float:
        return statistics.median(a / b for a, b in zip(rows[one], rows[other], strict=True))

    median = {way: statistics.median(row) for way, row in rows.items()}
    print(
        f"{name}, {ENTRIES} entries, {len(content) // 1000} KB: posts {median['posts']:.0f} ms, "
        f"finished items {median['items']:.0f} ms; "
        f"feedparser {median['feedparser']:.0f} ms, without its cleaning {median['uncleaned']:.0f} ms"
    )
    print(
        f"ratio: posts/feedparser {ratio('posts', 'feedparser'):.2f}, posts/uncleaned {ratio('posts', 'uncleaned'):.2f}, "
        f"items/feedparser {ratio('items', 'feedparser'):.2f}"
    )


def main() -> int:
    """Measure and print."""
    if sys.argv[1:]:
        huge(sys.argv[1])
        return 0
    for name, content in (("blog", blog()), ("Atom", atom()), ("podcast", podcast())):
        compare(name, content)
    for kind in ("many", "many, damaged", "many, cut off", "one long text", "one tag"):
        subprocess.run([sys.executable, __file__, kind], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
