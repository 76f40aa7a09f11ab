"""Markdown becomes the few elements mail can bear; everything else is shown as typed or goes."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fragment_fromstring
from markupsafe import Markup

from composer.rendering import markdown
from composer.rendering.markdown import rich, rich_line

PIECES = (
    "[a]: https://e.org/a",
    "see [a], [A][a] and ![a]",
    "# One\n\n### Two",
    "- one\n  - two\n\n> said",
    "`code` and ``more",
    "<b>&amp; \x02wzxhzdk:0\x03",
    "1. one\n\n5. five",
    "*a **b* c**\n\nhttps://e.org/x",
)
ALLOWED = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "code", "h2", "h3", "h4"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Hello **you** and *you*", "<p>Hello <strong>you</strong> and <em>you</em></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("one\\\ntwo", "<p>one<br>\ntwo</p>"),
        ("[w](https://e.org/?a=1&copy=2)", '<p><a href="https://e.org/?a=1&amp;copy=2">w</a></p>'),
        ("<https://e.org/>", '<p><a href="https://e.org/">https://e.org/</a></p>'),
        ("see https://e.org/a_b_c.", '<p>see <a href="https://e.org/a_b_c">https://e.org/a_b_c</a>.</p>'),
        ("(https://e.org/x)", '<p>(<a href="https://e.org/x">https://e.org/x</a>)</p>'),
        ("https://e.org/w_(a)", '<p><a href="https://e.org/w_(a)">https://e.org/w_(a)</a></p>'),
        ("[https://e.org](https://f.org)", '<p><a href="https://f.org">https://e.org</a></p>'),
        ("[x](javascript:alert(1))", "<p>x</p>"),
        ("[x](data:text/html;base64,x)", "<p>x</p>"),
        ("![a boat](https://e.org/b.png) ahoy", '<p><a href="https://e.org/b.png">a boat</a> ahoy</p>'),
        ("<b>bold</b> & <script>alert(1)</script>", "<p>&lt;b&gt;bold&lt;/b&gt; &amp; &lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a < b", "<p>a &lt; b</p>"),
        ("    indented", "<p>indented</p>"),
        ("", ""),
        ("  \n ", ""),
    ],
)
def test_writing(written: str, expected: str) -> None:
    assert str(rich(written)) == expected


def test_lists_start_right_after_a_line() -> None:
    assert re.sub(r"\s*\n\s*", "", str(rich("Bring:\n- soup\n- bread\n\n1. one\n2. two"))) == (
        "<p>Bring:</p><ul><li>soup</li><li>bread</li></ul><ol><li>one</li><li>two</li></ol>"
    )


def test_a_year_at_the_start_of_a_line_starts_no_list() -> None:
    assert "<ol>" not in rich("We began in\n1986. It was cold.")


def test_headings_are_fitted_without_gaps() -> None:
    assert re.findall(r"<h(\d)>", rich("# A\n\n#### B\n\n## C\n\n# D", 2)) == ["2", "3", "3", "2"]
    assert re.findall(r"<h(\d)>", rich("### A\n\n#### B\n\n##### C", 3)) == ["3", "4", "4"]


def test_tokens_pass_through() -> None:
    assert rich("Dear **NLTTOKABN0X**, [x](https://e.org/NLTTOKABN1X)") == Markup(
        '<p>Dear <strong>NLTTOKABN0X</strong>, <a href="https://e.org/NLTTOKABN1X">x</a></p>'
    )


def test_one_line_has_no_paragraph() -> None:
    assert rich_line("a **b**") == "a <strong>b</strong>"
    assert str(rich_line("a\n\nb")).count("<p>") == 2


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 20_000,
        "![[" * 5_000,
        "> " * 5_000 + "x",
        "*" * 20_000,
        "- " * 5_000,
        "`" * 20_000,
        "(https://a" * 3_000,
        "<" * 20_000,
    ],
    ids=lambda text: text[:4],
)
def test_hostile_nesting_ends(hostile: str) -> None:
    assert len(rich(hostile)) < 40 * len(hostile)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab <>&\"'[]()!*_`#>-1.\n\\/:jhtps@x\x00\u202e"), max_size=120))
def test_only_allowed_elements_and_addresses_come_out(text: str) -> None:
    html = str(rich(text))
    assert set(re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", html)) <= ALLOWED
    for address in re.findall(r'href="([^"]*)"', html):
        assert address.split(":")[0].lower() in ("http", "https", "mailto", "tel")
    assert not re.search(r"<[^>]*\son\w+=", html)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6))
def test_one_text_leaves_nothing_behind_for_the_next(texts: list[str]) -> None:
    for text in texts:
        after_others = markdown._rich.__wrapped__(text, 2)
        with ThreadPoolExecutor(1) as fresh:
            assert after_others == fresh.submit(markdown._rich.__wrapped__, text, 2).result()


def test_vectors_of_strangers_do_not_survive(shared_samples: Path) -> None:
    for file in sorted((shared_samples / "html").iterdir()):
        html = str(rich(file.read_text(encoding="utf-8", errors="replace")[:20_000]))
        for element in fragment_fromstring(html, create_parent="div").iterdescendants():
            assert element.tag in ALLOWED, file.name
            assert set(element.attrib) <= {"href"}, file.name
            assert element.get("href", "https:").split(":")[0].lower() in ("http", "https", "mailto", "tel"), file.name
