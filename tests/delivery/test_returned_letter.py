"""Taking a stranger's letter apart."""

from __future__ import annotations

import pytest

from composer.delivery.returned_letter import (
    addresses_in,
    addresses_of_text,
    header,
    is_address,
    notice,
    our_token,
    parse,
    text_of,
)


def test_what_the_mail_system_says_ends_where_the_copy_begins() -> None:
    raw = b"Subject: x\n\nNot delivered: anna@example.org\n\n----- Original message -----\nTo: bo@example.org\n"
    assert addresses_of_text(notice(parse(raw))) == ["anna@example.org"]


def test_a_line_from_a_mailbox_file_is_skipped() -> None:
    assert header(parse(b"From anna@example.org Mon Jan  1\nSubject: hello\n\n"), "Subject") == "hello"


@pytest.mark.parametrize("charset", ["iso-2022-jp", "unknown-8bit", "uft-8", "", "utf-7"])
def test_any_character_set_is_put_up_with(charset: str) -> None:
    message = parse(f'Content-Type: text/plain; charset="{charset}"\n\nanna@example.org\n'.encode())
    assert "anna@example.org" in text_of(message)


def test_html_is_read_without_its_tags() -> None:
    message = parse(b"Content-Type: text/html\n\n<p>to <b>anna@example.org</b>:<br>user&nbsp;unknown</p>")
    assert text_of(message).split() == ["to", "anna@example.org", ":", "user", "unknown"]


def test_addresses_of_headers() -> None:
    message = parse(b'To: "Anna, Bell" <anna@example.org>,\n bo@example.org\nCc: nobody\n\n')
    assert addresses_in(message, "To", "Cc") == ["anna@example.org", "bo@example.org"]


@pytest.mark.parametrize(
    ("text", "address"), [("anna@example.org", True), ("jo...@example.org", True), ("anna", False), ('{"a@b.example"', False)]
)
def test_what_looks_like_an_address(text: str, address: bool) -> None:
    assert is_address(text) is address


def test_our_mark_is_found_in_a_returned_letter() -> None:
    token = "abcdefghijklmnopqrstuvwxyz234567abcdefghij"
    assert our_token(b"x\r\n\r\nMessage-ID: <" + token.encode() + b"@harbour.example>\r\n") == token
    assert our_token(b"Message-ID: <short@harbour.example>") == ""
