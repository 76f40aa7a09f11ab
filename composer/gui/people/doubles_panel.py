"""Who may be here twice: group by group, with which one to keep, merged one at a time or left as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from composer.contacts.contact import Contact
from composer.contacts.duplicates import DuplicateGroup, find_duplicates
from composer.errors import NotFoundError
from composer.gui.widgets.buttons import button
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.labels import ElidedLabel, label
from composer.gui.widgets.side_panel import SidePanel
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

SHOWN = 20
"""Groups shown at once."""


class DoublesPanel(SidePanel):
    """``merge_wished`` carries the id to keep and the ids to merge into it."""

    merge_wished = Signal(str, object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(_("Doubles"), parent, spacing=12)
        self._workspace = workspace
        self._jobs = jobs
        self._apart: set[tuple[str, ...]] = set()
        self._text = label("", "muted", wrap=True)
        self._groups = QVBoxLayout()
        self._groups.setSpacing(16)
        column = self.column
        column.addWidget(self._text)
        column.addLayout(self._groups)
        column.addStretch(1)

    def look(self) -> None:
        """Look for doubles (again)."""
        workspace, apart = self._workspace, set(self._apart)
        if not self._groups.count():
            self._text.setText(_("Looking for people who are here twice…"))
        self.show()

        def work() -> tuple[int, list[tuple[DuplicateGroup, list[Contact]]]]:
            found = [group for group in find_duplicates(workspace.engine) if group.contact_ids not in apart]
            shown: list[tuple[DuplicateGroup, list[Contact]]] = []
            for group in found[:SHOWN]:
                try:
                    shown.append((group, [workspace.contacts.get(contact) for contact in group.contact_ids[:10]]))
                except NotFoundError:
                    continue  # gone since it was looked for
            return len(found), shown

        self._jobs.submit(work, self._on_found, newest="doubles", owner=self)

    def _on_found(self, found: tuple[int, list[tuple[DuplicateGroup, list[Contact]]]]) -> None:
        total, groups = found
        clear(self._groups)
        if not total:
            self._text.setText(_("Nobody seems to be here twice."))
            return
        said = ngettext("{count} person may be here twice.", "{count} people may be here twice.", total).format(count=total)
        strict = _("Whoever is kept stays off every list one of them left, and a no from one of them stays a no.")
        self._text.setText(f"{said} {strict}")
        for group, people in groups:
            self._groups.addWidget(self._group(group, people))

    def _group(self, group: DuplicateGroup, people: list[Contact]) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(_("The same mailbox") if group.why == "address" else _("The same name"), "label"))
        choice = QButtonGroup(made)
        for at, person in enumerate(people):
            name = person.full_name or person.email
            radio = QRadioButton(name[:40].replace("&", "&&"))
            radio.setAccessibleName(_("Keep {person}").format(person=f"{name}, {person.email}"))
            radio.setChecked(at == 0)
            choice.addButton(radio, at)
            column.addWidget(radio)
            address = ElidedLabel(person.email, "caption")
            address.setContentsMargins(28, 0, 0, 0)
            column.addWidget(address)
        column.addSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        ids = [person.id for person in people]

        def merge() -> None:
            keep = ids[max(0, choice.checkedId())]
            self.merge_wished.emit(keep, [other for other in ids if other != keep])

        row.addWidget(button(_("Merge into this one"), merge, icon="merge", dense=True))
        row.addWidget(button(_("Two people"), lambda: self._on_apart(group), kind="quiet", dense=True))
        row.addStretch(1)
        column.addLayout(row)
        return made

    def _on_apart(self, group: DuplicateGroup) -> None:
        self._apart.add(group.contact_ids)
        self.look()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
