"""The words kinds are known by, where they are easily mistaken."""

from __future__ import annotations

import pytest

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
