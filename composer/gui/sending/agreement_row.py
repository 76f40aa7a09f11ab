"""Who agreed to the letter: how that stands, writing down that somebody did, and a copy for those who are to."""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from composer.document.sign_offs import LONGEST_NAME, LONGEST_NOTE
from composer.gui.sending.fact_rows import StateLine
from composer.gui.sending.words import when
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button
from composer.gui.widgets.flow_layout import FlowLayout
from composer.i18n import _

if TYPE_CHECKING:
    from composer.publishing.review import ReviewFacts


class AgreementRow(QWidget):
    """Shows it and asks.

    Signals:
        agreed: somebody agreed: the version, the name, the note.
        withdrawn: the sign-off that holds is taken back.
        copy_wanted: the path a copy is written to.
        letter_wanted: addresses the letter is sent to so that they agree.
    """

    agreed = Signal(str, str, str)
    withdrawn = Signal(object)
    copy_wanted = Signal(object)
    letter_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: ReviewFacts | None = None
        self._state = StateLine()
        self._name = QLineEdit()
        self._name.setMaxLength(LONGEST_NAME)
        self._name.setAccessibleName(_("Who agreed"))
        self._name.setPlaceholderText(_("Who agreed"))
        self._name.returnPressed.connect(self._on_written)
        self._note = QLineEdit()
        self._note.setMaxLength(LONGEST_NOTE)
        self._note.setAccessibleName(_("How they said so"))
        self._note.setPlaceholderText(_("How they said so"))
        self._note.returnPressed.connect(self._on_written)
        self._keep = button(_("Write it down"), self._on_written, kind="primary")
        self._not_now = button(_("Cancel"), self._close_form, kind="quiet")
        self._form = QWidget()
        lines = QVBoxLayout(self._form)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        fields, ends = QHBoxLayout(), QHBoxLayout()
        for row in (fields, ends):
            row.setSpacing(8)
            lines.addLayout(row)
        fields.addWidget(self._name, 1)
        fields.addWidget(self._note, 2)
        ends.addWidget(self._keep)
        ends.addWidget(self._not_now)
        ends.addStretch(1)
        self._addresses = QLineEdit()
        self._addresses.setAccessibleName(_("Who is to agree"))
        self._addresses.setPlaceholderText(_("Their addresses, with a comma between"))
        self._addresses.returnPressed.connect(self._on_send)
        self._ask_form = QWidget()
        row = QHBoxLayout(self._ask_form)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._addresses, 1)
        row.addWidget(button(_("Send"), self._on_send, icon="send"))
        row.addWidget(button(_("Cancel"), self._close_form, kind="quiet"))
        self._write = button(_("Somebody agreed…"), self._open_form, kind="link")
        self._back = button(_("Take it back"), self._on_withdrawn, kind="link")
        self._ask = button(_("Send it to be agreed…"), self._open_ask, kind="link")
        self._copy = button(_("Save a copy to be agreed…"), self._on_copy, kind="link")
        self._links = FlowLayout(gap=16)
        for made in (self._write, self._back, self._ask, self._copy):
            self._links.addWidget(made)
        self._result = StateLine()
        self._result.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._state)
        column.addLayout(self._links)
        column.addWidget(self._form)
        column.addWidget(self._ask_form)
        column.addWidget(self._result)
        self._form.hide()
        self._ask_form.hide()

    def show_facts(self, facts: ReviewFacts, now: datetime, zone: tzinfo) -> None:
        """Show how it stands with this version."""
        self._facts = facts
        told = facts.agreement
        if told.holds is not None:
            words = _("{name} agreed to this version ({version}), {when}.")
            words = words.format(name=told.holds.by, version=told.shown, when=when(told.holds.at, now, zone))
            self._state.show_state("ok", "circle-check", f"{words} {told.holds.note}".strip())
        elif told.earlier is not None:
            words = _("Changed since {name} agreed ({when}). This is version {version}.").format(
                name=told.earlier.by, when=when(told.earlier.at, now, zone), version=told.shown
            )
            self._state.show_state("warn", "triangle-alert", words)
        elif facts.needs_agreement:
            words = _("Nobody has agreed to it yet. This is version {version}.").format(version=told.shown)
            self._state.show_state("warn", "triangle-alert", words)
        else:
            words = _("Nobody has to agree. This is version {version}.").format(version=told.shown)
            self._state.show_state("muted", "info", words)
        self._back.setVisible(told.holds is not None)
        self._write.setVisible(told.holds is None)
        self._ask.setEnabled(facts.account is not None and not facts.blocked)

    def show_result(self, words: str, *, well: bool) -> None:
        """Show how sending or saving went."""
        self._result.show_state("ok" if well else "danger", "mail-check" if well else "circle-x", words)
        self._result.show()
        announce(self, words, assertive=not well)

    def _open_form(self) -> None:
        self._ask_form.hide()
        self._form.show()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_ask(self) -> None:
        self._form.hide()
        self._ask_form.show()
        self._addresses.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_form(self) -> None:
        self._form.hide()
        self._ask_form.hide()
        self._copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_written(self) -> None:
        if self._facts is None:
            return
        if not self._name.text().strip():
            self.show_result(_("Write the name of the person who agreed."), well=False)
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._result.hide()
        self.agreed.emit(self._facts.agreement.version, self._name.text(), self._note.text())
        self._note.clear()
        self._close_form()

    def _on_withdrawn(self) -> None:
        if self._facts is not None and self._facts.agreement.holds is not None:
            self.withdrawn.emit(self._facts.agreement.holds)

    def _on_send(self) -> None:
        addresses = tuple(part.strip() for part in self._addresses.text().replace(";", ",").split(",") if part.strip())
        if not addresses:
            self.show_result(_("Type the addresses it goes to."), well=False)
            self._addresses.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._result.show_state("muted", "hourglass", _("Sending…"))
        self._result.show()
        self.letter_wanted.emit(addresses)
        self._close_form()

    def _on_copy(self) -> None:
        if self._facts is None:
            return
        name = f"{self._facts.letter.issue.name or _('Newsletter')} {self._facts.agreement.shown}.html".replace("/", "-")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save a copy to be agreed"), name, _("Web pages (*.html)"))
        if chosen:
            self.copy_wanted.emit(Path(chosen))
