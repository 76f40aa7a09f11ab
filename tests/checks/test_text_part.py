"""Text written by hand that the block has overtaken is found, and can be let go."""

from __future__ import annotations

from collections.abc import Callable

from composer.blocks.plain_words import PlainWords
from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext
from composer.checks.text_part import TextPart

Context = Callable[..., CheckContext]


def test_overtaken_words_are_found_and_can_be_let_go(context_for: Context) -> None:
    context = context_for(
        TextBlock(id="a", text="At 11:00", plain=PlainWords("At ten!", "At 10:00")),
        TextBlock(id="b", text="Same", plain=PlainWords("Mine", "Same")),
        TextBlock(id="c", text="Nobody wrote"),
    )
    (finding,) = TextPart().run(context)
    assert (finding.code, finding.block, finding.severity) == ("text_part.stale", "a", "warning")
    assert finding.fix is not None
    assert finding.fix.apply(context.issue).block("a").plain is None
