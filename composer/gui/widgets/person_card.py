"""One person: who it is, which lists, what happened so far, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from composer.blocks.dates_in_words import day_in_words
from composer.contacts.personal_data import HistoryEntry
from composer.contacts.store import ContactRow
from composer.gui.models.people_model import STATES
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button, icon_button
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import label
from composer.i18n import _

SHOWN = 12


class PersonCard(QFrame):
    """Wishes only; the page does the work. Wishes carry the address; ``list_wished`` carries list and whether to join."""

    name_changed = Signal(str, str)
    unsubscribe_wished = Signal(str)
    forget_wished = Signal(str)
    list_wished = Signal(str, bool)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="card")
        self.setFixedWidth(320)
        self._row: ContactRow | None = None
        self._all_lists: tuple[str, ...] = ()
        self._sure = False
        self._first = QLineEdit()
        self._last = QLineEdit()
        for field in (self._first, self._last):
            field.editingFinished.connect(self._on_name)
        self._email = label("", "muted", wrap=True)
        self._email.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._state = label("", "badge")
        form = FormColumn()
        form.add(_("First name"), self._first)
        form.add(_("Last name"), self._last)
        self._lists = QMenu(self)
        self._lists_button = button(_("Lists"), icon="list-checks")
        self._lists_button.setMenu(self._lists)
        mark(self._lists_button, menu=True)
        self._unsubscribe = button(_("Unsubscribe from everything"), self._on_unsubscribe, icon="user-x")
        self._forget = button(_("Erase this person…"), self._on_forget, kind="danger", icon="trash-2")
        self._warning = label("", "warn", wrap=True)
        self._warning.hide()
        self._history = label("", "caption", wrap=True)
        head = QHBoxLayout()
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        head.addWidget(icon_button("x", _("Close"), self.closed.emit, dense=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._email)
        column.addLayout(form)
        column.addWidget(self._lists_button)
        column.addWidget(self._unsubscribe)
        column.addWidget(label(_("So far"), "label"))
        column.addWidget(self._history)
        column.addStretch(1)
        column.addWidget(self._warning)
        column.addWidget(self._forget)

    def show_person(self, row: ContactRow, history: list[HistoryEntry], all_lists: tuple[str, ...]) -> None:
        """Show somebody."""
        self._row = row
        self._all_lists = all_lists
        self._sure = False
        self._warning.hide()
        self._forget.setText(_("Erase this person…"))
        self._first.setText(row.contact.first_name)
        self._last.setText(row.contact.last_name)
        self._email.setText(row.contact.email)
        words, _drawing, _token = STATES[row.state]
        self._state.setText(_(words))
        mark(self._state, role="badge" if row.state == "active" else "badge-warn")
        self._unsubscribe.setVisible(row.state == "active")
        self._lists.clear()
        for name in all_lists:
            action = self._lists.addAction(name)
            action.setCheckable(True)
            action.setChecked(name in row.lists)
            action.toggled.connect(lambda joined, name=name: self.list_wished.emit(name, joined))
        self._lists_button.setEnabled(bool(all_lists))
        lines = [f"{day_in_words(entry.at, weekday=False)}: {entry.text}" for entry in history[:SHOWN]]
        self._history.setText("\n".join(lines) or _("Nothing yet."))
        self.show()

    @property
    def contact_id(self) -> str:
        """Who shows; empty where nobody does."""
        return self._row.contact.id if self._row is not None and not self.isHidden() else ""

    def _on_name(self) -> None:
        if self._row is None:
            return
        first, last = self._first.text().strip(), self._last.text().strip()
        if (first, last) != (self._row.contact.first_name, self._row.contact.last_name):
            self.name_changed.emit(first, last)

    def _on_unsubscribe(self) -> None:
        if self._row is not None:
            self.unsubscribe_wished.emit(self._row.contact.email)

    def _on_forget(self) -> None:
        # Erasing cannot be undone, so it takes two presses with a sentence between them, and no box.
        if self._row is None:
            return
        if not self._sure:
            self._sure = True
            self._warning.setText(
                _("Everything kept about this person goes for good. Only a scrambled mark stays, so nobody writes to them again.")
            )
            self._warning.show()
            self._forget.setText(_("Yes, erase"))
            return
        self.forget_wished.emit(self._row.contact.email)
