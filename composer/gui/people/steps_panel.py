"""What was done with people: imports and changes to many, newest first, each with its undo."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from composer.blocks.dates_in_words import day_in_words
from composer.contacts.import_contacts import recent_imports, undo_import
from composer.contacts.people_steps import recent_steps
from composer.contacts.undo_steps import undo_step
from composer.gui.widgets.buttons import button
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.labels import label
from composer.gui.widgets.side_panel import SidePanel
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

SHOWN = 30


class DoneStep(msgspec.Struct, frozen=True):
    """One line: an import or a change to many."""

    id: str
    is_import: bool
    words: str
    at: datetime
    undone: bool


def read_steps(workspace: Workspace) -> list[DoneStep]:
    """The last steps, newest first."""
    found = [
        DoneStep(each.id, True, _("Import of “{name}”").format(name=each.file_name), each.at, each.undone is not None)
        for each in recent_imports(workspace.contacts, SHOWN)
    ]
    found += [
        DoneStep(each.id, False, each.words, each.at, each.undone is not None) for each in recent_steps(workspace.engine, SHOWN)
    ]
    return sorted(found, key=lambda step: step.at, reverse=True)[:SHOWN]


def undo(workspace: Workspace, step_id: str, *, is_import: bool) -> str:
    """Undo a step; what came of it, in words.

    Raises:
        ComposerError: it is gone, or undone already.
    """
    if is_import:
        done = undo_import(step_id, store=workspace.contacts)
        words = _("{removed} removed, {restored} put back.").format(removed=done.removed, restored=done.restored)
        if done.noes:
            words += " " + ngettext(
                "{count} no of the file still holds.", "{count} noes of the file still hold.", done.noes
            ).format(count=done.noes)
        return words
    step = undo_step(step_id, store=workspace.contacts)
    words = ngettext("{count} person put back.", "{count} people put back.", step.restored).format(count=step.restored)
    if step.left:
        words += " " + ngettext(
            "{count} stays because of what happened since.", "{count} stay because of what happened since.", step.left
        ).format(count=step.left)
    return words


class StepsPanel(SidePanel):
    """``undo_wished`` carries the id and whether it is an import's."""

    undo_wished = Signal(str, bool)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(_("What was done"), parent, spacing=12)
        self._workspace = workspace
        self._jobs = jobs
        self._text = label("", "muted", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(12)
        column = self.column
        column.addWidget(self._text)
        column.addLayout(self._lines)
        column.addStretch(1)

    def look(self) -> None:
        """Read (again) what was done."""
        workspace = self._workspace
        self.show()
        self._jobs.submit(lambda: read_steps(workspace), self._on_read, newest="people-steps", owner=self)

    def _on_read(self, steps: list[DoneStep]) -> None:
        clear(self._lines)
        self._text.setText(
            _("Undoing never brings back anybody who said no.") if steps else _("Nothing was done with several people yet.")
        )
        for step in steps:
            self._lines.addWidget(self._line(step))

    def _line(self, step: DoneStep) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(step.words, "strong", wrap=True))
        when = day_in_words(step.at, weekday=False)
        words.addWidget(label(_("{day}, undone").format(day=when) if step.undone else when, "caption"))
        row.addLayout(words, 1)
        if not step.undone:
            undoing = button(_("Undo"), lambda: self.undo_wished.emit(step.id, step.is_import), icon="undo-2", dense=True)
            undoing.setAccessibleName(_("Undo: {words}").format(words=step.words))
            row.addWidget(undoing)
        return made
