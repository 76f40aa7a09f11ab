"""The decision: what stands in the way, the number to type, and the button that always says how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget

from composer.gui.sending.words import people
from composer.gui.theme import mark
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button, set_words
from composer.gui.widgets.labels import label
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.publishing.review import ReviewFacts


NARROW = 700
"""Pixels under which the way back speaks shortly, so that the button that sends is whole."""


class DecisionBar(QFrame):
    """Says ``decided`` by its button, or by Enter in the field that holds the right number; ``back_wanted`` for the way back."""

    decided = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="bar")
        self._facts: ReviewFacts | None = None
        self._busy = False
        self._held = ""
        self._why_not = label("", "muted", wrap=True)
        self._ask = label("", "strong")
        self._confirm = QLineEdit()
        self._confirm.setFixedWidth(96)
        self._confirm.setValidator(QIntValidator(0, 99_999_999, self))
        self._confirm.textChanged.connect(self._draw)
        self._confirm.returnPressed.connect(self._on_entered)
        self._confirm.installEventFilter(self)
        self._ask.setBuddy(self._confirm)
        self._back = button(_("Back to the issue"), self.back_wanted.emit, icon="arrow-left")
        self._send = button(_("Send"), self.decided.emit, kind="primary", icon="send")
        self._send.setAutoDefault(False)
        for made in (self._back, self._send, self._confirm):
            mark(made, big=True)
        self._row = row = QGridLayout(self)
        row.setContentsMargins(24, 12, 24, 12)
        row.setHorizontalSpacing(12)
        row.setVerticalSpacing(8)
        row.setColumnStretch(1, 1)
        for column, part in enumerate((self._back, self._why_not, self._ask, self._confirm, self._send)):
            row.addWidget(part, 1, column)
        self._draw()

    def show_facts(self, facts: ReviewFacts) -> None:
        """Show what is to be decided now."""
        self._facts = facts
        self._draw()

    def set_busy(self, busy: bool) -> None:
        """While the decision is carried out it cannot be made again."""
        self._busy = busy
        self._draw()

    def hold(self, why: str) -> None:
        """Nothing can be decided as long as ``why`` holds (the site is being looked at ...); empty lets go."""
        self._held = why
        self._draw()

    def forget(self) -> None:
        """What was typed was about something else."""
        self._confirm.clear()

    def quiet_place(self) -> QWidget:
        """Where the focus may stand: never on the button that sends."""
        return self._back if self._confirm.isHidden() else self._confirm

    def decision_place(self) -> QWidget:
        """Where the decision is made: the number where one is asked for, else the button."""
        return self._send if self._confirm.isHidden() else self._confirm

    def _draw(self) -> None:
        facts = self._facts
        total = facts.total if facts is not None else 0
        number = facts.number_to_type if facts is not None and facts.may_send else 0
        later = facts is not None and facts.choice.starts is not None
        words = _("Send to {people}").format(people=people(total)) if total else _("Send")
        words = _("Schedule for {people}").format(people=people(total)) if later and total else words
        self._send.setText(f"\N{FOUR-PER-EM SPACE}{words}")
        self._send.setAccessibleName(words)
        known = not number or self._confirm.text().strip() == str(number)
        self._send.setEnabled(facts is not None and facts.may_send and not self._busy and not self._held and known)
        self._ask.setText(_("Type {number} to confirm").format(number=number))
        self._confirm.setAccessibleName(self._ask.text())
        self._ask.setVisible(number > 0)
        self._confirm.setVisible(number > 0)
        waits = self._held if facts is not None and facts.may_send else ""
        self._why_not.setText(waits or reason_against(facts))
        self._place()

    def _place(self) -> None:
        """Beside a number to be typed there is no room on a narrow screen for why not: it stands above then."""
        self._row.removeWidget(self._why_not)
        if self.width() < NARROW and not self._confirm.isHidden():
            self._row.addWidget(self._why_not, 0, 0, 1, 5)
        else:
            self._row.addWidget(self._why_not, 1, 1)
        self._why_not.setVisible(bool(self._why_not.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        set_words(self._back, _("Back") if event.size().width() < NARROW else _("Back to the issue"))
        self._place()

    def _on_entered(self) -> None:
        if self._send.isEnabled():
            self.decided.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter with the wrong number says so instead of doing nothing."""
        if watched is self._confirm and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if entered and self._confirm.text() and not self._send.isEnabled() and not self._busy and not self._held:
                self._why_not.setText(_("That is not the number."))
                self._place()
                announce(self, self._why_not.text(), assertive=True)
        return super().eventFilter(watched, event)


def reason_against(facts: ReviewFacts | None) -> str:
    """Why it cannot be sent as it is; empty where it can."""
    if facts is None or facts.may_send:
        return ""
    if facts.errors:
        return ngettext("{count} thing must be mended first.", "{count} things must be mended first.", len(facts.errors)).format(
            count=len(facts.errors)
        )
    if facts.blocked or facts.nobody:
        return facts.blocked or facts.nobody
    return _("Somebody has to agree to this version first.") if facts.waits_for_agreement else ""
