"""The weekly backup: made when it is due, and heard of only when it fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject

from composer.gui.jobs import Jobs
from composer.gui.keeping_safe import KeepingSafe, make_if_due


def want(workspace: Any, folder: Path) -> None:
    workspace.save_settings(msgspec.structs.replace(workspace.settings, backup_weekly=True, backup_folder=str(folder)))


def test_once_when_it_is_due(harbour: Any, jobs: Jobs, qtbot: Any, tmp_path: Path) -> None:
    assert make_if_due(harbour.workspace) is None, "nobody asked for it"
    want(harbour.workspace, tmp_path / "kept")
    parent = QObject()
    safe = KeepingSafe(harbour.workspace, jobs, parent)
    with qtbot.waitSignal(safe.made) as heard:
        safe.look()
    assert heard.args[0].parent == tmp_path / "kept"
    assert [path.suffix for path in (tmp_path / "kept").iterdir()] == [".newsletter-backup"]


def test_a_failure_is_said_once(harbour: Any, jobs: Jobs, qtbot: Any, tmp_path: Path) -> None:
    (tmp_path / "gone").write_text("a file where the folder was", encoding="utf-8")
    want(harbour.workspace, tmp_path / "gone")
    parent = QObject()
    safe = KeepingSafe(harbour.workspace, jobs, parent)
    said: list[Any] = []
    safe.troubled.connect(said.append)
    safe.look()
    qtbot.waitUntil(lambda: len(said) == 1)
    safe.look()
    qtbot.waitUntil(lambda: jobs.busy == 0)
    assert len(said) == 1
