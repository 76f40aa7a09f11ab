"""Word documents (.docx), through mammoth: what the document says, not how it looks."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import PurePath
from typing import Any, ClassVar

from composer.errors import FormatError
from composer.i18n import N_, _
from composer.sources.download import Download
from composer.sources.page_reading import items_of_html
from composer.sources.plain_file import name_of
from composer.sources.source import FetchContext, Fetched, Source

MOST_UNPACKED = 150_000_000
MOST_XML = 30_000_000
MOST_PARTS = 5_000
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh\np[style-name='Quote'] => blockquote > p:fresh"


class DocumentFile(Source):
    """A Word document."""

    type: ClassVar[str] = "word"
    label: ClassVar[str] = N_("Word document")

    @classmethod
    def matches(cls, location: str, head: Download | None) -> int:
        if head is None or not head.content.startswith(b"PK"):
            return 0
        named = PurePath(location).suffix.lower() in (".docx", ".docm", ".dotx")
        return 80 if named or "wordprocessingml" in head.media_type or b"word/document.xml" in head.content else 0

    def read(self, download: Download, context: FetchContext) -> Fetched:
        name = name_of(download)
        _refuse_bombs(download, name)
        items = items_of_html(_html_of(download, name), download.location, context, title=name)
        if not items:
            raise FormatError(_("There is nothing to read in “{name}”.").format(name=name), _("Choose another file."))
        return Fetched(items, (), items[0].title)


def _damaged(name: str, details: str) -> FormatError:
    return FormatError(
        _("“{name}” is damaged, or is not a Word document.").format(name=name),
        _("Open it in Word or LibreOffice, save it again as .docx and choose that."),
        details=details,
    )


def _refuse_bombs(download: Download, name: str) -> None:
    """Look at the parts before anything is unpacked: how many, how big, and whether one defines entities (no Word document does).

    Raises:
        FormatError: it is damaged, or made to do harm.
    """
    try:
        with zipfile.ZipFile(BytesIO(download.content)) as packed:
            parts = packed.infolist()
            xml = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
            huge = sum(part.file_size for part in parts) > MOST_UNPACKED or any(part.file_size > MOST_XML for part in xml)
            if huge or len(parts) > MOST_PARTS:
                raise FormatError(
                    _("“{name}” unpacks to far more than a document holds.").format(name=name), _("Choose another file.")
                )
            for part in xml:
                with packed.open(part) as opened:
                    opening = opened.read(2_000)
                if b"<!DOCTYPE" in opening or b"<!ENTITY" in opening:
                    raise _damaged(name, f"{part.filename} declares a document type")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise _damaged(name, str(error)) from error


def _html_of(download: Download, name: str) -> str:
    """The document as HTML. Its pictures stay behind: they have no address, and an issue's pictures are chosen by hand."""
    import mammoth

    def without_picture(_image: Any) -> dict[str, str]:
        return {"src": "data:,"}

    try:
        result = mammoth.convert_to_html(
            BytesIO(download.content), style_map=_STYLES, convert_image=mammoth.images.img_element(without_picture)
        )
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        OSError,
        AttributeError,
        TypeError,
        IndexError,
        RecursionError,
        EOFError,
    ) as error:
        raise _damaged(name, f"{type(error).__name__}: {error}") from error
    except Exception as error:
        # mammoth lets the errors of its XML reader through, which share no base but Exception (expat's, minidom's, zlib's).
        raise _damaged(name, f"{type(error).__name__}: {error}") from error
    return str(result.value)
