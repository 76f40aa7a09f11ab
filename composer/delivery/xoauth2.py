"""XOAUTH2: what an account that was signed in in the browser shows a mail server instead of a password, for SMTP and IMAP alike.

Format by Google and Microsoft (developers.google.com/gmail/imap/xoauth2-protocol).
"""

from __future__ import annotations

import base64
import binascii
import json

_LONGEST = 2000


def credentials(user: str, token: str) -> bytes:
    """What is shown, before base64: for ``imaplib``'s ``authenticate("XOAUTH2", ...)``.

    Raises:
        ValueError: one of them could end its field.
    """
    if "\x01" in user + token or not (user + token).isprintable():
        raise ValueError("not fit for a sign-in")
    return f"user={user}\x01auth=Bearer {token}\x01\x01".encode()


def initial_response(user: str, token: str) -> str:
    """The same in base64, as it follows ``AUTH XOAUTH2``."""
    return base64.b64encode(credentials(user, token)).decode("ascii")


def words_of_refusal(answer: str) -> str:
    """What a server says of a token it does not take: base64 of JSON with ``status`` and ``scope``; empty where it is neither."""
    try:
        said = json.loads(base64.b64decode(answer[:_LONGEST], validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return ""
    if not isinstance(said, dict):
        return ""
    return " ".join(f"{name}={said[name]}" for name in ("status", "error", "scope") if isinstance(said.get(name), str | int))[
        :300
    ]
