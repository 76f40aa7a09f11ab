"""JSON from strangers: bounded, and read through small questions that a wrong type answers with nothing instead of a crash."""

from __future__ import annotations

import json
from typing import Any

from composer.errors import FormatError
from composer.i18n import _
from composer.sources.address import place_of
from composer.sources.download import Download
from composer.sources.text_encoding import decode

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
        return json.loads(decode(download.content, download.charset).text, strict=False)
    except (ValueError, RecursionError) as error:
        raise FormatError(
            _("What lies at {place} begins like data but cannot be read.").format(place=place_of(download.location)),
            _("Try again later, or tell whoever looks after the site."),
            details=str(error)[:300],
        ) from error


def is_json(head: Download) -> bool:
    """True where the content looks like a JSON object or list."""
    return head.content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


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
