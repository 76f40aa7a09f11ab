"""To whom: the lists to tick, how many that makes, three of them by name, and who is left out and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QLineEdit, QListWidget, QVBoxLayout, QWidget

from composer.delivery.audience import Recipient
from composer.gui.sending.words import left_out_in_words, people, three_names
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.contacts.lists import ListRow
    from composer.publishing.review import ReviewFacts

MOST_SHOWN = 5_000
"""Names shown at once when everyone is asked for."""


def name_of(person: Recipient) -> str:
    """A person's name, or the address where there is none."""
    return " ".join(part for part in (person.first_name, person.last_name) if part) or person.email


class PeopleChoice(QWidget):
    """``chosen`` carries the names of the lists and the reason to send again ("" for none)."""

    chosen = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, QCheckBox] = {}
        self._lists = QVBoxLayout()
        self._lists.setSpacing(0)
        self._total = label("", "pane-title", wrap=True)
        self._names = label("", wrap=True)
        self._more = label("", "caption", wrap=True)
        self._left_out = label("", "caption", wrap=True)
        self._everyone = button("", self._toggle_everyone, kind="link")
        self._all = QListWidget()
        self._all.setAccessibleName(_("Everyone who gets this issue"))
        self._all.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._all.setUniformItemSizes(True)
        self._all.setFixedHeight(200)
        self._all.hide()
        self._again = QCheckBox(_("Send it again to those who had it"))
        self._again.toggled.connect(self._on_again)
        self._reason = QLineEdit()
        self._reason.setAccessibleName(_("Why they get it again"))
        self._reason.setPlaceholderText(_("Why? For example: the first one had a wrong date"))
        self._reason.setMaxLength(200)
        self._reason.editingFinished.connect(self._tell)
        self._people: Sequence[Recipient] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._lists)
        column.addSpacing(6)
        for part in (self._total, self._names, self._more, self._left_out, self._again, self._reason, self._all):
            column.addWidget(part)
        column.addWidget(self._everyone, 0, Qt.AlignmentFlag.AlignLeft)

    def show_facts(self, facts: ReviewFacts) -> None:
        """Show who would get it."""
        self._show_lists(facts.lists, facts.choice.lists or ())
        found = facts.audience
        self._people = found.people if found is not None else ()
        self._total.setText(people(len(self._people)) if self._people else (facts.nobody or _("Nobody yet")))
        self._names.setText(three_names([name_of(person) for person in self._people], len(self._people)))
        self._names.setVisible(bool(self._people))
        twice = found.twice if found is not None else 0
        self._more.setText(
            ngettext(
                "{count} is on more than one list and gets one letter.",
                "{count} are on more than one list and get one letter each.",
                twice,
            ).format(count=twice)
        )
        self._more.setVisible(twice > 0)
        left_out = found.left_out if found is not None else {}
        self._left_out.setText(_("Left out: {reasons}").format(reasons=" · ".join(left_out_in_words(left_out))))
        self._left_out.setVisible(bool(left_out))
        asked = facts.had_it > 0 or bool(facts.choice.again_reason)
        self._again.setVisible(asked)
        self._reason.setVisible(asked and self._again.isChecked())
        self._everyone.setVisible(len(self._people) > 3)
        self._draw_everyone()

    def focus_widget(self) -> QWidget:
        """Where the keyboard comes in."""
        return next(iter(self._boxes.values()), self._everyone)

    def _show_lists(self, rows: Sequence[ListRow], chosen: Sequence[str]) -> None:
        if list(self._boxes) != [row.name for row in rows]:
            for box in self._boxes.values():
                self._lists.removeWidget(box)
                box.deleteLater()
            self._boxes = {}
            for row in rows:
                box = QCheckBox()
                box.clicked.connect(self._tell)
                self._boxes[row.name] = box
                self._lists.addWidget(box)
        for row in rows:
            box = self._boxes[row.name]
            count = people(row.mailable)
            sample = f" · {_('invented people')}" if row.sample else ""
            box.setText(f"{row.name.replace('&', '&&')}   {count}{sample}")
            box.setAccessibleName(f"{row.name}, {count}{sample}")
            box.setChecked(row.name in chosen)

    def _tell(self) -> None:
        reason = self._reason.text().strip() if self._again.isChecked() else ""
        self.chosen.emit(tuple(name for name, box in self._boxes.items() if box.isChecked()), reason)

    def _on_again(self, on: bool) -> None:
        self._reason.setVisible(on)
        if on:
            self._reason.setFocus()
        elif self._reason.text().strip():
            self._tell()

    def _toggle_everyone(self) -> None:
        self._all.setVisible(not self._all.isVisible())
        self._draw_everyone()

    def _draw_everyone(self) -> None:
        is_open = not self._all.isHidden()
        words = _("Hide the names") if is_open else _("Show everyone")
        self._everyone.setText(words)
        self._everyone.setAccessibleName(words)
        if not is_open:
            return
        self._all.clear()
        self._all.addItems([f"{name_of(person)}  ·  {person.email}" for person in self._people[:MOST_SHOWN]])
        rest = len(self._people) - MOST_SHOWN
        if rest > 0:
            self._all.addItem(_("and {people} more").format(people=people(rest)))
