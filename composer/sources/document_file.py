"""Word documents (.docx), through mammoth: what the document says, not how it looks."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import PurePath
from typing import Any, ClassVar

from msgspec.structs import replace

from composer.errors import ComposerError, FormatError
from composer.i18n import N_, _, ngettext
from composer.library.item import Item
from composer.sources.download import Download
from composer.sources.page_reading import items_of_html
from composer.sources.plain_file import name_of
from composer.sources.source import FetchContext, Fetched, Source

MOST_UNPACKED = 150_000_000
MOST_XML = 30_000_000
MOST_PARTS = 5_000
MOST_PICTURES = 40
LARGEST_PICTURE = 30_000_000
_NOBODY = "picture.invalid"
_STAND_IN = rf"<img\b[^>]*\bsrc=\"https://{re.escape(_NOBODY)}/\d+\"[^>]*>"
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
        pictures = _Pictures(name, context.keep_picture)
        found = items_of_html(_html_of(download, name, pictures), download.location, context, title=name)
        items = pictures.given_to(found)
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


class _Pictures:
    """The pictures of one document, kept as they are met; in the HTML each stands under an address of nobody's."""

    def __init__(self, name: str, keep: Callable[[bytes, str, str], str] | None) -> None:
        self._name = name
        self._keep = keep
        self.addresses: dict[str, str] = {}
        self.left_behind = 0

    def element_for(self, picture: Any) -> dict[str, str]:
        """What mammoth asks: the attributes of an ``img`` element for a picture."""
        alt = " ".join(str(picture.alt_text or "").split())[:500]
        if self._keep is None or len(self.addresses) >= MOST_PICTURES:
            self.left_behind += 1
            return {"src": "data:,"}
        try:
            with picture.open() as opened:
                content = opened.read(LARGEST_PICTURE + 1)
            if len(content) > LARGEST_PICTURE:
                raise FormatError(_("The picture is too large."))
            kept = self._keep(content, self._name, alt)
        except (ComposerError, KeyError, ValueError, OSError, zipfile.BadZipFile):
            self.left_behind += 1  # a drawing of Windows' own, or one that lies elsewhere; the item says that it is missing
            return {"src": "data:,"}
        stand_in = f"https://{_NOBODY}/{len(self.addresses)}"
        self.addresses[stand_in] = kept
        return {"src": stand_in, "alt": alt}

    def given_to(self, items: Sequence[Item]) -> tuple[Item, ...]:
        """The items with their pictures by the address they are kept under, and a note of those that stayed behind."""
        made = []
        for number, item in enumerate(items):
            own = len(re.findall(_STAND_IN, item.html))
            notes = list(item.notes)
            if own > 1:
                words = ngettext("{count} picture of it is not used.", "{count} pictures of it are not used.", own - 1)
                notes.append(words.format(count=own - 1))
            if self.left_behind and number == 0:
                words = ngettext(
                    "{count} picture of the document was left out.",
                    "{count} pictures of the document were left out.",
                    self.left_behind,
                )
                notes = [note for note in notes if note not in _dropped_pictures(self.left_behind)]
                notes.append(words.format(count=self.left_behind))
            image = self.addresses.get(item.image, "" if _NOBODY in item.image else item.image)
            html = re.sub(_STAND_IN, "", item.html)
            made.append(replace(item, image=image, html=html, notes=tuple(notes)))
        return tuple(made)


def _dropped_pictures(count: int) -> tuple[str, ...]:
    """What the sanitizer says of pictures without an address, which is said better here."""
    return (
        ngettext("A picture in the text was left out.", "{count} pictures in the text were left out.", count).format(count=count),
    )


def _html_of(download: Download, name: str, pictures: _Pictures) -> str:
    """The document as HTML."""
    import mammoth

    try:
        result = mammoth.convert_to_html(
            BytesIO(download.content), style_map=_STYLES, convert_image=mammoth.images.img_element(pictures.element_for)
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
