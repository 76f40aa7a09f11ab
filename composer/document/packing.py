"""An issue as bytes: JSON, and zlib of it for the database."""

from __future__ import annotations

import zlib

import msgspec

from composer.database.stored_text import storable_json
from composer.document.issue import Issue, issue_from_data, issue_to_data
from composer.errors import FormatError
from composer.i18n import _

MAX_JSON_BYTES = 64_000_000
"""More than this is no issue a person wrote."""


def issue_to_json(issue: Issue) -> bytes:
    """The issue as JSON in UTF-8."""
    return storable_json(issue_to_data(issue))


def issue_from_json(content: bytes) -> Issue:
    """The issue that :func:`issue_to_json` wrote, in this release or an older one.

    Raises:
        FormatError: it is no issue, is damaged, or was written by a newer release.
    """
    try:
        data = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _damaged(str(error)) from error
    return issue_from_data(data)


def pack(issue: Issue) -> bytes:
    """The issue as the database keeps it."""
    return zlib.compress(issue_to_json(issue))


def unpack_json(content: bytes) -> bytes:
    """The JSON inside what :func:`pack` made.

    Raises:
        FormatError: it is damaged.
    """
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(content, MAX_JSON_BYTES)
    except zlib.error as error:
        raise _damaged(str(error)) from error
    if not unpacker.eof:
        raise _damaged("the compressed text ends too early or is too long")
    return found


def unpack(content: bytes) -> Issue:
    """The issue that :func:`pack` made.

    Raises:
        FormatError: it is damaged, or was written by a newer release.
    """
    return issue_from_json(unpack_json(content))


def _damaged(details: str) -> FormatError:
    return FormatError(_("This issue is damaged."), _("Go back to an earlier version of it."), details=details)
