"""What the card of a block says, for the eye and for the ear."""

from __future__ import annotations

from datetime import datetime

from composer.blocks.article import Article
from composer.blocks.block import block_types
from composer.blocks.button import Button
from composer.blocks.columns import Columns
from composer.blocks.contents import Contents
from composer.blocks.events import EventEntry, Events
from composer.blocks.fields import Picture
from composer.blocks.footer import Footer
from composer.blocks.quote import Quote
from composer.blocks.text import TextBlock
from composer.gui.editor.block_words import block_caption, block_face, is_greeting, picture_of, readable, spoken

PICTURE = Picture(hash="ab" * 32)


def test_the_first_words_are_the_greeting() -> None:
    blocks = (Contents(), TextBlock(text="Dear {{first_name|friend}},\n\nso much"), TextBlock(text="And more."), Footer())
    assert is_greeting(blocks, 1)
    assert not is_greeting(blocks, 2)
    face = block_face(blocks, 1)
    assert (face.title, face.caption) == ("Greeting", "Text · “Dear {first name}, so much”")
    assert block_face(blocks, 2).caption == "Text · 2 words"


def test_captions_tell_blocks_of_one_kind_apart() -> None:
    article = Article(title_text="The roof", text="It is **dry** again.", picture=PICTURE, layout="right")
    assert block_caption(article) == "Article · picture right · 4 words"
    swim = EventEntry(title="Swim", starts=datetime(2026, 12, 13))
    assert block_caption(Events(entries=(swim,))) == "Events · 1 date"
    assert block_face((Events(entries=(swim,)),), 0).leaf == ("13", "DEC")
    assert block_caption(Button(label_text="Give", link="https://www.harbour.example/give")) == "Button · harbour.example"
    assert block_caption(Quote(text="So it was")) == "Quote · “So it was”"
    assert block_caption(Quote()) == "Quote · empty"
    assert block_caption(Columns(left="one two", right="three")) == "Two columns · 3 words"
    assert block_caption(Footer()) == "Address, unsubscribe · from Brand"


def test_a_finding_shows_on_the_card() -> None:
    assert block_face((Article(),), 0, troubled="1 picture has no description").trailing == "triangle-alert"
    assert block_face((Footer(),), 0).trailing == "shield-check"
    assert block_face((Article(),), 0).trailing == "grip-vertical"


def test_what_is_heard() -> None:
    face = block_face((Article(title_text="The boathouse roof"),), 0)
    assert spoken(face, 1, 5, "picture without description") == "Article, The boathouse roof, 2 of 5, picture without description"


def test_the_first_picture_is_found() -> None:
    assert picture_of(Columns(right_picture=PICTURE)) == PICTURE
    assert picture_of(Article()) is None


def test_merge_tags_read_like_words() -> None:
    assert readable("**Dear** {{first_name|friend}} and {{ Last name }}") == "Dear {first name} and {last name}"


def test_every_kind_of_block_has_a_card() -> None:
    for block_type in block_types().values():
        face = block_face((block_type(),), 0)
        assert face.title
        assert face.caption


def test_what_a_list_holds_is_counted_by_its_name() -> None:
    from composer.blocks.gallery import Gallery, Logo
    from composer.blocks.people import People, Person
    from composer.blocks.social import Social

    assert block_caption(People(entries=(Person(), Person()))) == "People · 2 people"
    assert block_caption(Gallery(entries=(Logo(),))) == "Logos · 1 logo"
    assert block_caption(Social()) == "Social media · 0 pages"
