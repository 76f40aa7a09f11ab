"""Misspelt words, words twice and the organisation's own words, each put right with one click."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext
from composer.checks.spelling import Spelling, misspellings
from composer.document.newsletter import Newsletter

Context = Callable[..., CheckContext]


def _mended(context: CheckContext) -> str:
    issue = context.issue
    for finding in Spelling().run(context):
        assert finding.fix is not None, finding
        issue = finding.fix.apply(issue)
    return issue.block("a").plain_text()


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("We recieved a letter.", "We received a letter."),
        ("Tommorow at ten.", "Tomorrow at ten."),
        ("Come to the the mill.", "Come to the mill."),
    ],
)
def test_put_right_with_one_click(context_for: Context, text: str, mended: str) -> None:
    assert _mended(context_for(TextBlock(id="a", text=text))) == mended


@pytest.mark.parametrize(
    "text",
    [
        "Mr Wich of TEH came.",
        "What it is is a bridge.",
        "See [the mill](https://e.org/recieve) and https://e.org/seperate.",
        "Dear {{first_name|freind}}",
        "That that had had no end.",
        "Organisation, colour, grey, centre, programme, practise.",
    ],
)
def test_what_is_right_or_somebodys_own_is_left_alone(context_for: Context, text: str) -> None:
    assert list(Spelling().run(context_for(TextBlock(id="a", text=text)))) == []


def test_another_language_is_not_read_as_english(context_for: Context) -> None:
    assert list(Spelling().run(context_for(TextBlock(id="a", text="wich thier", language="de")))) == []


def test_the_organisations_own_words(context_for: Context) -> None:
    newsletter = Newsletter(house_words="tenants -> residents\nstakeholders")
    context = context_for(TextBlock(id="a", text="Our tenants are no stakeholders."), newsletter=newsletter)
    first, second = Spelling().run(context)
    assert first.message == "“tenants” is not how you write it: “residents”."
    assert first.fix is not None
    assert "Our residents" in first.fix.apply(context.issue).block("a").plain_text()
    assert second.fix is None


def test_the_list_is_in_order_and_corrects_nothing_into_itself() -> None:
    known = misspellings()
    assert len(known) > 150
    assert all(word == word.casefold() and word != meant and meant not in known for word, meant in known.items())


def test_the_golden_issue_is_well_written(context_for: Context) -> None:
    assert list(Spelling().run(context_for())) == []
