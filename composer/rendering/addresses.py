"""Which addresses a letter links to, and what a writer meant by one without a scheme."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}(?::\d{1,5})?(?:[/?#]\S*)?")
_MAILBOX = re.compile(r"[^\s@<>\"]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}")


def is_safe_address(address: str) -> bool:
    """True for web, mail and telephone addresses, the only ones a letter links to."""
    address = address.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if len(address.split()) > 1:
        return False
    return bool(parts.netloc) if parts.scheme in ("http", "https") else parts.scheme in SCHEMES and bool(parts.path)


def safe_address(address: str) -> str:
    """The address as it may stand in a letter: ``example.org/x`` gets ``https://``, ``a@example.org`` gets ``mailto:``.

    Empty for anything else that is no web, mail or telephone address (``javascript:``, ``file:``, words).
    """
    address = address.strip()
    if is_safe_address(address):
        return address
    if _MAILBOX.fullmatch(address):
        return f"mailto:{address}"
    if _HOST.fullmatch(address):
        return f"https://{address}"
    return ""


def is_web_address(address: str) -> bool:
    """True for http and https."""
    return is_safe_address(address) and urlsplit(address.strip()).scheme.lower() in ("http", "https")
