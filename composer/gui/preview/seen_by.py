"""“As seen by”: real people to look at the letter with, and someone whose name is not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from composer.gui.jobs import Jobs
from composer.gui.widgets.eliding_choice import ElidingChoice
from composer.i18n import _
from composer.rendering.merge_tags import EXAMPLE_VALUES, MergeValues

if TYPE_CHECKING:
    from composer.contacts.contact import Contact
    from composer.workspace import Workspace

MOST_PEOPLE = 30
NOBODY: MergeValues = {"first_name": "", "last_name": "", "full_name": "", "email": "someone@example.org"}
LONGEST: MergeValues = {
    "first_name": "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh",
    "last_name": "Papadimitrakopoulou-Venkatanarasimharajuvaripeta",
    "email": "wolfeschlegelsteinhausenbergerdorff.featherstonehaugh@subdomain.example.org",
}
"""As long as a name gets; no space for a line to break at."""
OTHER_SCRIPT: MergeValues = {"first_name": "محمد", "last_name": "الخوارزمي", "email": "m.alkhwarizmi@example.org"}
"""Written from right to left in a letter that is not."""
INVENTED: MergeValues = {name: EXAMPLE_VALUES[name] for name in ("first_name", "last_name", "email")}


def values_of(contact: Contact) -> MergeValues:
    """What the merge tags become for this person."""
    return {"first_name": contact.first_name, "last_name": contact.last_name, "email": contact.email}


class SeenBy(ElidingChoice):
    """Chooses a reader. Filled with the first people of the list; until then, and where there are none, somebody invented."""

    chosen = Signal(object)
    """The reader's merge values."""

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, about=_("Whose name stands in the letter"))
        self._workspace = workspace
        self._jobs = jobs
        self.setAccessibleName(_("As seen by"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setMaxVisibleItems(14)
        self._fill([])
        self.currentIndexChanged.connect(self._on_changed)

    @property
    def values(self) -> MergeValues:
        """The chosen reader's merge values."""
        found = self.currentData(Qt.ItemDataRole.UserRole)
        return found if isinstance(found, dict) else NOBODY

    def refresh(self, list_name: str = "") -> None:
        """Read people again, those of ``list_name`` where one is given."""
        contacts = self._workspace.contacts

        def work() -> list[Contact]:
            rows = contacts.search(list_name=list_name, state="active", limit=MOST_PEOPLE)
            return [row.contact for row in rows if row.contact.first_name or row.contact.last_name]

        self._jobs.submit(work, self._fill, newest=f"seen by {id(self)}", owner=self)

    def _fill(self, people: Sequence[Contact]) -> None:
        before = self.values if self.count() else None
        self.blockSignals(True)
        self.clear()
        for person in people:
            name = " ".join(part for part in (person.first_name, person.last_name) if part)
            self.addItem(name, dict(values_of(person)))
        if not people:
            self.addItem(_("Anna (invented)"), dict(INVENTED))
        self.addItem(_("Someone with a very long name"), dict(LONGEST))
        self.addItem(_("Someone who writes from right to left"), dict(OTHER_SCRIPT))
        self.addItem(_("Someone with no name"), dict(NOBODY))
        index = next((row for row in range(self.count()) if self.itemData(row) == before), 0)
        self.setCurrentIndex(index)
        self.blockSignals(False)
        if self.values != before:
            self.chosen.emit(self.values)

    def _on_changed(self, _index: int) -> None:
        self.chosen.emit(self.values)
