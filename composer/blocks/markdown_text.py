"""Markdown to the plain words of the text part."""

from __future__ import annotations

import re
from functools import lru_cache

_LINK = re.compile(r"!?\[([^\]\n]*)\]\((?:<([^>\n]*)>|([^)\s]*))(?:\s+\"[^\"\n]*\")?\)")
_MARKS = re.compile(r"(\*\*\*|\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|(?<![\w_])_(?=\S)|(?<=\S)_(?![\w_])|`)")
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")


@lru_cache(maxsize=2_000)  # asked by the text part and a dozen checks at every key press
def words_of(markdown: str) -> str:
    """Markdown as plain text: marks gone, ``[words](address)`` written ``words: address``, lists and line breaks kept."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match.group(1))
        return f"\x00{len(kept) - 1}\x00"

    def link(match: re.Match[str]) -> str:
        words, address = match.group(1).strip(), (match.group(2) or match.group(3) or "").strip()
        if not words or words == address:
            text = address or words
        else:
            text = f"{words}: {address}" if address else words
        kept.append(text)
        return f"\x00{len(kept) - 1}\x00"

    text = markdown.replace("\r\n", "\n").replace("\x00", "")
    text = _ESCAPE.sub(keep, text)
    text = re.sub(r"<((?:https?|mailto):[^>\s]+)>", keep, text)
    text = _LINK.sub(link, text)
    text = _HEADING.sub("", text)
    text = _MARKS.sub("", text)
    for _round in range(2):  # an escape may stand inside a link
        text = re.sub(r"\x00(\d+)\x00", lambda m: kept[int(m.group(1))], text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip()
