"""Looking closely at an item of the list: its panel, its form, its kind in one key, and what is remembered of that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from composer.gui.editor.correcting import Correcting, Looked
from composer.gui.editor.item_form import ItemForm
from composer.gui.editor.item_panel import ItemPanel
from composer.gui.editor.rule_bar import RuleBar
from composer.gui.fields.field_widget import FieldTools
from composer.gui.jobs import Jobs
from composer.gui.models.tile_pictures import TilePictures
from composer.library.item import KINDS, Item

if TYPE_CHECKING:
    from composer.workspace import Workspace


class LookingCloser(QObject):
    """Owns :attr:`panel`, :attr:`form` (both pages of ``stack``) and :attr:`rule_bar`; ``back`` when the list is wanted again."""

    add_wanted = Signal(str)
    back = Signal()

    def __init__(
        self, workspace: Workspace, jobs: Jobs, tiles: TilePictures, stack: QStackedWidget, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._stack = stack
        self._before_form: QWidget | None = None
        self._writing_new = False
        self.correcting = Correcting(workspace, jobs, self)
        self.panel = ItemPanel(workspace.zone, stack)
        self.form = ItemForm(FieldTools(jobs, workspace.pictures, tiles, workspace.clock), workspace.zone, stack)
        self.rule_bar = RuleBar()
        stack.addWidget(self.panel)
        stack.addWidget(self.form)
        self._connect()

    def _connect(self) -> None:
        correcting, panel = self.correcting, self.panel
        panel.left.connect(self.back)
        panel.add_wanted.connect(self.add_wanted)
        panel.kind_wanted.connect(lambda item_id, kind: self.set_kind([item_id], kind))
        panel.restore_wanted.connect(correcting.restore)
        panel.forget_wanted.connect(correcting.forget)
        panel.event_wanted.connect(correcting.make_event)
        panel.own_event_wanted.connect(correcting.add_as_event)
        panel.closing_wanted.connect(correcting.use_as_closing)
        panel.correct_wanted.connect(self._open_form)
        correcting.looked.connect(self._on_looked)
        correcting.rule_asked.connect(self.rule_bar.ask)
        self.rule_bar.agreed.connect(correcting.learn)
        self.rule_bar.closed.connect(self._focus_page)
        self.form.kept.connect(self._on_kept)
        self.form.left.connect(self._close_form)

    @property
    def is_open(self) -> bool:
        """Whether the panel or the form shows in place of the list."""
        return self._stack.currentWidget() in (self.panel, self.form)

    def look(self, item: Item, in_issue: bool) -> None:
        """Show an item; where everything comes from follows in a moment."""
        self.panel.show_item(item, self._workspace.clock().date(), in_issue)
        self._stack.setCurrentWidget(self.panel)
        self.panel.setFocus(Qt.FocusReason.OtherFocusReason)
        self.correcting.look(item.id)

    def set_kind(self, item_ids: Sequence[str], kind: str) -> None:
        """These are of this kind."""
        self.rule_bar.dismiss()
        for known in KINDS:
            if known == kind:
                self.correcting.set_kind(item_ids, known)

    def remember(self) -> None:
        """Agree to what is asked about a category."""
        self.rule_bar.agree()

    def write_new(self) -> None:
        """The form of an item of one's own."""
        if self._stack.currentWidget() is not self.form:
            self._before_form = self._stack.currentWidget()
        self._writing_new = True
        self.form.write_new()
        self._show_form()

    def _open_form(self, item: Item) -> None:
        self._before_form = self.panel
        self._writing_new = False
        self.form.correct(item)
        self._show_form()

    def _show_form(self) -> None:
        self._stack.setCurrentWidget(self.form)
        self.form.focus_first()

    def _close_form(self) -> None:
        if self._before_form is self.panel:
            self._stack.setCurrentWidget(self.panel)
            self.panel.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.back.emit()

    def _on_kept(self, item: Item) -> None:
        keep: Callable[[Item], None] = self.correcting.add_written if self._writing_new else self.correcting.update
        keep(item)
        self._close_form()

    def _on_looked(self, looked: Looked) -> None:
        self.panel.show_looked(looked, self._workspace.clock().date())

    def _focus_page(self) -> None:
        page = self._stack.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
