"""The sample organisation's PDF files, written by hand: pages of plain words in the two fonts every reader of PDF has."""

from __future__ import annotations

import textwrap
import tomllib
from pathlib import Path
from typing import Any

_WIDTH, _HEIGHT = 595, 842  # A4 in points
_GREEN, _INK = "0.12 0.36 0.30 rg", "0.12 0.14 0.13 rg"


def read_reports(toml: Path) -> dict[str, dict[str, Any]]:
    """What ``reports.toml`` says, by file name without ending."""
    return tomllib.loads(toml.read_text(encoding="utf-8"))


def report_file(facts: dict[str, Any], organisation: str) -> bytes:
    """One report as PDF 1.4: a cover, then the chapters in turn until it has as many pages as it should.

    Args:
        facts: ``title``, ``subtitle``, ``pages`` and ``chapters`` (pairs of heading and words).
    """
    pages = [_cover(facts, organisation)]
    chapters = facts["chapters"]
    while len(pages) < facts["pages"]:
        number = len(pages)
        heading, words = chapters[(number - 1) % len(chapters)]
        pages.append(_page(heading, words, f"{organisation} · {number + 1}"))
    kids = " ".join(f"{5 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for index, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Contents {6 + 2 * index} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content))
    title = _text(f"{facts['title']}: {facts['subtitle']}")
    objects.append(b"<< /Title (%b) /Author (%b) >>" % (title, _text(organisation)))
    return _assemble(objects)


def _assemble(objects: list[bytes]) -> bytes:
    """Header, objects, cross-reference table and trailer (ISO 32000-1, section 7.5); the last object is the information."""
    content = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    start = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return content + start + table + end % (len(objects) + 1, len(objects), len(content))


def _cover(facts: dict[str, Any], organisation: str) -> bytes:
    lines = [f"{_GREEN} 0 0 {_WIDTH} {_HEIGHT} re f 1 1 1 rg".encode()]
    lines += _lines(facts["title"], "F2", 40, 72, 560, 20, 48)
    lines += _lines(facts["subtitle"], "F1", 20, 72, 430, 40, 28)
    lines += _lines(f"{organisation} (a made-up organisation)", "F1", 12, 72, 72, 80, 16)
    return b"\n".join(lines)


def _page(heading: str, words: str, foot: str) -> bytes:
    lines = [_GREEN.encode(), *_lines(heading, "F2", 24, 72, 740, 36, 30)]
    lines += [_INK.encode(), *_lines(words, "F1", 13, 72, 680, 70, 20), *_lines(foot, "F1", 10, 72, 48, 90, 12)]
    return b"\n".join(lines)


def _lines(words: str, font: str, size: int, left: int, top: int, width: int, leading: int) -> list[bytes]:
    """``words`` wrapped at ``width`` characters, its first line ``top`` points above the page's lower edge."""
    return [
        b"BT /%b %d Tf %d %d Td (%b) Tj ET" % (font.encode(), size, left, top - leading * index, _text(line))
        for index, line in enumerate(textwrap.wrap(words, width))
    ]


def _text(words: str) -> bytes:
    """Words in the fonts' encoding, with what ends a PDF string escaped."""
    encoded = words.encode("cp1252", "replace")
    return encoded.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
