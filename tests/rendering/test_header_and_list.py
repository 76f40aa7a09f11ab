"""A header changes the top of the letter in every template; an article list shows as much of each post as was asked for."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from lxml import html as parser

from composer.blocks.articles import ArticleEntry, Articles
from composer.blocks.fields import Picture
from composer.blocks.header import Header
from composer.blocks.text import TextBlock
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.rendering.renderer import render
from composer.rendering.templates import Templates

TEMPLATES = ("announcement", "briefing", "calendar", "digest", "letter")
LOGO = Picture(hash="9" * 64, alt="Trust", width=400, height=100)
ISSUE = Issue(name="December", subject="Hello", number=7, planned=date(2026, 12, 3), brand=Brand(organisation="Trust", logo=LOGO))
every_template = pytest.mark.parametrize("template", TEMPLATES)


def _tree(templates: Templates, template: str, *blocks: Header | Articles | TextBlock) -> parser.HtmlElement:
    issue = msgspec.structs.replace(ISSUE, template=template, blocks=blocks)
    return parser.document_fromstring(render(issue, templates=templates).html)


@every_template
def test_its_words_and_picture_stand_on_top(templates: Templates, template: str) -> None:
    photo = Picture(hash="8" * 64, alt="Mist", width=1200, height=320)
    header = Header(id="top", title_text="News & views", strapline="Of the valley", picture=photo)
    tree = _tree(templates, template, TextBlock(id="t", text="Words"), header)
    (title,) = tree.iter("h1")
    assert title.text_content() == "News & views"
    assert "Of the valley" in tree.get_element_by_id("b-top").text_content()
    banner = next(tree.iter("img"))
    assert (banner.get("alt"), banner.get("width")) == ("Mist", "600")
    assert tree.get_element_by_id("b-t").text_content().strip() == "Words"


@every_template
def test_logo_and_day_can_be_left_out(templates: Templates, template: str) -> None:
    tree = _tree(templates, template, Header(show_logo=False, show_day=False))
    assert list(tree.iter("img")) == []
    assert "Issue 7" not in tree.text_content()
    assert "Trust" in tree.text_content()
    whole = _tree(templates, template, Header())
    assert len(list(whole.iter("img"))) == 1
    assert "Issue 7" in whole.text_content()


@every_template
@pytest.mark.parametrize(("shown", "words", "pictures"), [("titles", False, 0), ("words", True, 0), ("pictures", True, 1)])
def test_each_post_with_as_much_as_was_asked_for(
    templates: Templates, template: str, shown: str, words: bool, pictures: int
) -> None:
    photo = Picture(hash="7" * 64, alt="Wheel", width=600, height=600)
    entries = (ArticleEntry(title="The mill", text="It turns.", link="https://e.org", picture=photo), ArticleEntry(title="Bus"))
    block = Articles(id="brief", title_text="In brief", entries=entries, show=shown)  # type: ignore[arg-type]  # from the list above
    cell = _tree(templates, template, block).get_element_by_id("b-brief")
    assert [heading.text_content() for heading in cell.iter("h2", "h3")] == ["In brief", "The mill", "Bus"]
    assert ("It turns." in cell.text_content()) is words
    assert len(list(cell.iter("img"))) == pictures
    assert "It turns." in block.plain_text() if words else "It turns." not in block.plain_text()
