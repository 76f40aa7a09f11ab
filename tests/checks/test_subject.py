"""The subject: there, readable, calm."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from composer.checks.check import CheckContext
from composer.checks.subject import Subject, cut


@pytest.mark.parametrize(
    ("subject", "codes"),
    [
        ("", ["subject.empty"]),
        ("   ", ["subject.empty"]),
        ("The footbridge is open", []),
        ("BBC and RSPB visit", []),
        ("x" * 61, ["subject.long"]),
        ("x" * 79, ["subject.long"]),
        ("FREE SOUP FOR EVERYONE TODAY", ["subject.shouting"]),
        ("Come quick!!", ["subject.exclamation"]),
        ("Yes! Really!", ["subject.exclamation"]),
        ("At last!", []),
        ("Re: your donation", ["subject.answer"]),
        ("Fwd: news", ["subject.answer"]),
        ("Reading in the park", []),
    ],
)
def test_subject(context_for: Callable[..., CheckContext], subject: str, codes: list[str]) -> None:
    assert [finding.code for finding in Subject().run(context_for(subject=subject))] == codes


def test_empty_stops_and_length_only_advises(context_for: Callable[..., CheckContext]) -> None:
    severities = [next(iter(Subject().run(context_for(subject=subject)))).severity for subject in ("", "x" * 61, "x" * 79)]
    assert severities == ["error", "advice", "warning"]


def test_it_says_what_is_left_where_it_is_cut(context_for: Callable[..., CheckContext]) -> None:
    words = "The footbridge at Mill Lane is open again, and six dates for December for your diary"
    (phone,) = Subject().run(context_for(subject=words[:70]))
    assert "“The footbridge at Mill Lane is open aga…”" in phone.remedy
    (computer,) = Subject().run(context_for(subject=words))
    assert "“The footbridge at Mill Lane is open again, and six dates fo…”" in computer.remedy
    assert cut("Short", 40) == "Short"


def test_a_merge_tag_is_as_long_as_the_word_that_is_read(context_for: Callable[..., CheckContext]) -> None:
    words = "{{first_name|friend}}, the footbridge at Mill Lane is open again"
    assert list(Subject().run(context_for(subject=words))) == []
    (finding,) = Subject().run(context_for(subject=f"{words}, and six dates"))
    assert "64 characters" in finding.message
    assert "“friend, the footbridge at Mill Lane is…”" in finding.remedy
