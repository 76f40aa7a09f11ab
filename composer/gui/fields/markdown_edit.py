"""A text box for Markdown that looks like the letter: signs show on the caret's line only. Its undo is the issue's."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from composer.gui.fields import markdown_commands as commands
from composer.gui.fields.markdown_commands import Text
from composer.gui.fields.markdown_highlighter import MarkdownHighlighter
from composer.gui.fields.pasted_html import markdown_from
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.line_field import is_window_key

FEWEST_LINES = 2
MOST_LINES = 16


class MarkdownEdit(QTextEdit):
    """``markdown_edited`` carries the text after each change by the user; ``link_wanted`` when Ctrl+K is pressed."""

    markdown_edited = Signal(str)
    link_wanted = Signal()

    def __init__(self, name: str, *, max_length: int = 50_000, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, kind="inside")
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._max_length = max_length
        self._height = 0
        self._told = ""
        self._highlighter = MarkdownHighlighter(self.document())
        self.document().setDocumentMargin(8)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self.textChanged.connect(self._on_changed)
        self.cursorPositionChanged.connect(self._on_caret_moved)
        self._fit()

    def markdown(self) -> str:
        """The text as it stands."""
        # Not toPlainText(): that turns no-break spaces into plain ones.
        return self.document().toRawText().replace("\u2029", "\n")

    def show_markdown(self, markdown: str) -> None:
        """Show ``markdown`` without a signal. Only what differs is replaced, so the caret lands where the change is."""
        shown = self.markdown()
        markdown = markdown.replace("\r\n", "\n").replace("\r", "\n")
        if shown == markdown:
            return
        with QSignalBlocker(self):
            self._replace(shown, Text(markdown, -1, -1))
        self._told = markdown
        self._on_caret_moved()

    # -- writing keys -----------------------------------------------------------------------------------------------------------

    def bold(self) -> None:
        """Make the selection, or the word at the caret, strong; or plain again."""
        self._run(lambda given: commands.toggle_marks(given, "**"))

    def italic(self) -> None:
        """Emphasise it, or plain again."""
        self._run(lambda given: commands.toggle_marks(given, "*"))

    def bullets(self) -> None:
        """Make it a list, or plain lines again."""
        self._run(commands.toggle_list)

    def heading(self) -> None:
        """Make the line a heading, or a paragraph again."""
        self._run(commands.toggle_heading)

    def insert_words(self, words: str) -> None:
        """Put words (a merge tag) in the place of the selection."""
        self._run(lambda given: commands.put_words(given, words))

    def link_here(self) -> tuple[str, str]:
        """Words and address of the link at the caret; the selected words and "" where there is none."""
        given = self._given()
        found = commands.link_at(given)
        return (found[2], found[3]) if found else (given.selected, "")

    def set_link(self, words: str, address: str) -> None:
        """Make the selection, or the link at the caret, a link to ``address``; an empty address takes the link away."""
        self._run(lambda given: commands.set_link(given, words, address))

    def _given(self) -> Text:
        cursor = self.textCursor()
        text = self.markdown()
        return Text(text, _letters(text, cursor.anchor()), _letters(text, cursor.position()))

    def _run(self, command: Callable[[Text], Text | None]) -> bool:
        given = self._given()
        changed = command(given)
        if changed is None:
            return False
        self._replace(given.text, changed)
        return True

    def _replace(self, shown: str, wanted: Text) -> None:
        """Turn the text ``shown`` into ``wanted`` by replacing only the middle that differs."""
        shortest = min(len(shown), len(wanted.text))
        same = 0
        while same < shortest and shown[same] == wanted.text[same]:
            same += 1
        tail = 0
        while tail < shortest - same and shown[-1 - tail] == wanted.text[-1 - tail]:
            tail += 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(shown, same))
        cursor.setPosition(_units(shown, len(shown) - tail), QTextCursor.MoveMode.KeepAnchor)
        middle = wanted.text[same : len(wanted.text) - tail]
        after = self.textCursor()
        cursor.insertText(middle)
        if wanted.caret >= 0:
            after.setPosition(_units(wanted.text, wanted.anchor))
            after.setPosition(_units(wanted.text, wanted.caret), QTextCursor.MoveMode.KeepAnchor)
        else:
            after.setPosition(_units(wanted.text, same + len(middle)))
        self.setTextCursor(after)

    # -- following --------------------------------------------------------------------------------------------------------------

    def _on_changed(self) -> None:
        text = self.markdown()
        if text == self._told:
            return  # only painted anew
        if len(text) > self._max_length:
            with QSignalBlocker(self):
                self._replace(text, Text(text[: self._max_length], -1, -1))
            text = text[: self._max_length]
        self._told = text
        self.markdown_edited.emit(text)

    def _on_caret_moved(self) -> None:
        self._highlighter.set_current(self.textCursor().block() if self.hasFocus() else None)

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        margin = round(self.document().documentMargin() * 2)
        wanted = round(self.document().size().height())
        height = max(line * FEWEST_LINES + margin, min(wanted, line * MOST_LINES + margin)) + 2
        if height != self._height:
            self._height = height
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(200, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._on_caret_moved()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._on_caret_moved()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_window_key(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if is_window_key(event) or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._run(commands.new_line)
            self.ensureCursorVisible()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._run(commands.line_break)
            self.ensureCursorVisible()
        elif event.key() == Qt.Key.Key_Backspace and plain and self._run(commands.backspace):
            pass
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # Ctrl+Return belongs to the window
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        words = source.text().replace("\r\n", "\n").replace("\r", "\n")
        given = self._given()
        address = words.strip()
        is_address = address.startswith(("http://", "https://", "mailto:")) and len(address.split()) == 1
        if given.selected.strip() and is_address:
            self.set_link(given.selected, address)
            return
        if source.hasHtml():
            words = markdown_from(source.html()) or words
        self.insert_words(words)
        self.ensureCursorVisible()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            # The box's own undo is off; its two dead entries go, and the line below them.
            if action.objectName() in ("edit-undo", "edit-redo"):
                menu.removeAction(action)
        if menu.actions() and menu.actions()[0].isSeparator():
            menu.removeAction(menu.actions()[0])
        menu.exec(event.globalPos())
        menu.deleteLater()

    def refit(self) -> None:
        """Measure again (after the theme's text size changed)."""
        self.setFont(active_theme().font(14))
        self._fit()


def _units(text: str, letters: int) -> int:
    """Qt's position for a position in letters: an emoji is one letter and two UTF-16 units."""
    return len(text[:letters].encode("utf-16-le", "surrogatepass")) // 2


def _letters(text: str, units: int) -> int:
    """The position in letters for Qt's position."""
    return len(text.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "surrogatepass"))
