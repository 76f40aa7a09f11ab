"""What leaves the composer but not by mail: the sheets for it, made when they are first wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from composer.gui.editor.changing import Changing
from composer.gui.jobs import Jobs
from composer.gui.models.tile_pictures import TilePictures
from composer.i18n import _

if TYPE_CHECKING:
    from composer.gui.editor.export_sheet import ExportSheet
    from composer.gui.editor.link_tags_sheet import LinkTagsSheet
    from composer.gui.editor.web_sheet import WebSheet
    from composer.workspace import Workspace


class HandingOut(QObject):
    """``offered(words, action, do)`` after something was written."""

    offered = Signal(str, str, object)

    def __init__(self, changing: Changing, workspace: Workspace, jobs: Jobs, tiles: TilePictures, page: QWidget) -> None:
        super().__init__(page)
        self._changing = changing
        self._workspace = workspace
        self._jobs = jobs
        self._tiles = tiles
        self._library = False
        self._copies: QTemporaryDir | None = None
        self._page = page
        self._export: ExportSheet | None = None
        self._web: WebSheet | None = None
        self._tags: LinkTagsSheet | None = None

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The actions this carries out."""
        return {
            "export": self.export,
            "web_version": self.web_version,
            "pictures": self.pictures,
            "open_in_mail": self.open_in_mail,
            "link_tags": self.link_tags,
        }

    def pictures(self) -> None:
        """Show the library of pictures."""
        from composer.gui.editor.picture_library_sheet import library_of

        sheet = library_of(self._page.window(), self._workspace, self._jobs, self._tiles, self._changing)
        if not self._library:
            self._library = True
            sheet.offered.connect(self.offered)
        sheet.browse()

    def open_in_mail(self) -> None:
        """The letter, made out to nobody, in the system's own mail program."""
        session, workspace = self._changing.session, self._workspace
        if session is None:
            return
        if self._copies is None:
            self._copies = QTemporaryDir()
        issue, newsletter, folder = session.issue, session.newsletter, Path(self._copies.path())

        def work() -> Path:
            from composer.publishing.exports import export

            done = export(
                issue,
                "eml",
                folder / f"{issue.id}.eml",
                templates=workspace.templates,
                pictures=workspace.pictures,
                now=workspace.clock(),
                newsletter=newsletter,
            )
            return done.files[0]

        self._jobs.submit(work, self._on_letter, owner=self)

    def _on_letter(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            words = _("No mail program opens this letter here; export it as a mail file (.eml) instead.")
            self.offered.emit(words, _("Export…"), self.export)

    def link_tags(self) -> None:
        """Ask whether links to the own site are tagged for its statistics."""
        from composer.gui.editor.link_tags_sheet import LinkTagsSheet

        if self._tags is None:
            self._tags = LinkTagsSheet(self._page.window(), self._changing)
        self._tags.ask()

    def web_version(self) -> None:
        """Ask where the letter's page is to lie."""
        from composer.gui.editor.web_sheet import WebSheet

        if self._changing.session is None:
            return
        if self._web is None:
            self._web = WebSheet(self._page.window(), self._workspace, self._jobs, self._changing)
            self._web.offered.connect(self.offered)
        self._web.ask()

    def export(self) -> None:
        """Ask for a file to write the issue to."""
        from composer.gui.editor.export_sheet import ExportSheet

        session = self._changing.session
        if session is None:
            return
        if self._export is None:
            self._export = ExportSheet(self._page.window(), self._workspace, self._jobs)
            self._export.offered.connect(self.offered)
        self._export.export_issue(session.issue, session.newsletter)
