"""The guide: chapters on the left, found by words, and the chapter on the right; the last one is the page for IT."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QTextEdit, QVBoxLayout, QWidget

from composer.gui import changes
from composer.gui.guide.chapter import Chapter, find
from composer.gui.guide.chapter_list import ChapterList
from composer.gui.guide.chapters import CHAPTERS, IT, chapter_for, it_chapter
from composer.gui.guide.drawn import html_of, sheet
from composer.gui.pages.page import Page, Wish
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.gui.widgets.search_field import SearchField
from composer.i18n import N_, _, ngettext
from composer.paths import resources_folder
from composer.publishing.it_notes import Note, as_text, it_notes

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

WIDEST = 720
"""Logical pixels of a line of text: longer ones are hard to read."""
LIST_WIDTH, NARROW_LIST, WIDE_LIST = 300, 220, 372
NARROW_BELOW, WIDE_FROM = 820, 1100


class GuidePage(Page):
    """Esc leads back to where one came from."""

    title = N_("Guide")
    icon = "book-open"
    depends_on = frozenset({changes.ACCOUNTS, changes.SETTINGS, changes.BRAND, changes.SOURCES})

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(workspace, jobs, parent)
        self._chapters: tuple[Chapter, ...] = (*CHAPTERS, it_chapter(()))
        self._notes: tuple[Note, ...] = ()
        self._shown = CHAPTERS[0].id
        self._pictures = resources_folder() / "pictures" / "guide"
        self.search = SearchField(_("Search the guide"), pause=0)
        self.search.searched.connect(self._on_searched)
        self.search.left_downwards.connect(self._to_list)
        self.list = ChapterList()
        self.list.chosen.connect(self._on_chosen)
        self.list.entered.connect(self._to_text)
        self._nothing = label(_("Nothing in the guide says that. Try another word."), "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.hide()
        self.text = QTextBrowser()
        mark(self.text, kind="reading")
        self.text.setOpenExternalLinks(True)
        self.text.setAccessibleName(_("The chapter"))
        self.text.document().setDocumentMargin(0)
        self.copy = button(_("Copy as text"), self._copy, icon="copy")
        self.copy.hide()
        self.back = button(_("Back"), lambda: self.wished.emit(Wish.BACK, ""), kind="quiet", icon="arrow-left")
        self.keys = button(_("Keys…"), lambda: self.wished.emit(Wish.KEYS, ""), kind="quiet", icon="keyboard")
        self._build()
        active_theme().changed.connect(self._draw)
        self.list.show_found(find(self._chapters, ""))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(_("Guide"), "page-title"))
        head.addStretch(1)
        head.addWidget(self.copy)
        head.addWidget(self.keys)
        head.addWidget(self.back)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        side.addWidget(self.search)
        side.addWidget(self._nothing)
        side.addWidget(self.list, 1)
        self.text.setMaximumWidth(WIDEST)
        body = QHBoxLayout()
        body.setSpacing(32)
        body.addWidget(self._side)
        body.addWidget(self.text, 1)
        body.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 0)
        whole.setSpacing(16)
        whole.addLayout(head)
        whole.addLayout(body, 1)

    # -- what the window asks for -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        workspace = self.workspace
        self.jobs.submit(lambda: it_notes(workspace), self._on_notes, newest="it notes", owner=self)

    def show_argument(self, argument: object) -> None:
        """A chapter's id, or the id of a place, whose chapter is shown."""
        wanted = str(argument)
        known = wanted in {chapter.id for chapter in self._chapters}
        self.search.clear()
        self.list.show_found(find(self._chapters, ""), wanted if known else chapter_for(wanted))
        # Once the page shows; before, the focus would go to the first button.
        QTimer.singleShot(0, self, self._to_list)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"find": lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)}

    def panes(self) -> list[QWidget]:
        return [self.list, self.text]

    # -- showing ----------------------------------------------------------------------------------------------------------------

    @property
    def chapter(self) -> str:
        """Id of the chapter that shows."""
        return self._shown

    def _to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _to_text(self) -> None:
        self.text.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_notes(self, notes: tuple[Note, ...]) -> None:
        self._notes = notes
        self._chapters = (*CHAPTERS, it_chapter(notes))
        self.list.show_found(find(self._chapters, self.search.text()), self._shown)
        self._draw()

    def _on_searched(self, words: str) -> None:
        found = find(self._chapters, words)
        self._nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        self.list.show_found(found)
        if words:
            announce(self, ngettext("{count} chapter", "{count} chapters", len(found)).format(count=len(found)))
        self._mark_words()

    def _on_chosen(self, chapter_id: str) -> None:
        self._shown = chapter_id
        self.copy.setVisible(chapter_id == IT)
        self._draw()

    def _draw(self) -> None:
        theme = active_theme()
        chapter = next(chapter for chapter in self._chapters if chapter.id == self._shown)
        self.text.document().setDefaultStyleSheet(sheet(theme.tokens.mapping(), theme.px))
        width = max(200, min(WIDEST, self.text.viewport().width()) - 8)
        self.text.setHtml(html_of(chapter, self._pictures, width, dark=theme.is_dark))
        self.text.setAccessibleName(_(chapter.title))
        self._mark_words()

    def _mark_words(self) -> None:
        """Light up what was searched for, and bring its first place into view."""
        colour = active_theme().colour("warn_soft")
        places: list[QTextEdit.ExtraSelection] = []
        for word in self.search.text().split():
            cursor = self.text.document().find(word)
            while not cursor.isNull() and len(places) < 200:
                place = QTextEdit.ExtraSelection()
                place.cursor = cursor
                place.format.setBackground(colour)
                places.append(place)
                cursor = self.text.document().find(word, cursor, QTextDocument.FindFlag(0))
        self.text.setExtraSelections(places)
        if places:
            first = min(places, key=lambda place: place.cursor.selectionStart())
            there = self.text.textCursor()
            there.setPosition(first.cursor.selectionStart())
            self.text.setTextCursor(there)
            self.text.ensureCursorVisible()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._notes))
        self.said.emit(_("Copied. Paste it into a letter to your IT person."))

    # -- keys and size ----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.wished.emit(Wish.BACK, "")
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        self._side.setFixedWidth(NARROW_LIST if width < NARROW_BELOW else LIST_WIDTH if width < WIDE_FROM else WIDE_LIST)
        self._draw()
