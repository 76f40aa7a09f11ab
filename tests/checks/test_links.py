"""Links lead somewhere, somewhere public, and say where."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.article import Article
from composer.blocks.button import Button
from composer.blocks.events import EventEntry, Events
from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext
from composer.checks.links import Links
from composer.document.brand import Brand

Context = Callable[..., CheckContext]


def _codes(context: CheckContext) -> list[str]:
    return [finding.code for finding in Links().run(context)]


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("https://e.org/x", []),
        ("mailto:a@e.org", []),
        ("tel:+44123", []),
        ("e.org/x", []),
        ("a@e.org", []),
        ("https://e.org/?m={{email}}", []),
        ("#", ["links.empty"]),
        ("javascript:alert(1)", ["links.malformed"]),
        ("see the website", ["links.malformed"]),
        ("https://", ["links.malformed"]),
        ("https://e.org/a b", ["links.malformed"]),
        ("file:///home/anna/report.pdf", ["links.malformed"]),
        ("http://e.org", ["links.insecure"]),
        ("http://localhost:8080/x", ["links.unpublished"]),
        ("http://127.0.0.1/", ["links.unpublished"]),
        ("https://192.168.1.4/", ["links.unpublished"]),
        ("https://[::1]/", ["links.unpublished"]),
        ("https://intranet/x", ["links.unpublished"]),
        ("https://files.local/x", ["links.unpublished"]),
        ("https://staging.e.org/x", ["links.unpublished"]),
        ("https://dev-site.e.org/x", ["links.unpublished"]),
        ("https://e.org/wp-admin/post.php?post=3", ["links.unpublished"]),
        ("https://e.org/wp-login.php", ["links.unpublished"]),
        ("https://e.org/?p=3&preview=true", ["links.unpublished"]),
        ("https://e.org/?preview_id=3&preview_nonce=x", ["links.unpublished"]),
        ("https://test.org/", []),
        ("https://www.testing-times.org/", []),
        ("https://e.org/preview-of-the-year/", []),
        ("https://8.8.8.8/", []),
    ],
)
def test_address(context_for: Context, address: str, codes: list[str]) -> None:
    assert _codes(context_for(Button(id="b", label_text="Give a plank", link=address))) == codes


def test_what_readers_cannot_open_stops_sending(context_for: Context) -> None:
    (finding,) = Links().run(context_for(Button(id="b", label_text="Go on", link="http://localhost/")))
    assert (finding.severity, finding.block, finding.field) == ("error", "b", "link")


def test_links_inside_texts_and_events_count_too(context_for: Context) -> None:
    blocks = (
        TextBlock(id="t", text="[the map]()"),
        Events(id="e", entries=(EventEntry(title="E", link="nowhere at all"),)),
        Footer(id="f", text="[us](http://localhost)"),
    )
    found = [(finding.code, finding.block) for finding in Links().run(context_for(*blocks, brand=Brand(website="x y")))]
    assert found == [("links.empty", "t"), ("links.malformed", "e"), ("links.unpublished", "f"), ("links.malformed", "")]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("click here", ["links.vague"]),
        ("Here", ["links.vague"]),
        ("here.", ["links.vague"]),
        ("Read more…", ["links.dull"]),
        ("Learn more", ["links.dull"]),
        ("the soup rota", []),
        ("", ["links.no_words"]),
        ("https://e.org/" + "a" * 60, ["links.bare_address"]),
        ("https://e.org", []),
    ],
)
def test_words(context_for: Context, words: str, codes: list[str]) -> None:
    assert _codes(context_for(TextBlock(id="t", text=f"Look: [{words}](https://e.org)"))) == codes


def test_same_words_for_different_places(context_for: Context) -> None:
    texts = TextBlock(id="t", text="[the map](https://a.org) and [The map](https://b.org)")
    assert _codes(context_for(texts)) == ["links.same_words"]
    same = TextBlock(id="t", text="[the map](https://a.org) and [the map](https://a.org)")
    assert _codes(context_for(same)) == []
    articles = [Article(id=str(number), title_text="T", link=f"https://e.org/{number}") for number in range(3)]
    assert _codes(context_for(*articles)) == [], "the link of an article stands under its own title"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The programme can be found here.", ["links.lost"]),
        ("More information is available here", ["links.lost"]),
        ("Book your place here before Friday", ["links.lost"]),
        ("To read the whole report click here", ["links.lost"]),
        ("The programme can be found [here](https://e.org).", ["links.vague"]),
        ("Come here on Friday", []),
        ("We are here for you", []),
        ("The report can be found in the library.", []),
    ],
)
def test_words_that_lost_their_link(context_for: Context, text: str, codes: list[str]) -> None:
    assert _codes(context_for(TextBlock(id="t", text=text))) == codes


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_link_can_be_checked(address: str, text: str) -> None:
    from datetime import UTC, datetime

    from composer.document.issue import Issue

    blocks = (Button(id="b", label_text=text, link=address), TextBlock(id="t", text=f"{text} [{text}]({address})"))
    list(Links().run(CheckContext(issue=Issue(blocks=blocks), now=datetime(2026, 11, 23, tzinfo=UTC))))
