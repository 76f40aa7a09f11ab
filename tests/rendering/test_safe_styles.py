"""Every way to write a colour becomes six digits; what cannot be said safely is left out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.rendering.own_markup import own_markup
from composer.rendering.safe_styles import MODERN, safe_style


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("color: #abc", "color:#AABBCC"),
        ("color:#0F6B57", "color:#0F6B57"),
        ("color: rgb(15, 107, 87)", "color:#0F6B57"),
        ("color: rgb(0 0 0 / 50%); padding: 1px", "color:#808080;padding:1px"),
        ("color: rgba(0,0,0,.5)", "color:#808080"),
        ("background-color: #00000080", "background-color:#7F7F7F"),
        ("color: hsl(120deg 100% 50%)", "color:#00FF00"),
        ("border: 1px solid rgb(100% 0% 0%)", "border:1px solid #FF0000"),
        ("width: calc(1px + 2px); height: 4px", "height:4px"),
        ("color: oklch(1 0 0); color: var(--x)", ""),
        ("font: 12px/1.4 Arial", "font:12px/1.4 Arial"),
        ("; nonsense ;:x", ""),
    ],
)
def test_as_every_program_reads_it(written: str, said: str) -> None:
    assert safe_style(written) == said


@given(st.text(alphabet="rgbahsl(),/% .#0123456789abc;:-color", max_size=60))
def test_nothing_modern_survives(written: str) -> None:
    made = safe_style(written)
    assert not MODERN.search(made)
    assert not re.search(r"#[0-9a-fA-F]{3,4}(?![0-9a-fA-F])", made)
    assert safe_style(made) == made


def test_markup_of_ones_own_goes_through_it() -> None:
    made = own_markup('<p style="color: rgb(0 0 0 / 50%); margin-left: calc(2px)">x</p>')
    assert made == '<p style="color:#808080">x</p>'
