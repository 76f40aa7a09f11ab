"""Paints Markdown as it will look, and hides its signs on every line but the one with the caret."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextDocument, QTextFormat

from composer.gui.fields import markdown_styles as ms
from composer.gui.theme import active_theme


class MarkdownHighlighter(QSyntaxHighlighter):
    """Give it the caret's line with :meth:`set_current`; the two lines concerned are painted again."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._current = -1
        active_theme().changed.connect(self.rehighlight)

    def set_current(self, block: QTextBlock | None) -> None:
        """The line with the caret; None where the text has no focus."""
        number = block.blockNumber() if block is not None else -1
        if number == self._current:
            return
        before, self._current = self._current, number
        for changed in (before, number):
            if changed >= 0:
                found = self.document().findBlockByNumber(changed)
                if found.isValid():
                    self.rehighlightBlock(found)

    def highlightBlock(self, text: str) -> None:
        at_caret = self.currentBlock().blockNumber() == self._current
        for start, length, style in ms.runs(text):
            # Qt counts in UTF-16 units, Python in letters: an emoji is one here and two there.
            begin = len(text[:start].encode("utf-16-le")) // 2
            width = len(text[start : start + length].encode("utf-16-le")) // 2
            self.setFormat(begin, width, _format(style, at_caret))


def _format(style: int, at_caret: bool) -> QTextCharFormat:
    theme = active_theme()
    made = QTextCharFormat()
    if style & ms.HIDDEN and not at_caret:
        # One pixel high and a hundredth as wide: 80 letters take one pixel.
        made.setProperty(QTextFormat.Property.FontPixelSize, 1)
        made.setFontLetterSpacingType(QFont.SpacingType.PercentageSpacing)
        made.setFontLetterSpacing(1)
        made.setForeground(QColor(0, 0, 0, 0))
        return made
    if style & ms.BOLD:
        made.setFontWeight(QFont.Weight.DemiBold)
    if style & ms.ITALIC or style & ms.QUOTE:
        made.setFontItalic(True)
    if style & ms.HEADING:
        made.setFontWeight(QFont.Weight.DemiBold)
        made.setProperty(QTextFormat.Property.FontPixelSize, theme.px(17))
    if style & ms.CODE:
        made.setFontFamilies(["monospace"])
    if style & ms.LINK:
        made.setForeground(theme.colour("accent"))
        made.setFontUnderline(True)
    if style & ms.TAG:
        made.setBackground(theme.colour("accent_soft"))
        made.setForeground(theme.colour("on_accent_soft"))
        made.setFontWeight(QFont.Weight.Medium)
    if style & ms.BULLET:
        made.setForeground(theme.colour("accent"))
        made.setFontWeight(QFont.Weight.DemiBold)
    if style & ms.HIDDEN:
        made.setForeground(theme.colour("muted"))
        made.setFontUnderline(False)
        made.setFontItalic(False)
    return made
