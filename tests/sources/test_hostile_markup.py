"""Nothing active reaches anybody: not the shelf, not the letter in any template, not its preview, not its page on the web."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from harmless import faults_in
from hostile_markup import HOSTILE, RUN
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from composer.blocks.text import TextBlock
from composer.document.issue import Issue
from composer.library.item import Item
from composer.paths import templates_folder
from composer.picking.blocks_from_items import block_from_item
from composer.rendering.merge_tags import EXAMPLE_VALUES, personalise
from composer.rendering.preview_copy import preview_copy
from composer.rendering.renderer import render
from composer.rendering.templates import Templates
from composer.rendering.web_page import web_page
from composer.sources.post_making import RawPost, make_post
from composer.sources.sanitizer import sanitize, to_markdown

BASE = "https://example.org/news/one/"
TEMPLATES = ("announcement", "briefing", "calendar", "digest", "letter")
_ACTIVE = frozenset(
    {
        *("script", "iframe", "frame", "frameset", "object", "embed", "applet", "form", "input", "button", "select", "textarea"),
        *(
            "base",
            "svg",
            "math",
            "template",
            "noscript",
            "portal",
            "dialog",
            "marquee",
            "audio",
            "video",
            "source",
            "track",
            "slot",
        ),
    }
)


_HARMLESS_META = ("content-type", "x-ua-compatible", "content-security-policy")


class _Looker(HTMLParser):
    """Names what a letter or page of ours may never hold, whoever wrote it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ACTIVE:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            bare = re.sub(r"[\x00-\x20\x7f\u2028]", "", value or "").lower()
            if name.startswith("on") or name in ("srcdoc", "formaction", "ping"):
                self.faults.append(f"{tag} {name}={value}")
            if name in ("href", "src", "action", "background") and not bare.startswith(
                ("http://", "https://", "mailto:", "tel:", "cid:", "#")
            ):
                self.faults.append(f"{tag} {name}={value}")
            if name == "style" and re.search(r"expression\(|javascript:|behavior:|-moz-binding|@import", bare):
                self.faults.append(f"{tag} style={value}")
            if (
                tag == "meta"
                and name == "http-equiv"
                and bare not in ("content-type", "x-ua-compatible", "content-security-policy")
            ):
                self.faults.append(f"meta {value}")


def active_in(html: str) -> list[str]:
    """Everything active in a letter or page; empty where there is nothing."""
    looker = _Looker()
    looker.feed(html)
    looker.close()
    return looker.faults


@pytest.mark.parametrize("vector", HOSTILE)
def test_nothing_active_comes_onto_the_shelf(vector: str, context: Any) -> None:
    clean = sanitize(vector, BASE)
    assert faults_in(clean.html) == []
    assert sanitize(clean.html, BASE).html == clean.html
    raw = RawPost(key="1", title=vector, html=vector, summary_html=vector, link=BASE, author=vector, image=vector)
    item = make_post(raw, "https://example.org/feed", context)
    assert faults_in(item.html) == []
    assert not item.image or item.image.startswith(("http://", "https://"))


def _issue(vectors: list[str] | tuple[str, ...], context: Any) -> Issue:
    blocks = []
    for vector in vectors:
        item = make_post(RawPost(key=vector, title=vector, html=f"<p>{vector}</p>", author=vector), BASE, context)
        blocks.append(block_from_item(replace(item, link=BASE)))
        blocks.append(TextBlock(text=vector))
    return Issue(name="Hostile", subject=vectors[0], preheader=vectors[-1], blocks=tuple(blocks))


def _bodies(issue: Issue, template: str) -> list[str]:
    shown = render(replace(issue, template=template), templates=Templates((templates_folder(),)), web_view=True)
    letter = personalise(shown, EXAMPLE_VALUES).html
    return [letter, preview_copy(letter), preview_copy(letter, dark="inverted"), preview_copy(letter, styles=False)]


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_active_comes_into_a_letter_or_its_preview(template: str, context: Any) -> None:
    for body in _bodies(_issue(HOSTILE, context), template):
        assert active_in(body) == []


def test_nothing_active_comes_into_the_page_on_the_web(context: Any) -> None:
    assert active_in(web_page(_issue(HOSTILE, context), lambda found: f"https://example.org/{found}.jpg").html) == []


_PIECES = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<a href='",
            "'>",
            "</a>",
            "<svg>",
            "<math>",
            "<style>",
            "</style>",
            "<!--",
            "-->",
            "<img src=x ",
            "onerror=",
        ),
        *(
            "javascript:",
            RUN,
            '"',
            "'",
            "<",
            ">",
            "&lt;",
            "&#60;",
            "`",
            "](",
            "[",
            "![",
            "\\",
            "{{",
            "}}",
            "\n\n",
            "<table>",
            "<td>",
        ),
        *(
            "<script>",
            "</script>",
            "<title>",
            "<noscript>",
            "<template>",
            "data:text/html,",
            "=",
            " ",
            "/",
            "\x00",
            "<![CDATA[",
            "]]>",
        ),
    ]
)


@settings(max_examples=40, deadline=None)
@given(pieces=st.lists(_PIECES, max_size=14), template=st.sampled_from(TEMPLATES))
def test_no_mixture_comes_into_a_letter(pieces: list[str], template: str) -> None:
    markdown = to_markdown(sanitize("".join(pieces), BASE).html)
    title = "".join(pieces)
    blocks = (TextBlock(text=markdown), TextBlock(text=title), block_from_item(Item(title=title, text=markdown, link=BASE)))
    issue = Issue(subject=title, preheader=title, blocks=blocks)
    for body in (*_bodies(issue, template), web_page(issue, lambda found: f"https://example.org/{found}.jpg").html):
        assert active_in(body) == []
