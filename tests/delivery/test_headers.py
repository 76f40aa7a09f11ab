"""Header lines: what any mail program reads back is what was put in."""

from __future__ import annotations

import email
import email.policy
from email.header import decode_header, make_header

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from composer.delivery import headers


def _parsed(field: str) -> email.message.EmailMessage:
    message = email.message_from_bytes(field.encode("ascii") + b"\r\n", policy=email.policy.default)
    assert isinstance(message, email.message.EmailMessage)
    return message


def _lines_are_sound(field: str) -> None:
    assert field.endswith("\r\n")
    lines = field[:-2].split("\r\n")
    assert all(len(line) <= headers.LONGEST_LINE for line in lines)
    assert all(line.startswith(" ") for line in lines[1:])
    assert "\n" not in field.replace("\r\n", "")
    assert "\r" not in field.replace("\r\n", "")


@given(st.text(max_size=400))
@example("a" * 300)
@example("Ünïcödé " * 30)
@example("=?utf-8?q?x?=")
@example("plain\r\nBcc: everyone@example.org")
@example("\ud800 lone surrogate")
def test_a_subject_reads_back_as_written(subject: str) -> None:
    field = headers.words("Subject", subject)
    _lines_are_sound(field)
    unfolded = field.removeprefix("Subject:").replace("\r\n", "").strip()
    written = " ".join(headers.without_controls(subject).split())
    assert str(make_header(decode_header(unfolded))) == written
    assert "?==?" not in field  # encoded words side by side: one large provider refuses those


@given(st.text(max_size=250))
@example("O'Brien-Smith")
@example('He said "hello" \\ (twice)')
@example("Wolfeschlegelsteinhausenbergerdorff Zebediah Archibald " * 3)
@example("李小龍")
@example("Siân Ŵyn ap Rhys")
@example("x, y <z@example.org>")
def test_a_name_cannot_add_a_recipient(name: str) -> None:
    field = headers.mailbox("To", name, "anna@example.org")
    _lines_are_sound(field)
    to = _parsed(field)["to"]
    assert [address.addr_spec for address in to.addresses] == ["anna@example.org"]


@pytest.mark.parametrize(
    "name", ["Anna Lind", "O'Brien", "Łucja Świderska", "李小龍", 'J. "Jo" Smith', "Smith, Ann", "Åsa " + "Lång " * 6]
)
def test_a_name_is_shown_as_it_is(name: str) -> None:
    to = _parsed(headers.mailbox("To", name, "anna@example.org"))["to"]
    assert to.addresses[0].display_name == name.strip()


@pytest.mark.parametrize("value", ["a\r\nBcc: x", "=?utf-8?q?x?=", "é", "x" * 1000])
def test_structural_fields_are_raw_or_nothing(value: str) -> None:
    with pytest.raises(ValueError):
        headers.raw("List-Id", value)
    with pytest.raises(ValueError):
        headers.raw("X: y\r\nBcc", "z")
