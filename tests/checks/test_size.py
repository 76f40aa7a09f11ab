"""The letter arrives whole, and soon."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest

from composer.blocks.fields import Picture
from composer.blocks.image import ImageBlock
from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext
from composer.checks.size import Size

Context = Callable[..., CheckContext]


def _codes(context: CheckContext) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity) for finding in Size().run(context)]


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [(10, []), (1_350, [("size.html", "warning")]), (1_900, [("size.html", "error")])],
)
def test_gmail_cuts_long_letters(context_for: Context, paragraphs: int, found: list[tuple[str, str]]) -> None:
    long = TextBlock(id="long", text="\n\n".join(["Twenty more signs."] * paragraphs))
    context = context_for(TextBlock(id="short", text="Hello"), long, rendered=True)
    assert _codes(context) == found
    for finding in Size().run(context):
        assert finding.block == "long"
        assert "Twenty more" in finding.remedy


@pytest.mark.parametrize(
    ("style", "found"), [(15_000, []), (15_001, [("size.style", "warning")]), (16_001, [("size.style", "error")])]
)
def test_styles_over_the_limit(context_for: Context, style: int, found: list[tuple[str, str]]) -> None:
    context = context_for(rendered=True)
    assert context.rendered is not None
    assert _codes(replace(context, rendered=msgspec.structs.replace(context.rendered, style_bytes=style))) == found


def test_a_letter_that_is_all_picture(context_for: Context) -> None:
    picture = ImageBlock(id="i", picture=Picture(hash="aa", alt="Poster"), caption="Poster")
    assert _codes(context_for(picture)) == [("size.only_pictures", "warning")]
    assert _codes(context_for(picture, TextBlock(id="t", text="word " * 20))) == []
    assert _codes(context_for(TextBlock(id="t", text="Short"))) == []
