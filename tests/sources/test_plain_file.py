"""What only looks like a text is named for what it is."""

from __future__ import annotations

import pytest

from composer.errors import FormatError
from composer.sources.download import Download
from composer.sources.plain_file import file_of, name_of, refuse_other_kinds, text_of_file


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word's old format"),
        (b"{\\rtf1", "Rich Text"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"PK\x03\x04", "a packed file"),
        (b"\x1f\x8b\x08", "a packed file"),
    ],
)
def test_other_kinds_are_named(content: bytes, words: str) -> None:
    with pytest.raises(FormatError, match=words) as raised:
        refuse_other_kinds(Download("/home/me/letter.txt", content=content))
    assert "letter.txt" in raised.value.message
    assert raised.value.remedy


def test_a_document_with_a_password_is_said_to_be_locked() -> None:
    locked = b"\xd0\xcf\x11\xe0" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(FormatError, match="locked with a password"):
        refuse_other_kinds(Download("/home/me/letter.docx", content=locked))


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(FormatError, match="no readable text"):
        text_of_file(Download("x.txt", content=bytes(range(256)) * 20))
    with pytest.raises(FormatError, match="is empty"):
        text_of_file(Download("x.txt", content=b" \n "))
    assert text_of_file(Download("x.txt", content="Café".encode("cp1252"))) == "Café"


def test_names() -> None:
    assert (name_of(Download("/a/News of May.txt")), file_of(Download("/a/News of May.txt"))) == (
        "News of May",
        "News of May.txt",
    )
    assert name_of(Download("https://example.org/a.txt")) == file_of(Download("https://example.org/a.txt")) == "example.org"
    assert name_of(Download("")) == "the pasted text"
