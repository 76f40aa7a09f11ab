"""Pictures too heavy for everybody's mailbox are told, the costliest by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from composer.blocks.fields import Picture
from composer.blocks.image import ImageBlock
from composer.checks.check import CheckContext
from composer.checks.picture_weight import PictureWeight

Context = Callable[..., CheckContext]
A, B = "a" * 64, "b" * 64


def told(context: CheckContext) -> list[tuple[str, str]]:
    return [(one.code, one.block) for one in PictureWeight().run(context)]


def test_what_costs_most_is_named(context_for: Any) -> None:
    blocks = [ImageBlock(id=key[0], picture=Picture(hash=key, alt="x", width=1200, height=800), caption=key[0]) for key in (A, B)]
    context = context_for(*blocks, rendered=True)
    sent = {key[0]: key for key in context.rendered.pictures}
    assert told(replace(context, picture_bytes={sent["a"]: 100_000, sent["b"]: 190_000})) == []
    heavy = replace(context, picture_bytes={sent["a"]: 150_000, sent["b"]: 190_000})
    assert told(heavy) == [("picture_weight.all", "b")]
    (finding,) = PictureWeight().run(heavy)
    assert "340 KB" in finding.message
    assert "“b”, 190 KB" in finding.remedy
    assert told(replace(context, picture_bytes={sent["a"]: 1_200_000})) == [
        ("picture_weight.one", "a"),
        ("picture_weight.all", "a"),
    ]


def test_what_is_linked_weighs_nothing(context_for: Any) -> None:
    picture = Picture(hash=A, url="https://example.org/a.jpg", alt="x", width=1200, height=800)
    context = context_for(ImageBlock(id="a", picture=picture), rendered=True)
    assert told(replace(context, picture_bytes={A: 900_000})) == []
