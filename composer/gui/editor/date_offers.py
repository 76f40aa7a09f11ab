"""The dates that stand in an item's text, each with its sentence, offered as when it happens or when it closes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from composer.gui.editor.date_words import Use, date_in_words, quoted, weekday_note
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.flow_layout import FlowLayout
from composer.gui.widgets.labels import label
from composer.i18n import _
from composer.library.item import FoundDate, Item


class DateOffers(QWidget):
    """``event_wanted``, ``own_event_wanted`` and ``closing_wanted`` with a :class:`FoundDate`; hidden where there is none."""

    event_wanted = Signal(object)
    own_event_wanted = Signal(object)
    closing_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._part: QWidget | None = None

    def show_offers(self, item: Item, offers: Sequence[tuple[FoundDate, tuple[Use, ...]]]) -> None:
        """Show these dates of an item's text."""
        if self._part is not None:
            self._column.removeWidget(self._part)
            self._part.hide()
            self._part.deleteLater()
            self._part = None
        self.setVisible(bool(offers))
        if not offers:
            return
        self._part = QWidget()
        column = QVBoxLayout(self._part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(_("Dates in its text"), "strong"))
        for found, uses in offers:
            column.addWidget(self._one(item, found, uses))
        self._column.addWidget(self._part)
        self._part.show()

    def buttons(self) -> list[QPushButton]:
        """Its buttons, in the order of the eye."""
        return self._part.findChildren(QPushButton) if self._part is not None else []

    def _one(self, item: Item, found: FoundDate, uses: tuple[Use, ...]) -> QFrame:
        frame = QFrame()
        mark(frame, surface="card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        when = date_in_words(found)
        column.addWidget(label(when, "strong", wrap=True))
        column.addWidget(label(f"“{quoted(found)}”", "caption", wrap=True))
        if wrong := weekday_note(found):
            column.addWidget(label(wrong, "caption-warn", wrap=True))
        if found.year_guessed and found.starts is not None:
            words = _("No year is written; {year} is the one that suits.").format(year=found.starts.year)
            column.addWidget(label(words, "caption", wrap=True))
        row = FlowLayout(gap=6)
        for use in uses:
            made = self._button(use, item, found)
            made.setAccessibleName(f"{made.accessibleName()}: {when}")
            row.addWidget(made)
        if "event" in uses and item.kind != "event":
            own = button(_("Add as its own event"), partial(self.own_event_wanted.emit, found), kind="link")
            own.setAccessibleName(f"{own.accessibleName()}: {when}")
            row.addWidget(own)
        column.addLayout(row)
        return frame

    def _button(self, use: Use, item: Item, found: FoundDate) -> QPushButton:
        if use == "closes":
            return button(_("Use as closing date"), partial(self.closing_wanted.emit, found), dense=True)
        words = _("It is on this day") if item.kind in ("event", "awareness") else _("Make it an event")
        return button(words, partial(self.event_wanted.emit, found), dense=True)
