"""What the server tells of a report's file, with a few bytes and within limits."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local_site import Answer, LocalSite

from composer.errors import SourceError
from composer.sources.download import Downloader
from composer.sources.report_file import OPENING, FileFacts, file_facts, office_pages, pdf_pages, type_in_address

TREE = b"%PDF-1.4\n2 0 obj << /Type /Pages /Resources << /Font << /F1 3 0 R >> >> /Kids [4 0 R] /Count 24 >> endobj\n"
OUTLINE = b"9 0 obj << /Type /Outlines /Count 400 >> endobj\n"
NODE = b"5 0 obj << /Count 12 /Parent 2 0 R /Type/Pages >> endobj\n"


def packed_pdf() -> bytes:
    text = zlib.compress(b"2 0 4 90 << /Type /Pages /Count 7 /Kids [] >> << /Type /Outlines /Count 99 >>")
    return b"%%PDF-1.5\n1 0 obj << /Type /ObjStm /N 2 /Length %d >>\nstream\r\n%b\nendstream" % (len(text), text)


def office(name: str, words: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"<w/>")
        packed.writestr(name, words)
    return made.getvalue()


def serve_parts(content: bytes, media_type: str = "application/pdf") -> Any:
    """A route that gives parts, as real servers do (RFC 9110, section 14)."""

    def route(handler: Any) -> Answer:
        match = re.fullmatch(r"bytes=(\d+)-(\d+)", handler.headers["Range"])
        assert match is not None
        first, last = int(match[1]), min(int(match[2]), len(content) - 1)
        headers = {"Content-Range": f"bytes {first}-{last}/{len(content)}"}
        return Answer(content[first : last + 1], media_type, 206, headers)

    return route


def ask(site: LocalSite, path: str = "/r.pdf") -> FileFacts:
    return file_facts(f"{site.address}{path}", Downloader(timeout=5), typed=True)


def test_pages_are_counted_in_the_page_tree() -> None:
    assert pdf_pages(OUTLINE + NODE + TREE) == 24
    assert pdf_pages(packed_pdf()) == 7
    assert pdf_pages(b"%PDF-1.7 encrypted") == 0
    assert pdf_pages(b"<< /Type /Pages /Count 999999 >>") == 0


def test_a_small_file_is_asked_for_once(site: LocalSite) -> None:
    site.routes["/r.pdf"] = serve_parts(TREE)
    assert ask(site) == FileFacts("pdf", len(TREE), 24)
    assert len(site.asked) == 1


def test_a_file_made_for_the_web_says_its_pages_first(site: LocalSite) -> None:
    content = b"%PDF-1.6\n1 0 obj << /Linearized 1 /L 900000 /N 36 /T 99 >> endobj\n" + bytes(900_000)
    site.routes["/r.pdf"] = serve_parts(content)
    assert ask(site) == FileFacts("pdf", len(content), 36)
    assert len(site.asked) == 1


def test_of_a_large_file_only_the_ends_are_read(site: LocalSite) -> None:
    content = b"%PDF-1.4\n" + bytes(6_000_000) + TREE
    site.routes["/r.pdf"] = serve_parts(content)
    assert ask(site) == FileFacts("pdf", len(content), 24)
    assert len(site.asked) == 2
    assert site.asked[1][1]["range"] == f"bytes={len(content) - 400_000}-{len(content) - 1}"


def test_a_server_without_parts_is_not_read_to_its_end(site: LocalSite) -> None:
    written = 0

    def pour(handler: Any) -> None:
        nonlocal written
        for _piece in range(1_000):
            handler.wfile.write(bytes(65_536))
            written += 65_536

    site.routes["/r.pdf"] = Answer(pour, "application/pdf", headers={"Content-Length": "65536000"})
    assert ask(site) == FileFacts("pdf", 65_536_000, 0)
    assert written < 30_000_000


def test_what_is_called_a_file_may_be_a_page(site: LocalSite) -> None:
    site.routes["/r.pdf"] = Answer(b"<p>Please accept cookies</p>")
    with pytest.raises(SourceError, match="a page, not a file"):
        ask(site)
    with pytest.raises(SourceError, match="no such page"):
        ask(site, "/missing.pdf")


def test_a_link_without_an_ending_is_told_by_its_first_bytes(site: LocalSite) -> None:
    site.routes["/download/12"] = Answer(TREE, "application/octet-stream")
    assert ask(site, "/download/12") == FileFacts("pdf", len(TREE), 24)


def test_a_redirect_is_followed_but_never_into_a_private_network(site: LocalSite) -> None:
    site.routes["/r.pdf"] = serve_parts(TREE)
    site.routes["/moved"] = Answer(status=302, headers={"Location": "/r.pdf"})
    assert ask(site, "/moved").pages == 24
    with pytest.raises(SourceError, match="private network"):
        file_facts(f"{site.address}/r.pdf", Downloader(timeout=5))


def test_office_documents_say_their_pages_themselves(site: LocalSite) -> None:
    docx = office("docProps/app.xml", b"<Properties><Pages>11</Pages></Properties>")
    site.routes["/r.docx"] = serve_parts(docx, "application/octet-stream")
    assert ask(site, "/r.docx") == FileFacts("docx", len(docx), 11)
    assert office_pages(office("meta.xml", b'<meta:document-statistic meta:page-count="5"/>')) == 5
    assert office_pages(office("docProps/app.xml", b"<Slides>9</Slides>")) == 9
    assert office_pages(office("other.xml", b"")) == 0
    assert office_pages(docx[:100]) == 0


def test_an_opening_longer_than_asked_is_cut(site: LocalSite) -> None:
    site.routes["/r.xlsx"] = Answer(bytes(OPENING * 2), "application/vnd.ms-excel")
    assert ask(site, "/r.xlsx") == FileFacts("xls", OPENING * 2, 0)


@given(st.binary(max_size=400), st.binary(max_size=100))
def test_no_bytes_make_it_stumble(one: bytes, other: bytes) -> None:
    assert pdf_pages(one + b"/Type /Pages" + other) >= 0
    assert pdf_pages(b"<< /Type /ObjStm >> stream\n" + one) == 0 or b"/Pages" in one
    assert office_pages(b"PK\x03\x04" + one) == 0


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://a.example/R%20eport.PDF?x=1#p", "pdf"),
        ("https://a.example/report", ""),
        ("https://a.example/v1.2/", ""),
        ("http://[", ""),
    ],
)
def test_types_in_addresses(address: str, kind: str) -> None:
    assert type_in_address(address) == kind
