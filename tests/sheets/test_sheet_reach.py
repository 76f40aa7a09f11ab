"""How far cells reach is found in pieces as in one, and never too short."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sheets.sheet_reach import SheetReach

SHEET = (
    b'<worksheet><sheetData><row r="2"><c r="B2" t="s"><v>0</v></c><c r="AA2"/></row>'
    b'<row r="30"><c r="A30"/></row></sheetData></worksheet>'
)
UNPLACED = b"<sheetData><row><c><v>1</v></c><c><v>1</v></c></row><row><c/><c/><c/></row></sheetData>"
ODS = (
    b'<table:table><table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    b'<table:table-row><table:table-cell table:number-columns-repeated="4"/><table:table-cell office:value-type="string">'
    b"<text:p>a</text:p></table:table-cell></table:table-row>"
    b'<table:table-row table:number-rows-repeated="99"><table:table-cell/></table:table-row></table:table>'
)


@pytest.mark.parametrize(
    ("part", "content", "rows", "columns"),
    [
        ("xl/worksheets/sheet1.xml", SHEET, 30, 27),
        ("xl/other/name.xml", UNPLACED, 2, 3),
        ("content.xml", ODS, 4, 5),
        ("xl/sharedStrings.xml", SHEET, 0, 0),
    ],
)
@given(cuts=st.lists(st.integers(0, 400), max_size=6))
def test_reach_in_any_pieces(part: str, content: bytes, rows: int, columns: int, cuts: list[int]) -> None:
    reach = SheetReach(part)
    edges = [0, *sorted(cuts), len(content)]
    for start, end in pairwise(edges):
        reach.take(content[start:end])
    reach.take(b" ")
    assert (reach.rows, reach.columns) == (rows, columns)


def test_a_tag_without_end_reaches_too_far() -> None:
    reach = SheetReach("xl/worksheets/sheet1.xml")
    reach.take(b"<c ")
    for _piece in range(6):
        reach.take(b"x" * 1_000_000)
    assert reach.rows * reach.columns > 10**12
