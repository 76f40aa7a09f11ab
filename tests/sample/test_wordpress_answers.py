"""WordPress's REST answers in their details; the readers' side is in test_site.py."""

from __future__ import annotations

import json
from typing import Any

from composer.sample.organisation import organisation
from composer.sample.wordpress_answers import rest_categories, rest_index, rest_post, rest_posts

BASE = "http://127.0.0.1:8080"


def test_a_post_has_the_fields_of_the_real_interface(clock: Any) -> None:
    sample = organisation(clock)
    (post,) = json.loads(rest_posts(sample, BASE, {"per_page": "1"}).content)
    assert post["date_gmt"] == "2026-11-20T09:30:00"
    assert post["title"]["rendered"] == "Our night line opens in four more counties"
    assert post["excerpt"]["rendered"].count(" ") < 70
    assert post["_embedded"]["wp:featuredmedia"][0]["source_url"] == f"{BASE}/wp-content/uploads/phone-talk.png"
    assert post["_embedded"]["wp:term"][0][0]["name"] == "News"


def test_one_post_by_its_number(clock: Any) -> None:
    sample = organisation(clock)
    number = sample.posts[3].number
    assert json.loads(rest_post(sample, BASE, number).content)["slug"] == sample.posts[3].slug
    assert rest_post(sample, BASE, 1).status == 404


def test_pages_lead_to_their_neighbours(clock: Any) -> None:
    links = rest_posts(organisation(clock), BASE, {"per_page": "10", "page": "2"}).headers["Link"]
    assert 'page=1>; rel="prev"' in links
    assert 'page=3>; rel="next"' in links


def test_a_search_without_hits_is_an_empty_page(clock: Any) -> None:
    answer = rest_posts(organisation(clock), BASE, {"search": "zeppelin"})
    assert (answer.status, json.loads(answer.content), answer.headers["X-WP-Total"]) == (200, [], "0")


def test_categories_have_numbers_of_their_own(clock: Any) -> None:
    categories = json.loads(rest_categories(organisation(clock), BASE).content)
    assert len({category["id"] for category in categories}) == len(categories) == 6


def test_the_index_names_the_site(clock: Any) -> None:
    index = json.loads(rest_index(organisation(clock), BASE).content)
    assert (index["name"], index["home"]) == ("Small Hours Alliance", BASE)
