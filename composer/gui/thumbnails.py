"""Small pictures of real letters for the cards on the desk: taken in a process of their own, kept by content.

A picture that cannot be taken (no web engine here) is simply not there; the card shows a drawing instead.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QWidget

from composer.document.carried import carried
from composer.gui.jobs import Jobs
from composer.rendering.merge_tags import personalise
from composer.rendering.renderer import render

if TYPE_CHECKING:
    from composer.document.issue import Issue
    from composer.workspace import Workspace

WIDTH = 640
PATIENCE = 60
"""Seconds one letter may take."""
KEPT = 200
"""Pictures kept on disk; the oldest go first."""


class Thumbnails(QObject):
    """``ready(issue_id, picture)`` when a letter's picture is there; taken one at a time, in the order asked for.

    :meth:`want` takes issues as they are stored; :meth:`want_letters` any that are given, each under a name of its own.

    Args:
        shown: how large it is shown, in logical pixels; the picture is the top of the letter at that size, ready to be drawn.
        parent: where it is shown; its screen says how many pixels a logical one has.
    """

    ready = Signal(str, QImage)

    def __init__(self, workspace: Workspace, jobs: Jobs, shown: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = shown
        self._where = parent
        self._workspace = workspace
        self._jobs = jobs
        self._folder = workspace.folder / "thumbnails"
        self._waiting: list[tuple[str, Callable[[], Issue]]] = []
        self._working = False
        self._stop = threading.Event()

    def let_go(self) -> None:
        """Take no more; the one under way is given up."""
        self._waiting = []
        self._stop.set()

    def want(self, issue_ids: list[str]) -> None:
        """Take (or find) the pictures of these issues, in this order."""
        documents = self._workspace.documents
        self._waiting = [(issue_id, partial(documents.issue, issue_id)) for issue_id in issue_ids]
        self._next()

    def want_letters(self, issues: Mapping[str, Issue]) -> None:
        """Take (or find) the pictures of these letters; ``ready`` says the name."""
        self._waiting = [(name, partial(_given, issue)) for name, issue in issues.items()]
        self._next()

    def _next(self) -> None:
        if self._working or not self._waiting:
            return
        self._working = True
        issue_id, issue = self._waiting.pop(0)
        workspace, folder, stop = self._workspace, self._folder, self._stop
        shown, ratio = self._shown, self._where.devicePixelRatio()

        def work() -> QImage | None:
            path = take_thumbnail(workspace, issue(), folder, stop)
            return None if path is None else top_of(path, shown, ratio)

        self._jobs.submit(
            work,
            lambda picture: self._on_taken(issue_id, picture),
            lambda _error: self._on_taken(issue_id, None),
            owner=self,
        )

    def _on_taken(self, issue_id: str, picture: QImage | None) -> None:
        self._working = False
        if picture is not None and not picture.isNull():
            self.ready.emit(issue_id, picture)
        self._next()


def _given(issue: Issue) -> Issue:
    return issue


def top_of(path: Path, shown: QSize, ratio: float) -> QImage:
    """As much of a letter's picture as ``shown`` (logical pixels) has room for, at its size; null where it cannot be read.

    A long letter's picture is tens of thousands of pixels tall, which takes a third of a second to make small.
    """
    reader = QImageReader(str(path))
    whole = reader.size()
    if whole.isEmpty():
        return QImage()
    reader.setClipRect(QRect(0, 0, whole.width(), min(whole.height(), -(-whole.width() * shown.height() // shown.width()))))
    picture = reader.read().scaledToWidth(round(shown.width() * ratio), Qt.TransformationMode.SmoothTransformation)
    picture.setDevicePixelRatio(ratio)
    return picture


def take_thumbnail(workspace: Workspace, issue: Issue, folder: Path, stop: threading.Event) -> Path | None:
    """The picture of an issue as it stands, taken now if it is not kept; None where none can be taken."""
    kept = folder / f"{issue.fingerprint()[:32]}.png"
    if kept.is_file():
        return kept
    rendered = render(carried(issue), templates=workspace.templates)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        page = Path(scratch) / "letter.html"
        page.write_text(personalise(rendered, {}).html, encoding="utf-8")
        for picture in rendered.pictures:
            _media_type, content = workspace.pictures.content(picture)
            (Path(scratch) / f"{picture}.picture").write_bytes(content)
        command = [sys.executable, "-m", "composer.gui.snapshot", "--html", str(page), "--out", scratch, "--width", str(WIDTH)]
        taken = Path(scratch) / f"letter-{WIDTH}.png"
        if not _ran([*command, "--pictures", scratch], stop) or not taken.is_file():
            return None
        taken.replace(kept)
    for old in sorted(folder.glob("*.png"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)
    return kept


def _ran(command: list[str], stop: threading.Event) -> bool:
    """Run a command to its end; False where it failed, took too long, or was given up (the window closes)."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + PATIENCE
        while process.poll() is None:
            if stop.wait(0.05) or time.monotonic() > deadline:
                process.kill()
                return False
        return process.returncode == 0
