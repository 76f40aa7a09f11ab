"""One person: who it is, why they may be written to or not, which lists and tags, what happened so far, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from composer.blocks.dates_in_words import day_in_words, month_name
from composer.clock import Clock
from composer.contacts.bulk_edit import SetBasis
from composer.contacts.contact import BASES, Contact
from composer.contacts.personal_data import HistoryEntry
from composer.contacts.store import ContactRow
from composer.contacts.suppressions import Suppression
from composer.gui.models.people_model import STATES
from composer.gui.people.basis_form import BasisForm
from composer.gui.people.come_back_form import ComeBackForm
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import label
from composer.gui.widgets.side_panel import SidePanel
from composer.i18n import _

SHOWN = 12
BESIDE = 340
"""Pixels the card is wide beside the table."""
ALONE = 760
"""Pixels it may become where it stands alone."""


class PersonFacts(msgspec.Struct, frozen=True):
    """All the card shows of a person.

    Attributes:
        marks: what keeps them from being written to, in force. left: lists they left. domain: theirs, where it is left out whole.
    """

    row: ContactRow
    history: Sequence[HistoryEntry] = ()
    tags: Sequence[str] = ()
    marks: Sequence[Suppression] = ()
    left: Sequence[str] = ()
    domain: str = ""


class PersonCard(SidePanel):
    """Wishes only; the page does the work. Wishes carry the address; ``list_wished`` carries list and whether to join."""

    name_changed = Signal(str, str)
    tags_changed = Signal(object)
    basis_kept = Signal(object)
    came_back = Signal(str, str)
    unsubscribe_wished = Signal(str)
    about_wished = Signal(str)
    forget_wished = Signal(str)
    list_wished = Signal(str, bool)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        state = label("", "badge")
        super().__init__(state, parent)
        self._state = state
        self._facts: PersonFacts | None = None
        self._sure = False
        self._first, self._last, self._tags = QLineEdit(), QLineEdit(), QLineEdit()
        for field in (self._first, self._last):
            field.editingFinished.connect(self._on_name)
        self._tags.editingFinished.connect(self._on_tags)
        self._tags.setPlaceholderText(_("For example: Volunteer, Rowing"))
        self._email = label("", "muted", wrap=True)
        self._email.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._back = ComeBackForm()
        self._back.agreed.connect(self._on_came_back)
        form = FormColumn()
        form.add(_("First name"), self._first)
        form.add(_("Last name"), self._last)
        form.add(_("Tags"), self._tags)
        self._lists = QMenu(self)
        self._lists_button = button(_("Lists"), icon="list-checks")
        self._lists_button.setMenu(self._lists)
        mark(self._lists_button, menu=True)
        self._basis = label("", "caption", wrap=True)
        self._basis_button = button(_("Change…"), self._on_basis_open, kind="link", tip=_("Why we may write to this person"))
        self._basis_form = BasisForm(clock)
        self._basis_form.kept.connect(self.basis_kept)
        self._basis_form.closed.connect(lambda: self._show_basis_form(False))
        self._unsubscribe = button(_("Unsubscribe from everything"), self._on_unsubscribe, icon="user-x")
        self._about = button(_("Everything held, as a file…"), self._on_about, icon="file-text")
        self._forget = button(_("Erase this person…"), self._on_forget, kind="danger", icon="trash-2")
        self._warning = label("", "warn", wrap=True)
        self._warning.hide()
        self._history = label("", "caption", wrap=True)
        basis = QHBoxLayout()
        basis.addWidget(label(_("Why we may write to them"), "label"))
        basis.addStretch(1)
        basis.addWidget(self._basis_button)
        column = self.column
        column.addWidget(self._email)
        column.addWidget(self._back)
        column.addLayout(form)
        column.addWidget(self._lists_button)
        column.addLayout(basis)
        column.addWidget(self._basis)
        column.addWidget(self._basis_form)
        column.addWidget(label(_("So far"), "label"))
        column.addWidget(self._history)
        column.addStretch(1)
        column.addWidget(self._unsubscribe)
        column.addWidget(self._about)
        column.addWidget(self._warning)
        column.addWidget(self._forget)
        self.stand_alone(False)

    def stand_alone(self, alone: bool) -> None:
        """Take the room there is where the table is not beside it."""
        self.setMinimumWidth(0 if alone else BESIDE)
        self.setMaximumWidth(ALONE if alone else BESIDE)

    def show_person(self, facts: PersonFacts, all_lists: tuple[str, ...]) -> None:
        """Show somebody."""
        row = facts.row
        other = self._facts is None or self._facts.row.contact.id != row.contact.id
        self._facts = facts
        self._sure = False
        self._warning.hide()
        self._forget.setText(_("Erase this person…"))
        self._first.setText(row.contact.first_name)
        self._last.setText(row.contact.last_name)
        self._tags.setText(", ".join(facts.tags))
        self._email.setText(row.contact.email)
        words, _drawing, _token = STATES[row.state]
        self._state.setText(_(words))
        mark(self._state, role="badge" if row.state == "active" else "badge-warn")
        self._back.show_marks(facts.marks, facts.left, facts.domain)
        self._unsubscribe.setVisible(row.state == "active")
        self._lists.clear()
        for name in all_lists:
            action = self._lists.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name in row.lists)
            action.toggled.connect(lambda joined, name=name: self.list_wished.emit(name, joined))
        self._lists_button.setEnabled(bool(all_lists))
        self._basis.setText(basis_in_words(row.contact))
        self._show_basis_form(False if other else not self._basis_form.isHidden())
        lines = [f"{day_in_words(entry.at, weekday=False)}: {entry.text}" for entry in facts.history[:SHOWN]]
        self._history.setText("\n".join(lines) or _("Nothing yet."))
        self.show()

    @property
    def contact_id(self) -> str:
        """Who shows; empty where nobody does."""
        return self._facts.row.contact.id if self._facts is not None and not self.isHidden() else ""

    @property
    def address(self) -> str:
        """Whose card it is; empty where nobody shows."""
        return self._facts.row.contact.email if self._facts is not None else ""

    def _on_name(self) -> None:
        if self._facts is None:
            return
        first, last = self._first.text().strip(), self._last.text().strip()
        contact = self._facts.row.contact
        if (first, last) != (contact.first_name, contact.last_name):
            self.name_changed.emit(first, last)

    def _on_tags(self) -> None:
        from composer.contacts.tags import split_tags

        tags = split_tags(self._tags.text())
        if self._facts is not None and set(tags) != set(self._facts.tags):
            self.tags_changed.emit(tags)

    def _on_basis_open(self) -> None:
        self._show_basis_form(self._basis_form.isHidden())

    def _show_basis_form(self, on: bool) -> None:
        self._basis_form.setVisible(on)
        self._basis_button.setVisible(not on)
        if on and self._facts is not None:
            contact = self._facts.row.contact
            self._basis_form.show_basis(
                SetBasis(
                    basis=contact.basis,
                    on=contact.basis_date,
                    source=contact.basis_source,
                    wording=contact.basis_wording,
                    evidence=contact.basis_evidence,
                )
            )
            self._basis_form.basis.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_basis(self) -> None:
        """It was kept: put the form away."""
        self._show_basis_form(False)

    def _on_came_back(self, evidence: str) -> None:
        if self._facts is not None:
            self.came_back.emit(self.address, evidence)

    def _on_unsubscribe(self) -> None:
        if self._facts is not None:
            self.unsubscribe_wished.emit(self.address)

    def _on_about(self) -> None:
        if self._facts is not None:
            self.about_wished.emit(self.address)

    def _on_forget(self) -> None:
        # Erasing cannot be undone, so it takes two presses with a sentence between them, and no box.
        if self._facts is None:
            return
        if not self._sure:
            self._sure = True
            self._warning.setText(
                _("Everything kept about this person goes for good. Only a scrambled mark stays, so nobody writes to them again.")
            )
            self._warning.show()
            self._forget.setText(_("Yes, erase"))
            return
        self.forget_wished.emit(self.address)


def basis_in_words(contact: Contact) -> str:
    """Why somebody may be written to, with the evidence, in a few lines."""
    if not contact.basis:
        return _("Nothing is kept about that. Lists that demand a basis leave this person out.")
    day = contact.basis_date
    parts = [
        _(BASES[contact.basis]),
        f"{day.day} {month_name(day.month)} {day.year}" if day else "",
        contact.basis_source,
        f"“{contact.basis_wording}”" if contact.basis_wording else "",
        _("Proof: {evidence}").format(evidence=contact.basis_evidence) if contact.basis_evidence else "",
    ]
    return " · ".join(filter(None, parts))
