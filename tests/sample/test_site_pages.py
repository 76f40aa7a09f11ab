"""The sample website's pages and feed: well-formed, escaped, complete."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from composer.sample.organisation import organisation
from composer.sample.site_pages import feed, home_page, plain_page, post_page

BASE = "http://127.0.0.1:8080"


def test_the_feed_is_xml_with_every_post(clock: Any) -> None:
    sample = organisation(clock)
    root = ElementTree.fromstring(feed(sample, BASE))
    titles = [item.findtext("title") for item in root.iter("item")]
    assert titles == [post.title for post in sample.posts]


def test_the_home_page_cuts_blogs_off_and_their_own_page_does_not(clock: Any) -> None:
    sample = organisation(clock)
    blog = next(post for post in sample.posts if post.cut_off)
    last_words = blog.whole.rstrip("</p>\n").rsplit(" ", 6)[1:]
    assert " ".join(last_words) not in home_page(sample, BASE)
    assert " ".join(last_words) in post_page(sample, BASE, blog)


def test_words_are_escaped(clock: Any) -> None:
    assert "<b>" not in plain_page(organisation(clock), BASE, "<b>", "<b>").partition("</style>")[2]
