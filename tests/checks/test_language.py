"""What is written in another language is found by its script, or by its words; what is not, is left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext
from composer.checks.language import Language, guess
from composer.document.brand import Brand

Context = Callable[..., CheckContext]
WELSH = "Mae'r bont newydd yng Nghymru ar agor. Byddwn yn dathlu ddydd Sadwrn gyda chacen, a gobeithio y dewch chi neu ffrind."
HEBREW = "שלום לכולם, הגשר החדש פתוח ואנחנו שמחים מאוד"


def test_another_script_is_found_and_set_where_it_is_certain(context_for: Context) -> None:
    context = context_for(TextBlock(id="a", text=HEBREW), TextBlock(id="b", text=WELSH), TextBlock(id="c", text="Plain English."))
    found = {finding.block: finding for finding in Language().run(context)}
    assert set(found) == {"a", "b"}
    assert "Hebrew" in found["a"].message
    issue = context.issue
    for finding in found.values():
        assert finding.fix is not None
        issue = finding.fix.apply(issue)
    assert (issue.block("a").language, issue.block("b").language) == ("he", "cy")
    assert list(Language().run(replace(context, issue=issue))) == []


def test_a_script_of_many_languages_asks(context_for: Context) -> None:
    (finding,) = Language().run(context_for(TextBlock(id="a", text="Новий міст відкрито, приходьте всі разом")))
    assert finding.fix is None
    assert finding.field == "language"


@pytest.mark.parametrize("text", ["", "Αθήνα and London are two cities we visited", "Ordinary words, naïve façade Łódź", "日本"])
def test_names_and_letters_with_marks_are_no_other_language(text: str) -> None:
    assert guess(text) == (frozenset(), "")


@pytest.mark.parametrize(
    ("brand", "what"),
    [
        (Brand(language=""), "missing"),
        (Brand(language="English"), "missing"),
        (Brand(language="ar"), "direction"),
        (Brand(right_to_left=True), "direction"),
    ],
)
def test_the_letter_itself(context_for: Context, brand: Brand, what: str) -> None:
    codes = [finding.code for finding in Language().run(context_for(TextBlock(text="Words"), brand=brand))]
    assert codes == [f"language.{what}"]


def test_a_letter_that_says_it_all_passes(context_for: Context) -> None:
    assert list(Language().run(context_for())) == []
