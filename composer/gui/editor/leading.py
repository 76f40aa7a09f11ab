"""Where the focus goes in the composer: to what is new, the subject, the greeting, a block, what a check found."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from composer.gui.editor.arrange_pane import ArrangePane
from composer.gui.editor.block_words import is_greeting
from composer.gui.editor.changing import Changing
from composer.gui.editor.check_bar import CheckBar, done_words
from composer.gui.editor.issue_header import IssueHeader
from composer.gui.editor.panes import Panes
from composer.gui.editor.whats_new import WhatsNew
from composer.i18n import _

if TYPE_CHECKING:
    from composer.checks.check import Finding


class Leading(QObject):
    """Brings the pane that is wanted to the front (in a small window only some show), then puts the focus there.

    ``said(words)`` where there is nothing to go to; ``offered(words, action, undo)`` after a mend.
    """

    said = Signal(str)
    offered = Signal(str, str, object)

    def __init__(self, header: IssueHeader, panes: Panes, changing: Changing, check_bar: CheckBar) -> None:
        super().__init__(panes)
        self._header = header
        self._panes = panes
        self._changing = changing
        self._check_bar = check_bar

    def show_on(self, whats_new: WhatsNew, arrange: ArrangePane) -> None:
        """The panes it leads to."""
        self._whats_new = whats_new
        self._arrange = arrange
        self._outline = arrange.outline

    def bring_pick(self, then: Callable[[], None]) -> None:
        """What's new to the front, then what is wanted there."""
        self._panes.bring("pick")
        then()

    def to_whats_new(self) -> None:
        """To what there is to pick."""
        self.bring_pick(lambda: self._whats_new.list.setFocus(Qt.FocusReason.OtherFocusReason))

    def to_subject(self) -> None:
        """To the subject, all of it selected."""
        self._header.subject.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._header.subject.selectAll()

    def to_greeting(self) -> None:
        """To the greeting's words."""
        blocks = self._changing.issue.blocks
        greeting = next((block.id for at, block in enumerate(blocks) if is_greeting(blocks, at)), "")
        if greeting:
            self._bring_outline()
            self._outline.open(greeting, "text")
        else:
            self.said.emit(_("This issue has no greeting. Add a text at the top."))

    def to_block(self, block_id: str) -> None:
        """To a block, open."""
        self._bring_outline()
        self._outline.open(block_id)

    def add_block(self) -> None:
        """To the menu of blocks."""
        self._bring_outline()
        self._arrange.open_menu()

    def _bring_outline(self) -> None:
        self._panes.bring("arrange")
        self._arrange.bring_outline()

    def to_finding(self, finding: Finding) -> None:
        """To what a check found: its block or line, and to the mend where there is one."""
        field: QWidget | None = {
            "subject": self._header.subject,
            "preheader": self._header.preheader,
            "name": self._header.name,
        }.get(finding.field if not finding.block else "")
        if finding.block:
            self._bring_outline()
            self._outline.open(finding.block, finding.field, focus=finding.fix is None)
        elif field is not None and finding.fix is None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if finding.fix is not None:
            self._check_bar.focus_fix()

    def mend(self, finding: Finding) -> None:
        """Do what the finding offers, with the way back."""
        if finding.fix is not None and self._changing.edit(finding.fix):
            self.offered.emit(done_words(finding), _("Undo"), self._changing.undo)
