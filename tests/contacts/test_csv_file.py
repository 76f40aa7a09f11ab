"""Delimited text of any make: no line lost, none that swallows others, and the user is told what was odd."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.contacts.table_file import TableFile, is_address_cell, read_content
from composer.errors import ComposerError, FormatError
from composer.sheets.delimited import find_delimiter


def read(text: str | bytes, encoding: str = "utf-8") -> TableFile:
    return read_content(text if isinstance(text, bytes) else text.encode(encoding), "people.csv")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_whatever_separates_columns_and_lines(delimiter: str, end: str) -> None:
    rows = [["Name", "E-mail", "Note"], ["Anna Bell", "anna@example.org", "1.5"], ["Ben", "ben@example.org", "a b"]]
    table = read(end.join(delimiter.join(row) for row in rows))
    assert table.columns == ("Name", "E-mail", "Note")
    assert list(table.rows) == [tuple(row) for row in rows[1:]]
    assert table.delimiter == delimiter
    assert table.notes == ()


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16"), ("cp1252", "cp1252")],
)
def test_usual_encodings(encoding: str, told: str) -> None:
    table = read("Vorname;E-Mail\nJürgen;juergen@example.org\nZoë;zoe@example.org\n", encoding)
    assert table.columns == ("Vorname", "E-Mail")
    assert [row[0] for row in table.rows] == ["Jürgen", "Zoë"]
    assert table.encoding == told


def test_the_hint_spreadsheets_leave() -> None:
    table = read("sep=|\nName|E-mail\nAnna|anna@example.org\n")
    assert table.delimiter == "|"
    assert table.columns == ("Name", "E-mail")
    assert list(table.rows.numbered()) == [(3, ("Anna", "anna@example.org"))]


def test_quotes_and_lines_within_cells() -> None:
    table = read('Name,E-mail,Note\n"Bell, Anna",anna@example.org,"two\nlines ""quoted"""\nBen,ben@example.org,\n')
    assert list(table.rows.numbered()) == [
        (2, ("Bell, Anna", "anna@example.org", 'two lines "quoted"')),
        (4, ("Ben", "ben@example.org", "")),
    ]


def test_a_quotation_mark_never_closed_swallows_nothing() -> None:
    lines = [
        f'p{number},p{number}@example.org,"6 o"clock' if number in (3, 150) else f"p{number},p{number}@example.org,"
        for number in range(300)
    ]
    lines[200] = 'p200,p200@example.org,"the end'
    table = read("Name,E-mail,Note\n" + "\n".join(lines))
    assert [row[1] for row in table.rows] == [f"p{number}@example.org" for number in range(300)]
    assert any("quotation mark is never closed" in note for note in table.notes)


def test_a_quotation_mark_open_at_the_end_of_the_file() -> None:
    table = read('Name,E-mail\nAnna,anna@example.org\n"Ben,ben@example.org\nCara,cara@example.org\n')
    assert [row[1] for row in table.rows] == ["anna@example.org", "ben@example.org", "cara@example.org"]
    assert len(table.notes) == 1


def test_mixed_delimiters_lose_nobody_and_are_told() -> None:
    table = read("1,1,1,1,one@example.org,,,\n" + "".join(f"{n}\t{n}\t{n}\t{n}\tp{n}@example.org\n" for n in (2, 3, 4)))
    assert [row[4] for row in table.rows] == ["one@example.org", "p2@example.org", "p3@example.org", "p4@example.org"]
    assert table.notes == ("1 line separates its columns by commas where the rest use tabs; it was read all the same.",)


def test_lines_of_other_widths_keep_their_cells() -> None:
    table = read("Name,E-mail\nAnna,anna@example.org,extra,more\nBen\n,,\n\nCara,cara@example.org\n")
    assert table.columns == ("Name", "E-mail", "Column 3", "Column 4")
    assert list(table.rows) == [
        ("Anna", "anna@example.org", "extra", "more"),
        ("Ben", "", "", ""),
        ("Cara", "cara@example.org", "", ""),
    ]


def test_characters_that_cannot_be_read_are_told() -> None:
    content = "Name;E-mail\nZoë;zoe@example.org\n".encode("utf-16") + b"\x00\xd8;\x00x\x00"
    table = read(content)
    assert any("could not be read" in note for note in table.notes)


def test_a_cell_beyond_all_measure() -> None:
    table = read("Name,E-mail\n" + "x" * 500_000 + ",anna@example.org\n")
    assert [row[1] for row in table.rows] == ["anna@example.org"]
    assert len(table.rows[0][0]) == 32_767
    assert any("too long" in note for note in table.notes)


def test_no_text_at_all() -> None:
    with pytest.raises(FormatError, match="no readable text"):
        read(bytes(range(1, 32)) * 20)


def test_delimiters_are_told_by_addresses_first() -> None:
    assert find_delimiter("a,b,c;anna@example.org\nd,e,f;ben@example.org\n", is_address_cell) == ";"
    assert find_delimiter("", is_address_cell) == ","
    assert find_delimiter("anna@example.org\nben@example.org\n", is_address_cell) == ","


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff\ufffd"), max_size=12)


@given(st.lists(st.lists(CELL, min_size=2, max_size=5), min_size=1, max_size=8), st.sampled_from([",", ";", "\t"]))
def test_what_a_program_writes_properly_is_read_whole(rows: list[list[str]], delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["Name", "E-mail", "A", "B", "C"])
    for number, row in enumerate(rows):
        writer.writerow([f"p{number}", f"p{number}@example.org", *row])
    table = read(out.getvalue())
    assert [row[1] for row in table.rows] == [f"p{number}@example.org" for number in range(len(rows))]


@settings(max_examples=300)
@given(st.binary(max_size=400) | st.text(alphabet='ab@.,;\t"\n\r \x00é', max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    try:
        table = read_content(content, "people.csv")
    except ComposerError:
        return
    rows = list(table.rows)
    assert len(rows) == len(table.rows)
    assert all(len(row) == len(table.columns) for row in rows)
    assert len(set(table.columns)) == len(table.columns)
    assert not any(character < " " for row in rows for cell in row for character in cell)


@given(st.lists(st.text(alphabet='a@x.org,;\t"', max_size=25), min_size=1, max_size=6))
def test_odd_quoting_never_makes_the_lines_after_it_disappear(odd: list[str]) -> None:
    text = "Name,E-mail\n" + "\n".join(odd) + "\n" + "".join(f"p{number},p{number}@example.org\n" for number in range(150))
    try:
        table = read(text)
    except ComposerError:
        return
    everything = "\n".join("\n".join(row) for row in table.rows)
    assert sum(f"p{number}@example.org" in everything for number in range(150)) == 150
