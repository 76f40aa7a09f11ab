"""Sheets on a shared drive that people are read from again and again: what changed is shown before anything does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from composer.blocks.dates_in_words import day_in_words
from composer.contacts.sheet_sources import SheetSource
from composer.errors import ComposerError
from composer.gui.widgets.buttons import button
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.labels import ElidedLabel, label
from composer.gui.widgets.side_panel import SidePanel
from composer.i18n import _

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace


class SheetsPanel(SidePanel):
    """``read_wished`` carries the :class:`composer.contacts.sheet_sources.SheetSource` to be read again."""

    read_wished = Signal(object)
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(_("Sheets read again"), parent)
        self._workspace = workspace
        self._jobs = jobs
        self._lines = QVBoxLayout()
        self._lines.setSpacing(12)
        self.column.addLayout(self._lines)
        self.column.addStretch(1)

    def look(self) -> None:
        """Read which sheets are remembered, and which of them changed."""
        sheets = self._workspace.sheets
        self.show()

        def read() -> list[tuple[SheetSource, str]]:
            found = []
            for source in sheets.all():
                try:
                    state = _("Changed since then") if sheets.changed(source) else _("Not changed since then")
                except ComposerError as error:
                    state = str(error)
                found.append((source, state))
            return found

        self._jobs.submit(read, self._on_read, newest="sheets", owner=self)

    def _on_read(self, found: list[tuple[SheetSource, str]]) -> None:
        clear(self._lines)
        if not found:
            text = _("No sheet is remembered yet. Import one and tick “Remember this sheet”: then it can be read again here.")
            self._lines.addWidget(label(text, "muted", wrap=True))
        for source, state in found:
            self._lines.addWidget(self._line(source, state))

    def _line(self, source: SheetSource, state: str) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(ElidedLabel(source.name, "strong"))
        column.addWidget(ElidedLabel(str(Path(source.path).parent), "caption"))
        day = day_in_words(source.last_read, weekday=False) if source.last_read else _("never")
        column.addWidget(label(_("Last read: {day}").format(day=day), "caption"))
        column.addWidget(label(state, "caption", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        again = button(_("Read again"), lambda: self.read_wished.emit(source), icon="refresh-cw", dense=True)
        again.setAccessibleName(_("Read “{name}” again").format(name=source.name))
        row.addWidget(again)
        row.addWidget(button(_("Do not remember"), lambda: self._on_forget(source), kind="quiet", dense=True))
        row.addStretch(1)
        column.addLayout(row)
        return made

    def _on_forget(self, source: SheetSource) -> None:
        sheets = self._workspace.sheets
        self._jobs.write(lambda: sheets.forget(source), lambda _none: self.look(), self.troubled.emit, owner=self)
