"""One outline, without gaps, whatever order the blocks stand in."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.article import Article
from composer.blocks.block import Block
from composer.blocks.contents import Contents
from composer.blocks.events import EventEntry, Events
from composer.blocks.footer import Footer
from composer.blocks.heading import Heading
from composer.blocks.text import TextBlock
from composer.document.issue import Issue
from composer.rendering.outline import anchor, contents_of, levels

_makers = st.sampled_from(
    [
        lambda: Heading(text="S"),
        lambda: Heading(text="s", level="smaller"),
        lambda: Article(title_text="A"),
        lambda: Events(entries=(EventEntry(title="E"),)),
        lambda: TextBlock(text="t"),
        lambda: Contents(),
    ]
)


def test_articles_belong_to_the_section_above_them() -> None:
    blocks = (
        Article(id="alone", title_text="A"),
        Heading(id="news", text="News"),
        Article(id="inside", title_text="B"),
        Heading(id="small", text="Small", level="smaller"),
        Events(id="events"),
        Article(id="after", title_text="C"),
        Heading(id="gap", text="Gap", level="smaller"),
    )
    assert dict(levels(Issue(blocks=blocks))) == {
        "alone": 2, "news": 2, "inside": 3, "small": 3, "events": 2, "after": 2, "gap": 2,
    }  # fmt: skip


def test_contents_lists_what_follows_and_has_a_title() -> None:
    blocks = (
        Article(id="before", title_text="Before"),
        Contents(id="c"),
        Heading(id="h", text="News"),
        Article(id="a", title_text="One"),
        Article(id="untitled"),
        TextBlock(id="t", text="words"),
        Events(id="e", title_text="Dates"),
        Footer(id="f"),
    )
    issue = Issue(blocks=blocks)
    contents = issue.block("c")
    assert isinstance(contents, Contents)
    assert [(entry.block_id, entry.words, entry.level) for entry in contents_of(issue, contents)] == [
        ("h", "News", 2), ("a", "One", 3), ("e", "Dates", 2),
    ]  # fmt: skip
    assert anchor("a") == "b-a"


@given(st.lists(_makers, max_size=12))
def test_no_level_is_skipped(makers: list[type[Block]]) -> None:
    blocks = tuple(make() for make in makers)
    known = levels(Issue(blocks=blocks))
    shown = [1, *(known[block.id] for block in blocks)]
    assert all(below <= above + 1 for above, below in pairwise(shown))
