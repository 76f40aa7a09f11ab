"""Elements found by reading the page once are those lxml finds, in the same order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html
import pytest
from cssselect import SelectorError
from hypothesis import given
from hypothesis import strategies as some
from lxml.cssselect import CSSSelector

from composer.document.issue import Issue
from composer.paths import templates_folder
from composer.rendering.environment import fill_template
from composer.rendering.inliner import _merging, inline
from composer.rendering.renderer import _values, mark
from composer.rendering.style_matching import forget_page, selecting, steps_of
from composer.rendering.templates import LAYOUT, Templates

KNOWN = Templates((templates_folder(),))
SELECTORS = (
    "a",
    ".a",
    "p.b",
    ".a .b",
    "td.a.b p",
    ".b p:last-child",
    ".a:first-child",
    ".c > p",
    ".a, .b",
    "[class]",
    ".a:hover",
    "#x",
)
select = selecting(CSSSelector)


@pytest.fixture(autouse=True)
def done() -> Iterator[None]:
    yield
    forget_page()


def test_every_rule_of_every_template_finds_the_same(golden_issue: Issue) -> None:
    asked = 0
    for template in ("announcement", "briefing", "calendar", "digest", "letter"):
        info = KNOWN.get(template)
        filled = fill_template(info, LAYOUT, _values(info, mark(golden_issue), web_view=False))
        page = lxml.html.document_fromstring(filled)
        sheet = re.sub(r"@media.*?\n}", "", "".join(re.findall(r"<style>(.*?)</style>", filled, re.DOTALL)), flags=re.DOTALL)
        for rule in re.findall(r"([^{}]+){", sheet):
            for selector in (one.strip() for one in rule.split(",")):
                try:
                    wanted = CSSSelector(selector)(page)
                except SelectorError:
                    continue
                assert select(selector)(page) == wanted, selector
                asked += steps_of(selector) is not None
        forget_page()
    assert asked > 100


def some_markup(inside: some.SearchStrategy[str]) -> some.SearchStrategy[str]:
    """An element with classes of all kinds around whatever is inside."""
    return some.builds(
        lambda tag, classes, parts: f"<{tag}{classes}>{''.join(parts)}</{tag}>",
        some.sampled_from(["p", "td", "div", "a"]),
        some.sampled_from(
            ["", ' class="a"', ' class="b a"', ' class=" b\t\nc "', ' class="ab"', ' class="a\u00a0b"', ' class=""', ' id="x"']
        ),
        some.lists(inside, max_size=3),
    )


@given(
    some.recursive(some.sampled_from(["", "words", "<!-- a -->", "<br>"]), some_markup, max_leaves=12),
    some.sampled_from(SELECTORS),
)
def test_any_page_and_any_selector(markup: str, selector: str) -> None:
    forget_page()
    page = lxml.html.document_fromstring(f"<html><body><div class='a'>{markup}</div></body></html>")
    assert select(selector)(page) == CSSSelector(selector)(page)


@pytest.mark.parametrize("selector", ["style", "p", "td p:last-child", ".a > p", ".a + p", "*", ".a:hover", "#a .b", "", ".é"])
def test_what_it_does_not_know_is_left_to_the_search(selector: str) -> None:
    assert steps_of(selector) is None


def test_another_page_is_read_anew() -> None:
    pages = [lxml.html.document_fromstring(f"<p class='a'>{number}</p>") for number in range(2)]
    assert [[one.text for one in select(".a")(page)] for page in (*pages, pages[0])] == [["0"], ["1"], ["0"]]


def test_remembered_styles_are_those_that_would_be_made() -> None:
    from premailer.merge_style import merge_styles

    made: list[Any] = []

    def counted(*given: Any) -> str:
        made.append(given)
        return str(merge_styles(*given))

    merged = _merging(counted)
    one, other = [("color", "red"), ("margin", "0px")], [("color", "blue")]
    for own in ("", "color: green", "width: 3px"):
        for new, classes in (([one], [""]), ([one, other], ["", ""]), ([other, one], ["", ""]), ([one, other], ["", ":hover"])):
            for _again in range(2):
                assert merged(own, new, classes) == merge_styles(own, new, classes)
    assert len(made) == 12


def test_pages_are_forgotten_when_a_letter_is_done() -> None:
    from composer.rendering import style_matching

    inline("<!DOCTYPE html>\n<html><head><style>.a {color: red}</style></head><body><p class='a'>x</p></body></html>")
    assert style_matching._read == []
