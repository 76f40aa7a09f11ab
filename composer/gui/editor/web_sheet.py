"""Where “view in browser” leads: a draft on the organisation's WordPress site, or a folder that somebody uploads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from composer.document.issue import Issue
from composer.document.web_edit import SetWebPlace
from composer.document.web_place import NOWHERE, WebPlace
from composer.errors import ComposerError
from composer.gui.editor.changing import Changing
from composer.gui.jobs import Jobs
from composer.gui.preview.links import open_link
from composer.gui.widgets.buttons import button
from composer.gui.widgets.flow_layout import FlowLayout
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import label
from composer.gui.widgets.sheet import Sheet
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import _

if TYPE_CHECKING:
    from composer.library.source_list import SourceRow
    from composer.workspace import Workspace

PAGE, POST, FOLDER = range(3)


class WebSheet(Sheet):
    """``ask()`` opens it for the issue in hand; what is chosen becomes an edit of that issue.

    ``offered(words, action, do)`` after something was put somewhere.
    """

    offered = Signal(str, str, object)

    def __init__(self, window: QWidget, workspace: Workspace, jobs: Jobs, changing: Changing) -> None:
        super().__init__(window, _("Web version"), width=600)
        self._workspace = workspace
        self._jobs = jobs
        self._changing = changing
        self._sites: list[SourceRow] = []
        self._busy = False
        self.body.addWidget(label(_("Web version"), "page-title"))
        self.body.addWidget(
            label(
                _(
                    "A page of this letter on the web, for those whose mail program shows it badly. No reader’s name ever stands "
                    "in it. The letter links to it once it has a place."
                ),
                "muted",
                wrap=True,
            )
        )
        self._left_out = label("", "muted", wrap=True)
        self.body.addWidget(self._left_out)
        self._state = label("", "strong", wrap=True)
        self.body.addWidget(self._state)
        self._look = button(_("Look again"), self._on_look, icon="refresh-cw")
        self._open = button(_("Open it"), self._on_open, icon="external-link")
        self._drop = button(_("Take the link out"), self._on_drop, kind="quiet")
        self._bin = button(_("Take it off the website"), self._on_bin, kind="quiet")
        now = FlowLayout(gap=8)
        for one in (self._look, self._open, self._drop, self._bin):
            now.addWidget(one)
        self.body.addLayout(now)
        self._group = QButtonGroup(self)
        self._page = QRadioButton("")
        self._post = QRadioButton("")
        self._folder = QRadioButton(_("A folder, which I upload myself"))
        self._no_site = label(
            _("For a page or post of your WordPress site, connect it under Sources first."), "caption", wrap=True
        )
        rows = QVBoxLayout()
        rows.setSpacing(6)
        for number, choice in enumerate((self._page, self._post, self._folder)):
            self._group.addButton(choice, number)
            rows.addWidget(choice)
        rows.insertWidget(2, self._no_site)
        self.body.addLayout(rows)
        form = FormColumn()
        self._path = QLineEdit()
        self._path.setReadOnly(True)
        self._choose = button(_("Choose…"), self._on_choose, icon="folder-open")
        beside = QHBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self._path, 1)
        beside.addWidget(self._choose)
        held = QWidget()
        held.setLayout(beside)
        self._path.setAccessibleName(_("Folder on this computer"))
        form.add(_("Folder on this computer"), held)
        self._address = QLineEdit()
        self._address.setPlaceholderText("https://example.org/newsletters/december/")
        form.add(_("Where it will lie on the web"), self._address, _("The letter links there."))
        self._form = QWidget()
        self._form.setLayout(form)
        self.body.addWidget(self._form)
        self._group.idToggled.connect(lambda *_which: self._arrange())
        self._problem = label(role="error", wrap=True)
        self.body.addWidget(self._problem)
        self._bar = ThinBar(_("Putting it there"))
        self.body.addWidget(self._bar)
        self._put = button(_("Put it there"), self._on_put, kind="primary", icon="upload")
        self._close = button(_("&Close"), self.close_sheet, kind="quiet")
        ends = QHBoxLayout()
        ends.setSpacing(8)
        ends.addStretch(1)
        ends.addWidget(self._close)
        ends.addWidget(self._put)
        self.body.addLayout(ends)

    def ask(self) -> None:
        """Open it for the issue as it stands; the connected sites are read off the GUI thread."""
        workspace = self._workspace

        def work() -> list[SourceRow]:
            from composer.publishing.web_version import connected_sites

            return connected_sites(workspace)

        self._jobs.submit(work, self._on_sites, self._on_refused, owner=self)

    def _on_sites(self, sites: list[SourceRow]) -> None:
        from composer.sources.site_account import site_of

        self._sites = sites
        host = site_of(sites[0].location) if sites else ""
        self._page.setText(_("A page on {host}, as a draft").format(host=host) if host else _("A page on my website"))
        self._post.setText(_("A post on {host}, as a draft").format(host=host) if host else _("A post on my website"))
        for choice in (self._page, self._post):
            choice.setVisible(bool(sites))
        self._no_site.setVisible(not sites)
        place = self._there
        wanted = {"page": PAGE, "post": POST, "folder": FOLDER}.get(place.kind, PAGE if sites else FOLDER)
        self._group.button(wanted if sites else FOLDER).setChecked(True)
        self._path.setText(place.folder)
        if place.kind == "folder":
            self._address.setText(place.address)
        self._say("")
        self._draw()
        self.open(self._group.checkedButton())

    @property
    def _there(self) -> WebPlace:
        return self._changing.issue.web_page if self._changing.session is not None else NOWHERE

    def _draw(self) -> None:
        from composer.publishing.variants import left_out

        place = self._there
        words = {
            "": _("This issue has no web version yet."),
            "folder": _("In the folder {folder}, to be uploaded to {address}").format(folder=place.folder, address=place.address),
        }
        if place.kind in ("page", "post"):
            state = _("published") if place.status == "publish" else _("still a draft: publish it there before you send")
            words[place.kind] = _("{address}, {state}").format(address=place.address, state=state)
        self._state.setText(words[place.kind])
        missing = left_out(self._changing.issue) if self._changing.session is not None else ""
        self._left_out.setText(missing)
        self._left_out.setVisible(bool(missing))
        for one in (self._look, self._bin):
            one.setVisible(place.kind in ("page", "post"))
        self._open.setVisible(bool(place.address))
        self._drop.setVisible(bool(place.kind))
        self._arrange()

    def _arrange(self) -> None:
        self._form.setVisible(self._group.checkedId() == FOLDER)
        if not self.isHidden():
            self._fit()

    def _fit(self) -> None:
        self.body.activate()
        super()._place()

    def _on_choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self.window(), _("Choose a folder"), self._path.text())
        if found:
            self._path.setText(found)

    def _on_put(self) -> None:
        if self._busy or self._changing.session is None:
            return
        chosen, issue = self._group.checkedId(), self._changing.issue
        if chosen == FOLDER and not self._path.text():
            self._say(_("Choose the folder first."))
            self._choose.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        workspace, sites = self._workspace, self._sites
        folder, address = self._path.text(), self._address.text().strip()

        def work() -> WebPlace:
            from composer.publishing.web_version import put_in_folder, put_on_site

            if chosen == FOLDER:
                return put_in_folder(workspace, issue, Path(folder), address)
            return put_on_site(workspace, issue, sites[0], "page" if chosen == PAGE else "post")

        self._wait(True)
        self._jobs.submit(work, lambda place: self._on_put_there(issue, place), self._on_refused, owner=self)

    def _on_put_there(self, issue: Issue, place: WebPlace) -> None:
        self._wait(False)
        if not self._still(issue):
            return
        self._changing.edit(SetWebPlace(place))
        self.close_sheet()
        if place.kind == "folder":
            self.offered.emit(_("The web version was written; upload its folder."), _("Undo"), self._changing.undo)
        else:
            words = _("The web version is a draft on your website.") if place.status != "publish" else _("Your page was changed.")
            self.offered.emit(words, _("Open it"), lambda: open_link(QUrl(place.address)))

    def _on_look(self) -> None:
        workspace, issue = self._workspace, self._changing.issue

        def work() -> WebPlace:
            from composer.publishing.web_version import look_at_status

            return look_at_status(workspace, issue)

        self._wait(True)
        self._jobs.submit(work, lambda place: self._on_looked(issue, place), self._on_refused, owner=self)

    def _on_looked(self, issue: Issue, place: WebPlace) -> None:
        self._wait(False)
        if not self._still(issue):
            return
        if place != self._there:
            self._changing.edit(SetWebPlace(place))
        if not place.kind:
            self._say(_("It is gone from your website; the letter no longer links to it."))
        self._draw()

    def _still(self, issue: Issue) -> bool:
        """Whether the issue that was asked about is still the one in hand."""
        return self._changing.session is not None and self._changing.issue.id == issue.id

    def _on_open(self) -> None:
        open_link(QUrl(self._there.address))

    def _on_drop(self) -> None:
        self._changing.edit(SetWebPlace(NOWHERE))
        self._draw()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_bin(self) -> None:
        workspace, issue = self._workspace, self._changing.issue

        def work() -> WebPlace:
            from composer.publishing.web_version import put_in_bin

            return put_in_bin(workspace, issue)

        self._wait(True)
        self._jobs.submit(work, lambda place: self._on_binned(issue, place), self._on_refused, owner=self)

    def _on_binned(self, issue: Issue, place: WebPlace) -> None:
        self._wait(False)
        if not self._still(issue):
            return
        self._changing.edit(SetWebPlace(NOWHERE))
        self.close_sheet()
        words = _("The web version lies in the bin of your website; letters that link to it lead nowhere now.")
        self.offered.emit(words, _("Undo"), lambda: self._bring_back(issue, place))

    def _bring_back(self, issue: Issue, place: WebPlace) -> None:
        workspace = self._workspace

        def work() -> WebPlace:
            from composer.publishing.web_version import out_of_bin

            return out_of_bin(workspace, place)

        def done(back: WebPlace) -> None:
            if self._still(issue):
                self._changing.edit(SetWebPlace(back))

        self._jobs.submit(work, done, self._on_refused, owner=self)

    def _on_refused(self, error: ComposerError) -> None:
        self._wait(False)
        self._say(str(error))
        self._draw()
        if self.isHidden():
            self.open(self._close)

    def _wait(self, busy: bool) -> None:
        self._busy = busy
        (self._bar.start if busy else self._bar.stop)()
        for one in (self._put, self._look, self._bin):
            one.setEnabled(not busy)

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if not self.isHidden():
            self._fit()
