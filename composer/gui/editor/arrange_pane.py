"""The middle pane: its title, the button that adds a block, and the outline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from composer.document.issue import Issue
from composer.gui.actions import keys_in_words
from composer.gui.editor.block_menu import BlockMenu
from composer.gui.editor.item_list import GUTTER
from composer.gui.editor.look_panel import LookPanel
from composer.gui.editor.outline import Outline
from composer.gui.fields.field_widget import FieldTools
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.i18n import _

if TYPE_CHECKING:
    from composer.rendering.templates import TemplateInfo


class ArrangePane(QWidget):
    """``block_wanted`` carries the type of block to add; ``preview_toggled`` the wish to see the preview in a narrow window.

    ``look_opened`` when the templates are to be shown in place of the outline; the panel's own signals say what was chosen.
    """

    block_wanted = Signal(object)
    preview_toggled = Signal()
    look_opened = Signal()

    def __init__(self, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_button = button(_("&Add block"), self.open_menu, icon="plus", tip=keys_in_words("add_block"), dense=True)
        self.look_button = button(
            _("&Look"), self.look_opened.emit, kind="quiet", icon="layout-template", tip=keys_in_words("look"), dense=True
        )
        self.preview_button = button(
            _("Preview"), self.preview_toggled.emit, kind="quiet", icon="eye", tip=keys_in_words("preview"), dense=True
        )
        self.preview_button.setCheckable(True)
        self._hint = label(
            _("Press Space on something on the left to put it in, or add a block of your own."), "muted", wrap=True
        )
        self._hint.setContentsMargins(0, 4, GUTTER, 4)
        self.outline = Outline(tools)
        self.look = LookPanel(tools)
        self.look.closed.connect(self.show_outline)
        self._menu = BlockMenu(self)
        self._menu.chosen.connect(self.block_wanted)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, GUTTER, 0)
        top.setSpacing(4)
        top.addWidget(label(_("This issue"), "pane-title"))
        top.addStretch(1)
        top.addWidget(self.look_button)
        top.addWidget(self.preview_button)
        top.addWidget(self.add_button)
        self._arranging = QWidget()
        blocks = QVBoxLayout(self._arranging)
        blocks.setContentsMargins(0, 0, 0, 0)
        blocks.setSpacing(4)
        blocks.addLayout(top)
        blocks.addWidget(self._hint)
        blocks.addWidget(self.outline, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._arranging)
        column.addWidget(self.look)
        self.look.hide()

    def show_issue(self, issue: Issue, *, echo_of: str = "") -> None:
        """Show the issue's blocks."""
        self.outline.show_blocks(issue.blocks, echo_of=echo_of)
        self.look.show_chosen(issue.template, issue.look)
        content = [block for block in issue.blocks if not block.locked and block.kind != "text"]
        self._hint.setVisible(not content)

    def show_look(self, templates: Sequence[TemplateInfo], issue: Issue) -> None:
        """The templates in place of the outline."""
        self._arranging.hide()
        self.look.show()
        self.look.show_templates(templates, issue.template, issue.look)
        self.look.focus_chosen()

    def show_outline(self) -> None:
        """The outline again."""
        self.look.hide()
        self._arranging.show()
        self.look_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_menu(self) -> None:
        """Open the menu of blocks one can add."""
        self._menu.open_at(self.add_button)

    @property
    def menu(self) -> BlockMenu:
        """The menu."""
        return self._menu
