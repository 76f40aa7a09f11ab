"""Headings have something below them and follow each other without a gap."""

from __future__ import annotations

from collections.abc import Callable

from composer.blocks.divider import Divider
from composer.blocks.heading import Heading
from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext
from composer.checks.headings import Headings

Context = Callable[..., CheckContext]


def _found(context: CheckContext) -> list[tuple[str, str]]:
    return [(finding.code.partition(".")[2], finding.block) for finding in Headings().run(context)]


def test_headings_with_something_below_pass(context_for: Context) -> None:
    blocks = (
        Heading(id="a", text="News"),
        Heading(id="b", text="Small", level="smaller"),
        TextBlock(id="t", text="x"),
        Heading(id="c", text=""),
    )
    assert _found(context_for(*blocks)) == []


def test_nothing_below(context_for: Context) -> None:
    blocks = (
        Heading(id="a", text="News"),
        Divider(id="d"),
        Heading(id="b", text="More"),
        TextBlock(id="t", text="x"),
        Heading(id="c", text="End"),
    )
    context = context_for(*blocks)
    assert _found(context) == [("nothing_below", "a"), ("nothing_below", "c")]
    first = next(iter(Headings().run(context)))
    assert first.fix is not None
    assert [block.id for block in first.fix.apply(context.issue).blocks][:2] == ["d", "b"]


def test_smaller_without_a_section_is_put_right(context_for: Context) -> None:
    context = context_for(Heading(id="a", text="Small", level="smaller"), TextBlock(id="t", text="x"))
    (finding,) = Headings().run(context)
    assert finding.code == "headings.no_section"
    assert finding.fix is not None
    assert finding.fix.apply(context.issue).block("a").level == "section"  # type: ignore[attr-defined]  # a heading


def test_capitals(context_for: Context) -> None:
    blocks = (Heading(id="a", text="COMING UP IN DECEMBER"), TextBlock(id="t", text="x"))
    assert _found(context_for(*blocks)) == [("shouting", "a")]
