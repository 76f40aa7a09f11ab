"""What fits the letters that were typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from composer.gui.command_palette import Entry, rank


def entry(title: str, sort: str = "Edit") -> Entry:
    return Entry(title, sort, "", lambda: None)


def test_letters_fit_where_they_begin_words_and_the_front_counts_most() -> None:
    assert rank(entry("Move to the top"), "move") == 0
    assert rank(entry("Move to the top"), "top") == 1
    assert rank(entry("Move to the top"), "top mo") == 1
    assert rank(entry("Undo"), "edit") == 2
    assert rank(entry("Move to the top"), "op") is None
    assert rank(entry("Siân Prŷs"), "sian prys") == 0


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_typed(title: str, words: str) -> None:
    if words.strip():
        rank(entry(title), words)
