"""To whom: the lists to tick, how many that makes, three of them by name, and who is left out and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from composer.delivery.audience import Recipient
from composer.gui.sending.fact_rows import Note
from composer.gui.sending.words import left_out_in_words, people, three_names
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.delivery.compared import LetterToday, SinceLast
    from composer.publishing.review import ReviewFacts

MOST_SHOWN = 5_000
"""Names shown at once when everyone is asked for."""


def name_of(person: Recipient) -> str:
    """A person's name, or the address where there is none."""
    return " ".join(part for part in (person.first_name, person.last_name) if part) or person.email


class PeopleChoice(QWidget):
    """``chosen`` carries the lists, tags and segments, and the reason to send again ("" for none); who is left out of these is
    asked for with :meth:`excluded`."""

    chosen = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, QCheckBox] = {}
        self._lists = QVBoxLayout()
        self._lists.setSpacing(0)
        self._but_not = QComboBox()
        self._but_not.setAccessibleName(_("But nobody in"))
        self._but_not.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._but_not.activated.connect(lambda _at: self._tell())
        self._total = label("", "pane-title", wrap=True)
        self._names = label("", wrap=True)
        self._more = label("", "caption", wrap=True)
        self._left_out = label("", "caption", wrap=True)
        self._since_last = label("", "caption", wrap=True)
        self._today = Note("warn", "mail-warning")
        self._joined: frozenset[str] = frozenset()
        self._gone: Sequence[str] = ()
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
        column.addWidget(self._but_not)
        column.addSpacing(6)
        for part in (
            self._total,
            self._names,
            self._more,
            self._left_out,
            self._since_last,
            self._today,
            self._again,
            self._reason,
        ):
            column.addWidget(part)
        column.addWidget(self._all)
        column.addWidget(self._everyone, 0, Qt.AlignmentFlag.AlignLeft)

    def show_facts(self, facts: ReviewFacts) -> None:
        """Show who would get it."""
        lists = [(row.name, row.name, row.mailable, row.sample) for row in facts.lists]
        groups = [(group.text, group.words, group.mailable, False) for group in facts.groups]
        self._show_groups([*lists, *groups], facts.choice.lists or ())
        self._show_but_not([*lists, *groups], facts.choice.exclude)
        found = facts.audience
        self._people = found.people if found is not None else ()
        self._total.setText(people(len(self._people)) if self._people else (facts.nobody or _("Nobody yet")))
        self._names.setText(three_names([name_of(person) for person in self._people[:3]], len(self._people)))
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
        self._since_last.setText(against_last_time(facts.since_last))
        self._since_last.setVisible(facts.since_last is not None)
        beside = facts.since_last if facts.since_last is not None and facts.since_last.same_lists else None
        self._joined = beside.joined if beside is not None else frozenset()
        self._gone = [email for email in beside.gone if email] if beside is not None else ()
        self._today.say("\n".join(had_today(letter, len(self._people)) for letter in facts.today))
        asked = facts.had_it > 0 or bool(facts.choice.again_reason)
        self._again.setVisible(asked)
        self._reason.setVisible(asked and self._again.isChecked())
        self._everyone.setVisible(len(self._people) > 3)
        self._draw_everyone()

    def focus_widget(self) -> QWidget:
        """Where the keyboard comes in."""
        return next(iter(self._boxes.values()), self._everyone)

    def excluded(self) -> tuple[str, ...]:
        """The list, tag or segment whose people are left out."""
        found = str(self._but_not.currentData() or "")
        return (found,) if found else ()

    def _show_groups(self, rows: Sequence[tuple[str, str, int, bool]], chosen: Sequence[str]) -> None:
        if list(self._boxes) != [text for text, *_rest in rows]:
            for box in self._boxes.values():
                self._lists.removeWidget(box)
                box.deleteLater()
            self._boxes = {}
            for text, *_rest in rows:
                box = QCheckBox()
                box.clicked.connect(self._tell)
                self._boxes[text] = box
                self._lists.addWidget(box)
        for text, words, mailable, invented in rows:
            box = self._boxes[text]
            count = people(mailable)
            sample = f" · {_('invented people')}" if invented else ""
            box.setText(f"{words.replace('&', '&&')}   {count}{sample}")
            box.setAccessibleName(f"{words}, {count}{sample}")
            box.setChecked(text in chosen)

    def _show_but_not(self, rows: Sequence[tuple[str, str, int, bool]], excluded: Sequence[str]) -> None:
        self._but_not.clear()
        self._but_not.addItem(_("Nobody else is left out"), "")
        for text, words, *_rest in rows:
            self._but_not.addItem(_("But nobody in: {group}").format(group=words), text)
        self._but_not.setCurrentIndex(max(0, self._but_not.findData(excluded[0] if excluded else "")))
        self._but_not.setVisible(len(rows) > 1)

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
        self._all.addItems([self._line(person) for person in self._people[:MOST_SHOWN]])
        rest = len(self._people) - MOST_SHOWN
        if rest > 0:
            self._all.addItem(_("and {people} more").format(people=people(rest)))
        self._all.addItems([_("{address}  ·  not this time").format(address=email) for email in self._gone[:MOST_SHOWN]])

    def _line(self, person: Recipient) -> str:
        line = f"{name_of(person)}  ·  {person.email}"
        return _("{person}  ·  new since the last time").format(person=line) if person.email_key in self._joined else line


def against_last_time(told: SinceLast | None) -> str:
    """``12 more than “December newsletter” went to: 14 are new, 2 are not among them this time.``"""
    if told is None:
        return ""
    if not told.same_lists:
        words = ngettext(
            "“{issue}”, the last one, went to other lists: {count} person.",
            "“{issue}”, the last one, went to other lists: {count} people.",
            told.people,
        )
        return words.format(issue=told.issue_name, count=f"{told.people:,}")
    new, gone = len(told.joined), len(told.gone)
    if not new and not gone:
        return _("The very same people “{issue}” went to.").format(issue=told.issue_name)
    parts = []
    if new:
        parts.append(ngettext("{count} is new", "{count} are new", new).format(count=f"{new:,}"))
    if gone:
        parts.append(
            ngettext("{count} is not among them this time", "{count} are not among them this time", gone).format(
                count=f"{gone:,}"
            )
        )
    more = new - gone
    start = _("As many as “{issue}” went to: {parts}.")
    if more > 0:
        start = ngettext("{count} more than “{issue}” went to: {parts}.", "{count} more than “{issue}” went to: {parts}.", more)
    elif more < 0:
        start = ngettext(
            "{count} fewer than “{issue}” went to: {parts}.", "{count} fewer than “{issue}” went to: {parts}.", -more
        )
    return start.format(count=f"{abs(more):,}", issue=told.issue_name, parts=", ".join(parts))


def had_today(told: LetterToday, total: int) -> str:
    """That some of them, or all, had another issue the same day."""
    if told.people == total:
        return _("All of them had “{issue}” today already.").format(issue=told.issue_name)
    return ngettext(
        "{count} of them had “{issue}” today already.", "{count} of them had “{issue}” today already.", told.people
    ).format(count=f"{told.people:,}", issue=told.issue_name)
