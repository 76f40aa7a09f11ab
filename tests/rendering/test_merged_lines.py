"""Three versions of a text: changes in different places are both kept, in the same place nobody decides for anybody."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from composer.rendering.merged_lines import merge_lines

BASE = "Title\n=====\n\nSaturday 5 December, 10:00\n\nBring a cup."
lines = st.lists(st.sampled_from(["a", "b", "c", "", "d"]), max_size=6).map("\n".join)


def test_both_changes_stand() -> None:
    mine = BASE.replace("Bring a cup.", "Bring a cup and a spoon.")
    theirs = BASE.replace("5 December", "12 December")
    assert merge_lines(BASE, mine, theirs) == mine.replace("5 December", "12 December")


def test_the_same_line_is_nobodys_to_decide() -> None:
    assert merge_lines(BASE, BASE.replace("10:00", "ten"), BASE.replace("10:00", "11:00")) is None


def test_the_same_change_twice_is_one() -> None:
    both = BASE.replace("10:00", "11:00")
    assert merge_lines(BASE, both, both) == both


def test_a_line_both_still_say_is_not_lost_between_two_cuts() -> None:
    assert merge_lines("a\na\na\nb\na", "b\na", "a\na\na\nb") is None


@given(lines, lines)
def test_where_one_changed_nothing_the_other_stands(base: str, other: str) -> None:
    assert merge_lines(base, base, other) == other
    assert merge_lines(base, other, base) == other


@given(lines, lines, lines)
def test_nothing_of_either_is_lost(base: str, mine: str, theirs: str) -> None:
    merged = merge_lines(base, mine, theirs)
    if merged is not None:
        said = merged.split("\n")
        for line in set(mine.split("\n")) & set(theirs.split("\n")) - {""}:
            assert line in said
