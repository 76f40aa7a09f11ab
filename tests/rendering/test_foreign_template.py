"""A letter made elsewhere becomes a template that is fit: its frame stays, blocks stand in it, nothing harmful comes along."""

from __future__ import annotations

import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser

from composer.document.issue import Issue
from composer.errors import FormatError
from composer.paths import templates_folder
from composer.rendering.foreign_template import foreign_template
from composer.rendering.renderer import render
from composer.rendering.template_archive import take_in
from composer.rendering.template_check import Fault, check_template
from composer.rendering.templates import Templates

MJML = """<!doctype html><html lang="und" dir="auto" xmlns:v="urn:schemas-microsoft-com:vml"><head><title>T</title>
<!--[if !mso]><!--><link href="https://fonts.example/css" rel="stylesheet">
<style>@import url(https://fonts.example/css);</style><!--<![endif]-->
<style>.half {width: 100% !important} @media (max-width:479px) { .half { width: 50% !important } }
#outlook a {padding: 0}</style></head>
<body style="background-color:#eef"><div style="background-color:#eef">
<!--[if mso | IE]><table border="0" align="center" style="width:600px"><tr><td><v:rect fill="true">
<v:fill src="https://e.org/b.png"/><![endif]-->
<table align="center" style="background: url(https://e.org/b.png); width:100%">
<tbody><tr><td style="font-size:9px;color:rgb(0 0 0 / 50%)">

<h1 style="color:#333">Our news</h1><h4>A line</h4><img src="https://e.org/logo.png"
alt="Mill Friends" onerror="alert(1)"></td></tr></tbody></table>
<!--[if mso | IE]></v:rect></td></tr></table><![endif]-->
<!-- blocks -->
<p class="half" style="color:#444">Frame {{ 7 * 7 }} {% raw %} {# x #}
<a href="https://track.example/x">t</a> <a href="mailto:a@e.org">Write</a></p>
<script>alert(1)</script><form action="https://e.org"><input name="x"></form><object data="file:///etc/passwd"></object></div></body></html>"""
CHIMP = """<html><head><style>.foot div {color:red} .foot {color:#222222}</style></head><body bgcolor="#FAFAFA"><center>
<table id="t"><tr><td mc:edit="preheader_content">Use this area</td></tr>
<tr><td mc:edit="header"><h2>*|MC:SUBJECT|*</h2></td></tr>
<tr><td class="bodyContent" mc:edit="main"><h1>Heading</h1><p>Lorem ipsum dolor sit amet, and much more of it.</p></td></tr>
<tr><td mc:edit="footer_content" class="foot">*|LIST:COMPANY|* <a href="*|UNSUB|*">unsubscribe</a>
*|IF:REWARDS|* *|HTML:REWARDS|*</td></tr>
</table></center></body></html>"""


def _taken(tmp_path: Path, html: str) -> tuple[Templates, list[Fault]]:
    (tmp_path / "ours.html").write_text(html, encoding="utf-8")
    take_in(tmp_path / "ours.html", tmp_path / "own", "ours")
    known = Templates((tmp_path / "own", templates_folder()))
    return known, check_template("ours", known)


@pytest.mark.parametrize("html", [MJML, CHIMP], ids=["mjml", "mailchimp"])
def test_it_is_fit_to_be_sent(tmp_path: Path, golden_issue: Issue, html: str) -> None:
    known, faults = _taken(tmp_path, html)
    assert [fault for fault in faults if fault.severity == "error"] == []
    made = render(msgspec.structs.replace(golden_issue, template="ours"), templates=known)
    tree = parser.document_fromstring(made.html)
    ids = tree.xpath("//@id")
    assert len(ids) == len(golden_issue.blocks)
    (title,) = tree.iter("h1")
    assert title.text_content() == "December letter"
    assert made.html.count("FV1 2AB") == 1


def test_nothing_harmful_comes_along(tmp_path: Path, golden_issue: Issue) -> None:
    known, _faults = _taken(tmp_path, MJML)
    html = render(msgspec.structs.replace(golden_issue, template="ours"), templates=known).html
    for word in (
        "<script",
        "alert",
        "onerror",
        "<form",
        "track.example",
        "fonts.example",
        "e.org/b.png",
        "logo.png",
        "passwd",
        "<v:",
    ):
        assert word not in html
    assert "Frame {{ 7 * 7 }} {% raw %} {# x #}" in html
    assert "Mill Friends" in html
    assert 'href="mailto:a@e.org"' in html
    assert "font-size:14px" in html
    assert "color:#808080" in html
    assert "#EEEEFF" in html
    assert html.count("<!--[if mso | IE]>") == 2


def test_the_words_of_the_export_make_room(tmp_path: Path, golden_issue: Issue) -> None:
    known, _faults = _taken(tmp_path, CHIMP)
    html = render(msgspec.structs.replace(golden_issue, template="ours"), templates=known).html
    for word in ("Use this area", "Lorem ipsum", "*|", "REWARDS", "Heading<"):
        assert word not in html
    assert golden_issue.subject.split("–")[0].strip()[:20] in html


def test_without_a_place_it_says_how_to_mark_one() -> None:
    with pytest.raises(FormatError, match="does not say where the blocks go") as told:
        foreign_template("<html><body><p>Hello</p></body></html>", "hello")
    assert "<!-- blocks -->" in told.value.remedy


@pytest.mark.parametrize("html", ["", "   ", "\0", "x" * 500_000])
def test_what_is_no_letter(html: str) -> None:
    with pytest.raises(FormatError):
        foreign_template(html, "x")


def test_an_export_in_a_zip_with_its_pictures(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("mail/index.html", CHIMP)
        archive.writestr("mail/images/a.png", b"x")
    assert take_in(tmp_path / "export.zip", tmp_path / "own") == "export"
    assert Templates((tmp_path / "own", templates_folder())).get("export").name == "index"


def test_between_the_rows_of_a_table(tmp_path: Path) -> None:
    _known, faults = _taken(tmp_path, "<body><table><tr><td>Top</td></tr><!-- blocks --><tr><td>Foot</td></tr></table></body>")
    assert [fault for fault in faults if fault.severity == "error"] == []


@given(st.text(alphabet="<>/ abtd=\"'{}%#|*!-[]:;", max_size=120))
@settings(max_examples=60)
def test_any_html_is_a_template_or_none(inside: str) -> None:
    try:
        files = foreign_template(f"<html><body><p>{inside}</p><!-- blocks --></body></html>", "x")
    except FormatError:
        return
    assert files["layout.html.j2"].startswith("{% extends")
