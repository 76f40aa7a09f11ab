"""The encodings spreadsheets, mail programs and old computers really write."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sheets.text_encoding import find_encoding

WESTERN = "Vorname;Nachname;Ort\nJürgen;Müller;Köln\nAndré;Lefèvre;Besançon\nÅsa;Öberg;Malmö\nJosé;Núñez;A Coruña\n" * 3
CYRILLIC = "Имя;Фамилия;Город\nАнна;Иванова;Киев\nПётр;Сидоров;Москва\nОльга;Кузнецова;Одесса\n" * 5
POLISH = "Imię;Nazwisko;Miasto\nŁukasz;Żółkiewski;Łódź\nMałgorzata;Wiśniewska;Kraków\nPaweł;Zieliński;Gdańsk\n" * 5


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman", "cp850"]
)
def test_western_names(encoding: str) -> None:
    content = WESTERN.encode(encoding)
    assert content.decode(find_encoding(content)) == WESTERN


@pytest.mark.parametrize(("text", "encoding"), [(CYRILLIC, "cp1251"), (CYRILLIC, "utf-16-le"), (POLISH, "cp1250")])
def test_names_of_the_east(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    assert content.decode(find_encoding(content)) == text


def test_one_accent_is_enough_to_tell() -> None:
    assert find_encoding("Zoë,Bell\n".encode("cp1252")) == "cp1252"
    assert find_encoding("Zoë,Bell\n".encode()) == "utf-8"
    assert find_encoding("O’Neill – “Pat”".encode("cp1252")) == "cp1252"
    assert find_encoding(b"plain") == "utf-8"
    assert find_encoding(b"") == "utf-8"


@given(st.binary(max_size=300))
def test_any_bytes_have_some_encoding(content: bytes) -> None:
    codecs.lookup(find_encoding(content))
