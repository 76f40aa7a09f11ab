"""Marks of having been cut off go, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.cut_marks import without_cut_marks
from composer.sources.html_to_markdown import html_to_words
from composer.sources.sanitizer import sanitize

LINK = "https://example.org/tea/"
OWN = f'<a href="{LINK}?more=1#x">'


@pytest.mark.parametrize(
    ("html", "left"),
    [
        (f"<p>It was late</p><p>{OWN}Continue reading <b>Tea</b> →</a></p>", "<p>It was late</p>"),
        (f"<p>It was late [&hellip;] {OWN}Read more</a></p>", "<p>It was late…</p>"),
        (f"<p>It was late. {OWN}(more…)</a></p>", "<p>It was late. </p>"),
        ("<p>It was late […]</p>", "<p>It was late…</p>"),
        ("<p>It was late …</p>", "<p>It was late…</p>"),
        ("<p>It was late...</p>", "<p>It was late…</p>"),
        ("<p>It was late. Continue reading Tea for all</p>", "<p>It was late.</p>"),
        ("<p>It was late.</p><p>Read more »</p>", "<p>It was late.</p>"),
        ("It was late […]", "It was late…"),
        ("<p>It was late.</p><p>(more&hellip;)</p>", "<p>It was late.</p>"),
        (f"<p>It was late…</p><p>{OWN}View post</a></p>", "<p>It was late…</p>"),
        (f"<p>It was late.</p><p>{OWN}Read full article</a></p>", "<p>It was late.</p>"),
        (f"<p>It was late.</p><p>{OWN}Click here to read more</a></p>", "<p>It was late.</p>"),
        (f"<p>It was late [&hellip;]</p><p>{OWN}Read the rest of this entry »</a></p>", "<p>It was late…</p>"),
        (f"<p>It was late.</p><p>Read more: {OWN}Tea for all</a></p>", "<p>It was late.</p>"),
        (f"<p>It was late.</p><p>Continue reading on {OWN}our site</a></p>", "<p>It was late.</p>"),
        (f"<p>Es war spät… {OWN}Weiterlesen</a></p>", "<p>Es war spät…</p>"),
        (f"<p>Il était tard… {OWN}Lire la suite de « Thé »</a></p>", "<p>Il était tard…</p>"),
        (f"<p>Roedd hi’n hwyr… {OWN}Darllen mwy</a></p>", "<p>Roedd hi’n hwyr…</p>"),
        (f"<p>遅かった… {OWN}続きを読む</a></p>", "<p>遅かった…</p>"),
    ],
)
def test_marks_go(html: str, left: str) -> None:
    assert without_cut_marks(html, LINK) == (left, True)


@pytest.mark.parametrize(
    "html",
    [
        "<p>It was late. Read more books!</p>",
        '<p>It was late.</p><p><a href="https://example.org/other">Read more about our work</a></p>',
        "<p>Go on and continue reading. It pays.</p>",
        "<p>One… two … three.</p>",
        "<p>More tea</p>",
        '<p>It was late.</p><p><a href="https://example.org/other/">View post</a></p>',
        '<p>It was late.</p><p><a href="https://example.org/other/">Weiterlesen</a></p>',
        f"<p>It was late. See {OWN}what we said of tea</a></p>",
        '<p>It was late.</p><p>Read more in our <a href="https://example.org/other/">report</a>.</p>',
        "<p>Read the full minutes of the meeting.</p>",
        "",
    ],
)
def test_whole_posts_stay_whole(html: str) -> None:
    assert without_cut_marks(html, LINK) == (html, False)


def test_without_an_address_every_such_link_is_a_mark() -> None:
    assert without_cut_marks('<p>Late. <a href="https://example.org/x">Read more</a></p>') == ("<p>Late. </p>", True)


_BITS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<a href='https://example.org/'>",
        "</a>",
        "Continue reading",
        "Read more",
        "…",
        "[",
        "]",
        "...",
        " ",
        "<b>",
        "tea",
        "<br>",
    ]
)


@given(st.lists(_BITS, max_size=14))
def test_only_marks_are_lost(bits: list[str]) -> None:
    clean = sanitize("".join(bits)).html
    left, cut = without_cut_marks(clean)
    assert cut or left == clean
    assert html_to_words(left).count("tea") <= html_to_words(clean).count("tea")


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "html",
    ["<p>" * 20_000 + "…", " " * 200_000 + "Read more x", "<a>" * 5_000 + "more", "[…] " * 30_000, "<p>Read more</p>" * 10_000],
)
def test_bombs_end_soon(html: str) -> None:
    without_cut_marks(sanitize(html).html)
