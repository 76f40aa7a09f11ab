"""What a website says is taken where nothing of one's own stands; a colour and new pages always."""

from __future__ import annotations

from composer.blocks.fields import NO_PICTURE, Picture
from composer.document.brand import Brand
from composer.gui.pages.taken_look import taken_over
from composer.sources.site_look import SiteLook

LOOK = SiteLook("The Mill", "#123456", b"x", "https://e.org/i.png", ("https://x.com/mill",))
ICON = Picture(hash="1" * 64)


def test_an_empty_brand_takes_everything() -> None:
    brand, taken = taken_over(Brand(), LOOK, ICON)
    assert (brand.organisation, brand.main_colour, brand.logo, brand.pages) == ("The Mill", "#123456", ICON, LOOK.pages)
    assert taken == ["name", "main colour #123456", "icon as the logo", "pages elsewhere"]


def test_ones_own_name_and_logo_stay() -> None:
    own = Brand(organisation="Mill Friends", logo=Picture(hash="2" * 64), pages=("https://a.example",))
    brand, taken = taken_over(own, LOOK, ICON)
    assert (brand.organisation, brand.logo.hash) == ("Mill Friends", "2" * 64)
    assert brand.pages == ("https://a.example", "https://x.com/mill")
    assert len(taken) == 2
    assert taken_over(brand, LOOK, ICON) == (brand, [])


def test_a_site_that_says_nothing() -> None:
    assert taken_over(Brand(), SiteLook(), NO_PICTURE) == (Brand(), [])
