"""The text part: as it goes out to one reader, and, where somebody wants to change it, block by block to write in.

Who writes and how to stop it are no part of any block: they stand below, whatever is written above, and cannot be changed here.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedLayout, QVBoxLayout, QWidget

from composer.blocks.plain_words import PlainWords
from composer.gui.preview.read_only_lines import ReadOnlyLines
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.labels import ElidedLabel, label
from composer.gui.widgets.scrolled import scrolled
from composer.i18n import _
from composer.rendering.plaintext import Passage, passages

if TYPE_CHECKING:
    from composer.document.issue import Issue

LEAST_LINES, MOST_LINES = 2, 24


class TextSheet(QWidget):
    """``words_written(block id, PlainWords or None)`` when somebody wrote a passage, or gave it back to its block."""

    words_written = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._issue: Issue | None = None
        self._fields: dict[str, PassageField] = {}
        self.lines = ReadOnlyLines(_("Plain text of the newsletter"), self)
        self._hint = label(
            _("Made from the blocks. What you write here stays; your address and the way to unsubscribe always stand below it."),
            "caption",
            wrap=True,
        )
        self._column = QVBoxLayout()
        self._column.setContentsMargins(4, 4, 14, 8)
        self._column.setSpacing(10)
        content = QWidget()
        mark(content, surface="window")
        content.setLayout(self._column)
        self._scroll = scrolled(content)
        writing = QWidget()
        inside = QVBoxLayout(writing)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._hint)
        inside.addWidget(self._scroll, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.lines)
        self._stack.addWidget(writing)
        self.change_button = button(_("Change the plain text"), self._toggle, icon="square-pen", dense=True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.change_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._stack, 1)
        column.addLayout(foot)

    @property
    def writing(self) -> bool:
        """Whether the passages can be written in."""
        return self._stack.currentIndex() == 1

    @property
    def fields(self) -> dict[str, PassageField]:
        """A field for each block, by its id."""
        return self._fields

    def show_lines(self, text: str) -> None:
        """Show the text as it goes out."""
        self.lines.show_lines(text)

    def show_issue(self, issue: Issue) -> None:
        """The issue as it is now; what is being written in keeps its cursor."""
        self._issue = issue
        if self.writing:
            self._fill()

    def _toggle(self) -> None:
        wanted = not self.writing
        self._stack.setCurrentIndex(1 if wanted else 0)
        self.change_button.setText(_("Done") if wanted else _("Change the plain text"))
        if wanted:
            self._fill()
            first = next(iter(self._fields.values()), None)
            if first is not None:
                first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        if self._issue is None:
            return
        found = passages(self._issue)
        if [passage.block_id for passage in found] != list(self._fields):
            self._rebuild(found)
        for passage in found:
            self._fields[passage.block_id].show_passage(passage, self._issue.block(passage.block_id).title())

    def _rebuild(self, found: tuple[Passage, ...]) -> None:
        clear(self._column)
        self._fields = {}
        for passage in found:
            field = self._fields[passage.block_id] = PassageField()
            field.written.connect(partial(self.words_written.emit, passage.block_id))
            self._column.addWidget(field)
        self._column.addStretch(1)


class PassageField(QWidget):
    """One block's share of the text part. ``written(PlainWords or None)``."""

    written = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passage = Passage("", "", "")
        self._title = ElidedLabel("", "label")
        self._stale = label(_("The block has changed since you wrote this."), "warn", wrap=True)
        self.keep_button = button(_("Keep mine"), self._keep, kind="link")
        self.again_button = button(_("Make it again from the block"), self._again, kind="link")
        self.editor = QPlainTextEdit()
        self.editor.setTabChangesFocus(True)
        self.editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.editor.textChanged.connect(self._on_typed)
        self._title.setBuddy(self.editor)
        tools = QHBoxLayout()
        tools.setSpacing(12)
        tools.addWidget(self.keep_button)
        tools.addWidget(self.again_button)
        tools.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._title)
        column.addWidget(self.editor)
        column.addWidget(self._stale)
        column.addLayout(tools)

    def show_passage(self, passage: Passage, title: str) -> None:
        """Show what stands in the text part; the cursor stays where the text is the same."""
        self._passage = passage
        self._title.setText(title[:80])
        self.editor.setAccessibleName(_("Plain text of “{title}”").format(title=title[:80]))
        self.editor.setPlaceholderText(_("Says nothing in the plain text"))
        if passage.text != self.editor.toPlainText().strip("\n"):
            with QSignalBlocker(self.editor):
                self.editor.setPlainText(passage.text)
        self._stale.setVisible(passage.stale)
        self.keep_button.setVisible(passage.stale)
        self.again_button.setVisible(passage.own)
        self.again_button.setToolTip(passage.made[:400])
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_typed(self) -> None:
        text = self.editor.toPlainText().strip("\n")
        self._fit()
        self.written.emit(None if text == self._passage.made else PlainWords(text, self._passage.made))

    def _keep(self) -> None:
        self.written.emit(PlainWords(self._passage.text, self._passage.made))
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _again(self) -> None:
        self.written.emit(None)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """As high as its lines: many small fields that scroll by themselves are a maze."""
        lines = max(LEAST_LINES, min(MOST_LINES, round(self.editor.document().size().height())))
        height = lines * self.editor.fontMetrics().lineSpacing() + 26
        if height != self.editor.height():
            self.editor.setFixedHeight(height)
