"""Pictures say what they show."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from composer.blocks.article import Article
from composer.blocks.fields import Picture
from composer.blocks.html import MarkupBlock
from composer.blocks.image import ImageBlock
from composer.blocks.report import Report
from composer.checks.alt_text import AltText
from composer.checks.check import CheckContext
from composer.document.brand import Brand

Context = Callable[..., CheckContext]


@pytest.mark.parametrize(
    ("alt", "codes"),
    [
        ("", ["alt_text.missing"]),
        ("IMG_2041.jpg", ["alt_text.file_name"]),
        ("DSC01234", ["alt_text.file_name"]),
        ("bridge-final.png", ["alt_text.file_name"]),
        ("WhatsApp Image 2026-11-02 at 10.12", ["alt_text.file_name"]),
        ("A bridge", []),
        ("Photo of the bridge", []),
        ("x" * 251, ["alt_text.long"]),
    ],
)
def test_description(context_for: Context, alt: str, codes: list[str]) -> None:
    context = context_for(Article(id="a", title_text="T", picture=Picture(hash="ab", alt=alt)))
    assert [finding.code for finding in AltText().run(context)] == codes


def test_decoration_needs_none_and_no_picture_neither(context_for: Context) -> None:
    blocks = (Article(id="a", picture=Picture(hash="ab", decorative=True)), Article(id="b"))
    assert list(AltText().run(context_for(*blocks))) == []


def test_caption_and_title_are_suggested(context_for: Context) -> None:
    blocks = (
        ImageBlock(id="i", picture=Picture(hash="ab"), caption="Volunteers wave"),
        Report(id="r", title_text="Water 2026", picture=Picture(hash="ab")),
    )
    context = context_for(*blocks)
    first, second = AltText().run(context)
    assert first.fix is not None
    assert second.fix is not None
    assert first.fix.apply(context.issue).block("i").picture.alt == "Volunteers wave"  # type: ignore[attr-defined]  # an image block
    assert second.fix.apply(context.issue).block("r").picture.alt == "Cover of “Water 2026”"  # type: ignore[attr-defined]  # a report


def test_logo_is_described_by_the_organisation(context_for: Context) -> None:
    assert not list(AltText().run(context_for(ImageBlock(), brand=Brand(organisation="Trust", logo=Picture(hash="ab")))))
    (finding,) = AltText().run(context_for(ImageBlock(), brand=Brand(logo=Picture(hash="ab"))))
    assert finding.code == "alt_text.logo"


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ('<img src="https://e.org/pics/roof.png?x=1">', True),
        ('<img src="https://e.org/pics/roof.png" alt="">', False),
        ('<img src="https://e.org/pics/roof.png" alt="A roof">', False),
        ('<a href="https://e.org"><img src="https://e.org/pics/roof.png" alt=""></a>', True),
        ('<a href="https://e.org"><img src="https://e.org/pics/roof.png" alt=""> Roofs</a>', False),
        ("<p>No picture</p>", False),
    ],
)
def test_pictures_in_html_of_ones_own(context_for: Context, markup: str, found: bool) -> None:
    findings = list(AltText().run(context_for(MarkupBlock(id="m", markup=markup))))
    assert [(one.code, one.block, one.field) for one in findings] == [("alt_text.own", "m", "markup")] * found
    assert all("“roof.png”" in one.message for one in findings)
