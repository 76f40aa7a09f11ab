"""Where an issue goes but into mailboxes: one of several kinds of file, written off the GUI thread."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from composer.document.issue import Issue
from composer.errors import ComposerError
from composer.gui.jobs import Jobs
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.gui.widgets.sheet import Sheet
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import _

if TYPE_CHECKING:
    from composer.document.newsletter import Newsletter
    from composer.publishing.exports import Exported, Way
    from composer.workspace import Workspace

_NOT_IN_NAMES = re.compile(r"[^\w -]+")


class ExportSheet(Sheet):
    """``export_issue(issue, newsletter)`` opens it. ``offered(words, action, undo)`` after a file was written."""

    offered = Signal(str, str, object)

    def __init__(self, window: QWidget, workspace: Workspace, jobs: Jobs) -> None:
        from composer.publishing.exports import WAYS

        super().__init__(window, _("Export"), width=600)
        self._workspace = workspace
        self._jobs = jobs
        self._issue: Issue | None = None
        self._newsletter: Newsletter | None = None
        self._busy = False
        self._group = QButtonGroup(self)
        self._ways: dict[int, Way] = {}
        self.body.addWidget(label(_("Export this issue"), "page-title"))
        rows = QVBoxLayout()
        rows.setSpacing(7)
        for number, found in enumerate(WAYS):
            choice = QRadioButton(_(found.words))
            choice.setAccessibleDescription(_(found.told))
            self._group.addButton(choice, number)
            self._ways[number] = found
            told = label(_(found.told), "caption", wrap=True)
            told.setContentsMargins(26, 0, 0, 0)
            pair = QVBoxLayout()
            pair.setSpacing(3)
            pair.addWidget(choice)
            pair.addWidget(told)
            rows.addLayout(pair)
        self._group.button(0).setChecked(True)
        self.body.addLayout(rows)
        self._left_out = label(role="muted", wrap=True)
        self.body.addWidget(self._left_out)
        self._problem = label(role="error", wrap=True)
        self._problem.hide()
        self.body.addWidget(self._problem)
        self._bar = ThinBar(_("Writing the file"))
        self.body.addWidget(self._bar)
        self._save = button(_("Choose where…"), self._on_save, kind="primary", icon="save")
        self._close = button(_("&Close"), self.close_sheet, kind="quiet")
        ends = QHBoxLayout()
        ends.setSpacing(8)
        ends.addStretch(1)
        ends.addWidget(self._close)
        ends.addWidget(self._save)
        self.body.addLayout(ends)

    def export_issue(self, issue: Issue, newsletter: Newsletter | None) -> None:
        """Ask what to write of this issue."""
        from composer.publishing.variants import left_out

        self._issue, self._newsletter = issue, newsletter
        self._left_out.setText(left_out(issue))
        self._left_out.setVisible(bool(self._left_out.text()))
        self._say("")
        self.open(self._group.checkedButton())

    def _on_save(self) -> None:
        issue = self._issue
        if issue is None or self._busy:
            return
        chosen = self._ways[self._group.checkedId()]
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = " ".join(_NOT_IN_NAMES.sub(" ", issue.name or issue.subject).split())[:80] or _("Newsletter")
        suggested = str(Path(folder) / f"{name}{chosen.ending}")
        path, _filter = QFileDialog.getSaveFileName(self.window(), _(chosen.words), suggested, f"*{chosen.ending}")
        if not path:
            return
        out = Path(path) if Path(path).suffix else Path(path + chosen.ending)
        workspace, newsletter = self._workspace, self._newsletter

        def work() -> Exported:
            from composer.publishing.exports import export

            return export(
                issue,
                chosen.id,
                out,
                templates=workspace.templates,
                pictures=workspace.pictures,
                now=workspace.clock(),
                newsletter=newsletter,
            )

        self._wait(True)
        self._jobs.submit(work, self._on_written, self._on_refused, owner=self)

    def _on_written(self, done: Exported) -> None:
        self._wait(False)
        self.close_sheet()
        path = done.files[0]
        self.offered.emit(_("Written: {name}").format(name=path.name), _("Open its folder"), lambda: _open(path.parent))

    def _on_refused(self, error: ComposerError) -> None:
        self._wait(False)
        self._say(str(error))
        self._save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wait(self, busy: bool) -> None:
        self._busy = busy
        (self._bar.start if busy else self._bar.stop)()
        self._save.setEnabled(not busy)

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
