"""Every text and every link of an issue is seen, with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.button import Button
from composer.blocks.events import EventEntry, Events
from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.checks.reading import has_content, links, links_in, passages, pictures, replace_text, without_links
from composer.document.brand import Brand
from composer.document.issue import Issue

ISSUE = Issue(
    subject="S", preheader="P", name="N", brand=Brand(reason="R", website="https://w.org"),
    blocks=(
        TextBlock(id="t", text="See [this](https://a.org/x) and https://b.org/y."),
        Events(id="e", title_text="Dates", entries=(EventEntry(title="One", text="[two](https://c.org)", link="https://d.org"),)),
        Button(id="b", label_text="Go", link="https://e.org"),
        Footer(id="f"),
    ),
)  # fmt: skip


def test_every_text_is_seen() -> None:
    found = [(passage.block, passage.field, passage.entry, passage.entry_field) for passage in passages(ISSUE)]
    assert found == [
        ("", "subject", -1, ""), ("", "preheader", -1, ""), ("", "name", -1, ""), ("t", "text", -1, ""),
        ("e", "title_text", -1, ""), ("e", "entries", 0, "title"), ("e", "entries", 0, "text"), ("b", "label_text", -1, ""),
        ("", "brand", -1, ""),
    ]  # fmt: skip


def test_every_link_is_seen() -> None:
    assert [(link.block, link.address, link.words, link.own) for link in links(ISSUE)] == [
        ("t", "https://a.org/x", "this", False), ("t", "https://b.org/y", "https://b.org/y", False),
        ("e", "https://c.org", "two", False), ("e", "https://d.org", "", True), ("b", "https://e.org", "Go", True),
        ("", "https://w.org", "https://w.org", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](https://e.org)", [("https://e.org", "a")]),
        ("[a]()", [("", "a")]),
        ("[a](<https://e.org/a b>)", [("https://e.org/a b", "a")]),
        ('[a](https://e.org "title")', [("https://e.org", "a")]),
        ("<https://e.org>, <mailto:a@e.org>", [("https://e.org", "https://e.org"), ("mailto:a@e.org", "mailto:a@e.org")]),
        ("![pic](https://e.org/a.png)", []),
        ("no link", []),
    ],
)
def test_links_in_markdown(text: str, found: list[tuple[str, str]]) -> None:
    assert list(links_in(text)) == found


def test_texts_without_their_links() -> None:
    assert without_links("a [b](https://e.org) c <https://e.org> d https://e.org e").split() == ["a", "c", "d", "e"]


def test_texts_are_replaced_where_they_stand() -> None:
    for passage in passages(ISSUE):
        edit = replace_text(ISSUE, passage, "new words")
        if passage.field == "brand":
            assert edit is None
            continue
        assert edit is not None
        changed = {(p.block, p.field, p.entry, p.entry_field): p.text for p in passages(edit.apply(ISSUE))}
        assert changed[(passage.block, passage.field, passage.entry, passage.entry_field)] == "new words"


def test_content_and_pictures() -> None:
    assert has_content(ISSUE)
    assert not has_content(Issue(blocks=(Footer(),)))
    assert list(pictures(ISSUE)) == []


@given(st.text(alphabet="[]()<>https:/. a!", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    list(links_in(text))
    without_links(text)
