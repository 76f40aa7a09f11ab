"""Who wrote it, and what they are."""

from __future__ import annotations

import pytest

from composer.sources.bylines import byline, introduction


@pytest.mark.parametrize(
    ("words", "author", "role"),
    [
        ("By Asha Lee, midwife at the quay", "Asha Lee", "midwife at the quay"),
        (
            "By Professor Nils Ødegård, Director of the Tide Institute",
            "Nils Ødegård",
            "Professor, Director of the Tide Institute",
        ),
        ("By Dr Amina Yusuf, health visitor, @aminagrows", "Dr Amina Yusuf", "health visitor, @aminagrows"),
        ("Written by Mary-Anne O’Neill", "Mary-Anne O’Neill", ""),
        ("Guest blog by Ludwig van der Berg – baker", "Ludwig van der Berg", "baker"),
        ("Posted by Rosa Lindqvist on 5 June 2019", "Rosa Lindqvist", ""),
        ("BY Inés Meza from the Harbour Trust", "Inés Meza", "the Harbour Trust"),
    ],
)
def test_bylines(words: str, author: str, role: str) -> None:
    assert byline(words) == (author, role)


@pytest.mark.parametrize(
    "words",
    [
        *("By Friday, everybody had gone home.", "By the time we met, it was late", "By admin", "by hand", "By", ""),
        *("By Asha Lee, who came late. She brought cake.", "Asha Lee, midwife", "By 2019, Volunteers"),
    ],
)
def test_what_is_no_byline(words: str) -> None:
    assert byline(words) is None


def test_introductions() -> None:
    words = "Tomasz Nowak is a baker and the founder of the Tuesday Table. He has fed thousands."
    assert introduction(words) == ("Tomasz Nowak", "baker and the founder of the Tuesday Table")
    assert introduction("The hall is a listed building.") is None
    assert introduction("Everybody is an expert.") is None
    assert introduction("Asha Lee was late.") is None
