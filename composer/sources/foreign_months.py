"""Dates in the languages of Europe and East Asia, as sites write them into feeds, turned into English ones."""

from __future__ import annotations

import re

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# How months begin where they begin otherwise than in English: German, French, Spanish, Italian, Portuguese, Dutch, the languages
# of Scandinavia, Polish, Russian, Ukrainian, Welsh.
_BEGINNINGS: dict[str, int] = {
    **dict.fromkeys(("jän", "ene", "gen", "sty", "янв", "січ", "ion"), 1),
    **dict.fromkeys(("fév", "fev", "lut", "фев", "лют", "chw"), 2),
    **dict.fromkeys(("mär", "mrz", "maa", "мар", "бер", "maw"), 3),
    **dict.fromkeys(("avr", "abr", "kwi", "апр", "кві", "ebr"), 4),
    **dict.fromkeys(("mai", "mei", "maj", "mag", "май", "мая", "тра"), 5),
    **dict.fromkeys(("juin", "giu", "cze", "июн", "чер", "meh"), 6),
    **dict.fromkeys(("juil", "lug", "lip", "июл", "лип", "gor"), 7),
    **dict.fromkeys(("août", "aout", "ago", "sie", "авг", "сер", "aws"), 8),
    **dict.fromkeys(("set", "wrz", "сен", "вер", "med"), 9),
    **dict.fromkeys(("okt", "ott", "out", "paź", "окт", "жов", "hyd"), 10),
    **dict.fromkeys(("lis", "ноя", "tac"), 11),
    **dict.fromkeys(("déc", "dez", "dic", "gru", "дек", "гру", "des", "rha"), 12),
}
_IN_SIGNS = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일](?=\D|$)")
_WRITTEN = re.compile(
    r"(?:[^\W\d_]{1,14}\.?,?\s+)?(?P<day>\d{1,2})(?:\.|er|º|°)?\s+(?:de\s+|di\s+|d['’])?(?P<month>[^\W\d_]{3,12})\.?,?"
    r"\s+(?:de\s+|del\s+)?(?P<year>\d{4})(?:\s?г\.?)?(?=\D|$)",
    re.IGNORECASE,
)


def in_english(text: str) -> str:
    """``Lun, 02 nov. 2026 10:00:00 +0100`` as ``2 nov 2026 10:00:00 +0100``, ``2026年11月2日`` as ``2026-11-2``; what is no such
    date stays as it is."""
    in_signs = _IN_SIGNS.match(text)
    if in_signs is not None:
        return f"{in_signs[1]}-{in_signs[2]}-{in_signs[3]}{text[in_signs.end() :]}".strip()
    written = _WRITTEN.match(text)
    month = _month(written["month"]) if written is not None else 0
    if written is None or not month:
        return text
    return f"{int(written['day'])} {_ENGLISH[month - 1]} {written['year']}{text[written.end() :]}"


def _month(word: str) -> int:
    """1 to 12; 0 for what begins like no month."""
    low = word.lower()
    if low[:3] in _ENGLISH:
        return _ENGLISH.index(low[:3]) + 1
    return _BEGINNINGS.get(low[:4], 0) or _BEGINNINGS.get(low[:3], 0)
