"""The one block that differs is found, and never one too few."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from composer.gui.preview.one_block import STEP, changed_block


def letter(*blocks: str, top: str = "Letter") -> str:
    """A letter with these blocks."""
    cells = "".join(f'<tr><td class="text" id="b-{at}">{words}</td></tr>' for at, words in enumerate(blocks))
    return f"<html><head><title>{top}</title></head><body><table>{cells}</table></body></html>"


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (letter("a", "b", "c"), letter("a", "bb", "c"), ("b-1", '<td class="text" id="b-1">bb</td>')),
        (letter("a", "bb", "c"), letter("a", "b", "c"), ("b-1", '<td class="text" id="b-1">b</td>')),
        (letter("a", "b", "c"), letter("a", "", "c"), ("b-1", '<td class="text" id="b-1"></td>')),
        (letter("a", "b"), letter("a", "<td>b</td>"), ("b-1", '<td class="text" id="b-1"><td>b</td></td>')),
        (letter("a", "b", "c"), letter("x", "b", "y"), None),
        (letter("a", "b"), letter("a", "b", "c"), None),
        (letter("a", "b"), letter("a"), None),
        (letter("a", "b"), letter("b", "a"), None),
        (letter("a", top="One"), letter("a", top="Two"), None),
        (letter("a").replace("text", "lead"), letter("a"), None),
        (letter("a").replace("</table>", "</table>more"), letter("a"), None),
        (letter("a", "b"), letter("a</td><td>more", "b"), None),
        ("", letter("a"), None),
        ("no letter", "no lettre", None),
        (letter("a" * 3 * STEP), letter("a" * 5 * STEP), ("b-0", f'<td class="text" id="b-0">{"a" * 5 * STEP}</td>')),
    ],
)  # fmt: skip
def test_which_block_differs(before: str, after: str, found: tuple[str, str] | None) -> None:
    assert changed_block(before, after) == found


WORDS = some.lists(
    some.sampled_from(["a", "b", "aa", "<td>", "</td>", "<p>x</p>", ' id="b-1"', "é", "x" * STEP]), max_size=4
).map("".join)


@given(some.lists(WORDS, min_size=3, max_size=3), some.lists(WORDS, min_size=3, max_size=3), some.sets(some.integers(0, 2)))
def test_the_found_cell_in_its_place_makes_the_new_letter(one: list[str], other: list[str], changed: set[int]) -> None:
    before = letter(*one)
    after = letter(*[other[at] if at in changed else one[at] for at in range(3)])
    found = changed_block(before, after)
    if found is not None:
        name, cell = found
        place = after.find(cell)
        assert f' id="{name}"' in cell
        rest_before, rest_after = before[:place], after[:place]
        assert rest_before == rest_after
        tail = after[place + len(cell) :]
        assert before.endswith(tail)
        assert len(before) >= place + len(tail)
