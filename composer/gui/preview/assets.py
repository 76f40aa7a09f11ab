"""What the preview may load, held in memory: the document itself and the pictures in it. Nothing else can be reached.

Addresses: ``asset://document/<name>.html``, ``asset://picture/<hash>`` for stored pictures and ``asset://web/<base64url>`` for a
picture of the web that was fetched with the user's consent, or is in the store already.
"""

from __future__ import annotations

import base64
import binascii
from collections import OrderedDict

SCHEME = "asset"
MOST_BYTES = 96_000_000
"""Pictures kept at once; the longest unused go first."""


def document_address(name: str) -> str:
    """Where the document called ``name`` (letters, digits, hyphens) is found."""
    return f"{SCHEME}://document/{name}.html"


def picture_address(picture_hash: str) -> str:
    """Where the stored picture with this hash is found."""
    return f"{SCHEME}://picture/{picture_hash}"


def web_picture_address(url: str) -> str:
    """Where the copy of a picture of the web is found."""
    return f"{SCHEME}://web/{base64.urlsafe_b64encode(url.encode()).decode().rstrip('=')}"


class Assets:
    """Documents and pictures by their ``asset:`` address. Used by one thread at a time: the one that shows."""

    def __init__(self) -> None:
        self._documents: dict[str, bytes] = {}
        self._pictures: OrderedDict[str, tuple[str, bytes]] = OrderedDict()
        self._bytes = 0

    def put_document(self, name: str, html: str) -> str:
        """Keep ``html`` as the document ``name``; returns its address."""
        self._documents[name] = html.encode()
        return document_address(name)

    def drop_document(self, name: str) -> None:
        """Forget the document ``name``."""
        self._documents.pop(name, None)

    def put_picture(self, key: str, media_type: str, content: bytes) -> None:
        """Keep a picture under its hash, or under its web address."""
        if key in self._pictures:
            self._bytes -= len(self._pictures.pop(key)[1])
        self._pictures[key] = (media_type, content)
        self._bytes += len(content)
        while self._bytes > MOST_BYTES and len(self._pictures) > 1:
            _oldest, (_type, dropped) = self._pictures.popitem(last=False)
            self._bytes -= len(dropped)

    def has_picture(self, key: str) -> bool:
        """Whether the picture is here."""
        return key in self._pictures

    def content(self, host: str, path: str) -> tuple[str, bytes] | None:
        """Media type and bytes of ``asset://host/path``; None where there is no such thing."""
        name = path.strip("/")
        if host == "document":
            document = self._documents.get(name.removesuffix(".html"))
            return None if document is None else ("text/html;charset=utf-8", document)
        if host == "web":
            name = _decoded(name)
        elif host != "picture":
            return None
        if name not in self._pictures:
            return None
        self._pictures.move_to_end(name)
        return self._pictures[name]


def _decoded(name: str) -> str:
    try:
        return base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""
