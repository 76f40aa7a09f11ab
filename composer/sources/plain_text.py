"""Plain text files, and text pasted from a page or a mail: the posts in it."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from msgspec.structs import replace

from composer.errors import FormatError
from composer.i18n import N_, _
from composer.sources.download import Download
from composer.sources.plain_file import file_of, text_of_file
from composer.sources.source import FetchContext, Fetched, Source
from composer.sources.splitting import split_posts

MOST_CHARACTERS = 3_000_000


class PlainText(Source):
    """A text file."""

    type: ClassVar[str] = "text"
    label: ClassVar[str] = N_("Text file")

    @classmethod
    def matches(cls, location: str, head: Download | None) -> int:
        if head is None:
            return 0
        if PurePath(location).suffix.lower() in (".txt", ".text"):
            return 50
        return 15 if head.media_type in ("", "text/plain") else 0

    def read(self, download: Download, context: FetchContext) -> Fetched:
        text = text_of_file(download)[:MOST_CHARACTERS]
        name = PurePath(download.location).name if download.location else ""
        items = split_posts(text, today=context.today(), zone=context.zone, source=name)
        if not items:
            raise FormatError(
                _("There is nothing to read in “{name}”.").format(name=file_of(download)), _("Choose another file.")
            )
        return Fetched(tuple(replace(item, source=download.location) for item in items))
