"""What a report's file is: its type, its size, its pages. Asked of its server, a few bytes at a time."""

from __future__ import annotations

import re
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Protocol
from urllib.parse import unquote, urlsplit
from zipfile import BadZipFile, ZipFile

from composer.errors import SourceError
from composer.i18n import _
from composer.sources.address import host_of
from composer.sources.download import Part

OPENING = 65_536
WHOLE_UP_TO = 4_000_000
"""Files up to this size are read whole where their pages cannot be told from the beginning."""
TAIL = 400_000
MOST_UNPACKED = 4_000_000
MOST_PAGES = 20_000
FILE_TYPES = frozenset({"pdf", "doc", "docx", "odt", "rtf", "ppt", "pptx", "odp", "xls", "xlsx", "ods", "csv", "epub", "zip"})
_BY_MEDIA_TYPE = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/epub+zip": "epub",
}
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,400}?/N\s+(\d{1,6})")
_PAGES = re.compile(rb"/Type\s*/Pages\b")
_COUNT = re.compile(rb"/Count\s+(\d{1,6})(?!\s+\d+\s+R)")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")
_BRACKETS = re.compile(rb"<<|>>")
_NEAR = 8_000
_MOST_NODES = 2_000
_STATED = re.compile(rb"<(?:\w+:)?(?:Pages|Slides)>\s*(\d{1,6})\s*<|page-count\s*=\s*[\"'](\d{1,6})[\"']")


@dataclass(frozen=True)
class FileFacts:
    """A file's type (``pdf``), its size in bytes and its pages; 0 where unknown."""

    file_type: str
    size: int = 0
    pages: int = 0


class Parts(Protocol):
    """What gives parts of files: :class:`composer.sources.download.Downloader`."""

    def part(
        self, url: str, *, first: int = 0, most: int = 65_536, typed: bool = False, cancel: threading.Event | None = None
    ) -> Part: ...


def file_facts(address: str, parts: Parts, *, typed: bool = False, cancel: threading.Event | None = None) -> FileFacts:
    """Ask the server of ``address`` what lies there: at most three requests and about 4 MB.

    Args:
        typed: the address lies on the very site of a source the user gave, which may be in a private network.

    Raises:
        SourceError: it could not be read, or it is a web page rather than a file.
    """
    part = parts.part(address, most=OPENING, typed=typed, cancel=cancel)
    kind = _type_of(part, address)
    if not kind:
        raise SourceError(
            _("What {host} gives there is a page, not a file.").format(host=host_of(address)), _("Link to the file itself.")
        )
    if kind not in ("pdf", "docx", "odt", "pptx", "odp"):
        return FileFacts(kind, part.total)
    size = part.total or (len(part.content) if len(part.content) < OPENING else 0)
    pages = _linearized(part.content) if kind == "pdf" else 0
    if not pages:
        content = part.content
        if size > len(content):
            whole = size <= WHOLE_UP_TO
            first = 0 if whole else size - TAIL
            more = parts.part(part.location, first=first, most=size - first, typed=typed, cancel=cancel)
            content = more.content if whole or more.first == first else content
        pages = pdf_pages(content) if kind == "pdf" else office_pages(content)
    return FileFacts(kind, size, pages)


def type_in_address(address: str) -> str:
    """The type a file's address ends with (``pdf``); empty where it ends like a page."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    ending = path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""
    return ending if ending in FILE_TYPES else ""


def _type_of(part: Part, address: str) -> str:
    """The type by the first bytes, then by what the server says, then by the address; empty for a web page."""
    if b"%PDF-" in part.content[:1024]:
        return "pdf"
    if part.media_type in _BY_MEDIA_TYPE:
        return _BY_MEDIA_TYPE[part.media_type]
    if part.media_type in ("text/html", "application/xhtml+xml"):
        return ""
    return type_in_address(part.location) or type_in_address(address)


def _linearized(opening: bytes) -> int:
    """The pages of a PDF made for the web, which says how many on its first lines (ISO 32000-1, annex F.3.3)."""
    match = _LINEARIZED.search(opening[:2048])
    return _plausible(int(match[1])) if match else 0


def pdf_pages(content: bytes) -> int:
    """The pages of a PDF by the largest ``/Count`` of its page tree (ISO 32000-1, section 7.7.3), plain or in packed objects
    (section 7.5.7); 0 where it is not found, for instance in a protected file."""
    best = 0
    for text in (content, *_packed_objects(content)):
        for match in islice(_PAGES.finditer(text), _MOST_NODES):
            node = _dictionary_around(text, match.start())
            best = max([best, *(int(count[1]) for count in _COUNT.finditer(node))])
    return _plausible(best)


def _dictionary_around(text: bytes, place: int) -> bytes:
    """The entries of the PDF dictionary that ``place`` lies in, without those of dictionaries inside it."""
    open_at: list[int] = []
    first = max(place - _NEAR, 0)
    for bracket in _BRACKETS.finditer(text, first, place):
        if bracket.group() == b"<<":
            open_at.append(bracket.end())
        elif open_at:
            open_at.pop()
    begin = open_at[-1] if open_at else first
    entries, depth, since = b"", 1, begin
    for bracket in _BRACKETS.finditer(text, begin, place + _NEAR):
        if bracket.group() == b"<<":
            entries += text[since : bracket.start()] if depth == 1 else b""
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                return entries + text[since : bracket.start()]
            since = bracket.end()
    return entries


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """What lies in packed object streams, at most :data:`MOST_UNPACKED` bytes of it."""
    left = MOST_UNPACKED
    for match in _PACKED.finditer(content):
        begin = content.find(b"stream", match.end(), match.end() + 2000)
        if begin < 0 or left <= 0:
            continue
        begin += len(b"stream")
        begin += 2 if content[begin : begin + 2] == b"\r\n" else 1
        try:
            text = zlib.decompressobj().decompress(content[begin : begin + left], left)
        except zlib.error:  # packed in another way, or cut off
            continue
        left -= len(text)
        yield text


def office_pages(content: bytes) -> int:
    """The pages (or slides) an office document says it has, in ``docProps/app.xml`` or ``meta.xml``; 0 where it does not."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            for name in ("docProps/app.xml", "meta.xml"):
                if name in packed.namelist():
                    with packed.open(name) as stated:
                        match = _STATED.search(stated.read(200_000))
                    return _plausible(int(match[1] or match[2])) if match else 0
    except (BadZipFile, OSError, ValueError, EOFError, zlib.error, RuntimeError):
        return 0  # damaged, cut off, or protected: then its pages stay unknown
    return 0


def _plausible(pages: int) -> int:
    return pages if 0 < pages <= MOST_PAGES else 0
