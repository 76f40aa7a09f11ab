"""Quoted-printable: decodes to what went in, and no value can break a line."""

from __future__ import annotations

import quopri

from hypothesis import example, given
from hypothesis import strategies as st

from composer.delivery.quoted_printable import LONGEST_LINE, SOFT_BREAK, encode, encode_value, fence

HOSTILE = st.text(
    alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(".=\r\n\t F")), max_size=300
) | st.sampled_from(
    [
        ".",
        "..",
        ".\r\n.",
        "From here",
        "=3D",
        "=",
        "a" * 500,
        "." * 500,
        " ",
        "\t",
        "x ",
        "é" * 100,
        "李" * 60,
        "\r\nBcc: x",
        "--=_",
        "",
    ]
)


def _crlf(text: str) -> bytes:
    return "\r\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).encode()


def _lines_are_sound(encoded: bytes) -> None:
    for line in encoded.split(b"\r\n"):
        assert len(line) <= LONGEST_LINE
        assert not line.startswith((b".", b"From "))
        assert not line.endswith((b" ", b"\t"))
        assert b"\r" not in line
        assert b"\n" not in line
        assert all(32 <= byte < 127 or byte == 9 for byte in line)


@given(HOSTILE)
@example("x" * 75 + "é")
@example("x" * 74 + "é")
@example("x" * 73 + "é=")
def test_decodes_to_what_went_in(text: str) -> None:
    encoded = encode(text)
    _lines_are_sound(encoded)
    assert quopri.decodestring(encoded) == _crlf(text)


@given(st.lists(st.tuples(HOSTILE, HOSTILE), max_size=5), HOSTILE)
@example([("", "0\x08" + "\x80" * 8 + "𐀀" * 2)], "")
@example([("x" * 76, "y" * 76), ("x" * 75 + ".", "é" + "y" * 70)], "x" * 76)
def test_pieces_and_values_join_anywhere(pairs: list[tuple[str, str]], last: str) -> None:
    joined = b"".join(fence(encode(piece)) + encode_value(value) for piece, value in pairs) + encode(last)
    _lines_are_sound(joined)
    assert quopri.decodestring(joined) == b"".join(_crlf(piece) + _crlf(value) for piece, value in pairs) + _crlf(last)


def test_a_long_line_takes_no_longer_than_many_short_ones() -> None:
    assert encode("x" * 3_000_000).count(SOFT_BREAK) == 3_000_000 // 75 - 1 + (3_000_000 % 75 > 0)
