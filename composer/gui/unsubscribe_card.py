"""The settings' card about unsubscribing on the organisation's own website: the file, the steps in plain words, and “Test it”."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from composer.blocks.dates_in_words import day_in_words
from composer.delivery.unsubscribe_site.collecting import Collected
from composer.delivery.unsubscribe_site.site_files import Kind
from composer.errors import ComposerError, InputError
from composer.gui.jobs import Jobs
from composer.gui.theme import mark
from composer.gui.widgets.banner import Banner
from composer.gui.widgets.buttons import Segments, button
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import label
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import N_, _, ngettext
from composer.publishing.unsubscribe_site import SitePage, file_for, forget_page, page_of, read_list, suggested_endpoint, try_page

if TYPE_CHECKING:
    from composer.workspace import Workspace

_STEPS: dict[str, tuple[str, ...]] = {
    "wordpress": (
        N_("Save the file below on this computer."),
        N_("In WordPress, open Plugins, Add New, Upload Plugin, choose the file, and press Install, then Activate."),
        N_("Look at the address, and press Test it."),
    ),
    "php": (
        N_("Save the file below on this computer."),
        N_("Put it into the main folder of your website, beside index.php or index.html (by FTP, or your host’s file manager)."),
        N_("Look at the address, and press Test it."),
    ),
    "python": (
        N_("Save the file below, and send it to whoever looks after your server; how to start it stands at its beginning."),
        N_("They let your web server hand one path on to it, over https."),
        N_("Look at the address, and press Test it."),
    ),
}


class UnsubscribeCard(QFrame):
    """``said(words)`` of what was done; ``changed`` when letters name another page."""

    said = Signal(str)
    changed = Signal()

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="card")
        self._workspace = workspace
        self._jobs = jobs
        self._page: SitePage | None = None
        self._suggested = ""
        self._state = label("", "", wrap=True)
        self._kind = Segments(
            [("wordpress", _("WordPress")), ("php", _("Another website")), ("python", _("A server of our own"))],
            name=_("Your website"),
        )
        self._kind.set_value("wordpress")
        self._kind.chosen.connect(lambda _value: self._show_kind())
        self._steps = label("", "muted", wrap=True)
        self.save = button(_("Save the file…"), self._ask_where, icon="download")
        self.address = QLineEdit()
        self.address.setPlaceholderText("https://example.org/?newsletter-unsubscribe={token}")
        self.test = button(_("Test it"), self._on_test, kind="primary")
        self.read = button(_("Read its list now"), self._on_read)
        self.forget = button(_("Use it no more"), self._on_forget, kind="quiet")
        self._bar = ThinBar(_("Trying the page"))
        self._note = Banner()
        self._build()

    def _build(self) -> None:
        form = FormColumn()
        form.add(_("Address of the page"), self.address, _("Keep {token} at its end: each letter has its own mark there."))
        row = QHBoxLayout()
        row.setSpacing(8)
        for made in (self.test, self.read, self.forget):
            row.addWidget(made)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(_("Unsubscribing on your website"), "pane-title"))
        column.addWidget(self._state)
        column.addWidget(self._kind, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._steps)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(form)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self._note)
        self._show_kind()

    def refresh(self, newsletter_id: str) -> None:
        """Show how it stands with a newsletter; empty: there is none yet."""
        self.setVisible(bool(newsletter_id))
        if newsletter_id:
            workspace = self._workspace
            self._jobs.submit(lambda: page_of(workspace, newsletter_id), self._on_page, newest="unsubscribe page", owner=self)

    def _on_page(self, page: SitePage) -> None:
        self._page = page
        proof = page.proof
        if page.works and proof is not None:
            words = _("It works, tried on {day}. Mail programs show a button that unsubscribes with one click.").format(
                day=day_in_words(proof.at.astimezone(self._workspace.zone))
            )
            if proof.collected is not None:
                words += " " + _("Its list was last read on {day}.").format(
                    day=day_in_words(proof.collected.astimezone(self._workspace.zone))
                )
        else:
            words = _(
                "Readers unsubscribe by letter now. With a page on your own website they do it with one click, and the large "
                "mail providers want that of newsletters. The page learns no names and no addresses."
            )
        self._state.setText(words)
        if page.works:
            self.address.setText(page.newsletter.unsubscribe_endpoint)
        self.read.setVisible(proof is not None)
        self.forget.setVisible(page.works)
        self._show_kind()

    def _show_kind(self) -> None:
        kind = self._chosen()
        self._steps.setText("\n".join(f"{number}. {_(step)}" for number, step in enumerate(_STEPS[kind], 1)))
        if self._page is None:
            return
        before, self._suggested = self._suggested, suggested_endpoint(self._page.newsletter, kind)
        if self.address.text() in ("", before) and not self._page.works:
            self.address.setText(self._suggested)

    def _chosen(self) -> Kind:
        return cast("Kind", self._kind.value() or "wordpress")

    # -- the file ---------------------------------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        if self._page is None:
            return
        name = {
            "wordpress": "newsletter-unsubscribe.zip",
            "php": "newsletter-unsubscribe.php",
            "python": "newsletter_unsubscribe.py",
        }
        path, _filter = QFileDialog.getSaveFileName(self, _("Save the file"), name[self._chosen()])
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Write the file for the chosen kind of website."""
        page, workspace, kind = self._page, self._workspace, self._chosen()
        if page is None:
            return

        def write() -> str:
            try:
                path.write_bytes(file_for(workspace, page.newsletter, kind).content)
            except OSError as error:
                raise InputError(
                    _("“{path}” could not be written.").format(path=path), _("Choose another folder."), details=str(error)
                ) from error
            return _("“{name}” is saved. Now put it on your website.").format(name=path.name)

        self._jobs.submit(write, self._on_said, self._on_failed, owner=self)

    # -- the trial --------------------------------------------------------------------------------------------------------------

    def _on_test(self) -> None:
        page, workspace, address = self._page, self._workspace, self.address.text().strip()
        if page is None:
            return
        self._busy(True)
        self._jobs.submit(lambda: try_page(workspace, page.newsletter.id, address), self._on_works, self._on_failed, owner=self)

    def _on_works(self, page: SitePage) -> None:
        self._busy(False)
        self._on_page(page)
        self._note.show_words(_("The page works. Letters name it from now on."))
        self.changed.emit()

    def _on_read(self) -> None:
        page, workspace = self._page, self._workspace
        if page is None:
            return
        self._busy(True)
        self._jobs.submit(lambda: read_list(workspace, page.newsletter.id), self._on_list, self._on_failed, owner=self)

    def _on_list(self, read: Collected) -> None:
        self._busy(False)
        self._note.show_words(
            ngettext("{count} more person unsubscribed there.", "{count} more people unsubscribed there.", read.people).format(
                count=read.people
            )
            if read.people
            else _("Nobody else unsubscribed there.")
        )
        self.changed.emit()

    def _on_forget(self) -> None:
        page, workspace = self._page, self._workspace
        if page is not None:
            self._jobs.write(lambda: forget_page(workspace, page.newsletter.id), self._on_forgotten, self._on_failed, owner=self)

    def _on_forgotten(self, page: SitePage) -> None:
        self._on_page(page)
        self._note.show_words(
            _("New letters name the page no more."), _("Leave it on your website: the links in letters that are out lead there.")
        )
        self.changed.emit()

    def _on_said(self, words: str) -> None:
        self.said.emit(words)

    def _on_failed(self, error: ComposerError) -> None:
        self._busy(False)
        self._note.show_error(error)

    def _busy(self, busy: bool) -> None:
        for made in (self.test, self.read):
            made.setEnabled(not busy)
        if busy:
            self._note.hide()
            self._bar.start()
        else:
            self._bar.stop()
