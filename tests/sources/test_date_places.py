"""The patterns for dates find the same in the stretches as in the whole text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from composer.sources import date_words as words
from composer.sources.date_places import date_places

_PATTERNS = [
    *(words.NUMBERED, words.SPAN, words.SEVERAL, words.SPAN_MONTH_FIRST, words.ONE_DAY, words.MONTH_FIRST),
    *(words.END_OF_MONTH, words.MONTH_YEAR),
]
_BITS = st.sampled_from(
    [
        *("12", "June", "2017", "may", "May", "Monday", "mon", "the", "of", "to", "until", "and", "&", "or", "5th", "3,", "10"),
        *("noon", "6pm", "7.30 p.m.", "end", "12-16", "28", "Sept.", "Dec", "2017-07-05", "05/07/2017", "1.2.17", "'17", "from"),
        *("tea", "People", "in March", "(5", "July)", "market", "£5", "10%", "x—5", "we", "18:00", "19h30", "1400 hours", "15."),
        *("week", "commencing", "between", "a/5", "(Monday", "June.Then", "İ", "\n\n", "https://example.org/2017/06/05/x", "."),
        *("21", "26,", "very", "at", "–"),
    ]
)
_TEXTS = st.lists(_BITS, max_size=14).flatmap(
    lambda bits: st.lists(st.sampled_from([" ", " ", " ", "\n", "  ", ""]), min_size=len(bits), max_size=len(bits)).map(
        lambda gaps: "".join(bit + gap for bit, gap in zip(bits, gaps, strict=True))
    )
)


def _found(text: str, places: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    return [[match.span() for start, end in places for match in pattern.finditer(text, start, end)] for pattern in _PATTERNS]


@given(_TEXTS)
@settings(max_examples=400)
def test_nothing_is_found_outside_and_the_same_inside(text: str) -> None:
    assert _found(text, date_places(text)) == _found(text, [(0, len(text))])


def test_an_ordinary_text_has_no_such_place() -> None:
    assert date_places("You may march to the market tomorrow on 3 legs, or 100 of them. We decided in a separate meeting.") == []


def test_only_the_words_around_a_date_are_looked_at() -> None:
    text = "Words " * 200 + "on Friday 7 July at noon please come " + "and more " * 200
    ((start, end),) = date_places(text)
    assert "on Friday 7 July at noon please" in text[start:end]
    assert end - start < 60


def test_a_long_run_of_months_is_gone_through_once() -> None:
    assert date_places("may " * 20_000) == []
    assert len(date_places("5 may " * 20_000)) == 1
