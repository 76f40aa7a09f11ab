"""The library of pictures: found, named, tagged, with the day consent runs out and where each is used; replaced everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QHBoxLayout, QListView, QVBoxLayout, QWidget

from composer.blocks.fields import Picture
from composer.document.picture_edits import ReplacePicture
from composer.document.picture_library import LONGEST_NAME, KeptPicture, PictureLibrary, Use
from composer.errors import ComposerError
from composer.gui.editor.changing import Changing
from composer.gui.fields.day_field import DayLine
from composer.gui.fields.image_field import LARGEST_FILE
from composer.gui.jobs import Jobs
from composer.gui.models.picture_model import PictureModel
from composer.gui.models.tile_pictures import SIDE, TilePictures
from composer.gui.widgets.buttons import button
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import label
from composer.gui.widgets.line_field import LineField
from composer.gui.widgets.search_field import SearchField
from composer.gui.widgets.sheet import Sheet
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.workspace import Workspace

NAME = "picture library"


class PictureLibrarySheet(Sheet):
    """``browse()`` to look after the pictures, ``choose(then)`` to take one. ``offered(words, action, undo)`` after a change."""

    offered = Signal(str, str, object)

    def __init__(self, window: QWidget, workspace: Workspace, jobs: Jobs, tiles: TilePictures, in_hand: Changing) -> None:
        super().__init__(window, _("Pictures"), width=960)
        self.setObjectName(NAME)
        self._workspace = workspace
        self._jobs = jobs
        self._in_hand = in_hand
        self._library = PictureLibrary(workspace.engine, workspace.clock, workspace.documents)
        self._then: Callable[[Picture], None] | None = None
        self._shown: KeptPicture | None = None
        self.search = SearchField(_("Find a picture"))
        self.search.searched.connect(lambda _words: self._read())
        self.model = PictureModel(tiles, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setIconSize(QSize(SIDE, SIDE))
        self.list.setGridSize(QSize(SIDE + 36, SIDE + 40))
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setUniformItemSizes(True)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(_("Pictures"))
        self.list.setMinimumHeight(400)
        self.search.left_downwards.connect(self.list.setFocus)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(lambda _index: self._on_use())
        self._empty = label("", "muted", wrap=True)
        self._count = label("", "caption")
        self._name = LineField(name=_("Name"), max_length=LONGEST_NAME)
        self._tags = LineField(name=_("Tags"), max_length=400)
        self._tags.setPlaceholderText(_("harbour, volunteers"))
        self._until = DayLine(_("Consent until"), workspace.clock)
        self._day: date | None = None
        self._until.day_changed.connect(self._on_day)
        self._facts = label("", "caption", wrap=True)
        self._used = label("", "caption", wrap=True)
        self._problem = label(role="error", wrap=True)
        self._save = button(_("Save"), self._on_save, icon="check")
        self._replace = button(_("Replace everywhere…"), self._on_replace, icon="refresh-cw")
        self._use = button(_("Use this picture"), self._on_use, kind="primary", icon="check")
        self._close = button(_("&Close"), self.close_sheet, kind="quiet")
        self._build()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self._empty)
        left.addWidget(self.list, 1)
        left.addWidget(self._count)
        form = FormColumn()
        form.add(_("Name"), self._name)
        form.add(_("Tags"), self._tags, _("With commas between them."))
        form.add(_("Consent until"), self._until, _("A letter that goes out later is stopped."))
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(form)
        right.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self._facts)
        right.addWidget(self._used)
        right.addWidget(self._replace, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self._problem)
        right.addStretch(1)
        self._details = QWidget()
        self._details.setLayout(right)
        self._details.setFixedWidth(300)
        halves = QHBoxLayout()
        halves.setSpacing(20)
        halves.addLayout(left, 1)
        halves.addWidget(self._details)
        ends = QHBoxLayout()
        ends.setSpacing(8)
        ends.addStretch(1)
        ends.addWidget(self._close)
        ends.addWidget(self._use)
        self.body.addWidget(label(_("Pictures"), "page-title"))
        self.body.addLayout(halves, 1)
        self.body.addLayout(ends)

    # -- coming and going -------------------------------------------------------------------------

    def browse(self) -> None:
        """Open it to look after the pictures."""
        self._begin(None)

    def choose(self, then: Callable[[Picture], None]) -> None:
        """Open it to take one; ``then`` gets it."""
        self._begin(then)

    def _begin(self, then: Callable[[Picture], None] | None) -> None:
        self._then = then
        self._use.setVisible(then is not None)
        self._shown = None
        self._say("")
        self._show_details(None)
        self._read()
        self.open(self.search)

    def _read(self, back_to: str = "") -> None:
        words, library = self.search.text(), self._library
        self._jobs.submit(lambda: library.find(words), lambda found: self._on_found(found, back_to), newest=NAME, owner=self)

    def _on_found(self, found: list[KeptPicture], back_to: str) -> None:
        wanted = back_to or (self._shown.hash if self._shown is not None else "")
        self.model.show_rows(found)
        self._count.setText(ngettext("{count} picture", "{count} pictures", len(found)).format(count=len(found)))
        self._empty.setText(
            _("No picture answers to these words.")
            if self.search.text().strip()
            else _("There are no pictures yet. Whatever you put into a letter is kept here.")
        )
        self._empty.setVisible(not found)
        self.list.setVisible(bool(found))
        place = self.model.place_of(wanted)
        if place >= 0:
            self.list.setCurrentIndex(self.model.index(place))
        else:
            self._show_details(None)

    # -- one picture ------------------------------------------------------------------------------

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self._show_details(index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None)

    def _show_details(self, row: KeptPicture | None) -> None:
        self._shown = row
        self._details.setEnabled(row is not None)
        self._use.setEnabled(row is not None)
        self._name.show_text(row.name if row is not None else "")
        self._tags.show_text(", ".join(row.tags) if row is not None else "")
        self._day = row.consent_until if row is not None else None
        self._until.show_day(self._day)
        self._used.setText("")
        if row is None:
            self._facts.setText(_("Choose a picture to see what is known of it."))
            return
        size = _("{width} × {height} pixels, {weight} KB").format(
            width=row.width, height=row.height, weight=max(1, round(row.weight / 1000))
        )
        self._facts.setText("\n".join(part for part in (row.alt, size, row.origin) if part))
        library = self._library
        self._jobs.submit(
            lambda: library.uses(row.hash), lambda uses: self._on_uses(row, uses), newest=f"{NAME} uses", owner=self
        )

    def _on_uses(self, row: KeptPicture, uses: list[Use]) -> None:
        if self._shown is None or self._shown.hash != row.hash:
            return
        names = ", ".join(use.name or _("an issue without a name") for use in uses[:6])
        more = _(" and more") if len(uses) > 6 else ""
        self._used.setText(_("Used in: {names}{more}").format(names=names, more=more) if uses else _("Used in no issue."))

    def _on_day(self, day: date | None) -> None:
        self._day = day

    def _on_save(self) -> None:
        row = self._shown
        if row is None:
            return
        tags = tuple(part.strip() for part in self._tags.text().split(",") if part.strip())
        self._describe(row, self._name.text().strip(), tags, self._day)
        before = row

        def undo() -> None:
            self._describe(before, before.name, before.tags, before.consent_until)

        self.offered.emit(_("Saved: {name}").format(name=self._name.text().strip() or row.name), _("Undo"), undo)

    def _describe(self, row: KeptPicture, name: str, tags: tuple[str, ...], until: date | None) -> None:
        library = self._library
        self._jobs.write(
            lambda: library.describe(row.hash, name=name, tags=tags, consent_until=until),
            lambda _nothing: self._read(row.hash),
            self._on_refused,
            owner=self,
        )

    def _on_use(self) -> None:
        row, then, pictures = self._shown, self._then, self._workspace.pictures
        if row is None or then is None:
            return

        def take(picture: Picture) -> None:
            self.close_sheet()
            then(picture)

        self._jobs.submit(lambda: pictures.described(row.hash), take, self._on_refused, owner=self)

    # -- replacing ----------------------------------------------------------------------------------

    def _on_replace(self) -> None:
        row = self._shown
        if row is None:
            return
        path, _filter = QFileDialog.getOpenFileName(
            self.window(), _("Choose the new picture"), "", _("Pictures (*.jpg *.jpeg *.png *.gif *.webp *.avif)")
        )
        if not path:
            return
        file, library, pictures = Path(path), self._library, self._workspace.pictures
        session = self._in_hand.session
        here = session.issue.id if session is not None else ""

        def work() -> tuple[Picture, frozenset[str], list[str]]:
            try:
                content = file.read_bytes() if file.stat().st_size <= LARGEST_FILE else b""
            except OSError as error:
                raise ComposerError(
                    _("“{name}” could not be read.").format(name=file.name), _("Choose another picture."), details=str(error)
                ) from error
            new = pictures.add(content, origin=file.name)
            return new, library.family(row.hash), library.replace(row.hash, new, but=here)

        self._replace.setEnabled(False)
        self._jobs.write(work, lambda done: self._on_replaced(here, *done), self._on_refused, owner=self)

    def _on_replaced(self, here: str, new: Picture, old: frozenset[str], changed: list[str]) -> None:
        self._replace.setEnabled(True)
        self._say("")
        session = self._in_hand.session
        in_hand = session is not None and session.issue.id == here and self._in_hand.edit(ReplacePicture(old, new))
        count = len(changed) + (1 if in_hand else 0)
        library = self._library

        def undo() -> None:
            if in_hand and session is self._in_hand.session:
                self._in_hand.undo()
            self._jobs.write(lambda: library.undo_replacing(changed), lambda _nothing: self._read(), self._on_refused, owner=self)

        self._read(new.hash)
        words = ngettext("Replaced in {count} issue", "Replaced in {count} issues", count).format(count=count)
        self.offered.emit(words, _("Undo"), undo)

    def _on_refused(self, error: ComposerError) -> None:
        self._replace.setEnabled(True)
        self._say(str(error))

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))


def library_of(window: QWidget, workspace: Workspace, jobs: Jobs, tiles: TilePictures, in_hand: Changing) -> PictureLibrarySheet:
    """The one library of a window."""
    found = window.findChild(PictureLibrarySheet, NAME)
    return found if isinstance(found, PictureLibrarySheet) else PictureLibrarySheet(window, workspace, jobs, tiles, in_hand)
