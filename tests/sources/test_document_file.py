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


_DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="1" name="x" descr="People at a table"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
    '<a:blip r:embed="rId9" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
    "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def _with_picture(content: bytes) -> bytes:
    """The document with one picture beside it, under the relation that :data:`_DRAWING` names."""
    image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(packed, "w") as made:
        for name in before.namelist():
            inside = before.read(name).decode()
            if name.endswith("document.xml.rels"):
                inside = inside.replace(
                    "</Relationships>", f'<Relationship Id="rId9" Type="{image}" Target="media/a.png"/></Relationships>'
                )
            if name == "[Content_Types].xml":
                inside = inside.replace("</Types>", '<Default Extension="png" ContentType="image/png"/></Types>')
            made.writestr(name, inside)
        made.writestr("word/media/a.png", b"the picture")
    return packed.getvalue()


def test_a_picture_becomes_the_item_s_own(new_context: Any) -> None:
    kept: list[tuple[bytes, str, str]] = []

    def keep(content: bytes, name: str, alt: str) -> str:
        kept.append((content, name, alt))
        return "kept:1"

    content = _with_picture(_document(_paragraph("Tea is back", "Title"), _DRAWING, _paragraph("Come along.")))
    (item,) = _read(content, new_context(keep_picture=keep)).items
    assert (item.image, item.image_alt) == ("kept:1", "People at a table")
    assert kept == [(b"the picture", "Tea is back", "People at a table")]
    assert "<img" not in item.html
    assert item.notes == ()


def test_a_picture_that_cannot_be_kept_is_noted(new_context: Any) -> None:
    def refuse(_content: bytes, _name: str, _alt: str) -> str:
        raise FormatError("no picture")

    content = _with_picture(_document(_paragraph("Tea is back", "Title"), _DRAWING, _paragraph("Come along.")))
    for keep in (refuse, None):
        (item,) = _read(content, new_context(keep_picture=keep)).items
        assert item.image == ""
        assert item.notes == ("1 picture of the document was left out.",)
