"""Text arrives readable, whatever its encoding and whatever it claims."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.text_encoding import decode


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Café – “quoted” naïve résumé, £20 for everyone who’s there"),
        ("cp1251", "Привет, как дела у вас сегодня вечером"),
        ("iso8859_2", "Zażółć gęślą jaźń w poniedziałek po południu"),
        ("cp1253", "Καλημέρα σε όλους τους φίλους"),
        ("utf-16-le", "Plain words without a mark"),
        ("utf-16-be", "Plain words without a mark"),
        ("utf-16", "With a mark – ąę"),
        ("utf-8-sig", "With a mark – ąę"),
        ("utf-32", "With a mark – ąę"),
    ],
)
def test_encodings_nobody_declared(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_a_wrong_declaration_does_not_spoil_utf8() -> None:
    assert decode("Grüße an alle – schön".encode(), "iso-8859-1").text == "Grüße an alle – schön"


def test_latin1_means_windows_1252() -> None:
    assert decode("“quoted”".encode("cp1252"), "ISO-8859-1").text == "“quoted”"


def test_strays_in_utf8_are_read_as_windows_1252() -> None:
    assert decode("\ufeffÑandú – ".encode() + b"Espa\xf1a").text == "Ñandú – España"
    assert decode("Ñandú – ñ é ü ".encode() + b"Espa\xf1a").damaged


@pytest.mark.parametrize("declared", ["no-such-encoding", "base64", "\x00", "utf-8\x00", ""])
def test_nonsense_declared_is_ignored(declared: str) -> None:
    assert decode(b"caf\xe9 and more", declared).text == "café and more"


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "utf-16", "cp1252", "shift_jis", "hex", "idna"]))
def test_no_bytes_fail(content: bytes, declared: str) -> None:
    assert isinstance(decode(content, declared).text, str)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_utf8_comes_back(text: str) -> None:
    content = text.encode()
    if not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and "\x00" not in text:
        assert decode(content).text == text


def test_guessing_takes_memory_for_a_part_of_a_large_file_only() -> None:
    content = b"The caf\xe9 by the harbour is open again. " * 500_000
    tracemalloc.start()
    try:
        assert decode(content).encoding == "cp1252"
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 6 * len(content)


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("iso-8859-8-i", "iso-8859-8", "חדשות היום"),
        ("gb2312", "gbk", "镕基的新闻"),
        ("Shift_JIS", "cp932", "①ニュース"),
        ("ks_c_5601-1987", "cp949", "똠방각하"),
        ("x-mac-roman", "mac_roman", "Café été"),
    ],
)
def test_encodings_are_what_the_web_means_by_their_names(declared: str, encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), declared).text == text
