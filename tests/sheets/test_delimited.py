"""Delimited text: what a telling cell is decides how lines are cut, and odd lines are told."""

from __future__ import annotations

import contextlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.errors import FormatError
from composer.sheets.delimited import find_delimiter, notes_on, open_delimited


def is_year(cell: str) -> bool:
    return cell.strip().isdigit() and len(cell.strip()) == 4


def test_what_is_telling_decides() -> None:
    assert find_delimiter("Ball, Tea;2026\nWalk, Run;2027\n", is_year) == ";"
    assert find_delimiter("Ball, Tea;2026\nWalk, Run;2027\n", lambda _cell: False) == ","


def test_rows_with_their_numbers_and_what_was_odd() -> None:
    text = open_delimited('Name;Year\nBall;2026\n\nTea, 2027\nRun;"20\n'.encode("utf-16"), "days.csv", is_year)
    tally: Counter[str] = Counter()
    assert list(text.rows(tally)) == [(1, ["Name", "Year"]), (2, ["Ball", "2026"]), (4, ["Tea", " 2027"]), (5, ["Run", '"20'])]
    assert (text.encoding, text.delimiter) == ("utf-16", ";")
    assert notes_on(tally, ";") == [
        "1 line separates its columns by commas where the rest use semicolons; it was read all the same.",
        "In 1 line a quotation mark is never closed; it was read as it stands.",
    ]


def test_an_announced_separator_counts() -> None:
    text = open_delimited(b"sep=|\nA|B,C\n", "x.csv", is_year)
    assert list(text.rows(Counter())) == [(2, ["A", "B,C"])]


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(FormatError, match="no readable text"):
        open_delimited(bytes(range(1, 9)) * 80, "x.csv", is_year)


@given(st.binary(max_size=300))
def test_whatever_comes(content: bytes) -> None:
    with contextlib.suppress(FormatError):
        for number, cells in open_delimited(content, "x.csv", is_year).rows(Counter()):
            assert number > 0
            assert "".join(cells).strip()


def test_zero_bytes_between_letters_are_passed_over() -> None:
    text = open_delimited(b"Name,Town\nA\x00sha,Leeds\n", "people.csv", lambda cell: False)
    assert [list(row) for _number, row in text.rows(Counter())] == [["Name", "Town"], ["Asha", "Leeds"]]
