"""Posts of one feed that name themselves alike: the same post twice, or a site that gives every post one guid or address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from composer.sources.post_making import RawPost


def told_apart(posts: Sequence[RawPost]) -> list[RawPost]:
    """The posts, those that are different ones under one key with a key of their own.

    They are different where their titles differ, and their addresses too, or where those say nothing (none, or the key itself).
    """
    groups: defaultdict[str, list[RawPost]] = defaultdict(list)
    for post in posts:
        groups[post.key].append(post)
    if len(groups) == len(posts):
        return list(posts)
    return [_own(post, groups[post.key]) for post in posts]


def _own(post: RawPost, group: Sequence[RawPost]) -> RawPost:
    links = {each.link for each in group}
    told_by_links = len(links) > 1 and "" not in links
    told_by_titles = links in ({""}, {post.key})
    if len({each.title for each in group}) == 1 or not (told_by_links or told_by_titles):
        return post
    return replace(post, key=f"{post.key}\n{post.link if told_by_links else post.title}")
