"""A story told twice is found by its item or its address, and mended by taking one out."""

from __future__ import annotations

from collections.abc import Callable

from composer.blocks.article import Article
from composer.blocks.block import Block
from composer.blocks.events import EventEntry, Events
from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext
from composer.checks.duplicates import Duplicates

Context = Callable[..., CheckContext]


def _found(context_for: Context, *blocks: Block) -> list[tuple[str, str]]:
    return [(finding.code, finding.block) for finding in Duplicates().run(context_for(*blocks))]


def test_by_item_and_by_address(context_for: Context) -> None:
    blocks = (
        Article(id="a", title_text="Roof", item="1", link="https://e.org/roof/"),
        Article(id="b", title_text="The roof", item="2", link="http://www.e.org/roof#end"),
        Article(id="c", title_text="Again", item="1", link="https://e.org/other"),
        Article(id="d", title_text="Another", item="3", link="https://e.org/another"),
        Article(id="e", title_text="Own words"),
        Article(id="f", title_text="Own words too"),
    )
    assert _found(context_for, *blocks) == [("duplicates.story", "b"), ("duplicates.story", "c")]


def test_taking_one_out_mends_it(context_for: Context) -> None:
    twice = Events(id="e", entries=(EventEntry(id="1", title="Soup", item="s"), EventEntry(id="2", title="Soup", item="s")))
    context = context_for(Article(id="a", title_text="x", item="q"), twice)
    (finding,) = Duplicates().run(context)
    assert finding.message == "“Soup” stands in this issue twice."
    assert finding.fix is not None
    mended = finding.fix.apply(context.issue)
    assert [entry.id for entry in mended.block("e").entries] == ["1"]  # type: ignore[attr-defined]  # an Events block
    assert _found(context_for, *mended.blocks[:-1]) == []


def test_a_long_paragraph_twice_but_not_a_short_one(context_for: Context) -> None:
    long = "We met in the hall on Monday, and Anna made soup for everyone who came."
    assert _found(context_for, TextBlock(id="a", text=long), TextBlock(id="b", text=f"Hello.\n\n{long}")) == [
        ("duplicates.text", "b")
    ]
    assert _found(context_for, TextBlock(id="a", text="Thank you."), TextBlock(id="b", text="Thank you.")) == []
