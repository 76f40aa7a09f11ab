"""What the People page does to people: one at a time or many, each off the GUI thread, with an undo where there is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from composer.contacts.bulk_edit import Change, Edited, SetBasis, edit_people
from composer.contacts.merging import merge_people
from composer.gui.people import person_work
from composer.gui.people.steps_panel import undo
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.gui.widgets.person_card import PersonCard
    from composer.workspace import Workspace


class PeopleChanging(QObject):
    """``changed`` says what was done (words may be empty); ``offered`` the same with its undo; ``troubled`` carries the error."""

    changed = Signal(str)
    offered = Signal(str, str, object)
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs

    def serve(self, card: PersonCard) -> None:
        """Do what is wished on somebody's card and needs no question first."""
        card.name_changed.connect(lambda first, last: self.rename(card.contact_id, first, last))
        card.tags_changed.connect(lambda tags: self.retag(card.contact_id, tags))
        card.came_back.connect(self.come_back)
        card.unsubscribe_wished.connect(self.unsubscribe)
        card.list_wished.connect(lambda name, joined: self.change_list(card.contact_id, name, joined))
        card.basis_kept.connect(lambda change: self.set_basis(card.contact_id, change))
        card.basis_kept.connect(lambda _change: card.close_basis())

    def _write(self, work: Callable[[], object], words: str = "") -> None:
        self._jobs.write(work, lambda _result: self.changed.emit(words), self.troubled.emit, owner=self)

    def rename(self, contact_id: str, first: str, last: str) -> None:
        """Correct a name."""
        self._write(lambda: person_work.rename(self._workspace, contact_id, first, last))

    def retag(self, contact_id: str, tags: Sequence[str]) -> None:
        """Let somebody have exactly these tags."""
        self._write(lambda: person_work.retag(self._workspace, contact_id, tags))

    def set_basis(self, contact_id: str, change: SetBasis) -> None:
        """Keep why somebody may be written to."""
        self.edit(lambda: [contact_id], change)

    def unsubscribe(self, address: str) -> None:
        """Somebody wants no letters any more."""
        words = _("{address} gets no more letters.").format(address=address)
        self._write(lambda: self._workspace.lists.unsubscribe(address, note=_("By hand")), words)

    def come_back(self, address: str, evidence: str) -> None:
        """Somebody asked to come back; the evidence is kept."""
        words = _("{address} may be written to again. Put them on a list if they are on none.").format(address=address)
        self._write(lambda: self._workspace.suppressions.lift(address, evidence), words)

    def forget(self, address: str) -> None:
        """Erase somebody."""
        self._write(lambda: self._workspace.contacts.forget(address), _("Erased."))

    def set_demands(self, name: str, demands: str) -> None:
        """Let a list ask for a lawful basis."""
        self._write(lambda: self._workspace.lists.set_demands(name, demands))

    def forget_all(self, who: Callable[[], list[str]]) -> None:
        """Erase several people."""
        contacts = self._workspace.contacts

        def work() -> int:
            ids = who()
            for contact_id in ids:
                contacts.forget(contacts.get(contact_id).email)
            return len(ids)

        def erased(count: int) -> None:
            self.changed.emit(ngettext("{count} person erased.", "{count} people erased.", count).format(count=count))

        self._jobs.write(work, erased, self.troubled.emit, owner=self)

    def change_list(self, contact_id: str, name: str, joined: bool) -> None:
        """Put somebody on a list, or take them off it."""
        lists = self._workspace.lists

        def work() -> str:
            if joined and lists.add(name, [contact_id]).said_no:
                return _("This person said no to “{list}” and stays out.").format(list=name)
            if not joined:
                lists.take_out(name, [contact_id])
            return ""

        self._jobs.write(work, self.changed.emit, self.troubled.emit, owner=self)

    def write_about(self, address: str, path: Path) -> None:
        """Everything held about somebody, as a file."""
        from composer.contacts.access_request import write_access_request

        workspace = self._workspace

        def work() -> None:
            write_access_request(path, workspace.contacts.everything_about(address), workspace.clock())

        words = _("Everything held about {address} is in {file}.").format(address=address, file=path.name)
        self._jobs.submit(work, lambda _none: self.changed.emit(words), self.troubled.emit, owner=self)

    def edit(self, who: Callable[[], list[str]], change: Change) -> None:
        """The same change to several people; ``who`` is asked in the worker."""
        store = self._workspace.contacts
        self._jobs.write(lambda: edit_people(who(), change, store=store), self._on_edited, self.troubled.emit, owner=self)

    def _on_edited(self, done: Edited) -> None:
        words = ngettext("{what}: {count} person.", "{what}: {count} people.", done.changed).format(
            what=done.words, count=f"{done.changed:,}"
        )
        if done.said_no:
            said_no = ngettext("{count} said no and stays out.", "{count} said no and stay out.", done.said_no)
            words = f"{words} {said_no.format(count=f'{done.said_no:,}')}"
        if done.step:
            self.offered.emit(words, _("Undo"), lambda: self.undo(done.step, False))
            self.changed.emit("")
        else:
            self.changed.emit(words)

    def merge(self, who: Callable[[], list[str]]) -> None:
        """Merge people into the first of them."""
        store = self._workspace.contacts

        def work() -> str:
            ids = who()
            return merge_people(ids[0], ids[1:], store=store)

        def merged(step: str) -> None:
            self.offered.emit(_("Merged. What any of them left stays left."), _("Undo"), lambda: self.undo(step, False))
            self.changed.emit("")

        self._jobs.write(work, merged, self.troubled.emit, owner=self)

    def undo(self, step_id: str, is_import: bool) -> None:
        """Undo a step; nobody who said no comes back by it."""
        workspace = self._workspace
        self._jobs.write(lambda: undo(workspace, step_id, is_import=is_import), self.changed.emit, self.troubled.emit, owner=self)
