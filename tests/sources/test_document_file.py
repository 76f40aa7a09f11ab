"""Word documents: what they say, and nothing they could do."""

from __future__ import annotations

import contextlib
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from composer.errors import FormatError
from composer.sources.document_file import DocumentFile
from composer.sources.download import Download
from composer.sources.reader import read

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_LINKS = (
    f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId9" Type="{_OFFICE}/hyperlink" Target="{{}}" TargetMode="External"/></Relationships>'
)
_STYLES = (
    '<?xml version="1.0"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in ("Title", "heading 1", "heading 2")
    )
    + "</w:styles>"
)


def _paragraph(words: str, style: str = "", link: bool = False) -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    run = f"<w:r><w:t>{words}</w:t></w:r>"
    inside = f'<w:hyperlink r:id="rId9">{run}</w:hyperlink>' if link else run
    return f"<w:p>{properties}{inside}</w:p>"


def _document(*paragraphs: str, target: str = "https://example.org/x", prologue: str = "") -> bytes:
    body = (
        f'<?xml version="1.0"?>{prologue}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<w:body>{''.join(paragraphs)}</w:body></w:document>"
    )
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", _TYPES)
        made.writestr("_rels/.rels", _RELATIONS)
        made.writestr("word/document.xml", body)
        made.writestr("word/styles.xml", _STYLES)
        made.writestr("word/_rels/document.xml.rels", _LINKS.format(target))
    return packed.getvalue()


def _read(content: bytes, context: Any) -> Any:
    return DocumentFile().read(Download("/home/me/Tea is back.docx", content=content), context)


def test_a_document_with_title_and_link(context: Any) -> None:
    content = _document(_paragraph("Tea is back", "Title"), _paragraph("Come on 5 June 2019."), _paragraph("See here", link=True))
    (item,) = _read(content, context).items
    assert (item.title, item.text) == ("Tea is back", "Come on 5 June 2019.\n\n[See here](https://example.org/x)")
    assert item.dates[0].words == "5 June 2019"


def test_a_document_of_several_articles(context: Any) -> None:
    prose = "Come along, all of you, and bring a friend who has not been before."
    content = _document(
        *(_paragraph(words, style) for words, style in (("One", "heading1"), (prose, ""), ("Two", "heading1"), (prose, "")))
    )
    assert [item.title for item in _read(content, context).items] == ["One", "Two"]


def test_without_a_title_the_file_name_is_one(context: Any) -> None:
    assert _read(_document(_paragraph("Come along, all of you.")), context).items[0].title == "Tea is back"


def test_active_links_lead_nowhere(context: Any) -> None:
    (item,) = _read(_document(_paragraph("See", link=True), target="javascript:alert(1)"), context).items
    assert "javascript" not in item.html


def test_opened_as_a_file(tmp_path: Path, context: Any) -> None:
    path = tmp_path / "Tea.docx"
    path.write_bytes(_document(_paragraph("Come along, all of you.")))
    assert [item.title for item in read(str(path), context).items] == ["Tea"]


@pytest.mark.parametrize("cut", [30, 300, -30])
def test_truncated_documents(context: Any, cut: int) -> None:
    with pytest.raises(FormatError, match="is damaged, or is not a Word document"):
        _read(_document(_paragraph("x"))[:cut], context)


def test_no_single_changed_byte_is_our_fault(context: Any) -> None:
    whole = _document(_paragraph("Tea and talk", "Title"), _paragraph("Come on Thursday."))
    for at in range(0, len(whole), 3):
        changed = bytearray(whole)
        changed[at] ^= 0x81
        with contextlib.suppress(FormatError):
            DocumentFile().read(Download("post.docx", content=bytes(changed)), context)


def test_empty_documents(context: Any) -> None:
    with pytest.raises(FormatError, match="nothing to read"):
        _read(_document(), context)


def test_other_packed_files_are_no_documents(context: Any) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("a.txt", "x")
    with pytest.raises(FormatError, match="damaged"):
        _read(packed.getvalue(), context)
    assert DocumentFile.matches("a.zip", Download("a.zip", content=packed.getvalue())) == 0


def test_bombs_are_refused_unopened(context: Any) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b" " * 40_000_000)
    with pytest.raises(FormatError, match="far more than a document holds"):
        _read(packed.getvalue(), context)


def test_entities_are_refused(context: Any) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with pytest.raises(FormatError, match="damaged"):
        _read(_document(_paragraph("x"), prologue=bomb), context)
