"""The middle pane: its title, the button that adds a block, and the outline."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from composer.document.issue import Issue
from composer.gui.actions import keys_in_words
from composer.gui.editor.block_menu import BlockMenu
from composer.gui.editor.item_list import GUTTER
from composer.gui.editor.outline import Outline
from composer.gui.fields.field_widget import FieldTools
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.i18n import _


class ArrangePane(QWidget):
    """``block_wanted`` carries the type of block to add; ``preview_toggled`` the wish to see the preview in a narrow window."""

    block_wanted = Signal(object)
    preview_toggled = Signal()

    def __init__(self, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_button = button(_("&Add block"), self.open_menu, icon="plus", tip=keys_in_words("add_block"), dense=True)
        self.preview_button = button(
            _("Preview"), self.preview_toggled.emit, kind="quiet", icon="eye", tip=keys_in_words("preview"), dense=True
        )
        self.preview_button.setCheckable(True)
        self._hint = label(
            _("Press Space on something on the left to put it in, or add a block of your own."), "muted", wrap=True
        )
        self._hint.setContentsMargins(0, 4, GUTTER, 4)
        self.outline = Outline(tools)
        self._menu = BlockMenu(self)
        self._menu.chosen.connect(self.block_wanted)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, GUTTER, 0)
        top.setSpacing(4)
        top.addWidget(label(_("This issue"), "pane-title"))
        top.addStretch(1)
        top.addWidget(self.preview_button)
        top.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._hint)
        column.addWidget(self.outline, 1)
        self.setFocusProxy(self.add_button)

    def show_issue(self, issue: Issue, *, echo_of: str = "") -> None:
        """Show the issue's blocks."""
        self.outline.show_blocks(issue.blocks, echo_of=echo_of)
        content = [block for block in issue.blocks if not block.locked and block.kind != "text"]
        self._hint.setVisible(not content)

    def open_menu(self) -> None:
        """Open the menu of blocks one can add."""
        self._menu.open_at(self.add_button)

    @property
    def menu(self) -> BlockMenu:
        """The menu."""
        return self._menu
