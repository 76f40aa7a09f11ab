"""A letter is cut at its blocks, and a letter much like the last one is cut as if it were the first."""

from __future__ import annotations

import pytest

from composer.rendering.letter_pieces import between, cut, forget

PAGE = "<!DOCTYPE html><html><head><style>p {{color: red}}</style></head><body><table><tr>{}</tr></table></body></html>"


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Nothing is remembered of the tests before."""
    forget()


def cell(name: str, words: str = "words") -> str:
    """A block's cell."""
    return f'<td class="text" id="b-{name}"><table><tr><td>{words}</td></tr></table></td>'


def test_cells_and_what_stands_between_make_the_letter() -> None:
    html = PAGE.format(f"{cell('x')}</tr><tr class='second'>{cell('y')}")
    made = cut(html, ["b-y", "b-z", "b-x"])
    assert made is not None
    assert made.names == ("b-x", "b-y")
    assert made.cells == (cell("x"), cell("y"))
    assert made.frame[1] == "</tr><tr class='second'>"
    assert made.around == ("<body><table><tr>", "<body><table><tr class='second'>")
    assert made.sheet == "<style>p {color: red}</style>"


@pytest.mark.parametrize(
    "after",
    [
        cell("x", "other words") + "<td>gap</td>" + cell("y"),
        cell("x") + "<td>another gap</td>" + cell("y", "<td>one more</td>"),
        cell("y") + cell("x"),
        cell("x") + cell("new") + "<td>gap</td>" + cell("y"),
        cell("x", cell("y")) + "<td>gap</td>",
        cell("x") + '<td id="b-y">gap</td>' + cell("y"),
        cell("x", '<p id="b-y">') + "<td>gap</td>" + cell("y"),
        cell("x")[:-5] + "<td>gap</td>" + cell("y"),
        cell("x") + "<td>gap</td>" + '<p id="b-y">',
        cell("x") + "<td>\0</td>" + cell("y"),
        "<td>gap</td>" + cell("y"),
        cell("x") + "<td>gap</td>" + cell("y") + "<td>more</td>",
        cell("x") + "<td>gap</td></table><table class='b'>" + cell("y"),
    ],
)
def test_after_a_change_it_is_cut_as_if_it_were_the_first(after: str) -> None:
    names = ["b-x", "b-y"]
    before = cut(PAGE.format(cell("x") + "<td>gap</td>" + cell("y")), names)
    assert before is not None
    again = cut(PAGE.format(after), names)
    back = cut(PAGE.format(cell("x") + "<td>gap</td>" + cell("y")), names)
    forget()
    assert again == cut(PAGE.format(after), names)
    assert back == before


def test_what_did_not_change_is_the_very_same_string() -> None:
    names = ["b-x", "b-y"]
    first = cut(PAGE.format(cell("x") + cell("y")), names)
    second = cut(PAGE.format(cell("x") + cell("y", "new")), names)
    assert first is not None
    assert second is not None
    assert second.cells[0] is first.cells[0]
    assert all(one is other for one, other in zip(second.frame, first.frame, strict=True))
    assert second.cells[1] == cell("y", "new")


def test_cells_in_another_order_are_not_followed() -> None:
    html = PAGE.format(cell("x") + cell("y"))
    assert between(html, ("b-y", "b-x")) is None
    assert between(html, ("b-x", "b-none")) is None
