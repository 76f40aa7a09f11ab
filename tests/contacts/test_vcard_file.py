"""Address books as programs really write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.contacts.mapping import guess_mapping
from composer.contacts.table_file import TableFile, read_content
from composer.contacts.tags import split_tags
from composer.errors import ComposerError, FormatError, InputError


def read(text: str | bytes) -> TableFile:
    return read_content(text if isinstance(text, bytes) else text.encode(), "people.vcf")


def card(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCARD", *lines, "END:VCARD", ""])


def test_names_addresses_and_organisation() -> None:
    table = read(
        card(
            "VERSION:3.0", "FN:Mr. Anna\\, Bell", "N:Bell;Anna;;Mr.;", "ORG:Harbour;Boats", "EMAIL;TYPE=INTERNET:anna@example.org"
        )
    )
    assert table.columns == ("First name", "Last name", "Full name", "E-mail", "Organisation")
    assert list(table.rows) == [("Anna", "Bell", "Mr. Anna, Bell", "anna@example.org", "Harbour, Boats")]
    assert guess_mapping(table) == {0: "first_name", 1: "last_name", 2: "full_name", 3: "email"}


@pytest.mark.parametrize(
    "preferred",
    [
        "EMAIL;PREF=1:b@example.org",
        "EMAIL;PREF:b@example.org",
        "EMAIL;TYPE=HOME,pref:b@example.org",
        "item1.EMAIL;type=PREF:b@example.org",
    ],
)
def test_the_preferred_address_comes_first(preferred: str) -> None:
    table = read(card("EMAIL;TYPE=WORK:a@example.org", "EMAIL;PREF=50:c@example.org", preferred))
    assert [cell for cell in table.rows[0] if cell] == ["b@example.org", "c@example.org", "a@example.org"]
    assert list(guess_mapping(table).values()).count("other_email") == 2


def test_categories_are_tags() -> None:
    table = read(card("EMAIL:a@example.org", "CATEGORIES:Rowing,Board\\, retired,myContacts") + card("EMAIL:b@example.org"))
    column = next(column for column, field in guess_mapping(table).items() if field == "tags")
    assert [split_tags(row[column]) for row in table.rows] == [("Rowing", "Board retired"), ()]


def test_folded_lines_and_quoted_parameters() -> None:
    table = read('BEGIN:VCARD\nFN;X-SORT="a:b;c":Anna\n  Bell\nEMAIL;X-ID="83a:75":anna@exam\n ple.org\nEND:VCARD\n')
    assert table.rows[0][2:4] == ("Anna Bell", "anna@example.org")


def test_quoted_printable_over_soft_line_breaks() -> None:
    text = card(
        "VERSION:2.1",
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=\r\nller;J=C3=BCrgen;;;",
        "EMAIL;PREF;INTERNET:j@example.org",
    )
    assert read(text).rows[0][:2] == ("Jürgen", "Müller")
    latin = card("VERSION:2.1", "FN;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:J=FCrgen", "EMAIL:j@example.org")
    assert read(latin).rows[0][2] == "Jürgen"
    wrong = card("VERSION:2.1", "FN;QUOTED-PRINTABLE;CHARSET=no-such:J=FCrgen", "EMAIL:j@example.org")
    assert read(wrong).rows[0][2] == "Jürgen"


def test_pictures_and_empty_lines_cost_nothing() -> None:
    text = (
        card("VERSION:2.1", "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ", " AAAA=", "", "EMAIL:a@example.org", "")
        + "\n\n"
        + card("EMAIL:b@example.org")
    )
    assert [row[3] for row in read(text).rows] == ["a@example.org", "b@example.org"]


def test_a_card_without_end_or_within_another() -> None:
    text = "BEGIN:VCARD\nEMAIL:a@example.org\n" + card(
        "FN:B", "AGENT:", "BEGIN:VCARD", "EMAIL:agent@example.org", "END:VCARD", "EMAIL:b@example.org"
    )
    assert [row[3] for row in read(text + "begin:vcard\nEMAIL:c@example.org").rows] == [
        "a@example.org",
        "b@example.org",
        "c@example.org",
    ]


def test_cards_without_address_are_there_to_be_counted() -> None:
    table = read(card("FN:Anna") + card("FN:Ben", "EMAIL:"))
    assert [row[2:4] for row in table.rows] == [("Anna", ""), ("Ben", "")]


def test_the_whole_name_in_the_wrong_place() -> None:
    table = read(card("FN:Anna Bell", "N:Anna Bell;;;;", "EMAIL:a@example.org"))
    assert table.rows[0][:3] == ("", "", "Anna Bell")


def test_utf_16() -> None:
    assert read(card("FN:Zoë", "EMAIL:z@example.org").encode("utf-16")).rows[0][2] == "Zoë"


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("composer.contacts.vcard_file.MOST_ROWS", 2)
    with pytest.raises(InputError, match="more than 2 cards"):
        read(card("EMAIL:a@example.org") * 3)
    many = read(card(*[f"EMAIL:a{number}@example.org" for number in range(50)]))
    assert sum(bool(cell) for cell in many.rows[0]) == 10


def test_no_card_in_it() -> None:
    with pytest.raises(FormatError, match="no card"):
        read("This file begins with the words BEGIN:VCARD and ends")


@given(
    st.lists(
        st.sampled_from(
            [
                "BEGIN:VCARD",
                "END:VCARD",
                "EMAIL:a@example.org",
                "FN;ENCODING=QUOTED-PRINTABLE:=C3=",
                "N:a;b",
                "AGENT:",
                ' "',
                ":;",
                "\x00=",
                "PREF=9",
            ]
        )
        | st.text(max_size=20),
        max_size=25,
    )
)
def test_any_lines_are_read_or_refused_in_words(lines: list[str]) -> None:
    try:
        table = read("BEGIN:VCARD\n" + "\n".join(lines))
    except ComposerError:
        return
    assert all(len(row) == len(table.columns) for row in table.rows)
