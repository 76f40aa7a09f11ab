"""A real WordPress, where Debian has one (wordpress, mariadb-server, php-cli, php-mysql): found, read, signed in at."""

from __future__ import annotations

from typing import Any

import pytest
from debian_wordpress import DebianWordPress

from composer.library.download_cache import DownloadCache
from composer.sources.discovery import look
from composer.sources.download import Downloader
from composer.sources.reader import read
from composer.sources.site_account import SiteAccount
from composer.sources.source import FetchContext


@pytest.fixture
def posts(wordpress: DebianWordPress) -> str:
    return f"{wordpress.address}/wp-json/wp/v2/posts"


def _context(
    clock: Any, wordpress: DebianWordPress | None = None, *, name: str = "rosa", secret: str = "password"
) -> FetchContext:
    if wordpress is None:
        return FetchContext(clock=clock, downloader=Downloader(clock=clock))
    account = SiteAccount(name, wordpress.facts[secret])
    return FetchContext(clock=clock, downloader=Downloader(clock=clock), account_for=lambda _address: account)


def test_its_sources_are_found_from_its_address(wordpress: DebianWordPress, clock: Any) -> None:
    found = look(wordpress.address, _context(clock))
    assert [(offer.location.removeprefix(wordpress.address), offer.title, offer.count) for offer in found.offers] == [
        ("/wp-json/wp/v2/posts", "Quayside & Friends", 59),
        ("/wp-json/wp/v2/reports", "Reports of Quayside & Friends", 1),
    ]
    assert [(category.name, category.posts) for category in found.offers[0].categories][:2] == [
        ("Boats & tides", 30),
        ("People", 28),
    ]
    assert [offer.location.removeprefix(wordpress.address) for offer in found.alternatives] == ["/feed/"]
    assert found.notes == ()


def test_posts_with_pictures_authors_and_categories(wordpress: DebianWordPress, posts: str, clock: Any) -> None:
    fetched = read(posts, _context(clock))
    assert fetched.problems == ()
    assert len(fetched.items) == 59, "two pages"
    newest = fetched.items[0]
    assert newest.title == "The boathouse roof & “the ladder” — finished"
    assert (newest.author, newest.categories, newest.summary) == ("Rosa Lind", ("Boats & tides",), "It is dry again.")
    assert newest.image.endswith("/roof.jpg")
    assert newest.image_alt == "Two people on a roof with a ladder"
    assert newest.published is not None
    assert newest.published.isoformat() == "2026-11-20T10:30:00+00:00"
    (locked,) = (item for item in fetched.items if item.title.endswith("For members"))
    assert "asks for a password" in locked.notes[0]
    assert "ladder" not in locked.text
    assert not any(item.state for item in fetched.items)


def test_one_category(wordpress: DebianWordPress, posts: str, clock: Any) -> None:
    fetched = read(f"{posts}?categories={wordpress.facts['people']}", _context(clock))
    assert {item.categories for item in fetched.items} == {("People",)}


def test_drafts_with_an_application_password(wordpress: DebianWordPress, posts: str, clock: Any) -> None:
    fetched = read(posts, _context(clock, wordpress))
    assert fetched.problems == ()
    assert {item.title: item.state for item in fetched.items if item.state} == {
        "Soup for fifty": "draft",
        "A word from the chair": "pending",
        "Staff only": "private",
        "Lantern walk": "future",
    }


def test_a_subscriber_and_a_wrong_password_are_told_so(wordpress: DebianWordPress, posts: str, clock: Any) -> None:
    subscriber = read(posts, _context(clock, wordpress, name="reader", secret="weak"))
    assert len(subscriber.items) == 59
    assert "reader may not see drafts" in subscriber.problems[0].message
    wrong = read(posts, _context(clock, wordpress, secret="uuid"))
    assert len(wrong.items) == 59
    assert "does not accept the application password of rosa" in wrong.problems[0].message


def test_its_feed_is_not_sent_twice(wordpress: DebianWordPress, clock: Any, engine: Any) -> None:
    kept = Downloader(DownloadCache(engine, clock), clock=clock)
    first = kept.get(f"{wordpress.address}/feed/", typed=True)
    again = kept.get(f"{wordpress.address}/feed/", typed=True)
    assert (first.from_cache, again.from_cache) == (False, True)
    assert again.content == first.content
