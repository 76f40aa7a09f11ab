"""A preview without a web engine: it renders what it is given, so that the checks run, and remembers what it was asked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from composer.gui.jobs import Jobs


class PlainPreview(QLabel):
    """Stands in for :class:`composer.gui.preview.pane.PreviewPane`."""

    rendered = Signal(object, int)
    words_written = Signal(str, object)
    block_clicked = Signal(str)

    def __init__(self, workspace: Any, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("preview", parent)
        self._workspace = workspace
        self._jobs = jobs
        self.shown: list[tuple[Any, int]] = []
        self.scrolled_to: list[str] = []
        self.asked: list[str] = []

    def show_issue(self, issue: Any, revision: int) -> None:
        from composer.rendering.renderer import render

        self.shown.append((issue, revision))
        templates = self._workspace.templates
        self._jobs.submit(
            lambda: render(issue, templates=templates),
            lambda made: self.rendered.emit(made, revision),
            newest="plain preview",
            owner=self,
        )

    def scroll_to_block(self, block_id: str) -> None:
        self.scrolled_to.append(block_id)

    def refresh(self, list_name: str = "") -> None:
        self.asked.append(f"refresh {list_name}")

    def next_look(self) -> None:
        self.asked.append("next look")

    def zoom_by(self, steps: int) -> None:
        self.asked.append(f"zoom {steps}")

    def close_engine(self) -> None:
        self.asked.append("close")
