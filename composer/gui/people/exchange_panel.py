"""Marks against writing to somebody, for and from sister organisations: a file without addresses and a word both know."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from composer.blocks.dates_in_words import day_in_words
from composer.contacts.sister_files import (
    SHORTEST_WORD,
    Exchanged,
    SisterRow,
    read_sister_file,
    sister_rows,
    write_sister_file,
)
from composer.errors import ComposerError
from composer.gui.widgets.buttons import button
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.labels import label
from composer.gui.widgets.side_panel import SidePanel
from composer.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

FILES = N_("Files of marks (*.txt);;All files (*)")


class ExchangePanel(SidePanel):
    """``stored`` says what was done. The word is in no file and is forgotten when the panel closes."""

    stored = Signal(str)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(_("Marks for sister organisations"), parent)
        self._workspace = workspace
        self._jobs = jobs
        explained = _(
            "Whoever told you never to write can be kept from the letters of a sister organisation, too, and no address is given "
            "away. Both use the same word; tell it to them by telephone, not by e-mail."
        )
        self._word = QLineEdit()
        self._word.setEchoMode(QLineEdit.EchoMode.Password)
        self._word.setAccessibleName(_("Shared word"))
        self._word.setPlaceholderText(_("Four words are best"))
        self._word.textChanged.connect(self._on_word)
        self._write = button(_("Write a file for them…"), self._on_write, icon="file-up")
        self._read = button(_("Read their file…"), self._on_read_wish, icon="file-down")
        self._problem = label("", "error", wrap=True)
        self._problem.hide()
        self._known = QVBoxLayout()
        self._known.setSpacing(4)
        self.column.addWidget(label(explained, "muted", wrap=True))
        self.column.addWidget(label(_("Shared word"), "label"))
        self.column.addWidget(self._word)
        self.column.addWidget(self._problem)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.column.addWidget(self._write)
        self.column.addWidget(self._read)
        self.column.addLayout(row)
        self.column.addLayout(self._known)
        self.column.addStretch(1)
        self.closed.connect(self._word.clear)
        self._on_word("")

    def look(self) -> None:
        """Read whose marks are known."""
        engine = self._workspace.engine
        self.show()
        self._jobs.submit(lambda: sister_rows(engine), self._on_rows, newest="sisters", owner=self)

    def _on_rows(self, rows: list[SisterRow]) -> None:
        clear(self._known)
        if not rows:
            self._known.addWidget(label(_("No sister organisation gave you their marks yet."), "muted", wrap=True))
        for row in rows:
            count = ngettext("{count} mark", "{count} marks", row.marks).format(count=f"{row.marks:,}")
            self._known.addWidget(label(row.organisation, "strong", wrap=True))
            self._known.addWidget(label(f"{count}, {day_in_words(row.made, weekday=False)}", "caption"))

    def _on_word(self, text: str) -> None:
        long_enough = len(" ".join(text.split())) >= SHORTEST_WORD
        for made in (self._write, self._read):
            made.setEnabled(long_enough)
        self._problem.hide()

    def _on_write(self) -> None:
        path, _filter = QFileDialog.getSaveFileName(self, _("Write marks for a sister organisation"), "marks.txt", _(FILES))
        if path:
            self.write(Path(path))

    def write(self, path: Path) -> None:
        """Write our marks."""
        workspace, word = self._workspace, self._word.text()

        def work() -> Exchanged:
            named = next((each.brand.organisation for each in workspace.documents.newsletters() if each.brand.organisation), "")
            return write_sister_file(path, word, named, engine=workspace.engine, clock=workspace.clock)

        def written(done: Exchanged) -> None:
            words = ngettext("{count} mark is in {file}.", "{count} marks are in {file}.", done.marks)
            self.stored.emit(words.format(count=f"{done.marks:,}", file=path.name))

        self._jobs.submit(work, written, self._on_problem, owner=self)

    def _on_read_wish(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, _("Read the marks of a sister organisation"), "", _(FILES))
        if path:
            self.read(Path(path))

    def read(self, path: Path) -> None:
        """Take their marks in."""
        workspace, word = self._workspace, self._word.text()

        def taken(done: Exchanged) -> None:
            words = _("{organisation}: {count} marks; {known} people here are not written to any more because of them.")
            told = words.format(organisation=done.organisation, count=f"{done.marks:,}", known=f"{done.known:,}")
            self.stored.emit(told)
            self.look()

        self._jobs.write(
            lambda: read_sister_file(path, word, engine=workspace.engine, clock=workspace.clock),
            taken,
            self._on_problem,
            owner=self,
        )

    def _on_problem(self, error: ComposerError) -> None:
        self._problem.setText(str(error))
        self._problem.show()
