"""Commands are called as a shell calls them, on a workspace of their own, with the clock standing still."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from composer.__main__ import main
from composer.clock import fixed_clock
from composer.library.shelf import ShelfQuery
from composer.sample.load import load_sample
from composer.sample.site import SampleSite
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


@pytest.fixture(scope="session")
def brought_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace the sample organisation was brought into over HTTP, made once; tests get copies."""
    folder = tmp_path_factory.mktemp("sample") / "workspace"
    opened = open_workspace(str(folder), clock=fixed_clock(datetime.fromisoformat(CLOCK)))
    with SampleSite(opened.clock) as site:
        load_sample(opened, site.base_url)
    opened.close()
    return folder


@pytest.fixture
def sample(brought_in: Path, location: Path) -> Path:
    """This test's workspace holds the sample organisation."""
    shutil.copytree(brought_in, location)
    return location


@pytest.fixture
def issue_file(sample: Path, newsletter: Newsletter, tmp_path: Path) -> Path:
    """An issue of the sample organisation with some of everything in it."""
    opened = open_workspace(str(sample), clock=fixed_clock(datetime.fromisoformat(CLOCK)))
    picked = []
    for kind in ("news", "blog", "tender", "report"):
        picked.append(opened.shelf.find(ShelfQuery(kinds=frozenset({kind}), limit=1))[0].item.id)
    picked += [row.item.id for row in opened.shelf.find(ShelfQuery(kinds=frozenset({"event"}), upcoming_only=True, limit=2))]
    opened.close()
    file = tmp_path / "issue.newsletter"
    assert newsletter("new", "--pick", *picked, "--out", file).status == 0
    return file


@pytest.fixture
def workspace(newsletter: Newsletter, sample: Path) -> Iterator[Workspace]:
    """The workspace with the sample organisation, opened beside the commands."""
    opened = open_workspace(str(sample))
    yield opened
    opened.close()
