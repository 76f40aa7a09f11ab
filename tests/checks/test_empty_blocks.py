"""No block is unfinished."""

from __future__ import annotations

from collections.abc import Callable

from composer.blocks.article import Article
from composer.blocks.button import Button
from composer.blocks.events import EventEntry, Events
from composer.blocks.fields import Picture
from composer.blocks.footer import Footer
from composer.blocks.image import ImageBlock
from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext
from composer.checks.empty_blocks import EmptyBlocks

Context = Callable[..., CheckContext]


def _found(context: CheckContext) -> list[tuple[str, str, str]]:
    return [(finding.code.partition(".")[2], finding.block, finding.field) for finding in EmptyBlocks().run(context)]


def test_essential_fields(context_for: Context) -> None:
    blocks = (
        TextBlock(id="t", text="  "),
        Button(id="b", label_text="Go"),
        ImageBlock(id="i"),
        Article(id="a", title_text="T"),
        ImageBlock(id="j", picture=Picture(hash="ab")),
    )
    assert _found(context_for(*blocks)) == [("missing", "t", "text"), ("missing", "b", "link"), ("missing", "i", "picture")]


def test_a_block_never_written_into_may_go_and_one_begun_stays(context_for: Context) -> None:
    context = context_for(TextBlock(id="t"), Article(id="a", text="Begun"))
    untouched, begun = EmptyBlocks().run(context)
    assert untouched.fix is not None
    assert [block.id for block in untouched.fix.apply(context.issue).blocks] == ["a", "footer"]
    assert begun.fix is None
    assert untouched.severity == begun.severity == "error"


def test_events(context_for: Context) -> None:
    assert _found(context_for(Events(id="e"))) == [("no_entries", "e", "entries")]
    events = Events(id="e", entries=(EventEntry(title="Soup"), EventEntry()))
    assert _found(context_for(events)) == [("missing", "e", "entries")] * 3
    assert "Events “Coming up”: “Starts” is empty in “Soup”." in [
        finding.message for finding in EmptyBlocks().run(context_for(events))
    ]


def test_an_issue_without_content(context_for: Context) -> None:
    assert _found(context_for(Footer(id="f"), blocks=(Footer(id="f"),))) == [("no_content", "", "")]
