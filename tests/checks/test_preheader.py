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
        ("The bridge is long, and so is the wait", []),
        ("COME AND SEE IT", ["preheader.shouting"]),
        ("x" * 141, ["preheader.long"]),
        ("x" * 130 + "{{first_name|friend}}", []),
    ],
)
def test_preheader(context_for: Callable[..., CheckContext], line: str, codes: list[str]) -> None:
    context = context_for(subject="The bridge", preheader=line)
    assert [finding.code for finding in Preheader().run(context)] == codes


def test_the_subject_with_more_around_it_is_still_the_subject(context_for: Callable[..., CheckContext]) -> None:
    context = context_for(subject="The footbridge is open", preheader="Hooray: the footbridge is open! Read on.")
    (finding,) = Preheader().run(context)
    assert finding.code == "preheader.repeats"
