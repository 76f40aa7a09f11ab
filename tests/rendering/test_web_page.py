"""The letter as a page: every block in it, no layout table, no script, nobody's name."""

from __future__ import annotations

import re
from itertools import pairwise

import lxml.html
import pytest

from composer.blocks.article import Article
from composer.blocks.fields import Picture
from composer.blocks.text import TextBlock
from composer.document.issue import Issue
from composer.rendering.specimen import specimens
from composer.rendering.web_page import web_page, web_passage


def address(picture_hash: str) -> str:
    return f"pictures/{picture_hash}.jpg"


def test_a_page_with_landmarks_and_every_word(golden_issue: Issue) -> None:
    page = web_page(golden_issue, address)
    tree = lxml.html.document_fromstring(page.html)
    assert page.html.lstrip().startswith("<!DOCTYPE html>")
    assert [len(tree.findall(f".//{name}")) for name in ("main", "header", "footer", "h1")] == [1, 1, 1, 1]
    own = {table for box in tree.iterfind(".//div[@class='own']") for table in box.iter("table")}
    assert not set(tree.iter("table")) - own
    assert not tree.findall(".//script")
    said = " ".join("".join(map(str, tree.itertext())).split())
    for block in golden_issue.blocks:
        title = getattr(block, "title_text", "")
        assert " ".join(title.split()) in said, block.kind
    levels = [int(heading.tag[1]) for heading in tree.iter("h1", "h2", "h3", "h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.pictures
    assert all(f'src="pictures/{picture}.jpg"' in page.html for picture in page.pictures)


def test_nobodys_name_stands_in_it_and_no_mark() -> None:
    issue = Issue(subject="s", blocks=(TextBlock(text="Dear {{first_name|friend}} <{{email}}>, {{full_name|all of you}}"),))
    for page in (web_page(issue, address), web_passage(issue, address)):
        assert "Dear friend" in page.html
        assert "all of you" in page.html
        assert "NLTTOK" not in page.html
        assert "unsubscribe" not in page.html.lower()


def test_a_linked_picture_stays_linked_and_addresses_are_safe() -> None:
    block = Article(
        title_text="Roof", link="javascript:alert(1)", picture=Picture(url="https://example.org/roof.jpg", alt="The roof")
    )
    page = web_page(Issue(subject="s", blocks=(block,)), address)
    assert 'src="https://example.org/roof.jpg"' in page.html
    assert "javascript:" not in page.html
    assert page.pictures == ()


@pytest.mark.parametrize("name", sorted(specimens("letter")))
def test_difficult_issues_make_sound_pages(name: str) -> None:
    page = web_page(specimens("letter")[name], address)
    tree = lxml.html.document_fromstring(page.html)
    assert len(tree.findall(".//h1")) == 1
    assert "<b>bold</b>" not in page.html.partition('class="own"')[0]
    assert not re.search(r"\{\{|\{%", page.html.replace("{{ 7 * 7 }}", ""))


def test_another_language_is_marked() -> None:
    page = web_page(Issue(subject="s", blocks=(TextBlock(id="x", text="مرحبا", language="ar"),)), address)
    assert '<div id="b-x" lang="ar" dir="rtl">' in page.html
