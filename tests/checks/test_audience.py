"""Somebody to write to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from composer.checks.audience import Audience
from composer.checks.check import CheckContext


@pytest.mark.parametrize(("size", "codes"), [(0, ["audience.nobody"]), (1, []), (None, [])])
def test_audience(context_for: Callable[..., CheckContext], size: int | None, codes: list[str]) -> None:
    assert [finding.code for finding in Audience().run(context_for(audience_size=size))] == codes


@pytest.mark.parametrize(("size", "mailbox", "codes"), [(2_000, True, []), (2_001, True, ["audience.many"]), (9_000, False, [])])
def test_many_letters_want_another_account(
    context_for: Callable[..., CheckContext], size: int, mailbox: bool, codes: list[str]
) -> None:
    findings = list(Audience().run(context_for(audience_size=size, from_mailbox=mailbox)))
    assert [finding.code for finding in findings] == codes
    assert all(finding.severity == "advice" for finding in findings)
