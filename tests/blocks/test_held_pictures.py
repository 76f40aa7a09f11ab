"""Pictures are found and changed wherever a block holds them."""

from __future__ import annotations

import msgspec

from composer.blocks.article import Article
from composer.blocks.fields import NO_PICTURE, Picture
from composer.blocks.gallery import Gallery, Logo
from composer.blocks.held_pictures import pictures_of, with_pictures

ROOF, FLAG = Picture(hash="a" * 64), Picture(hash="b" * 64)


def test_in_the_block_and_in_its_entries() -> None:
    assert list(pictures_of(Article(picture=ROOF))) == [ROOF]
    assert list(pictures_of(Gallery(entries=(Logo(picture=ROOF), Logo(), Logo(picture=FLAG))))) == [ROOF, NO_PICTURE, FLAG]


def test_all_are_changed_and_nothing_else() -> None:
    gallery = Gallery(entries=(Logo(name="Fund", picture=ROOF), Logo(picture=FLAG)))
    changed = with_pictures(
        gallery, lambda picture: msgspec.structs.replace(picture, alt="A roof") if picture == ROOF else picture
    )
    assert [logo.picture.alt for logo in changed.entries] == ["A roof", ""]
    assert changed.entries[0].name == "Fund"
    assert with_pictures(gallery, lambda picture: picture) is gallery
