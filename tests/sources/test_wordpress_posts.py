"""What the fields of a post mean."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from composer.sources.wordpress_posts import best_size, raw_post, state_in_words

SIZES = {
    "thumbnail": {"source_url": "t.jpg", "width": 150, "height": 150},
    "large": {"source_url": "l.jpg", "width": 1024, "height": 683},
    "1536x1536": {"source_url": "x.jpg", "width": 1536, "height": 1024},
    "2048x2048": {"source_url": "xx.jpg", "width": 2048, "height": 1365},
    "banner": {"source_url": "b.jpg", "width": 1300, "height": 300},
}


def _picture(weight: int, **sizes: Any) -> dict[str, Any]:
    details = {"width": 6000, "height": 4000, "filesize": weight, "sizes": sizes or SIZES}
    return {"source_url": "whole.jpg", "media_details": details}


def test_of_an_enormous_picture_a_size_wide_enough_for_a_letter_is_taken() -> None:
    assert best_size(_picture(19_000_000)) == "x.jpg", "uncropped, and no wider than needed"
    assert best_size(_picture(400_000)) == "whole.jpg"


@pytest.mark.parametrize("odd", [None, [], {"source_url": "a"}, {"source_url": "a", "media_details": {"width": "x"}}])
def test_odd_media_are_no_trouble(odd: Any) -> None:
    assert best_size(odd) in ("a", "")
    assert best_size({"source_url": "a", "media_details": {"width": 9, "height": 9, "filesize": 9_000_000, "sizes": [1]}}) == "a"


def test_what_a_site_does_not_show_says_so() -> None:
    draft = raw_post({"status": "draft", "title": {"rendered": "x"}, "date": "2026-11-01T09:00:00"}, "https://quayside.example/")
    assert (draft.state, draft.notes, draft.published) == ("draft", ("A draft on your site.",), None)
    assert state_in_words("future", datetime(2026, 12, 3, 8, tzinfo=UTC)) == "Scheduled on your site for 3 December 2026."
    private = raw_post({"status": "private", "title": {"rendered": "Privat: Staff", "raw": "Staff"}}, "https://quayside.example/")
    assert private.title == "Staff"


def test_a_type_of_the_sites_own_is_a_category() -> None:
    terms = [[{"taxonomy": "report_topic", "name": "Tides"}], [{"taxonomy": "post_tag", "name": "wet"}]]
    found = raw_post({"type": "annual_report", "title": {"rendered": "x"}, "_embedded": {"wp:term": terms}}, "https://q.example/")
    assert found.categories == ("Tides", "Annual report")
