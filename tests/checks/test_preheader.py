"""The line after the subject."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from composer.checks.check import CheckContext
from composer.checks.preheader import Preheader


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("", ["preheader.empty"]),
        ("Eighty volunteers", []),
        ("the  BRIDGE", ["preheader.repeats"]),
        ("x" * 141, ["preheader.long"]),
    ],
)
def test_preheader(context_for: Callable[..., CheckContext], line: str, codes: list[str]) -> None:
    context = context_for(subject="The bridge", preheader=line)
    assert [finding.code for finding in Preheader().run(context)] == codes
