"""Quoted-printable (RFC 2045 section 6.7) that can be cut and joined at any place.

Every line is at most 76 columns, none begins with a dot or with ``From ``, so dot-stuffing and mailbox files change
nothing. A value is fenced by soft line breaks: it begins and ends at column 0, whatever stands around it.
"""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST_LINE = 76
SOFT_BREAK = b"=\r\n"
_UNSAFE = re.compile(rb"[^\t\x20-\x3c\x3e-\x7e]")
_EVERYDAY = re.compile(r"(?!From )[A-Za-z0-9@_+-][A-Za-z0-9 ,'@._+-]{0,70}")
_LINE_END = re.compile(r"\r\n|\r|\n")


def encode(text: str) -> bytes:
    """``text`` as UTF-8 in quoted-printable, line ends as CRLF. The last line is left open."""
    return b"\r\n".join(_encode_line(line.encode("utf-8", "replace")) for line in _LINE_END.split(text))


def encode_value(value: str) -> bytes:
    """``value`` between two column zeros: what stands before it must end with a line break, hard or soft."""
    if _EVERYDAY.fullmatch(value):
        return value.encode("ascii") + SOFT_BREAK
    return _encode_odd_value(value)


@lru_cache(maxsize=4096)
def _encode_odd_value(value: str) -> bytes:
    return _softly_ended(encode(value)) if value else b""


def fence(encoded: bytes) -> bytes:
    """``encoded`` with a soft break after its last line, unless that is empty: what follows starts at column 0."""
    return encoded if not encoded or encoded.endswith(b"\n") else _softly_ended(encoded)


def _softly_ended(encoded: bytes) -> bytes:
    """``encoded`` with a soft break; a last line that has no room for its sign is broken once more before."""
    begins = encoded.rfind(b"\n") + 1
    if len(encoded) - begins < LONGEST_LINE:
        return encoded + SOFT_BREAK
    cut = begins + LONGEST_LINE - 1
    if encoded[cut - 1 : cut] == b"=":
        cut -= 1
    elif encoded[cut - 2 : cut - 1] == b"=":
        cut -= 2
    rest = encoded[cut:]
    return encoded[:cut] + SOFT_BREAK + (b"=2E" + rest[1:] if rest.startswith(b".") else rest) + SOFT_BREAK


def _encode_line(line: bytes) -> bytes:
    safe = _UNSAFE.sub(lambda found: b"=%02X" % found[0][0], line)
    if safe[-1:] in (b" ", b"\t"):
        safe = safe[:-1] + b"=%02X" % safe[-1]
    pieces = []
    start, end = 0, len(safe)
    while True:
        # What would begin the line badly is encoded, which makes it two columns longer.
        first = b""
        if safe.startswith(b".", start):
            first, start = b"=2E", start + 1
        elif safe.startswith(b"From ", start):
            first, start = b"=46", start + 1
        if len(first) + end - start <= LONGEST_LINE:
            pieces.append(first + safe[start:])
            return SOFT_BREAK.join(pieces)
        cut = start + LONGEST_LINE - 1 - len(first)
        if safe[cut - 1 : cut] == b"=":
            cut -= 1
        elif safe[cut - 2 : cut - 1] == b"=":
            cut -= 2
        pieces.append(first + safe[start:cut])
        start = cut
