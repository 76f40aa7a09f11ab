"""Offers of a site."""

from __future__ import annotations

from composer.sources.offer import narrowed


def test_a_source_narrowed_to_categories() -> None:
    assert narrowed("https://q.example/wp-json/wp/v2/posts", ["2", "3"]) == "https://q.example/wp-json/wp/v2/posts?categories=2,3"
    assert (
        narrowed("https://q.example/?rest_route=/wp/v2/posts&categories=9", ["2"])
        == "https://q.example/?rest_route=/wp/v2/posts&categories=2"
    )
    assert narrowed("https://q.example/wp-json/wp/v2/posts?categories=9", []) == "https://q.example/wp-json/wp/v2/posts"
