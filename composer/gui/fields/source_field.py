"""Where a block comes from; shown, not edited. Where the block asks for it, its words can be taken from there again."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from composer.blocks.fields import FormField
from composer.gui.fields.field_widget import FieldTools, FieldWidget
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.i18n import _


class SourceField(FieldWidget):
    """One quiet line, hidden where the block was written by hand.

    ``words_wanted`` carries what is wanted of the text: ``shorter``, ``longer``, ``whole``, or ``restore`` for all of the block;
    ``look_up`` asks what the site says now.
    """

    own_label = True
    words_wanted = Signal(str)

    def __init__(self, line: FormField, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(line, tools, parent)
        self._words = label(_("Text from your website"), "caption", wrap=True)
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for what, words, tip in (
            ("shorter", _("Shorter"), _("Fewer sentences of the text")),
            ("longer", _("Longer"), _("More sentences of the text")),
            ("whole", _("Whole"), _("The whole text")),
            ("restore", _("As on the site"), _("Take title, text and link from the website again")),
            ("look_up", _("Look again"), _("Ask your site what it says now, of everything in this issue")),
        ):
            made = button(words, partial(self.words_wanted.emit, what), kind="chip", tip=tip)
            row.addWidget(made)
        row.addStretch(1)
        self._tools.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addWidget(self._tools)

    def show_value(self, value: Any) -> None:
        self.setVisible(bool(value))

    def offer_words(self) -> None:
        """Show the buttons that take words from the source again."""
        self._tools.show()
