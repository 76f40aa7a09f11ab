"""JSON from strangers: bounded, and read through small questions that a wrong type answers with nothing instead of a crash."""

from __future__ import annotations

import json
import re
from typing import Any

from composer.errors import FormatError
from composer.i18n import _
from composer.sources.address import place_of
from composer.sources.download import Download
from composer.sources.text_encoding import decode

# What is not closed goes on to the end, so that nothing is looked at twice.
_STRING_OR_COMMA = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|,(?=\s*[}\]])', re.DOTALL)
# What a server's own software warns of before the data it was asked for.
_WARNING = r"(?:<br\s*/?>\s{0,9})?(?:<b>)?(?:PHP )?(?:Warning|Notice|Deprecated|Strict Standards)(?:</b>)?:"
_WARNED = re.compile(rf"[\ufeff\s]{{0,99}}{_WARNING}.{{0,20000}}?[\n>]\s{{0,99}}(?=[\[{{]\s{{0,99}}[\"{{\[])", re.DOTALL)
_WARNED_BEFORE = re.compile(rb"(?:\xef\xbb\xbf|\s){0,99}" + _WARNING.encode())
MOST_BYTES = 16_000_000
"""Of a document: read, it is ten times as large in memory."""


def read_json(download: Download) -> Any:
    """The document.

    Raises:
        FormatError: it is not JSON, too large, or nested beyond reason.
    """
    if len(download.content) > MOST_BYTES:
        raise FormatError(
            _("What lies at {place} is too large to be read.").format(place=place_of(download.location)),
            _("Ask the site for a feed with fewer posts."),
        )
    try:
        text = decode(download.content, download.charset).text
        warned = _WARNED.match(text)
        return _loaded(text[warned.end() :] if warned else text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise FormatError(
            _("What lies at {place} begins like data but cannot be read.").format(place=place_of(download.location)),
            _("Try again later, or tell whoever looks after the site."),
            details=str(error)[:300],
        ) from error


def _loaded(text: str) -> Any:
    """The document, also where a comma stands behind the last of a list.

    Raises:
        ValueError, RecursionError: it is none.
    """
    try:
        return json.loads(text, strict=False)
    except ValueError:
        bare = _STRING_OR_COMMA.sub(lambda match: match[0] if match[0].startswith('"') else "", text)
        if bare == text:
            raise
        return json.loads(bare, strict=False)


def is_json(head: Download) -> bool:
    """True where the content looks like a JSON object or list, also below a server's warnings."""
    if head.content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return True
    if not _WARNED_BEFORE.match(head.content[:400]):
        return False
    return _WARNED.match(head.content[:30_000].decode("utf-8", errors="replace")) is not None


def text_of(value: Any) -> str:
    """A string or number as text; anything else is nothing."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def part(value: Any, *path: str | int) -> Any:
    """What lies at a path of keys and places; None where the way ends early."""
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def words_at(value: Any, *path: str | int) -> str:
    """The text at a path; empty where there is none."""
    return text_of(part(value, *path))


def list_at(value: Any, *path: str | int) -> list[Any]:
    """The list at a path; empty where there is none."""
    found = part(value, *path)
    return found if isinstance(found, list) else []
