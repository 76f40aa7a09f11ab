"""Somebody to write to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from composer.checks.audience import Audience
from composer.checks.check import CheckContext


@pytest.mark.parametrize(("size", "codes"), [(0, ["audience.nobody"]), (1, []), (None, [])])
def test_audience(context_for: Callable[..., CheckContext], size: int | None, codes: list[str]) -> None:
    assert [finding.code for finding in Audience().run(context_for(audience_size=size))] == codes
