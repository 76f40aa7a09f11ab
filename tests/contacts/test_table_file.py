"""Files of people: found out by what is inside, with the heading row found, and real files read as their manifest says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from composer.contacts.addresses import Address, judge_address
from composer.contacts.table_file import LARGEST_FILE, TableFile, is_address_cell, read_content, read_table
from composer.errors import ComposerError, FormatError, InputError, NotFoundError


def read(text: str) -> TableFile:
    return read_content(text.encode(), "people.csv")


def test_rows_can_be_asked_for_again_and_in_part() -> None:
    table = read("Name,E-mail\nAnna,anna@example.org\nBen,ben@example.org\nCara,cara@example.org\n")
    assert len(table.rows) == 3
    assert list(table.rows) == list(table.rows)
    assert table.rows[0] == ("Anna", "anna@example.org")
    assert table.rows[-1] == ("Cara", "cara@example.org")
    assert table.rows[1:] == [("Ben", "ben@example.org"), ("Cara", "cara@example.org")]
    assert table.rows[::-1][0] == ("Cara", "cara@example.org")
    for outside in (3, -4):
        with pytest.raises(IndexError):
            table.rows[outside]


def test_headings_below_a_title() -> None:
    table = read("Members of the alliance\n\nas of March 2026,,\nName,E-mail,Town\nAnna,anna@example.org,Leith\n")
    assert table.columns == ("Name", "E-mail", "Town")
    assert list(table.rows.numbered()) == [(5, ("Anna", "anna@example.org", "Leith"))]
    assert table.notes == ("2 lines above the headings were left out, from “Members of the alliance”.",)


def test_no_headings() -> None:
    table = read("Anna,anna@example.org\nBen,ben@example.org\n")
    assert not table.header
    assert table.columns == ("Column 1", "Column 2")
    assert len(table.rows) == 2
    later = read("Anna,\nBen,ben@example.org\n")
    assert not later.header
    assert len(later.rows) == 2


def test_unknown_headings_are_headings() -> None:
    table = read("Wer,Wohin\nAnna,anna@example.org\n")
    assert table.header
    assert table.columns == ("Wer", "Wohin")


def test_every_column_has_a_name_of_its_own() -> None:
    table = read("E-mail,Note,Note,,Note (2)\nanna@example.org,a,b,c,d\n")
    assert table.columns == ("E-mail", "Note", "Note (2)", "Column 4", "Note (2) (2)")


def test_a_list_of_addresses_in_one_line() -> None:
    table = read('Anna Bell <anna@example.org>; "Carr, Ben" <ben@example.org>; cara@example.org;\n')
    judged = [judge_address(row[0]) for row in table.rows]
    assert [address[::2] for address in judged if isinstance(address, Address)] == [
        ("anna@example.org", "Anna Bell"),
        ("ben@example.org", "Carr, Ben"),
        ("cara@example.org", ""),
    ]
    assert len(table.notes) == 1


def test_a_form_is_said_to_be_one() -> None:
    table = read("Name,Anna Bell,,Name,Ben Carr\nE-mail,anna@example.org,,E-mail,ben@example.org\n")
    assert table.columns == ("Name", "E-mail")
    assert list(table.rows) == [("Anna Bell", "anna@example.org"), ("Ben Carr", "ben@example.org")]
    assert "like a form" in table.notes[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n  ", "is empty"),
        (b"\xff\xfe\r\x00\n\x00", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n....", "is a picture"),
        (b"<!DOCTYPE html><table><tr><td>a@example.org", "is a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "is an XML file"),
        (b"BEGIN:VCALENDAR\r\n", "is a calendar"),
        (b"PK\x03\x04 and then nothing", "is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is damaged"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(FormatError, match=words) as refused:
        read_content(content, "people.csv")
    assert refused.value.remedy


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"no file “gone\.csv”"):
        read_table(tmp_path / "gone.csv")
    with pytest.raises(InputError, match="is a folder"):
        read_table(tmp_path)
    with pytest.raises(ComposerError):
        read_table(tmp_path / ("x" * 5000))
    with pytest.raises(ComposerError):
        read_table(Path("a\0b.csv"))
    path = tmp_path / "people.csv"
    path.write_text("E-mail\nanna@example.org\n", encoding="utf-8")
    assert read_table(path).rows[0] == ("anna@example.org",)


def test_limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("composer.contacts.table_file.MOST_ROWS", 10)
    with pytest.raises(InputError, match="more than 10 rows"):
        read("E-mail\n" + "anna@example.org\n" * 11)
    assert len(read("E-mail\n" + "anna@example.org\n" * 10).rows) == 10
    large = tmp_path / "large.csv"
    with large.open("wb") as out:
        out.truncate(LARGEST_FILE + 1)
    with pytest.raises(InputError, match="larger than 100 MB"):
        read_table(large)
    wide = read("E-mail" + ",x" * 400 + "\nanna@example.org\n")
    assert len(wide.columns) == 300
    assert any("401 columns" in note for note in wide.notes)


@pytest.mark.parametrize(
    ("cell", "is_one"),
    [
        ("anna@example.org", True),
        (" Anna <anna@example.org> ", True),
        ("anna@", False),
        ("write to anna@example.org", False),
        ("", False),
    ],
)
def test_cells_that_hold_an_address(cell: str, is_one: bool) -> None:
    assert is_address_cell(cell) is is_one


# What the manifest says otherwise, and why this is right.
DEVIATIONS: dict[str, str] = {
    "contacts/ezvcard-John_Doe_ANDROID.vcf": "its coded address is decoded and joined over the soft line break; still not usable",
}


def sample_entries() -> list[Any]:
    manifest = Path(__file__).resolve().parents[2] / ".." / "shared" / "samples" / "MANIFEST.json"
    if not manifest.is_file():
        return []
    entries = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    return [pytest.param(entry, id=entry["path"]) for entry in entries if entry["path"].startswith("contacts/")]


@pytest.mark.parametrize("entry", sample_entries())
def test_real_files_are_read_as_their_manifest_says(entry: dict[str, Any], shared_samples: Path) -> None:
    table = read_table(shared_samples / entry["path"])
    expected = entry["expect"]
    cells = [cell for row in table.rows for cell in row]
    judged = [judge_address(cell) for cell in cells if is_address_cell(cell) or "@" in cell]
    found = {address.email for address in judged if isinstance(address, Address)}
    addresses = expected.get("addresses") or expected.get("addresses_ideal") or expected.get("first_addresses") or []
    invalid = set(expected.get("invalid", ()))
    assert found == set(addresses) - invalid
    if entry["path"] not in DEVIATIONS:
        assert invalid <= set(cells)
    if "cards" in expected:
        assert len(table.rows) == expected["cards"]
        column = table.columns.index("E-mail")
        assert sum(bool(row[column]) for row in table.rows) == expected["cards_with_address"]
    if "columns" in expected:
        assert len(table.columns) == expected["columns"]
        assert (table.encoding, table.delimiter) == (expected["encoding"], expected["delimiter"])
        assert len(table.rows) == expected["data_rows"]
        assert expected["email_column"] in table.columns
    if "addresses_ideal" in expected:
        assert len(table.rows) == expected["rows"]
        assert not table.header
        assert table.notes
    if "sheets" in expected:
        visible = next(sheet for sheet in expected["sheets"] if sheet["state"] == "visible")
        assert table.sheet == visible["name"]
        if expected["note"] and "not a table" in expected["note"]:
            assert any("like a form" in note for note in table.notes)
        else:
            assert len(table.rows) == visible["rows"] - 1
            assert len(table.columns) == visible["cols"]
        if any(sheet["state"] == "hidden" for sheet in expected["sheets"]):
            assert any("hidden" in note for note in table.notes)


@pytest.mark.parametrize(
    ("text", "columns", "first", "notes"),
    [
        (
            "E-mail,Name,,Unsubscribed\n,First,Last,\nanna@example.org,Anna,Bell,yes\n",
            ("E-mail", "First", "Last", "Unsubscribed"),
            3,
            0,
        ),
        (
            "Our members,,,\nPerson,,Contact,Status\nFirst name,Last name,E-mail,\nAnna,Bell,anna@example.org,bounced\n",
            ("First name", "Last name", "E-mail", "Status"),
            4,
            1,
        ),
        ("Name,E-mail,Status\nNobody,,\nAnna,anna@example.org,x\n", ("Name", "E-mail", "Status"), 2, 0),
        ("Harbour Friends,,\nName,E-mail,Town\nAnna,anna@example.org,Leith\n", ("Name", "E-mail", "Town"), 3, 1),
    ],
)
def test_headings_over_two_rows_of_merged_cells(text: str, columns: tuple[str, ...], first: int, notes: int) -> None:
    table = read_content(text.encode(), "people.csv")
    assert table.columns == columns
    assert next(table.rows.numbered())[0] == first
    assert len(table.notes) == notes


def test_a_column_of_kinds_beside_a_column_of_values_is_no_form() -> None:
    table = read_content(
        b"CnBio_First_Name,CnPh_1_01_Phone_type,CnPh_1_01_Phone_number,CnBio_Requests_no_email\n"
        b"Anna,Email,anna@example.org,No\nBen,Email,ben@example.org,Yes\n",
        "people.csv",
    )
    assert table.header
    assert list(table.rows)[1] == ("Ben", "Email", "ben@example.org", "Yes")


def test_recipients_of_a_letter_pasted_with_commas_in_their_names() -> None:
    table = read_content(b'Anna Ray <anna@example.org>, "Oak, Ben" <ben@example.org>, carl@example.org\n', "pasted")
    assert [row[0] for row in table.rows] == [
        "Anna Ray <anna@example.org>",
        '"Oak, Ben" <ben@example.org>',
        "carl@example.org",
    ]
