"""Colours that had to be changed are named, and nothing unreadable passes."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from composer.checks.check import CheckContext
from composer.checks.contrast import Contrast, day_pairs, night_pairs
from composer.document.brand import Brand
from composer.rendering.colour import READABLE, contrast, hex_of
from composer.rendering.theme import theme_for

colours = st.tuples(*[st.integers(0, 255)] * 3).map(hex_of)


def test_good_colours_pass(context_for: Callable[..., CheckContext]) -> None:
    assert list(Contrast().run(context_for(brand=Brand()))) == []


def test_a_pale_colour_is_named_with_its_replacement(context_for: Callable[..., CheckContext]) -> None:
    (finding,) = Contrast().run(context_for(brand=Brand(main_colour="#FFD200")))
    assert (finding.code, finding.severity, finding.field) == ("contrast.adjusted", "advice", "brand")
    assert "#FFD200" in finding.message
    assert theme_for(Brand(main_colour="#FFD200")).main_ink in finding.message


@given(colours, colours)
def test_no_brand_makes_text_unreadable(main: str, accent: str) -> None:
    theme = theme_for(Brand(main_colour=main, accent_colour=accent))
    assert all(contrast(text, ground) >= READABLE for text, ground in (*day_pairs(theme), *night_pairs(theme)))
