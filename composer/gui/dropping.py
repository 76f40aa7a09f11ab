"""Dropping and pasting onto a pane: files, folders, links, words and pictures are recognised, offered, and added."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QGuiApplication, QImage, QImageWriter, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from composer.errors import ComposerError
from composer.gui import changes
from composer.gui.doing import ITEMS, Doing
from composer.gui.jobs import Jobs
from composer.gui.taken_in import Given, Recognised, TakenIn, keep, recognise, take_back
from composer.gui.widgets.offer_bar import OfferBar
from composer.i18n import _

if TYPE_CHECKING:
    from composer.workspace import Workspace

_ADDRESS = re.compile(r"(?:https?|webcal|feed)://\S{3,2000}", re.IGNORECASE)
_FEW_WORDS = 4


def given_by(mime: QMimeData) -> Given:
    """What a drop or the clipboard brings. A link counts for more than its words, a page's words for more than its picture."""
    urls = mime.urls() if mime.hasUrls() else []
    paths = tuple(url.toLocalFile() for url in urls if url.isLocalFile())
    addresses = tuple(url.toString() for url in urls if url.scheme().lower() in ("http", "https", "webcal", "feed"))
    if paths or addresses:
        return Given(paths, addresses)
    text = mime.text() if mime.hasText() else ""
    alone = text.strip()
    if _ADDRESS.fullmatch(alone):
        return Given(addresses=(alone,))
    html = mime.html() if mime.hasHtml() else ""
    if mime.hasImage() and len(alone.split()) < _FEW_WORDS:
        picture = mime.imageData()
        if isinstance(picture, QImage) and not picture.isNull():
            return Given(picture=lambda: _bytes_of(picture))
    return Given(text=text, html=html)


def _bytes_of(picture: QImage) -> bytes:
    """The picture as PNG; for a worker, since a large one takes its time."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(picture)
    return bytes(buffer.data().data())


class Dropping(QObject):
    """Watches ``panes`` for drops and for Ctrl+V; what is found is offered in :attr:`bar`, which its owner places.

    ``offered`` with words, the words of a way back, and that way; ``stored`` with what kind of stored thing changed.
    """

    offered = Signal(str, str, object)
    said = Signal(str)
    stored = Signal(str)
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, panes: tuple[QWidget, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._found: Recognised | None = None
        self._panes = panes
        self.bar = OfferBar()
        self.bar.accepted.connect(self._on_accepted)
        self.bar.closed.connect(self._on_closed)
        panes[0].setAcceptDrops(True)
        for pane in panes:
            pane.installEventFilter(self)

    def paste(self) -> None:
        """Take what is in the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        self.take(given_by(mime) if mime is not None else Given())

    def take(self, given: Given) -> None:
        """Look at what was brought, and offer what is in it."""
        if not given:
            self.troubled.emit(
                ComposerError(
                    _("There is nothing in the clipboard that could be added."),
                    _("Copy some text, a link, a file or a picture first."),
                )
            )
            return
        workspace = self._workspace
        self.bar.working(_("Looking at it…"))
        self._jobs.submit(lambda: recognise(workspace, given), self._on_recognised, self._on_failed, newest="dropped", owner=self)

    def _on_recognised(self, found: Recognised) -> None:
        self._found = found
        titles = ", ".join(f"“{item.title}”" for item in found.items[:3])
        more = titles + ("…" if len(found.items) > 3 else "")
        if found.problems:
            more = f"{more}\n{found.problems[0]}"
        self.bar.offer(_("Found: {what}").format(what=found.words()), more)

    def _on_failed(self, error: ComposerError) -> None:
        self.bar.hide()
        self.troubled.emit(error)

    def _on_closed(self) -> None:
        self._found = None
        self._panes[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_accepted(self) -> None:
        found, workspace = self._found, self._workspace
        self._on_closed()
        if found is not None:
            doing = Doing(ITEMS, ", ".join(part.title for part in found.parts)[:200])
            self._jobs.write(lambda: keep(workspace, found), self._on_kept, self._on_failed, owner=self, doing=doing)

    def _on_kept(self, taken: TakenIn) -> None:
        self._tell_all()
        if taken.new_items:
            self.offered.emit(taken.words, _("Undo"), lambda: self._take_back(taken))
        else:
            self.said.emit(_("All of it is in the list already."))

    def _take_back(self, taken: TakenIn) -> None:
        workspace = self._workspace
        self._jobs.write(lambda: take_back(workspace, taken), lambda _none: self._tell_all(), self._on_failed, owner=self)

    def _tell_all(self) -> None:
        self.stored.emit(changes.SOURCES)
        self.stored.emit(changes.SHELF)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove) and isinstance(event, QDragMoveEvent):
            mime = event.mimeData()
            if mime.hasUrls() or mime.hasText() or mime.hasHtml() or mime.hasImage():
                # Copied, never moved: a browser or a file manager keeps its own.
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                return True
        elif kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.take(given_by(event.mimeData()))
            return True
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return True
        return super().eventFilter(watched, event)
