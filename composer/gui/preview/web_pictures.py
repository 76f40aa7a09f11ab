"""Pictures a letter takes from the web: found, and replaced by the copies that are here. Without a copy the description shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from composer.gui.preview.assets import web_picture_address

SHOWN_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What a mail program would show; anything else (SVG, HTML) is not taken for a picture."""
MOST_PICTURES = 60

_SOURCE = re.compile(r"(<img\b[^>]*?\ssrc\s*=\s*)([\"'])(https?://[^\"']+)\2", re.IGNORECASE)


def web_pictures(html: str) -> list[str]:
    """Addresses of the letter's pictures on the web, each once, in order."""
    return list(dict.fromkeys(unescape(found[3]) for found in _SOURCE.finditer(html)))


def with_copies(html: str, has_copy: Callable[[str], bool]) -> str:
    """The letter with the addresses of pictures that are here turned to their copies."""
    return with_copies_at(html, lambda address: web_picture_address(address) if has_copy(address) else "")


def with_copies_at(html: str, place: Callable[[str], str]) -> str:
    """The letter with pictures of the web taken from where ``place`` says; empty: the address stays."""

    def replaced(found: re.Match[str]) -> str:
        copy = place(unescape(found[3]))
        return f"{found[1]}{found[2]}{escape(copy)}{found[2]}" if copy else found[0]

    return _SOURCE.sub(replaced, html)
