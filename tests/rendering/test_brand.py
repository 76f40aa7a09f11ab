"""What the brand decides: a logo for the dark, the letters, where else to follow."""

from __future__ import annotations

import re

import msgspec
import pytest
from lxml import html as parser

from composer.blocks.fields import Picture
from composer.blocks.text import TextBlock
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.rendering.merge_tags import mark
from composer.rendering.plaintext import text_of
from composer.rendering.renderer import render
from composer.rendering.templates import Templates

TEMPLATES = ("announcement", "briefing", "calendar", "digest", "letter")
DAY = Picture(hash="9" * 64, alt="Trust", width=400, height=100)
NIGHT = Picture(hash="8" * 64, alt="", width=400, height=100)
BRAND = Brand(organisation="Trust", logo=DAY, logo_dark=NIGHT, website="trust.example")
ISSUE = Issue(name="December", brand=BRAND, blocks=(TextBlock(text="Words"),))
every_template = pytest.mark.parametrize("template", TEMPLATES)


@every_template
def test_a_logo_for_the_dark(templates: Templates, template: str) -> None:
    issue = msgspec.structs.replace(ISSUE, template=template)
    rendered = render(issue, templates=templates)
    day, night = parser.document_fromstring(rendered.html).xpath("//img")
    assert (day.get("class"), night.get("class")) == ("logo logo-day", "logo-night")
    # Where no style is obeyed, the dark one stays hidden, and Word never sees it.
    assert "display:none" in night.get("style")
    assert re.search(r"<!--\[if !mso\]><!--><img class=\"logo-night\"", rendered.html)
    assert day.get("alt") == night.get("alt") == "Trust"
    assert rendered.html.count(".logo-night {display: block !important}") == 2
    assert {name[:64] for name in rendered.pictures} == issue.pictures()


@every_template
def test_without_one_the_logo_rests_on_its_plate(templates: Templates, template: str) -> None:
    brand = msgspec.structs.replace(BRAND, logo_dark=Picture())
    html = render(msgspec.structs.replace(ISSUE, template=template, brand=brand), templates=templates).html
    assert "logo-night" not in html
    assert "logo-both" not in html


@every_template
@pytest.mark.parametrize(("typeface", "family"), [("serif", "Georgia"), ("sans", "Helvetica Neue")])
def test_the_letters_one_chooses(templates: Templates, template: str, typeface: str, family: str) -> None:
    brand = msgspec.structs.replace(BRAND, typeface=typeface)
    html = render(msgspec.structs.replace(ISSUE, template=template, brand=brand), templates=templates).html
    (words,) = parser.document_fromstring(html).xpath("//td[.//div[@class='rich']][last()]//div[@class='rich']/parent::*")
    assert f"font-family:{family}" in words.get("style")


@every_template
def test_where_else_to_follow_stands_at_the_foot(templates: Templates, template: str) -> None:
    pages = (
        "https://www.facebook.com/trust",
        "javascript:alert(1)",
        "https://mastodon.social/@trust",
        "https://www.facebook.com/trust",
    )
    brand = msgspec.structs.replace(BRAND, pages=pages)
    issue = msgspec.structs.replace(ISSUE, template=template, brand=brand)
    (footer,) = parser.document_fromstring(render(issue, templates=templates).html).find_class("footer")
    links = {link.text_content(): link.get("href") for link in footer.iter("a")}
    assert links["Facebook"] == "https://www.facebook.com/trust"
    assert "javascript" not in str(links)
    assert len(links) == 4
    assert "Facebook: https://www.facebook.com/trust\n" in text_of(mark(issue))
