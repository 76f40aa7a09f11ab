"""Long sentences are pointed at, the longest first and only a few; the reading age only of a text long enough, in English."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext
from composer.checks.reading_ease import ReadingEase, reading_age, syllables

Context = Callable[..., CheckContext]
PLAIN = "We met in the hall on Monday. Anna made soup. The roof is dry now, and we are glad of it. "
DENSE = (
    "Notwithstanding considerable organisational difficulties, stakeholder engagement regarding institutional"
    " sustainability continues systematically throughout multidisciplinary implementation environments. "
)


def _codes(context: CheckContext) -> list[str]:
    return [finding.code for finding in ReadingEase().run(context)]


def test_a_long_sentence_is_pointed_at_with_its_beginning(context_for: Context) -> None:
    text = f"Short one. We {'walked and ' * 20}came home. Short again."
    (finding,) = ReadingEase().run(context_for(TextBlock(id="t", text=text)))
    assert finding.message == "A sentence of 43 words: “We walked and walked and walked and walked …”"
    assert (finding.severity, finding.block, finding.field) == ("advice", "t", "text")


def test_only_the_longest_are_told(context_for: Context) -> None:
    text = "\n\n".join(f"We {'walked and ' * (18 + n)}came home." for n in range(6))
    found = list(ReadingEase().run(context_for(TextBlock(id="t", text=text))))
    assert [finding.message.split()[3] for finding in found] == ["49", "47", "45"]


def test_lists_and_addresses_are_no_sentences(context_for: Context) -> None:
    text = "\n".join(f"- point number {n} with five words" for n in range(20)) + "\n\nhttps://e.org/" + "a-" * 60
    assert _codes(context_for(TextBlock(id="t", text=text))) == []


def test_hard_reading_is_told_in_years(context_for: Context) -> None:
    assert _codes(context_for(TextBlock(id="t", text=PLAIN * 10))) == []
    (finding,) = ReadingEase().run(context_for(TextBlock(id="t", text=DENSE * 12)))
    assert finding.code == "reading_ease.reading_age"


def test_another_language_has_no_reading_age(context_for: Context) -> None:
    context = context_for(TextBlock(id="t", text=DENSE * 12))
    welsh = msgspec.structs.replace(context.issue, brand=msgspec.structs.replace(context.issue.brand, language="cy"))
    assert _codes(context_for(TextBlock(id="t", text=DENSE * 12), brand=welsh.brand)) == []


def test_reading_age_grows_with_the_words() -> None:
    plain, dense = [f"{one}." for one in (PLAIN * 10).split(". ") if one], [DENSE] * 12
    assert 5 <= reading_age(plain) <= 9
    assert reading_age(dense) > 18
    assert reading_age(["Too short."]) == 0


@pytest.mark.parametrize(
    ("word", "count"),
    [("roof", 1), ("soup", 1), ("mended", 2), ("bridge", 1), ("volunteer", 3), ("people", 2), ("walked", 1), ("x", 1)],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


@given(st.text())
def test_any_word_has_one_at_least(word: str) -> None:
    assert syllables(word) >= 1
