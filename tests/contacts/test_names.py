"""Full names taken apart as a person would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.contacts.contact import clean_text
from composer.contacts.names import split_name


@pytest.mark.parametrize(
    ("full", "first", "last", "title"),
    [
        ("Anna Bell", "Anna", "Bell", ""),
        ("  Anna\t Bell ", "Anna", "Bell", ""),
        ("Bell, Anna", "Anna", "Bell", ""),
        ("van der Berg, Jan", "Jan", "van der Berg", ""),
        ("Dr Anna van Dyk", "Anna", "van Dyk", "Dr"),
        ("Mr. John Richter, James Doe Sr.", "John", "Richter, James Doe Sr.", "Mr."),
        ("Anna Bell, PhD", "Anna", "Bell, PhD", ""),
        ("Bell, Mrs Anna", "Anna", "Bell", ""),
        ("J. R. R. Tolkien", "J. R. R.", "Tolkien", ""),
        ("J. Edgar Hoover", "J. Edgar", "Hoover", ""),
        ("K Smith", "K", "Smith", ""),
        ("Maria del Carmen García", "Maria", "del Carmen García", ""),
        ("Mrs Bell", "", "Bell", "Mrs"),
        ("Mr and Mrs Bell", "", "Bell", "Mr and Mrs"),
        ("Anna & Ben Carr", "Anna & Ben", "Carr", ""),
        ("Madonna", "Madonna", "", ""),
        ("山田太郎", "山田太郎", "", ""),
        ("Харьков Анна", "Харьков", "Анна", ""),
        ("Harbour Trust", "", "Harbour Trust", ""),
        ("Smith, Jones & Partners", "", "Smith, Jones & Partners", ""),
        ("anna@example.org", "", "", ""),
        (" , ", "", "", ""),
    ],
)
def test_names(full: str, first: str, last: str, title: str) -> None:
    assert split_name(full) == (first, last, title)


@given(st.text(max_size=60))
def test_any_text_is_taken_apart_and_no_letter_is_invented(full: str) -> None:
    split = split_name(full)
    for part in split:
        assert part == part.strip()
        for word in part.split():
            assert word.strip(",") in clean_text(full)
