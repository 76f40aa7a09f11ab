"""What a WordPress site offers."""

from __future__ import annotations

from typing import Any

import pytest
from local_site import Answer, LocalSite
from wordpress_site import WordPressSite

from composer.sources.discovery import look
from composer.sources.offer import Category, Found


def _places(found: Found, site: LocalSite) -> list[tuple[str, str, str]]:
    return [(offer.type, offer.location.removeprefix(site.address), offer.title) for offer in found.offers]


def test_posts_with_their_categories_and_the_feed_of_the_same_posts_beside(site: LocalSite, context: Any) -> None:
    WordPressSite(site)
    found = look(site.address, context)
    (offer,) = found.offers
    assert (offer.type, offer.location, offer.title) == ("wordpress", f"{site.address}/wp-json/wp/v2/posts", "Quayside & Friends")
    assert offer.count == 3
    assert offer.categories == (Category("2", "Boats & tides", 2), Category("3", "People", 2))
    assert [(other.type, other.same_as) for other in found.alternatives] == [("feed", offer.location)]
    assert found.notes == ()


def test_types_of_the_sites_own_are_sources_of_their_own(site: LocalSite, context: Any) -> None:
    served = WordPressSite(site)
    served.add_type("report", "Reports", "reports")
    served.add_type("event", "Events &amp; walks", "event")
    served.add_type("minutes", "Minutes", "minutes")
    served.add_type("wp_navigation", "Menus", "navigation")
    served.add_type("empty", "Nothing yet", "empty", posts=0)
    served.add_type("board", "Board papers", "board")
    site.routes["/report-700/"] = site.routes["/event-700/"] = Answer("<h1>Letter 700 – boats &amp; tides</h1>".encode())
    site.routes["/board-700/"] = site.routes["/"]  # board papers lead to the front page, minutes nowhere
    assert _places(look(site.address, context), site) == [
        ("wordpress", "/wp-json/wp/v2/posts", "Quayside & Friends"),
        ("wordpress", "/wp-json/wp/v2/reports", "Reports of Quayside & Friends"),
        ("wordpress", "/wp-json/wp/v2/event", "Events & walks of Quayside & Friends"),
    ]


@pytest.mark.parametrize("given", ["/", "/news/a-post/", "/wp-json/"])
def test_from_any_page_of_a_site_in_a_folder(site: LocalSite, context: Any, given: str) -> None:
    served = WordPressSite(site, folder="/blog")
    page = site.routes["/blog/"]
    site.routes["/news/a-post/"] = page
    address = (
        f"{served.interface}"
        if given == "/wp-json/"
        else f"{site.address}/blog{given}"
        if given == "/"
        else f"{site.address}{given}"
    )
    assert _places(look(address, context), site)[0][:2] == ("wordpress", "/blog/wp-json/wp/v2/posts")


def test_the_usual_place_is_tried_where_a_site_hides_it(site: LocalSite, context: Any) -> None:
    WordPressSite(site)
    site.routes["/"] = Answer(b"<html><head><title>Quayside</title></head><body><p>Welcome.</p></body></html>")
    assert _places(look(site.address, context), site)[0][:2] == ("wordpress", "/wp-json/wp/v2/posts")


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_closed_interface_leaves_the_feed_and_says_so(site: LocalSite, context: Any, status: int) -> None:
    WordPressSite(site, closed=status)
    found = look(site.address, context)
    assert [(offer.type, offer.title) for offer in found.offers] == [("feed", "Quayside & Friends")]
    assert "closed to visitors" in found.notes[0]
