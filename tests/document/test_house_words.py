"""The organisation's own words, as somebody would write them down."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from composer.document.house_words import HouseWord, house_words


def test_lines_as_one_writes_them() -> None:
    written = "# ours\ntenants -> residents\n e-mail → email\nthe elderly ->\nstakeholders\n\ntenants -> people\nsame -> same\n"
    assert house_words(written) == (
        HouseWord("tenants", "residents"),
        HouseWord("e-mail", "email"),
        HouseWord("the elderly", ""),
        HouseWord("stakeholders", ""),
    )


def test_what_is_found_and_what_is_not() -> None:
    assert HouseWord("tenants", "residents").found_in("Our Tenants met.") == "Tenants"
    assert not HouseWord("tenants", "residents").found_in("The lieutenants met; sub-tenants too.")
    assert not HouseWord("Trust", "Fenwick Trust").found_in("The Fenwick Trust met.")
    assert HouseWord("Trust", "Fenwick Trust").found_in("The Trust met.") == "Trust"
    assert HouseWord("wordpress", "WordPress").found_in("We use wordpress.") == "wordpress"
    assert not HouseWord("wordpress", "WordPress").found_in("We use WordPress.")
    assert HouseWord("the elderly", "").found_in("for the\nelderly") == "the\nelderly"


@given(st.text(), st.text())
def test_any_list_can_be_read_and_tried(written: str, text: str) -> None:
    for word in house_words(written):
        assert word.found_in(text) == "" or word.found_in(text) in text
