"""Commands are called as a shell calls them, on a workspace of their own, with the clock standing still."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from composer.__main__ import main
from composer.workspace import Workspace, open_workspace

CLOCK = "2026-11-23T09:00:00+00:00"


@dataclass(frozen=True)
class Answer:
    """What a command left behind: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as the one JSON object it must be."""
        assert self.out.endswith("}\n"), self.out + self.err
        assert self.out.count("\n") == 1
        return json.loads(self.out)


Newsletter = Callable[..., Answer]


@pytest.fixture
def location(tmp_path: Path) -> Path:
    """Where the workspace of this test lies."""
    return tmp_path / "workspace"


@pytest.fixture
def newsletter(location: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Newsletter:
    """``newsletter("lists", "--json")`` runs the command on this test's workspace."""
    monkeypatch.setenv("NEWSLETTER_CLOCK", CLOCK)
    monkeypatch.setenv("NEWSLETTER_WORKSPACE", str(location))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")

    def run(*arguments: str | Path) -> Answer:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Answer(status, captured.out, captured.err)

    return run


@pytest.fixture
def workspace(newsletter: Newsletter, location: Path) -> Iterator[Workspace]:
    """The workspace, opened beside the commands."""
    opened = open_workspace(str(location))
    yield opened
    opened.close()
