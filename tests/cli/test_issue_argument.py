"""An issue given as a file is opened beside the workspace, and leaves nothing behind."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from composer.cli.issue_argument import opened_issue
from composer.errors import ComposerError


def test_it_comes_with_its_pictures_and_goes_again(issue_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    with opened_issue(issue_file) as opened:
        assert opened.issue.name == "December newsletter"
        assert all(opened.pictures.has(picture) for picture in opened.issue.pictures())
        assert list(scratch.iterdir())
    assert list(scratch.iterdir()) == []


def test_another_template_can_be_asked_for(issue_file: Path) -> None:
    with opened_issue(issue_file, "letter") as opened:
        assert opened.issue.template == "letter"
    with pytest.raises(ComposerError), opened_issue(issue_file, "none-such"):
        pass
