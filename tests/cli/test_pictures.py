"""Pictures of a letter from the command line, and what is said where none can be taken."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from composer.cli import pictures
from composer.cli.console import Console


def _engine(monkeypatch: pytest.MonkeyPatch, answer: Any) -> list[list[str]]:
    calls = []

    def run(command: list[str], **_options: Any) -> Any:
        folder = Path(command[command.index("--pictures") + 1])
        calls.append(sorted(path.name for path in folder.iterdir()))
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(pictures.subprocess, "run", run)
    return calls


def test_paths_come_back_and_embedded_pictures_go_along(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls = _engine(monkeypatch, subprocess.CompletedProcess([], 0, "/a/body-700.png\n/a/body-360.png\n", ""))
    found = pictures.take_pictures(tmp_path / "body.html", tmp_path, {"abc": ("image/png", b"x")}, Console(as_json=False))
    assert found == [Path("/a/body-700.png"), Path("/a/body-360.png")]
    assert [name.startswith("abc") for name in calls[0]] == [True]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (subprocess.CompletedProcess([], 3, "", "noise\nlibEGL is missing.\n"), "libEGL is missing."),
        (subprocess.CompletedProcess([], 3, "", ""), "No pictures could be taken here."),
        (subprocess.TimeoutExpired("snapshot", 1), "took too long"),
    ],
)
def test_where_none_can_be_taken_it_goes_on_and_says_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], answer: Any, said: str
) -> None:
    _engine(monkeypatch, answer)
    assert pictures.take_pictures(tmp_path / "body.html", tmp_path, {}, Console(as_json=True)) == []
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""
