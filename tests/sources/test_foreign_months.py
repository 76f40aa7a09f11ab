"""Dates in other languages become English ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.foreign_months import in_english


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("Lun, 02 nov. 2026 10:00:00 +0100", "2 nov 2026 10:00:00 +0100"),
        ("lundi 2 février 2026", "2 feb 2026"),
        ("1er août 2026", "1 aug 2026"),
        ("2 juin 2026", "2 jun 2026"),
        ("2 juillet 2026 à 9h", "2 jul 2026 à 9h"),
        ("Montag, 2. März 2026", "2 mar 2026"),
        ("Mi, 14 Okt 2026 10:00:00 +0200", "14 oct 2026 10:00:00 +0200"),
        ("Do, 31 Dez 2026", "31 dec 2026"),
        ("2 de noviembre de 2026", "2 nov 2026"),
        ("2 de enero del 2026", "2 jan 2026"),
        ("3 maggio 2026", "3 may 2026"),
        ("3 ottobre 2026", "3 oct 2026"),
        ("3 mei 2026", "3 may 2026"),
        ("3 maart 2026", "3 mar 2026"),
        ("5 października 2026", "5 oct 2026"),
        ("пн, 02 ноя 2026 10:00:00 +0300", "2 nov 2026 10:00:00 +0300"),
        ("2 мая 2026 г.", "2 may 2026"),
        ("3 Gorffennaf 2026", "3 jul 2026"),
        ("2026年11月2日", "2026-11-2"),
        ("2026년 11월 2일", "2026-11-2"),
    ],
)
def test_as_sites_write_them(written: str, english: str) -> None:
    assert in_english(written) == english


@pytest.mark.parametrize("text", ["", "Mon, 02 Xyz 2026", "2026-11-02", "next week", "2 of 2026", "12 people 2026"])
def test_what_is_none_stays(text: str) -> None:
    assert in_english(text) == text


@given(st.text(max_size=60))
def test_no_words_fail(text: str) -> None:
    in_english(text)
