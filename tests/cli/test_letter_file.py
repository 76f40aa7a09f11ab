"""A letter in files: what is written is what would be sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from composer.cli.letter_file import frozen_for_a_file, write_letter
from composer.document.issue_file import read_issue_file
from composer.errors import InputError
from composer.rendering.renderer import render
from composer.workspace import Workspace

Newsletter = Callable[..., Any]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def letter(issue_file: Path, workspace: Workspace) -> tuple[Any, Any]:
    issue = read_issue_file(issue_file, workspace.pictures)
    rendered = render(issue, templates=workspace.templates)
    pictures = {key: workspace.pictures.content(key) for key in rendered.pictures}
    return frozen_for_a_file(issue, rendered, pictures), rendered


def test_the_bodies_are_those_of_the_message(letter: tuple[Any, Any], tmp_path: Path) -> None:
    frozen, rendered = letter
    files = write_letter(tmp_path / "new folder", frozen, rendered, "zoe@example.org", {"first_name": "Zoë"}, NOW)
    message = BytesParser(policy=policy.default).parsebytes(files.eml.read_bytes())
    html = message.get_body(("html",))
    assert html is not None
    assert "Dear Zoë," in files.html.read_text(encoding="utf-8")
    assert html.get_content().replace("\r\n", "\n").strip() == files.html.read_text(encoding="utf-8").strip()
    assert "zoe@example.org" in str(message["To"])
    assert message["Date"] == "Mon, 23 Nov 2026 09:00:00 +0000"
    assert re.search(r"Unsubscribe: mailto:\S+", files.text.read_text(encoding="utf-8"))


def test_a_folder_that_is_a_file_is_said(letter: tuple[Any, Any], tmp_path: Path) -> None:
    frozen, rendered = letter
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="taken"):
        write_letter(tmp_path / "taken", frozen, rendered, "zoe@example.org", {}, NOW)
