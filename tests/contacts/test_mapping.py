"""Columns are guessed as a person would, from headings and cells, and a decision once made is remembered."""

from __future__ import annotations

from typing import Any

import pytest

from composer.contacts.mapping import check_mapping, guess_mapping, remember_mapping, remembered_mapping
from composer.contacts.table_file import TableFile, read_content
from composer.errors import InputError


def read(text: str) -> TableFile:
    return read_content(text.encode(), "people.csv")


def guess(text: str) -> dict[str, str]:
    table = read(text)
    return {table.columns[column]: field for column, field in guess_mapping(table).items()}


@pytest.mark.parametrize(
    ("text", "guessed"),
    [
        (
            "First name,Last name,E-mail,Phone\nA,B,a@example.org,1",
            {"First name": "first_name", "Last name": "last_name", "E-mail": "email"},
        ),
        ("Vorname;Name;E-Mail\nAnna;Bell;a@example.org", {"Vorname": "first_name", "Name": "last_name", "E-Mail": "email"}),
        ("Name;Vorname;E-Mail\nBell;Anna;a@example.org", {"Name": "last_name", "Vorname": "first_name", "E-Mail": "email"}),
        ("First name,Name,E-mail\nAnna,Anna Bell,a@example.org", {"Name": "full_name", "E-mail": "email"}),
        ("First,Last,Name,E-mail\nA,B,A B,a@example.org", {"First": "first_name", "Last": "last_name", "E-mail": "email"}),
        (
            "Nombre,Apellidos,Correo electrónico\nA,B,a@example.org",
            {"Nombre": "first_name", "Apellidos": "last_name", "Correo electrónico": "email"},
        ),
        ("Prénom,Nom,Courriel\nA,B,a@example.org", {"Prénom": "first_name", "Nom": "last_name", "Courriel": "email"}),
        (
            "Förnamn,Efternamn,E-post,Språk\nA,B,a@example.org,sv",
            {"Förnamn": "first_name", "Efternamn": "last_name", "E-post": "email", "Språk": "language"},
        ),
        ("Wer,Wohin\nAnna,a@example.org\nBen,b@example.org", {"Wohin": "email"}),
        ("Anna,a@example.org\nBen,b@example.org", {"Column 2": "email"}),
        (
            "Primary Email,Secondary Email\na@example.org,b@example.org",
            {"Primary Email": "email", "Secondary Email": "other_email"},
        ),
        (
            "Home,Work,Name\na@example.org,\nb@example.org,c@example.org,",
            {"Home": "email", "Work": "other_email", "Name": "full_name"},
        ),
        (
            "Contact,Email status,Unsubscribed\na@example.org,bounced,no",
            {"Contact": "email", "Email status": "status", "Unsubscribed": "unsubscribed"},
        ),
        ("E-mail,Name\n,Anna\n,Ben\n,Cara", {"E-mail": "email", "Name": "full_name"}),
        (
            "Mail,Name,Address\nletter,A,a@example.org\npost,B,b@example.org\npost,C,c@example.org",
            {"Name": "full_name", "Address": "email"},
        ),
        ("Town,Phone\nLeith,1\n", {}),
    ],
)
def test_guesses(text: str, guessed: dict[str, str]) -> None:
    assert guess(text) == guessed


def test_what_was_decided_is_remembered_for_the_same_headings(engine: Any, clock: Any) -> None:
    table = read("Who,Where,When\nAnna,a@example.org,today\n")
    assert remembered_mapping(engine, table) is None
    with engine.begin() as connection:
        remember_mapping(connection, clock, table, {0: "full_name", 1: "email"})
        remember_mapping(connection, clock, table, {0: "full_name", 1: "email", 2: "extra"})
    again = read(" who ,WHERE,When\nBen,b@example.org,\n")
    remembered = remembered_mapping(engine, again)
    assert remembered == {0: "full_name", 1: "email", 2: "extra"}
    assert guess_mapping(again, remembered) == remembered
    assert remembered_mapping(engine, read("Who,Where\nAnna,a@example.org\n")) is None
    assert remembered_mapping(engine, read("Anna,a@example.org\n")) is None


def test_what_is_remembered_wrongly_does_no_harm() -> None:
    table = read("Who,Where\nAnna,a@example.org\n")
    assert guess_mapping(table, {0: "shoe_size", 1: "email", 7: "first_name"}) == {1: "email"}


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({}, "No column .* is marked"),
        ({0: "email", 1: "email"}, "Two columns are marked as “E-mail address”"),
        ({0: "email", 1: "shoe_size"}, "nothing a column can hold"),
        ({0: "email", 9: "extra"}, "no column 10"),
    ],
)
def test_a_mapping_an_import_cannot_follow(mapping: dict[int, str], words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        check_mapping(read("Who,Where\nAnna,a@example.org\n"), mapping)
    assert refused.value.remedy


def test_a_mapping_it_can() -> None:
    table = read("a,b,c\nAnna,a@example.org,x\n")
    assert check_mapping(table, {0: "", 2: "extra", 1: "email"}) == {1: "email", 2: "extra"}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Email,Name,State\na@example.org,Ann,Active\nb@example.org,Bo,Unsubscribed\n", "status"),
        ("Email,Name,State\na@example.org,Ann,Active\nb@example.org,Bo,Active\n", "status"),
        ("Email,Name,State\na@example.org,Ann,NY\nb@example.org,Bo,CA\n", None),
        ("Email,Name,Where they stand\na@example.org,Ann,Active\nb@example.org,Bo,Hard bounced\n", "status"),
        ("Email,Name,Membership\na@example.org,Ann,Active\nb@example.org,Bo,Inactive\n", None),
        ("Email,Status,Global status\na@example.org,subscribed,unsubscribed\n", "status"),
    ],
)
def test_who_is_subscribed_is_told_by_what_stands_in_the_column(text: str, field: str | None) -> None:
    """Campaign Monitor heads its column "State", MailPoet has a second, global status: nobody who left is taken for a reader."""
    assert guess_mapping(read_content(text.encode(), "people.csv")).get(2) == field


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Email,Name,subscribed_to_emails\na@example.org,Ann,true\nb@example.org,Bo,false\n", "subscribed"),
        ("Email,Name,Consent to e-mail\na@example.org,Ann,Yes\nb@example.org,Bo,\n", "subscribed"),
        ("Email,Name,Consent\na@example.org,Ann,Yes\n", "subscribed"),
        ("Email,Name,subscriber_type\na@example.org,Ann,regular\nb@example.org,Bo,unsubscribed\n", "status"),
        ("Email,Name,Membership\n" + "a@example.org,Ann,Gold\n" * 700 + "b@example.org,Bo,Unsubscribed\n", "status"),
        ("Email,Name,Opted out of email\na@example.org,Ann,\n", "unsubscribed"),
        ("Email,Name,Unsubscribe link\na@example.org,Ann,https://example.org/u\n", ""),
    ],
)
def test_a_no_is_found_whatever_its_column_is_called(text: str, field: str) -> None:
    assert list(guess(text).items())[2:] == ([(text.split("\n")[0].split(",")[2], field)] if field else [])


def test_a_remembered_mapping_overlooks_no_word_that_means_no() -> None:
    table = read("Who,Where,Kind\nAnna,a@example.org,Gold\nBo,b@example.org,Unsubscribed\n")
    assert guess_mapping(table, {0: "full_name", 1: "email"}) == {0: "full_name", 1: "email", 2: "status"}
