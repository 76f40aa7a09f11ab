"""What the chosen group is, in words, over the table: a segment's rules, or what a list demands of its people."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from composer.contacts.consent import ANY_BASIS, SHORT, read_demands
from composer.contacts.contact import BASES
from composer.contacts.lists import ListRow
from composer.contacts.segments import Segment
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.i18n import _, ngettext


class GroupLine(QWidget):
    """``rules_wished``: the segment is to be changed; ``demanded`` carries a list's name and the bases it is to demand."""

    rules_wished = Signal()
    demanded = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = ""
        self._words = label("", "muted", wrap=True)
        self._rules = button(_("Change the rules…"), self.rules_wished.emit, kind="link")
        self._menu = QMenu(self)
        for value, words in (
            ("", _("No lawful basis")),
            (ANY_BASIS, _("Any lawful basis")),
            ("consent", _("Consent only")),
            ("consent corporate", _("Consent, or an organisation’s address")),
        ):
            self._menu.addAction(words).triggered.connect(
                lambda _checked=False, value=value: self.demanded.emit(self._list, value)
            )
        self._demands = button(_("This list demands"), dense=True)
        self._demands.setMenu(self._menu)
        mark(self._demands, menu=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addWidget(self._rules)
        row.addWidget(self._demands)
        self.hide()

    def show_segment(self, segment: Segment) -> None:
        """The rules of a segment."""
        self._words.setText(segment.words)
        self._rules.show()
        self._demands.hide()
        self.show()

    def show_list(self, row: ListRow) -> None:
        """How many of a list may be written to, and what it demands."""
        self._list = row.name
        may = ngettext(
            "{count} may be written to, of {all} who are on it.",
            "{count} may be written to, of {all} who are on it.",
            row.mailable,
        ).format(count=f"{row.mailable:,}", all=f"{row.contacts:,}")
        self._words.setText(f"{may} {demands_in_words(row.demands)}".strip())
        self._rules.hide()
        self._demands.show()
        self.show()


def demands_in_words(demands: str) -> str:
    """What a list asks for, in a sentence; empty where it asks for nothing."""
    bases = read_demands(demands)
    if not bases:
        return ""
    if set(bases) == set(BASES):
        return _("Who has no lawful basis kept is left out.")
    return _("Only with: {bases}. Everybody else is left out.").format(bases=", ".join(_(SHORT[basis]) for basis in bases))
