"""Two texts, word by word: nothing is lost, nothing invented, and markup of strangers stays words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from composer.gui.editor.word_diff import Piece, apart, capped, marked_up, word_diff

texts = st.lists(st.sampled_from(["the", "roof", "is", "dry", "again", "and", "wet", "<b>&", "too"]), max_size=40).map(" ".join)


def test_what_went_and_what_came() -> None:
    left, right = word_diff("The roof is wet again.", "The roof is dry again.")
    assert left == (Piece("The roof is", "same"), Piece("wet", "gone"), Piece("again.", "same"))
    assert right == (Piece("The roof is", "same"), Piece("dry", "new"), Piece("again.", "same"))


@given(texts, texts)
def test_each_side_is_its_text(old: str, new: str) -> None:
    left, right = word_diff(old, new, around=1000)
    assert " ".join(piece.words for piece in left) == old
    assert " ".join(piece.words for piece in right) == new
    assert all(piece.kind != "new" for piece in left)
    assert all(piece.kind != "gone" for piece in right)
    assert [piece for piece in left if piece.kind == "same"] == [piece for piece in right if piece.kind == "same"]


def test_long_stretches_that_agree_are_left_out() -> None:
    same = " ".join(f"word{number}" for number in range(200))
    left, _right = word_diff(f"{same} old {same}", f"{same} new {same}")
    assert [piece.kind for piece in left] == ["skipped", "same", "gone", "same", "skipped"]
    assert left[1].words.split()[-1] == "word199"


def test_markup_in_a_text_is_shown_as_words() -> None:
    (_old, new) = word_diff("", "<img src=x onerror=alert(1)> & more")
    rich = marked_up(new, "#ff0000", "#00ff00")
    assert "<img" not in rich
    assert "&lt;img" in rich
    assert "underline" in rich


def test_only_so_many_words_are_shown_and_the_rest_is_counted() -> None:
    pieces = (Piece("one two", "same"), Piece("three four", "gone"), Piece("five", "same"))
    assert capped(pieces, 3) == ((Piece("one two", "same"), Piece("three", "gone")), 2)
    assert capped(pieces, 99) == (pieces, 0)


def test_markup_of_a_text_is_no_difference() -> None:
    both = apart("text", "The **roof** is dry.", "The roof is dry.")
    assert both.ours == both.theirs == "The roof is dry."
    assert apart("headline", "**Roof**", "Roof").ours == "**Roof**", "a headline has no markup"
