"""Whatever two colours a brand has, every text on every ground reads, by day and by night."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from composer.document.brand import Brand
from composer.rendering.colour import READABLE, contrast, hex_of
from composer.rendering.theme import Theme, theme_for

colours = st.tuples(*[st.integers(0, 255)] * 3).map(hex_of)


def _pairs(theme: Theme) -> list[tuple[str, str]]:
    day = (theme.paper, theme.desk, theme.main_soft, theme.accent_soft)
    night = (theme.night_paper, theme.night_desk, theme.night_main_soft, theme.night_accent_soft)
    pairs = [(ink, ground) for ink in (theme.ink, theme.quiet, theme.main_ink, theme.accent_ink) for ground in day]
    inks = (theme.night_ink, theme.night_quiet, theme.night_main_ink, theme.night_accent_ink)
    pairs += [(ink, ground) for ink in inks for ground in night]
    return [*pairs, (theme.on_main, theme.main), (theme.on_accent, theme.accent)]


@given(colours, colours)
def test_every_pair_reads(main: str, accent: str) -> None:
    theme = theme_for(Brand(main_colour=main, accent_colour=accent))
    assert [(ink, ground) for ink, ground in _pairs(theme) if contrast(ink, ground) < READABLE] == []


@given(colours)
def test_every_colour_has_six_digits(main: str) -> None:
    values = msgspec.to_builtins(theme_for(Brand(main_colour=main)))
    assert all(len(value) == 7 for name, value in values.items() if name not in ("start", "end"))


def test_sides_follow_the_direction_of_writing() -> None:
    assert (theme_for(Brand()).start, theme_for(Brand()).end) == ("left", "right")
    hebrew = theme_for(Brand(right_to_left=True))
    assert (hebrew.start, hebrew.end) == ("right", "left")
