"""Words that were meant for the writer, or came along when a page was copied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from composer.blocks.article import Article
from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext
from composer.checks.leftovers import Leftovers

Context = Callable[..., CheckContext]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Lorem ipsum dolor sit amet", ["leftovers.placeholder"]),
        ("TODO ask Ruth", ["leftovers.placeholder"]),
        ("Call 0XXXX or xxx", ["leftovers.placeholder"]),
        ("Insert date here", ["leftovers.placeholder"]),
        ("We start on [date].", ["leftovers.brackets"]),
        ("Dear [..], hello", ["leftovers.brackets"]),
        ("Dear [], hello", ["leftovers.brackets"]),
        ("It was a good year […] Continue reading The year →", ["leftovers.continue_reading"]),
        ("Good.\n\nThe post A year appeared first on Trust.", ["leftovers.continue_reading"]),
        ("Fish &amp; chips&nbsp;tonight", ["leftovers.markup"]),
        ("A <strong>bold</strong> plan", ["leftovers.markup"]),
        ("My to-do list and xx kisses", []),
        ("See [the map](https://e.org) and [this][1]", []),
        ("We will continue reading together on Fridays", []),
        ("5 < 6 and AT&T", []),
        (r"a \[note\] of ours", []),
    ],
)
def test_texts(context_for: Context, text: str, codes: list[str]) -> None:
    assert [finding.code for finding in Leftovers().run(context_for(TextBlock(id="t", text=text)))] == codes


def test_what_came_from_the_website_is_cut_off(context_for: Context) -> None:
    context = context_for(Article(id="a", title_text="T", text="A good year.\n\nContinue reading A good year →"))
    (finding,) = Leftovers().run(context)
    assert finding.fix is not None
    assert finding.fix.apply(context.issue).block("a").text == "A good year."  # type: ignore[attr-defined]  # an article


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("November newsletter: the bridge", True),
        ("October news", True),
        ("News from November", True),
        ("December newsletter", False),
        ("January newsletter", False),
        ("From November to December", False),
        ("What November brought us", False),
        ("March for the bridge", False),
    ],
)
def test_last_months_name(context_for: Context, subject: str, found: bool) -> None:
    context = context_for(subject=subject, planned=date(2026, 12, 3))
    assert [finding.field for finding in Leftovers().run(context)] == (["subject"] if found else [])


def test_may_and_march_are_words_too(context_for: Context) -> None:
    context = context_for(subject="May we ask you?", name="March newsletter", planned=date(2027, 4, 3))
    assert [finding.field for finding in Leftovers().run(context)] == ["name"]
