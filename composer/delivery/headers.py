"""Header lines of a letter (RFC 5322), free of the traps in Python's own folding.

Words are encoded by :class:`email.header.Header` (RFC 2047), which round-trips on every Python we support; addresses and
identifiers are raw ASCII and never encoded. Every function returns a whole field that ends with CRLF.
"""

from __future__ import annotations

import base64
import re
from email.header import Header
from textwrap import wrap

from composer.delivery.addresses import without_controls

LONGEST_LINE = 998  # RFC 5322 section 2.1.1, less CRLF
USUAL_LINE = 76
LONGEST_ENCODED_WORD = 75  # RFC 2047 section 2
LONGEST_NAME = 200  # characters of a display name
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&*+/?^_`{|}~-]+(?: [A-Za-z0-9!#$%&*+/?^_`{|}~-]+)*")


def words(name: str, value: str) -> str:
    """A field of free words: Subject."""
    value = " ".join(without_controls(value).split())
    if value.isascii() and len(name) + 2 + len(value) <= USUAL_LINE and "=?" not in value:
        return f"{name}: {value}\r\n"
    encoded = Header(value, "utf-8", header_name=name, maxlinelen=USUAL_LINE).encode(linesep="\r\n")
    return f"{name}: {encoded}\r\n"


def mailbox(name: str, display_name: str, address: str) -> str:
    """A field with one person: From, To, Reply-To. ``address`` is plain ASCII."""
    shown = (
        display_name
        if display_name.isalnum() and len(display_name) <= 60
        else " ".join(without_controls(display_name).split())[:LONGEST_NAME].strip()
    )
    if not shown:
        return f"{name}: {address}\r\n" if len(name) + len(address) < USUAL_LINE else f"{name}:\r\n {address}\r\n"
    if shown.isascii() and "=?" not in shown:
        phrase = shown if _ATOMS.fullmatch(shown) else '"' + shown.replace("\\", "\\\\").replace('"', '\\"') + '"'
    else:
        phrase = _one_encoded_word(shown) or Header(shown, "utf-8", header_name=name, maxlinelen=USUAL_LINE).encode(
            linesep="\r\n"
        )
    line = f"{name}: {phrase} <{address}>"
    if len(line) <= USUAL_LINE:
        return f"{line}\r\n"
    if "\r\n" not in phrase:
        phrase = "\r\n ".join(
            wrap(phrase, USUAL_LINE, initial_indent=f"{name}: ", break_long_words=False, break_on_hyphens=False)
        )
        return f"{phrase}\r\n <{address}>\r\n"
    return f"{name}: {phrase}\r\n <{address}>\r\n"


def _one_encoded_word(text: str) -> str:
    """``text`` as one encoded word, or empty where it is too long for that. Some readers, Python's own among them, put a space
    between the encoded words of a name; one word is safe from them."""
    word = f"=?utf-8?b?{base64.b64encode(text.encode()).decode()}?="
    return word if len(word) <= LONGEST_ENCODED_WORD else ""


def raw(name: str, value: str) -> str:
    """A structural field: an identifier or a fixed word.

    Raises:
        ValueError: the value would need encoding, folding, or a second line. This is a mistake of ours.
    """
    field = f"{name}: {value}\r\n"
    if (
        not _FIELD_NAME.fullmatch(name)
        or not (value.isascii() and value.isprintable())
        or "=?" in value
        or len(field) > LONGEST_LINE
    ):
        raise ValueError(f"not fit for a header line: {name}")
    return field
