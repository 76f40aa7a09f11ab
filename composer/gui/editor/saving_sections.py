"""Sections saved for reuse, as one works with them: saved from the chosen blocks, put in, renamed, removed with the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from composer.document.saved_sections import SavedSection, SavedSections
from composer.errors import ComposerError
from composer.gui.editor.arrange_pane import ArrangePane
from composer.gui.editor.changing import Changing
from composer.gui.jobs import Jobs
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.blocks.block import Block
    from composer.gui.editor.section_name_sheet import SectionNameSheet
    from composer.gui.editor.section_sheet import SectionSheet
    from composer.workspace import Workspace


class SavingSections(QObject):
    """``offered(words, action, undo)`` after a change; ``said(words)``; ``troubled(error)``."""

    offered = Signal(str, str, object)
    said = Signal(str)
    troubled = Signal(object)

    def __init__(self, changing: Changing, arrange: ArrangePane, workspace: Workspace, jobs: Jobs, page: QWidget) -> None:
        super().__init__(page)
        self._changing = changing
        self._outline = arrange.outline
        self._menu = arrange.menu
        self._store = SavedSections(workspace.engine, workspace.clock)
        self._jobs = jobs
        self._page = page
        self._sections: list[SavedSection] = []
        self._sheet: SectionSheet | None = None
        self._name_sheet: SectionNameSheet | None = None
        self._named: Callable[[str, bool], None] = lambda _name, _replace: None
        self._menu.section_chosen.connect(self.insert)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The actions this carries out."""
        return {"save_section": self.save, "saved_sections": self.browse}

    def read(self) -> None:
        """Read what is saved, for the menu (off the GUI thread)."""
        self._jobs.submit(self._store.all, self._on_read, newest="saved sections", owner=self)

    def _on_read(self, sections: list[SavedSection]) -> None:
        self._sections = sections
        self._menu.set_sections(sections)
        if self._sheet is not None:
            self._sheet.show_sections(sections)

    # -- saving ---------------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ask for a name for the chosen blocks."""
        if self._changing.session is None:
            return
        blocks = [block for block in map(self._changing.issue.block, self._outline.chosen_blocks()) if not block.locked]
        if not blocks:
            self.said.emit(_("Choose one or several blocks first; the footer cannot be saved."))
            return
        count = ngettext("{count} block, as it is now.", "{count} blocks, as they are now.", len(blocks)).format(
            count=len(blocks)
        )
        about = _("{blocks} You find it again under “Add block”.").format(blocks=count)
        self._ask(
            _("Save as a section"), about, blocks[0].title()[:60], "", lambda name, replace: self._keep(name, blocks, replace)
        )

    def _keep(self, name: str, blocks: Sequence[Block], replace: bool) -> None:
        before = self._store_named(name) if replace else None

        def kept(section: SavedSection) -> None:
            self._close_name()
            self.read()
            if before is not None:
                words = _("Replaced the section “{name}”").format(name=section.name)
                self.offered.emit(words, _("Undo"), lambda: self._put_back(before))
            else:
                words = _("Saved as “{name}”").format(name=section.name)
                self.offered.emit(words, _("Undo"), lambda: self._drop(section))

        self._jobs.write(lambda: self._store.save(name, blocks, replace=replace), kept, self._on_refused, owner=self)

    def _store_named(self, name: str) -> SavedSection | None:
        key = " ".join(name.split()).casefold()
        return next((section for section in self._sections if section.name.casefold() == key), None)

    # -- using ----------------------------------------------------------------------------------------------------------------

    def insert(self, section: SavedSection) -> None:
        """Its blocks behind the current one, as one step."""
        if self._changing.session is None:
            return
        try:
            blocks = section.blocks()
        except ComposerError as error:
            self.troubled.emit(error)
            return
        if self._sheet is not None:
            self._sheet.close_sheet()
        if blocks:
            self._changing.insert_several(blocks, _("Put in “{name}”").format(name=section.name))

    def browse(self) -> None:
        """Show all of them, to be looked after."""
        from composer.gui.editor.section_sheet import SectionSheet

        if self._sheet is None:
            self._sheet = SectionSheet(self._page.window())
            self._sheet.insert_wanted.connect(self.insert)
            self._sheet.rename_wanted.connect(self._rename)
            self._sheet.remove_wanted.connect(self._remove)
        self._sheet.browse(self._sections)
        self.read()

    # -- looking after --------------------------------------------------------------------------------------------------------

    def _rename(self, section: SavedSection) -> None:
        def rename(name: str, _replace: bool) -> None:
            def renamed(_section: SavedSection) -> None:
                self._close_name()
                self.read()
                words = _("Renamed “{name}”").format(name=section.name)
                self.offered.emit(words, _("Undo"), lambda: self._put_back(section))

            self._jobs.write(lambda: self._store.rename(section.id, name), renamed, self._on_refused, owner=self)

        self._ask(_("Rename the section"), "", section.name, section.id, rename)

    def _remove(self, section: SavedSection) -> None:
        def removed(gone: SavedSection) -> None:
            self.read()
            words = _("Removed the section “{name}”").format(name=gone.name)
            self.offered.emit(words, _("Undo"), lambda: self._put_back(gone))

        self._jobs.write(lambda: self._store.remove(section.id), removed, self.troubled.emit, owner=self)

    def _drop(self, section: SavedSection) -> None:
        self._jobs.write(lambda: self._store.remove(section.id), lambda _gone: self.read(), self.troubled.emit, owner=self)

    def _put_back(self, section: SavedSection) -> None:
        self._jobs.write(lambda: self._store.put_back(section), lambda _none: self.read(), self.troubled.emit, owner=self)

    # -- the name -------------------------------------------------------------------------------------------------------------

    def _ask(self, title: str, about: str, name: str, own_id: str, then: Callable[[str, bool], None]) -> None:
        from composer.gui.editor.section_name_sheet import SectionNameSheet

        if self._name_sheet is None:
            self._name_sheet = SectionNameSheet(self._page.window())
            self._name_sheet.named.connect(lambda given, replace: self._named(given, replace))
        self._named = then

        def taken(given: str) -> bool:
            there = self._store_named(given)
            return there is not None and there.id != own_id

        self._name_sheet.raise_()
        self._name_sheet.ask(title, about, name, taken, may_replace=not own_id)

    def _close_name(self) -> None:
        if self._name_sheet is not None:
            self._name_sheet.close_sheet()

    def _on_refused(self, error: ComposerError) -> None:
        if self._name_sheet is not None and not self._name_sheet.isHidden():
            self._name_sheet.show_problem(str(error))
        else:
            self.troubled.emit(error)
