"""A basis that cannot be is refused: a soft opt-in from before it existed, without its day, or from the future."""

from __future__ import annotations

from datetime import date

import pytest

from composer.contacts.consent import basis_problem, check_basis, meets, read_demands
from composer.contacts.contact import BASES
from composer.errors import InputError

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("basis", "on", "words"),
    [
        ("", None, ""),
        ("consent", None, ""),
        ("consent", date(2019, 1, 1), ""),
        ("corporate", None, ""),
        ("charity_soft_opt_in", date(2026, 2, 5), ""),
        ("charity_soft_opt_in", date(2026, 2, 4), "exists since 5 February 2026"),
        ("charity_soft_opt_in", None, "needs the day"),
        ("product_soft_opt_in", date(2024, 3, 1), ""),
        ("product_soft_opt_in", date(2003, 12, 10), "exists since 11 December 2003"),
        ("consent", date(2026, 11, 24), "still to come"),
    ],
)
def test_what_can_be(basis: str, on: date | None, words: str) -> None:
    problem = basis_problem(basis, on, TODAY)
    assert words in problem
    assert bool(problem) == bool(words)
    if problem:
        with pytest.raises(InputError):
            check_basis(basis, on, TODAY)


def test_what_a_list_demands() -> None:
    assert read_demands("") == ()
    assert read_demands("any") == tuple(BASES)
    assert meets("", "")
    assert meets("consent", "consent corporate")
    assert not meets("charity_soft_opt_in", "consent")
    assert not meets("", "any")
    with pytest.raises(InputError, match="no reason to write"):
        read_demands("because")
