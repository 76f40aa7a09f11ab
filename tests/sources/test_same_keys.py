"""Posts that name themselves alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from composer.sources.post_making import RawPost
from composer.sources.same_keys import told_apart

HOME = "https://example.org/"


def _keys(*posts: tuple[str, str, str]) -> int:
    return len({post.key for post in told_apart([RawPost(key, title, link=link) for key, title, link in posts])})


def test_different_posts_under_one_key_are_told_apart() -> None:
    assert _keys(("1", "A", HOME + "a"), ("1", "B", HOME + "b")) == 2
    assert _keys((HOME, "A", HOME), (HOME, "B", HOME)) == 2
    assert _keys(("1", "A", ""), ("1", "B", "")) == 2


def test_the_same_post_twice_stays_one() -> None:
    assert _keys(("1", "A", HOME + "a"), ("1", "A", HOME + "a?again")) == 1
    assert _keys(("1", "A", HOME + "a"), ("1", "A, corrected", HOME + "a")) == 1
    assert _keys(("1", "A", HOME + "a"), ("1", "A, corrected", "")) == 1


@given(st.lists(st.builds(RawPost, *([st.sampled_from(["", "1", HOME])] * 2), link=st.sampled_from(["", HOME, HOME + "a"]))))
def test_none_is_lost_and_those_alone_keep_their_key(posts: list[RawPost]) -> None:
    apart = told_apart(posts)
    assert [(post.title, post.link) for post in apart] == [(post.title, post.link) for post in posts]
    alone = [post.key for post in posts if [other.key for other in posts].count(post.key) == 1]
    assert all(key in {post.key for post in apart} for key in alone)
