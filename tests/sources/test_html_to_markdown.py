"""Clean HTML becomes Markdown that, shown again, says the same words."""

from __future__ import annotations

import html as html_module
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.rendering.markdown import rich
from composer.sources.html_to_markdown import blocks_of, html_to_markdown, html_to_words, words_to_markdown
from composer.sources.sanitizer import sanitize


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One <strong>two</strong> <em>three</em></p>", "One **two** *three*"),
        ("<p><b>bo</b>ld <i> spaced </i> x</p>", "**bo**ld *spaced* x"),
        ("<p><em>a</em><strong>b</strong></p>", "*ab*"),
        ("<h1>T</h1><h3>U</h3>", "# T\n\n### U"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul>", "- a\n    - b\n- c\n    d"),
        ('<ol start="4"><li>a</li><li>b</li></ol>', "4. a\n5. b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ('<p><a href="https://example.org/a_(b)">words</a>, and</p>', "[words](https://example.org/a_%28b%29), and"),
        (
            '<p><a href="https://example.org/"><img src="https://example.org/p.png" alt="Map"></a></p>',
            "[Map](https://example.org/)",
        ),
        ('<p>before <img src="https://example.org/p.png" alt="x"> after</p>', "before after"),
        ("<table><tr><th>Time</th><th>What</th></tr><tr><td>9:00</td><td>Tea</td></tr></table>", "Time – What\n9:00 – Tea"),
        ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "a\n\nb\n\nc"),
        ("<dl><dt>Tea</dt><dd>hot</dd></dl>", "**Tea**\n\nhot"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<figure><img src='https://example.org/p.png'><figcaption>Under it</figcaption></figure>", "Under it"),
        ("<p><q>said</q></p>", "“said”"),
        ("", ""),
    ],
)
def test_markdown_as_the_editor_shows_it(html: str, markdown: str) -> None:
    assert html_to_markdown(html) == markdown


@pytest.mark.parametrize(
    ("words", "markdown"),
    [
        ("# not a heading", "\\# not a heading"),
        ("1. not a list", "1\\. not a list"),
        ("- not a list", "\\- not a list"),
        ("> not a quotation", "\\> not a quotation"),
        ("5 * 3 [x] _y_ snake_case", "5 \\* 3 \\[x\\] \\_y\\_ snake_case"),
        ("see https://example.org/a_b*c", "see https://example.org/a_b*c"),
        ("AT&amp;T", "AT&amp;amp;T"),
        ("{{first_name}}", "{\\{first_name}}"),
        ("one\ntwo", "one\ntwo"),
    ],
)
def test_words_stay_words(words: str, markdown: str) -> None:
    assert words_to_markdown(words) == markdown


_WORDS = st.text(st.sampled_from("ab cd *_`[]()#>+-.!\\{}1 2.&<=~|:\"'/\n"), min_size=1, max_size=25).map(html_module.escape)
_INLINE = st.recursive(
    _WORDS,
    lambda inner: st.one_of(
        st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["b", "em", "strong", "i", "u", "span", "code"]), inner),
        st.builds('<a href="https://example.org/a(b)_c">{}</a>'.format, inner),
        st.builds("{}{}".format, inner, inner),
    ),
    max_leaves=5,
)
_BLOCKS = st.recursive(
    st.one_of(_INLINE.map("<p>{}</p>".format), _INLINE.map("<h3>{}</h3>".format)),
    lambda inner: st.one_of(
        st.builds(
            lambda tag, entries: f"<{tag}>{''.join(f'<li>{entry}</li>' for entry in entries)}</{tag}>",
            st.sampled_from(["ul", "ol"]),
            st.lists(st.one_of(_INLINE, inner), min_size=1, max_size=3),
        ),
        inner.map("<blockquote>{}</blockquote>".format),
        st.builds("{}{}".format, inner, inner),
    ),
    max_leaves=6,
)


def _bare(html: str) -> str:
    return re.sub(r"\s+", "", html_to_words(html))


@given(_BLOCKS)
def test_words_come_back_from_markdown(html: str) -> None:
    clean = sanitize(html).html
    markdown = html_to_markdown(clean)
    assert _bare(str(rich(markdown))) == _bare(clean), markdown


def test_blocks_come_with_their_elements() -> None:
    found = [
        (element.tag, markdown)
        for element, markdown in blocks_of("loose <b>words</b><div><h2>T</h2><ul><li>a</li></ul></div>tail")
    ]
    assert found == [("p", "loose **words**"), ("h2", "## T"), ("ul", "- a"), ("p", "tail")]


@pytest.mark.timeout(20)
def test_tables_in_tables_are_read_once() -> None:
    html = "words"
    for _level in range(45):
        html = f"<table><tr><td>a</td><td><div>{html}</div></td></tr></table>"
    assert html_to_markdown(html).count("a") == 45
    assert html_to_markdown(html).endswith("words")


def test_a_picture_and_the_same_link_below_it_are_one_link() -> None:
    link = '<a href="https://e.org/v">'
    html = f'<p>{link}<img src="https://e.org/p.jpg" alt="Watch"></a><br>{link}Watch</a><br>again<br>again</p>'
    assert html_to_markdown(html) == "[Watch](https://e.org/v)\nagain\nagain"
