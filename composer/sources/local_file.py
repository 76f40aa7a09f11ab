"""One file of the user's own, read whole, with the limits and sentences of every other door."""

from __future__ import annotations

import mimetypes
from datetime import UTC, datetime
from pathlib import Path

from composer.errors import FormatError, InputError, NotFoundError
from composer.i18n import _
from composer.sources.download import Download

MOST_BYTES = 50_000_000
_MEDIA_TYPES = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".ics": "text/calendar",
    ".ical": "text/calendar",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".doc": "application/msword",
}


def open_file(location: str) -> Download:
    """The file's bytes as a :class:`Download` (``location``: its path, ``fetched``: when it was last changed).

    Raises:
        NotFoundError: there is no such file. FormatError: it is empty. InputError: it cannot be read, or is too big.
    """
    path = Path(location).expanduser()
    name = path.name or location[:80]
    try:
        if not path.exists():
            raise NotFoundError(_("There is no file “{name}”.").format(name=location[:200]), _("Check its name and folder."))
        if not path.is_file():
            raise InputError(_("“{name}” is not a file.").format(name=name), _("Choose a file, or a folder of files."))
        stat = path.stat()
        if stat.st_size > MOST_BYTES:
            raise InputError(
                _("“{name}” is bigger than {limit} MB.").format(name=name, limit=MOST_BYTES // 1_000_000),
                _("Choose a smaller file, or cut it into parts."),
            )
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(
            _("“{name}” could not be read.").format(name=name), _("Check that you may open it."), details=str(error)
        ) from error
    if not content.strip(b"\x00\t\r\n\x0c \xef\xbb\xbf"):
        raise FormatError(_("“{name}” is empty.").format(name=name), _("Choose another file."))
    suffix = path.suffix.lower()
    media_type = _MEDIA_TYPES.get(suffix) or mimetypes.guess_type(path.name)[0] or ""
    return Download(str(path), media_type, "", content, {}, False, datetime.fromtimestamp(stat.st_mtime, UTC))
