"""A part for a list that is gone, and a letter with nothing in it, are told before anything is sent."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext
from composer.checks.visibility import Visibility
from composer.document.issue import Issue

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def codes(unknown: tuple[str, ...] | None, *only: str, empty: int = 0) -> list[tuple[str, str]]:
    issue = Issue(blocks=(TextBlock(id="t", text="Rota", only_for=only), Footer()))
    context = CheckContext(issue=issue, now=NOW, unknown_groups=unknown, empty_letters=empty)
    return [(found.code, found.severity) for found in Visibility().run(context)]


@pytest.mark.parametrize("unknown", [None, (), ("Other",)])
def test_all_is_well(unknown: tuple[str, ...] | None) -> None:
    assert codes(unknown, "Staff") == []
    assert codes(unknown) == []


def test_a_list_that_is_gone() -> None:
    assert codes(("Staff",), "Staff") == [("visibility.unknown_list", "error")]
    assert codes(("Staff",), "Staff", "Friends") == [("visibility.unknown_list", "warning")]


def test_an_empty_letter() -> None:
    assert codes((), "Staff", empty=3) == [("visibility.empty_letter", "error")]
