"""The words kinds are known by, where they are easily mistaken."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.sources import kind_words as words


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Tender: new roof", True),
        ("Tender loving care", False),
        ("No longer legal tender", False),
        ("EOI for partners", True),
        ("Pretender", False),
    ],
)
def test_tenders(text: str, is_one: bool) -> None:
    assert bool(words.TENDER.search(text)) is is_one


@pytest.mark.parametrize("text", ["Christmas Day", "Volunteer of the Month", "A day in the life", "St Andrew’s Day", "First day"])
def test_days_without_a_cause(text: str) -> None:
    assert words.NOT_A_BIG_DAY.search(text)


def test_a_report_is_no_verb() -> None:
    assert words.REPORT.search("Report a problem") is None
    assert words.REPORT.search("Our report")
    assert words.REPORT_OF_OURS.search("We have launched a new report on heating.")
    assert words.REPORT_OF_OURS.search("The ministry’s report") is None


@pytest.mark.parametrize("pattern", words.STEMS, ids=lambda pattern: pattern.pattern[:20])
def test_whatever_a_pattern_finds_holds_one_of_its_stems(pattern: re.Pattern[str]) -> None:
    @given(st.from_regex(pattern, alphabet=st.characters(max_codepoint=127)))
    @settings(max_examples=150, deadline=None)
    def holds(text: str) -> None:
        assert words.may_hold(pattern, text.lower())

    holds()
