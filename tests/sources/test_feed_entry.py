"""The rules by which an entry's elements are read (test_feed_tree.py holds them against feedparser's)."""

from __future__ import annotations

from lxml import etree

from composer.sources.feed_entry import EntryReader


def test_a_guid_is_a_link_only_where_there_is_no_better_one() -> None:
    reader = EntryReader("rss", "https://example.org/feed", based=False)
    alone = reader.read(etree.fromstring("<item><guid>/a</guid></item>"))
    assert alone["link"] == "https://example.org/a"
    both = reader.read(etree.fromstring("<item><guid>/a</guid><link>/b</link></item>"))
    assert both["link"] == "https://example.org/b"
