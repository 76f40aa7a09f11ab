"""What the command palette offers: the actions possible now, the places, the issues, and the people one types the name of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from composer.gui.actions import ACTIONS, MENUS
from composer.gui.command_palette import CommandPalette, Entry
from composer.gui.places import places
from composer.i18n import _

if TYPE_CHECKING:
    from composer.contacts.store import ContactRow
    from composer.document.store import IssueSummary
    from composer.gui.main_window import MainWindow

LETTERS = 2
"""People are looked up from this many letters on."""
PEOPLE = 8
NOT_OFFERED = frozenset({"palette", "place_1", "place_2", "place_3", "place_4", "place_5"})
"""Actions that have a line of their own (places), or are this."""


class ByName(QObject):
    """Opens the palette on a window and does what is chosen there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._palette: CommandPalette | None = None

    def open(self) -> None:
        """Show it."""
        if self._palette is None:
            self._palette = CommandPalette(self._window)
            self._palette.searched.connect(self._look_for_people)
        self._palette.open_with([*self._actions(), *self._places()])
        workspace = self._window.workspace
        self._window.jobs.submit(workspace.documents.issues, self._on_issues, newest="palette issues", owner=self)

    @property
    def palette(self) -> CommandPalette | None:
        """The palette, once it was opened."""
        return self._palette

    def _actions(self) -> list[Entry]:
        menus = {menu: _(words).replace("&", "") for menu, words in MENUS}
        table = self._window.actions_table
        return [
            Entry(
                _(row.text).replace("&", "").rstrip("…"),
                menus[row.menu],
                row.icon,
                table[row.id].trigger,
                QKeySequence(row.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
                if row.keys and not row.keys[0].startswith("~")
                else "",
            )
            for row in ACTIONS
            if row.id not in NOT_OFFERED and table[row.id].isEnabled()
        ]

    def _places(self) -> list[Entry]:
        def go_to(place: str) -> Entry:
            found = places()[place]
            return Entry(_(found.label), _("Place"), found.icon, lambda: self._window.show_place(place))

        return [go_to(place.id) for place in places().values() if place.rail]

    def _on_issues(self, found: list[IssueSummary]) -> None:
        if self._palette is not None:
            self._palette.add_own([self._issue(issue) for issue in found])

    def _issue(self, issue: IssueSummary) -> Entry:
        name = f"{issue.name}: {issue.subject}" if issue.subject else issue.name
        return Entry(name, _("Issue"), "newspaper", lambda: self._window.show_place("compose", ("open", issue.id)))

    def _look_for_people(self, words: str) -> None:
        if len(words) < LETTERS:
            return
        contacts = self._window.workspace.contacts
        self._window.jobs.submit(
            lambda: contacts.search(words, limit=PEOPLE),
            lambda rows: self._on_people(words, rows),
            newest="palette people",
            owner=self,
        )

    def _on_people(self, words: str, rows: list[ContactRow]) -> None:
        if self._palette is not None:
            self._palette.show_further(words, [self._person(row) for row in rows])

    def _person(self, row: ContactRow) -> Entry:
        contact = row.contact
        name = " ".join(part for part in (contact.first_name, contact.last_name) if part)
        title = f"{name}, {contact.email}" if name else contact.email
        return Entry(title, _("Person"), "user", lambda: self._window.show_place("people", contact.id))
