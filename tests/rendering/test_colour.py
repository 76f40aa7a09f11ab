"""Colours are measured as WCAG says, and moved only as far as reading needs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.rendering.colour import (
    READABLE,
    contrast,
    hex_of,
    inverted,
    luminance,
    mix,
    partly_inverted,
    plate,
    readable,
    rgb,
    shade,
)

colours = st.tuples(*[st.integers(0, 255)] * 3).map(hex_of)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == 21
    assert contrast("#FFFFFF", "#FFFFFF") == 1
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert luminance("#FFFFFF") == pytest.approx(1)


def test_colours_are_read_and_written() -> None:
    assert rgb("#0F6B57") == (15, 107, 87)
    assert hex_of((15, 107, 87)) == "#0F6B57"
    assert hex_of((-4, 300, 87.4)) == "#00FF57"
    assert mix("#FFFFFF", "#000000", 0.5) == "#808080"
    assert shade("#0F6B57", 1.0) == "#FFFFFF"


def test_readable_colour_is_left_alone() -> None:
    assert readable("#0F6B57", "#FFFFFF") == "#0F6B57"


@given(colours, st.sampled_from(["#FFFFFF", "#F3F0E9", "#201F1D", "#161513"]))
def test_any_colour_is_made_readable_on_paper_and_at_night(colour: str, ground: str) -> None:
    made = readable(colour, ground)
    assert contrast(made, ground) >= READABLE
    assert re.fullmatch(r"#[0-9A-F]{6}", made)


@given(colours)
def test_ink_on_any_plate_is_readable(colour: str) -> None:
    ground, ink = plate(colour, "#22211E")
    assert contrast(ink, ground) >= READABLE
    assert ink in ("#FFFFFF", "#22211E")


def test_plate_keeps_a_colour_that_works_and_darkens_one_that_does_not() -> None:
    assert plate("#FFD200", "#22211E") == ("#FFD200", "#22211E")
    assert plate("#0F6B57", "#22211E") == ("#0F6B57", "#FFFFFF")
    assert plate("#7A7A7A", "#22211E")[0] != "#7A7A7A"


def test_grounds_light_and_dark_get_the_better_of_black_and_white() -> None:
    assert readable("#888888", "#FFFFFF", "#000000") in ("#000000", "#FFFFFF")


def test_inverting_turns_lightness_over_and_twice_is_nearly_nothing() -> None:
    assert inverted("#FFFFFF") == "#000000"
    assert inverted("#000000") == "#FFFFFF"
    red, green, blue = rgb(inverted("#1F5C4D"))
    assert green > red, "a green stays green"
    assert luminance(inverted("#1F5C4D")) > luminance("#1F5C4D")
    assert blue > red


def test_apps_that_turn_over_only_pale_grounds() -> None:
    assert partly_inverted("#FFFFFF", "#0F6B57") == ("#FFFFFF", "#0F6B57")
    ink, ground = partly_inverted("#22211E", "#FFFFFF")
    assert luminance(ground) < 0.05 < luminance(ink)
    assert partly_inverted("#C0C0C0", "#FFFFFF")[0] == "#C0C0C0"
