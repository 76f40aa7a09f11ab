"""The sample's posts: enough of every kind, spread over months, with nothing of the workshop left in them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from composer.library.item import KINDS
from composer.paths import resources_folder
from composer.sample.posts import Post, read_posts

MONDAY = date(2026, 11, 23)
SITE = "https://www.smallhours.example"


@pytest.fixture(scope="module")
def posts() -> tuple[Post, ...]:
    return read_posts(resources_folder() / "sample" / "posts", MONDAY, SITE)


def test_there_are_thirty_of_all_six_kinds_over_several_months(posts: tuple[Post, ...]) -> None:
    kinds = Counter(post.kind for post in posts)
    assert len(posts) >= 30
    assert set(kinds) == set(KINDS)
    assert min(kinds.values()) >= 3
    assert (posts[0].published - posts[-1].published).days > 120


def test_newest_first_and_none_from_the_future(posts: tuple[Post, ...]) -> None:
    moments = [post.published for post in posts]
    assert moments == sorted(moments, reverse=True)
    assert moments[0].date() < MONDAY


def test_numbers_are_unique_and_do_not_move_with_the_days(posts: tuple[Post, ...]) -> None:
    later = read_posts(resources_folder() / "sample" / "posts", MONDAY + timedelta(days=21), SITE)
    assert len({post.number for post in posts}) == len(posts)
    assert {post.slug: post.number for post in posts} == {post.slug: post.number for post in later}


def test_nothing_of_the_workshop_is_left(posts: tuple[Post, ...]) -> None:
    for post in posts:
        assert not re.search(r"\[\[|\]\]|\(site:|\(file:|<!--|\+\+\+", post.title + post.whole + post.shown), post.slug


def test_guest_blogs_are_cut_off_and_name_their_author(posts: tuple[Post, ...]) -> None:
    blogs = [post for post in posts if post.kind == "blog"]
    for post in blogs:
        assert post.cut_off
        assert "Continue reading" in post.shown
        assert "Continue reading" not in post.whole
        assert f"{post.author}, {post.role}" in post.shown
        assert len(post.whole) > len(post.shown)


def test_only_invented_places_are_linked(posts: tuple[Post, ...]) -> None:
    for post in posts:
        for address in re.findall(r'href="([^"]+)"', post.whole):
            assert address.startswith((f"{SITE}/", "mailto:")), address
            assert address.startswith(SITE) or address.endswith("@smallhours.example")
