"""render: the bodies as they will be sent."""

from __future__ import annotations

from collections.abc import Callable
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from composer.cli import render

Newsletter = Callable[..., Any]


def test_three_files_hold_the_letter(newsletter: Newsletter, issue_file: Path, tmp_path: Path) -> None:
    answer = newsletter("render", issue_file, "--out", tmp_path / "out", "--json")
    assert answer.status == 0
    assert set(answer.json) == {"html", "text", "eml", "pictures", "bytes"}
    html = Path(answer.json["html"]).read_text(encoding="utf-8")
    assert answer.json["bytes"] == pytest.approx(len(html.encode()), abs=2000)
    assert "Dear friend," in html
    text = Path(answer.json["text"]).read_text(encoding="utf-8")
    assert "Unsubscribe: mailto:" in text
    letter = BytesParser(policy=policy.default).parsebytes(Path(answer.json["eml"]).read_bytes())
    assert not letter.defects
    plain = letter.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().replace("\r\n", "\n").strip() == text.strip()
    assert answer.json["pictures"] == []


def test_as_one_of_the_people_reads_it(newsletter: Newsletter, issue_file: Path, tmp_path: Path) -> None:
    answer = newsletter("render", issue_file, "--as", "Bob.and.Sue@example.net", "--out", tmp_path / "out", "--json")
    assert answer.status == 0
    assert "Dear Bob & Sue," in Path(answer.json["text"]).read_text(encoding="utf-8")
    assert "Dear Bob &amp; Sue," in Path(answer.json["html"]).read_text(encoding="utf-8")


def test_pictures_where_asked(newsletter: Newsletter, issue_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def take(html: Path, out: Path, pictures: dict[str, tuple[str, bytes]], console: object) -> list[Path]:
        asked.append((html.name, len(pictures)))
        return [out / "body-700.png"]

    monkeypatch.setattr(render, "take_pictures", take)
    answer = newsletter("render", issue_file, "--png", "--out", tmp_path / "out", "--json")
    assert answer.json["pictures"] == [str(tmp_path / "out" / "body-700.png")]
    assert asked == [("body.html", 4)]


@pytest.mark.parametrize("more", [["--as", "nobody@example.org"], ["--template", "none-such"], ["--as", "not an address"]])
def test_what_cannot_be_is_said(newsletter: Newsletter, issue_file: Path, tmp_path: Path, more: list[str]) -> None:
    answer = newsletter("render", issue_file, "--out", tmp_path / "out", *more)
    assert (answer.status, answer.out) == (2, "")
    assert len(answer.err.strip().splitlines()) == 1
    assert "fault" not in answer.err


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"just text", b"\x00" * 1000])
def test_a_file_that_is_no_issue_is_said(newsletter: Newsletter, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.newsletter"
    file.write_bytes(content)
    answer = newsletter("render", file, "--out", tmp_path / "out")
    assert answer.status == 2
    assert "fault" not in answer.err
    assert len(answer.err.strip().splitlines()) == 1


def test_a_folder_that_cannot_be_written_is_said(newsletter: Newsletter, issue_file: Path, tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("", encoding="utf-8")
    answer = newsletter("render", issue_file, "--out", tmp_path / "in the way")
    assert answer.status == 2
    assert "in the way" in answer.err
