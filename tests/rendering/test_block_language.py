"""A block in another language: said so, and turned round where its script runs the other way."""

from __future__ import annotations

import msgspec
import pytest
from lxml import html as parser

from composer.blocks.article import Article
from composer.blocks.events import EventEntry, Events
from composer.blocks.fields import Picture
from composer.blocks.text import TextBlock
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.rendering.block_language import mark_languages, mirrored
from composer.rendering.renderer import render
from composer.rendering.templates import Templates

PHOTO = Picture(hash="1" * 64, alt="A bridge", width=1200, height=675)
TEMPLATES = ("announcement", "briefing", "calendar", "digest", "letter")
ISSUE = Issue(
    subject="s",
    brand=Brand(organisation="Trust"),
    blocks=(
        TextBlock(id="plain", text="Dear all,\n\n- one"),
        Article(id="ar", title_text="السلام", text="نص", link="https://e.org", picture=PHOTO, language="ar"),
        Events(id="cy", entries=(EventEntry(title="Cyfarfod"),), language="cy"),
    ),
)


@pytest.mark.parametrize("template", TEMPLATES)
def test_lang_and_dir_on_its_cell_alone(templates: Templates, template: str) -> None:
    html = render(msgspec.structs.replace(ISSUE, template=template), templates=templates).html
    tree = parser.document_fromstring(html)
    (arabic,), (welsh,) = tree.xpath("//td[@id='b-ar']"), tree.xpath("//td[@id='b-cy']")
    assert (arabic.get("lang"), welsh.get("lang"), welsh.get("dir")) == ("ar", "cy", "ltr")
    assert [cell.get("dir") for cell in arabic.iter("td", "table") if cell.get("dir")][-1] == "rtl"
    words = arabic.xpath(".//*[contains(@class, 'text')]")[0]
    assert "text-align:right" in words.get("style")
    assert "text-align:left" not in words.get("style")
    (before,) = tree.xpath("//td[@id='b-plain']")
    assert "text-align:left" in before.get("style")
    assert before.get("lang") is None


def test_nothing_changes_where_no_block_says_a_language(templates: Templates) -> None:
    html = render(ISSUE, templates=templates).html
    assert mark_languages(html, (TextBlock(id="plain"),), right_to_left=False) == html


def test_a_left_to_right_part_of_a_right_to_left_letter(templates: Templates) -> None:
    brand = Brand(organisation="Trust", language="he", right_to_left=True)
    html = render(msgspec.structs.replace(ISSUE, brand=brand), templates=templates).html
    (welsh,) = parser.document_fromstring(html).xpath("//td[@id='b-cy']")
    assert welsh.get("dir") == "ltr"
    assert "text-align:right" not in parser.tostring(welsh, encoding="unicode")


def test_mirroring_twice_changes_nothing_and_words_stay() -> None:
    html = (
        '<td align="left" dir="ltr" style="padding:1px 2px 3px 4px; border-left:1px solid; border-radius:1px 2px 3px 4px; '
        'text-align:left"><a href="https://e.org/left">left: right</a></td>'
    )
    turned = mirrored(html)
    assert (
        'align="right" dir="rtl" style="padding:1px 4px 3px 2px; border-right:1px solid; border-radius:2px 1px 4px 3px; '
        in turned
    )
    assert '<a href="https://e.org/left">left: right</a>' in turned
    assert mirrored(turned) == html


def test_a_value_for_all_sides_stays_as_it_is() -> None:
    html = '<img style="border-radius:6px; font-family:Georgia, Times New Roman, serif; padding:0; margin:0px auto 0px auto">'
    assert mirrored(html) == html


def test_a_strangers_template_without_cells_is_left_alone() -> None:
    html = '<div id="b-x">words</div>'
    assert mark_languages(html, (TextBlock(id="x", language="ar"),), right_to_left=False) == html
