"""The copy for those who are to agree: everything they need in one file, and nothing in it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import lxml.html
import msgspec
import pytest

from composer.checks.check import Finding
from composer.errors import InputError
from composer.publishing.review import Choice, read_facts, read_letter
from composer.publishing.review_copy import review_copy, write_review_copy


def facts(harbour: Any) -> Any:
    return read_facts(harbour.workspace, read_letter(harbour.workspace, harbour.issue.id), Choice(("Friends",)))


def test_what_to_whom_and_what_the_checks_say(harbour: Any, tmp_path: Path) -> None:
    told = facts(harbour)
    path = write_review_copy(told, tmp_path / "copy.html")
    page = lxml.html.fromstring(path.read_text())
    words = " ".join(page.text_content().split())
    assert told.agreement.shown in words
    assert "Lights on at the harbour" in words
    assert "5 people (Friends)" in words
    assert "person1@example.org" not in path.read_text()
    (letter,) = page.xpath("//iframe")
    assert letter.get("sandbox") == ""
    assert "The boathouse roof is finished" in letter.get("srcdoc")
    assert "Dear friend" in letter.get("srcdoc")
    assert "Dear friend" in page.xpath("string(//pre)")


def test_strangers_words_stay_words(harbour: Any) -> None:
    told = facts(harbour)
    evil = '"></iframe><script>alert(1)</script>'
    import dataclasses

    letter = dataclasses.replace(
        told.letter,
        issue=msgspec.structs.replace(told.letter.issue, name=evil),
        rendered=msgspec.structs.replace(told.letter.rendered, html=f"<p>{evil}</p>", text=evil, subject=evil),
    )
    findings = (
        Finding(code="x", severity="warning", message=evil),
        Finding(code="y", severity="warning", message="Long", accepted=evil),
    )
    page = lxml.html.fromstring(review_copy(dataclasses.replace(told, letter=letter, findings=findings)))
    assert not page.xpath("//script")
    assert page.xpath("//iframe")[0].get("srcdoc") == f"<p>{evil}</p>"
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]


def test_pictures_are_inside(harbour: Any) -> None:
    import dataclasses

    told = facts(harbour)
    rendered = msgspec.structs.replace(told.letter.rendered, html='<img src="cid:abc" alt="">', pictures=("abc",))
    letter = dataclasses.replace(told.letter, rendered=rendered, pictures={"abc": ("image/png", b"png")})
    page = lxml.html.fromstring(review_copy(dataclasses.replace(told, letter=letter)))
    assert 'src="data:image/png;base64,cG5n"' in page.xpath("//iframe")[0].get("srcdoc")


def test_a_place_nobody_may_write_to(harbour: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError):
        write_review_copy(facts(harbour), tmp_path / "file" / "copy.html")
