"""A place that is not there is not offered; every place that is has its page."""

from __future__ import annotations

import pytest

from composer.gui.pages.page import Page
from composer.gui.places import PLACES, Place, places


def test_missing_places_are_left_out() -> None:
    missing = Place("moon", "the_moon", "MoonPage", "Moon", "moon")
    assert not missing.exists()
    assert "compose" in places()


@pytest.mark.parametrize("place", [place for place in PLACES if place.exists()], ids=lambda place: place.id)
def test_every_place_has_a_page_with_a_title_and_an_icon(place: Place) -> None:
    page = place.page_class()
    assert issubclass(page, Page)
    assert page.title
    assert page.icon


def test_pages_belong_to_places_of_the_rail() -> None:
    in_rail = {place.id for place in PLACES if place.rail}
    assert {place.belongs_to for place in PLACES if place.belongs_to} <= in_rail
