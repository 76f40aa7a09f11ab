"""Which encoding a text file is in: marks at its beginning, the pattern of zero bytes, then trial, then statistics."""

from __future__ import annotations

import codecs
import re

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "iso8859_5", "iso8859_7",
    "koi8_r", "mac_roman", "cp850", "cp852", "cp866", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
_PLAIN = re.compile(rb"[\x00\t\r\n\x20-\x7e]*")
_STEP = 1 << 20
_SAMPLE = 1 << 16
_FOREIGN_RUN = re.compile(r"[^\W\d_a-zA-Z]+")


def find_encoding(content: bytes) -> str:
    """The name of the codec ``content`` is written in; ``cp1252`` where nothing speaks for another."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    start = content[:4096]
    # A few zeros among plain letters are strays; in UTF-16 every other byte is one, or a sign no plain text holds.
    stray = start.count(0) * 4 < len(start) and _PLAIN.fullmatch(start) is not None
    if len(start) > 3 and not stray:
        zeros_first, zeros_second = start[::2].count(0), start[1::2].count(0)
        # No text in bytes holds zeros; in UTF-16 each blank and comma has one, always on the same side.
        if zeros_second > len(start) * 0.02 and zeros_first < zeros_second / 10:
            return "utf-16-le"
        if zeros_first > len(start) * 0.02 and zeros_second < zeros_first / 10:
            return "utf-16-be"
    return "utf-8" if _is_utf_8(content) else _eight_bit(content)


def _is_utf_8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _STEP):
            decoder.decode(content[start : start + _STEP])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _eight_bit(content: bytes) -> str:
    """One of the encodings with one byte to a character (or a few that are common in East Asia)."""
    telling = b"\n".join(line for line in content[: 16 * _SAMPLE].splitlines() if not line.isascii())[:_SAMPLE]
    if not telling:
        return "cp1252"
    for likely in ("cp1252", "cp1250", "mac_roman"):
        if _is_plausible(telling, likely):
            return likely
    from charset_normalizer import from_bytes

    best = from_bytes(telling, cp_isolation=_OTHERS).best()
    return best.encoding if best is not None else "cp1252"


def _is_plausible(sample: bytes, encoding: str) -> bool:
    """Whether the sample, so decoded, reads like a language in Latin letters: accented letters stand alone, within words."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    foreign = [character for character in text if not character.isascii()]
    letters = [character for character in foreign if character.isalpha()]
    odd = [character for character in foreign if not character.isalpha() and character not in "’‘“”–—…•«»°§€£©®º ª¿¡´"]
    runs = _FOREIGN_RUN.findall(text)
    long_runs = sum(len(run) > 2 for run in runs)
    inside_capitals = len(re.findall(r"(?<=[a-z])[^\W\d_a-z](?<=[A-ZÀ-ÞŠŒŽŸ])", text))
    return len(odd) <= len(letters) / 10 and long_runs <= len(runs) / 10 and inside_capitals <= len(letters) / 10
