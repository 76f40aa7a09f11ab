"""Bytes of unknown origin to text, whatever their encoding claims to be."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7", "mbcs", "oem"})
"""What Python also calls an encoding of text, and no document is written in."""
# What the web calls an encoding (WHATWG Encoding, section 4.2) where Python knows that name for a smaller one, or not at all.
_WEB_NAMES = {
    **dict.fromkeys(("iso-8859-8-i", "iso-8859-8", "logical", "visual", "hebrew"), "cp1255"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb-2312-80", "chinese", "cn-gb"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "ms_kanji"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601", "korean", "windows-949"), "cp949"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("tis-620", "iso-8859-11", "windows-874", "dos-874"), "cp874"),
    **dict.fromkeys(("big5", "x-x-big5", "cn-big5", "big5-hkscs"), "big5hkscs"),
    **dict.fromkeys(("x-mac-roman", "macintosh", "mac"), "mac_roman"),
    **dict.fromkeys(("x-mac-cyrillic", "x-mac-ukrainian"), "mac_cyrillic"),
    **{f"x-cp125{last}": f"cp125{last}" for last in range(9)},
}
_STRAY = "windows-1252-for-stray-bytes"
_MULTIBYTE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# What the machines of this world's small organisations wrote before UTF-8; charset-normalizer guesses wildly among all it knows.
_LIKELY = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "iso8859_2", "iso8859_15"),
    *("shift_jis", "euc_jp", "euc_kr", "gb18030", "big5"),
)

_WESTERN = frozenset("‘’‚“”„–—…•£€§©®™°·«»¡¿½¼¾²³´¨×ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØŒÙÚÛÜŸßàáâãäåæçèéêëìíîïñòóôõöøœùúûüÿýÝªº\xa0\xad")


class Decoded(NamedTuple):
    """Text, the encoding it was read with, and True where some bytes did not belong to that encoding."""

    text: str
    encoding: str
    damaged: bool


def decode(content: bytes, declared: str = "") -> Decoded:
    """The text in ``content``. ``declared`` is what its sender says; a byte order mark and valid UTF-8 count for more, because a
    text of any length is hardly ever valid UTF-8 by accident. Never fails: what cannot be read becomes U+FFFD."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _with(content[len(mark) :], encoding)
    wide = _wide_without_mark(content)
    if wide:
        return _with(content, wide)
    try:
        return Decoded(content.decode("utf-8"), "utf-8", False)
    except UnicodeDecodeError:
        pass
    known = _known(declared)
    if known == "utf-8" or (not known and _mostly_utf8(content)):
        return _with(content, "utf-8")
    if known:
        # WHATWG Encoding: what calls itself Latin-1 or ASCII is windows-1252 in practice.
        return _with(content, "cp1252" if known in ("iso8859-1", "ascii") else known)
    return _with(content, _guess(content))


def _with(content: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(content.decode(encoding), encoding, False)
    except UnicodeDecodeError:
        return Decoded(content.decode(encoding, errors=_STRAY if encoding == "utf-8" else "replace"), encoding, True)


def _stray_bytes(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 in a text that otherwise is: somebody pasted windows-1252 into it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error(_STRAY, _stray_bytes)


def _known(declared: str) -> str:
    """Python's name of a declared text encoding; empty where there is none."""
    name = declared.strip().strip("\"'")
    try:
        found = codecs.lookup(_WEB_NAMES.get(name.lower(), name))
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return ""
    return "" if found.name in _NO_CHARSETS or not found._is_text_encoding else found.name


def _wide_without_mark(content: bytes) -> str:
    """UTF-16 without a byte order mark, told by where the zero bytes are; empty where it is not."""
    head = content[:2000]
    if len(head) < 4 or b"\x00" not in head:
        return ""
    pairs = len(head) // 2
    high, low = head[0 : 2 * pairs : 2].count(0) / pairs, head[1 : 2 * pairs : 2].count(0) / pairs
    if high > 0.4 and low < 0.1:
        return "utf-16-be"
    if low > 0.4 and high < 0.1:
        return "utf-16-le"
    return ""


def _mostly_utf8(content: bytes) -> bool:
    """True where letters in two or more bytes far outnumber the bytes that do not fit."""
    content = content[:ENOUGH_TO_GUESS]
    fitting = _MULTIBYTE.findall(content)
    strays = sum(byte >= 0x80 for byte in content) - sum(map(len, fitting))
    return len(fitting) > 3 * strays


ENOUGH_TO_GUESS = 1_000_000  # bytes: a guess on more takes minutes and gigabytes, and is no better


def _guess(content: bytes) -> str:
    """The likeliest old encoding; windows-1252 wherever that reads as Western European, since guesses on short texts are wild."""
    content = content[:ENOUGH_TO_GUESS]
    western = content.decode("cp1252", errors="replace")
    letters = [character for character in western if character.isalpha()]
    accented = [character for character in western if ord(character) > 127]
    if all(character in _WESTERN for character in accented) and len([c for c in accented if c.isalpha()]) * 4 <= len(letters):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(content[:100_000], cp_isolation=list(_LIKELY)).best()
    return best.encoding if best is not None else "cp1252"
