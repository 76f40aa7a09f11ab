"""Unsubscribe tokens and the addresses that carry them.

A token says nothing about the person. It is random bytes and a keyed hash over them, so the organisation's own site can
tell a real one from a guess with that newsletter's key alone, and without asking us. It is all lower case letters and
digits: it survives the local part of an address, a subject line and a file name.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from urllib.parse import quote

from composer.errors import InputError
from composer.i18n import _

_RANDOM_BYTES = 10
_HASH_BYTES = 16
_TOKEN = re.compile(r"(?<![a-z2-7])[a-z2-7]{42}(?![a-z2-7])")


def newsletter_key(workspace_key: str, newsletter_id: str) -> bytes:
    """The key of one newsletter's tokens, made from the workspace's; this one may be given to the newsletter's own site."""
    return hmac.digest(workspace_key.encode(), f"unsubscribe:{newsletter_id}".encode(), "sha256")


def new_token(key: bytes) -> str:
    """A token nobody had before: 42 characters."""
    return _spell(key, secrets.token_bytes(_RANDOM_BYTES))


def is_genuine(key: bytes, token: str) -> bool:
    """True where ``token`` was made with ``key``."""
    try:
        raw = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    except (ValueError, UnicodeError):
        return False
    return len(raw) == _RANDOM_BYTES + _HASH_BYTES and hmac.compare_digest(_spell(key, raw[:_RANDOM_BYTES]), token.lower())


def find_token(text: str) -> str:
    """The first thing in ``text`` that looks like a token, or empty. Whether it is genuine is asked apart."""
    found = _TOKEN.search(text.lower())
    return found.group(0) if found else ""


def _spell(key: bytes, random: bytes) -> str:
    digest = hmac.new(key, random, hashlib.sha256).digest()[:_HASH_BYTES]
    return base64.b32encode(random + digest).decode("ascii").rstrip("=").lower()


def mail_address(address: str, token: str) -> str:
    """A ``mailto:`` that unsubscribes whoever sends the letter it opens (RFC 6068)."""
    return f"mailto:{quote(address, safe='@')}?subject=unsubscribe%20{token}"


def web_address(endpoint: str, token: str) -> str:
    """The address on the organisation's own site that takes one person off; ``endpoint`` may say where the token goes."""
    return endpoint.replace("{token}", token) if "{token}" in endpoint else f"{endpoint.rstrip('/')}/{token}"


def check_endpoint(endpoint: str) -> str:
    """The endpoint as it may stand in a header: https, plain ASCII, no room for a second header.

    Raises:
        InputError: it may not.
    """
    if endpoint and not re.fullmatch(r"https://[!#-;=?-Z_a-z~{}\[\]]{1,400}", endpoint):
        raise InputError(
            _("The unsubscribe address must begin with https:// and hold no spaces or special letters."),
            _("Copy it again from your website."),
        )
    return endpoint


def headers(mail: str, web: str) -> str:
    """``List-Unsubscribe`` (RFC 2369), and ``List-Unsubscribe-Post`` (RFC 8058) where there is a web address.

    Raw ASCII, folded between the addresses and nowhere else: Python's own folding would encode them, and mail
    programs would not find them any more. Ends with CRLF.
    """
    if not web:
        return f"List-Unsubscribe: <{mail}>\r\n"
    return f"List-Unsubscribe: <{web}>,\r\n <{mail}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
