"""export: each way writes what it says, and what is wrong is one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from composer.blocks.text import TextBlock
from composer.cli.export import WAYS
from composer.document.issue_file import read_issue_file, write_issue_file
from composer.publishing.exports import WAYS as KNOWN
from composer.workspace import Workspace

Newsletter = Callable[..., Any]


def test_the_same_ways_as_in_the_window() -> None:
    assert set(WAYS) == {found.id for found in KNOWN}


@pytest.mark.parametrize(("way", "start"), [("web", b"<!DOCTYPE html>"), ("zip", b"PK"), ("eml", b"Date: ")])
def test_a_file_is_written(newsletter: Newsletter, issue_file: Path, tmp_path: Path, way: str, start: bytes) -> None:
    answer = newsletter("export", issue_file, "--as", way, "--out", tmp_path / f"out.{way}x", "--json")
    assert answer.status == 0, answer.err
    assert set(answer.json) == {"as", "files", "subject"}
    assert Path(answer.json["files"][0]).read_bytes().startswith(start)


def test_what_cannot_be_written_is_one_sentence(newsletter: Newsletter, issue_file: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    answer = newsletter("export", issue_file, "--as", "eml", "--out", tmp_path / "taken" / "a.eml")
    assert answer.status == 2
    assert answer.err.count("\n") == 1
    assert "cannot be written" in answer.err


def test_an_unknown_way_is_refused(newsletter: Newsletter, issue_file: Path, tmp_path: Path) -> None:
    assert newsletter("export", issue_file, "--as", "fax", "--out", tmp_path / "a").status == 2


def test_what_not_everybody_may_see_is_left_out_and_said(
    newsletter: Newsletter, issue_file: Path, tmp_path: Path, workspace: Workspace
) -> None:
    issue = read_issue_file(issue_file, workspace.pictures)
    part = TextBlock(text="Secret of the rota.", only_for=("Staff",))
    write_issue_file(issue_file, msgspec.structs.replace(issue, blocks=(part, *issue.blocks)), workspace.pictures)
    answer = newsletter("export", issue_file, "--as", "web", "--out", tmp_path / "page.html")
    assert answer.status == 0, answer.err
    assert "not everybody may see it: “Secret of the rota.”" in answer.err
    assert "Secret" not in (tmp_path / "page.html").read_text()
