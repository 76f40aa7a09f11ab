"""Contacts: what is cleaned, and what they are searched and sorted by."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from composer.contacts.contact import Contact, clean_text, fold, search_text, sort_name


def test_texts_lose_what_cannot_be_seen() -> None:
    assert clean_text("  An\x00na\t\r\nBell\u202e ") == "Anna Bell"
    assert clean_text("Anna\x1fBell\x85Carr\u2028Dee") == "Anna Bell Carr Dee"
    assert clean_text("x" * 2000, 10) == "x" * 10
    assert clean_text("Mu\u0308ller") == "Müller"


def test_joiners_that_scripts_need_stay() -> None:
    assert clean_text("می\u200cخواهم") == "می\u200cخواهم"


@given(st.text(alphabet=st.characters(codec=None)))
def test_a_cleaned_text_is_clean(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in cleaned)
    cleaned.encode("utf-8")


def test_searching_and_sorting_know_no_capitals_and_no_accents() -> None:
    assert fold("Åsa MÜLLER-Straße") == "asa muller-strasse"
    assert search_text("A@x.org", "Åsa", "Öberg") == " asa oberg a@x.org"
    assert sort_name("a@x.org", "Åsa", "Öberg") == "oberg asa"
    assert sort_name("A@x.org", "", "") == "a@x.org"


def test_full_name() -> None:
    assert Contact(email="a@example.org", first_name="Anna").full_name == "Anna"
    assert Contact(email="a@example.org", first_name="Anna", last_name="Bell").full_name == "Anna Bell"
