"""The ways of looking: what each button changes, and that the round comes back to its start."""

from __future__ import annotations

import pytest

from composer.gui.preview.looks import LOOK_ROWS, Look, is_on, next_look, note_of, pressed


@pytest.mark.parametrize("row", [row.id for row in LOOK_ROWS if row.id != "computer"])
def test_a_button_goes_on_and_the_others_that_matter_go_off(row: str) -> None:
    look = pressed(Look(), row)
    assert is_on(look, row)
    assert note_of(look) == row


@pytest.mark.parametrize("row", ["dark", "inverted", "pictures_off", "styles_off", "text", "source", "headers", "weight"])
def test_pressed_twice_is_as_before(row: str) -> None:
    assert pressed(pressed(Look(), row), row) == Look()


def test_a_phone_in_the_dark_without_pictures_can_be_looked_at() -> None:
    look = Look()
    for row in ("phone", "dark", "pictures_off"):
        look = pressed(look, row)
    assert look == Look(phone=True, dark="author", pictures=False)
    assert look.css_width == 375


def test_the_two_kinds_of_dark_exclude_each_other() -> None:
    assert pressed(pressed(Look(), "dark"), "inverted").dark == "inverted"


def test_a_way_of_showing_the_letter_leaves_the_text() -> None:
    assert pressed(Look(show="text"), "phone").show == "letter"


def test_next_look_goes_round_all_twelve() -> None:
    look, seen = Look(), []
    for _step in range(12):
        seen.append(look)
        look = next_look(look)
    assert look == Look()
    assert len(set(seen)) == 12


def test_from_a_mixture_the_round_begins_anew() -> None:
    assert next_look(Look(phone=True, dark="author")) == Look()


def test_without_style_sheets_there_are_no_dark_colours_of_the_letters_own() -> None:
    assert pressed(Look(dark="author"), "styles_off") == Look(styles=False)
    assert pressed(Look(styles=False), "dark") == Look(dark="author")
    assert pressed(Look(dark="inverted"), "styles_off") == Look(dark="inverted", styles=False)
