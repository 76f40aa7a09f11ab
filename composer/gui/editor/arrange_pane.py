"""The middle pane: its title, the button that adds a block, and the outline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from composer.document.issue import Issue
from composer.gui.actions import keys_in_words
from composer.gui.editor.block_menu import BlockMenu
from composer.gui.editor.history_panel import HistoryPanel
from composer.gui.editor.item_list import GUTTER, leave_gutter
from composer.gui.editor.look_panel import LookPanel
from composer.gui.editor.outline import Outline
from composer.gui.fields.field_widget import FieldTools
from composer.gui.theme import active_theme
from composer.gui.widgets.buttons import button, icon_button, set_words
from composer.gui.widgets.labels import label
from composer.i18n import _

if TYPE_CHECKING:
    from composer.rendering.templates import TemplateInfo


class ArrangePane(QWidget):
    """``block_wanted`` carries the type of block to add; ``preview_toggled`` the wish to see the preview in a narrow window.

    ``look_opened`` and ``history_opened`` when the templates or the history are to be shown in place of the outline; the
    panels' own signals say what was chosen.
    """

    block_wanted = Signal(object)
    preview_toggled = Signal()
    look_opened = Signal()
    history_opened = Signal()

    def __init__(self, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        active_theme().dressing.dress_inside(self)
        self.add_button = button(_("&Add block"), self.open_menu, icon="plus", tip=keys_in_words("add_block"), dense=True)
        self.look_button = button(
            _("&Look"), self.look_opened.emit, kind="quiet", icon="layout-template", tip=keys_in_words("look"), dense=True
        )
        self.history_button = icon_button(
            "history", _("History"), self.history_opened.emit, keys=keys_in_words("history"), dense=True
        )
        self.preview_button = button(
            _("Preview"), self.preview_toggled.emit, kind="quiet", icon="eye", tip=keys_in_words("preview"), dense=True
        )
        self.preview_button.setCheckable(True)
        self._hint = label(
            _("Press Space on something on the left to put it in, or add a block of your own."), "muted", wrap=True
        )
        leave_gutter(self._hint, 4, 4)
        self.outline = Outline(tools, self)
        self.look = LookPanel(tools, self)
        self.look.closed.connect(self.show_outline)
        self.history = HistoryPanel(self)
        self.history.closed.connect(self.show_outline)
        self._menu = BlockMenu(self)
        self._menu.chosen.connect(self.block_wanted)
        top = QHBoxLayout()
        leave_gutter(top)
        top.setSpacing(4)
        self._title = label(_("This issue"), "pane-title")
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self.history_button)
        top.addWidget(self.look_button)
        top.addWidget(self.preview_button)
        top.addWidget(self.add_button)
        self._arranging = QWidget(self)
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
        column.addWidget(self.history)
        self.look.hide()
        self.history.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = [made for made in (self.history_button, self.preview_button, self.add_button) if not made.isHidden()]
        set_words(self.look_button, _("Look"))
        wanted = sum(made.sizeHint().width() + 4 for made in (self._title, self.look_button, *shown))
        if wanted > event.size().width() - GUTTER:
            self.look_button.setText("")  # its drawing says it too; its name and tool tip stay

    def show_issue(self, issue: Issue, *, echo_of: str = "") -> None:
        """Show the issue's blocks."""
        self.outline.show_blocks(issue.blocks, echo_of=echo_of)
        self.look.show_chosen(issue.template, issue.look)
        self.look.brands.show_current(issue.brand)
        content = [block for block in issue.blocks if not block.locked and block.kind != "text"]
        self._hint.setVisible(not content)

    def show_look(self, templates: Sequence[TemplateInfo], issue: Issue) -> None:
        """The templates in place of the outline."""
        self._arranging.hide()
        self.history.hide()
        self.look.show()
        self.look.show_templates(templates, issue.template, issue.look)
        self.look.focus_chosen()

    def show_history(self) -> None:
        """The history in place of the outline."""
        self._arranging.hide()
        self.look.hide()
        self.history.show()

    def show_outline(self) -> None:
        """The outline again."""
        from_look = self.look.isVisible()
        self.bring_outline()
        (self.look_button if from_look else self.history_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def bring_outline(self) -> None:
        """The outline in place of what stands there; the focus goes where whoever asked puts it."""
        self.look.hide()
        self.history.hide()
        self._arranging.show()

    def open_menu(self) -> None:
        """Open the menu of blocks one can add."""
        self._menu.open_at(self.add_button)

    @property
    def menu(self) -> BlockMenu:
        """The menu."""
        return self._menu
