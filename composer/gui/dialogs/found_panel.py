"""What the addresses offer, as ticks one may take or leave; the same content in another form lies folded below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from composer.gui.source_work import Look
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button, set_words
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.flow_layout import FlowLayout
from composer.gui.widgets.labels import ElidedLabel, label
from composer.gui.widgets.scrolled import scrolled
from composer.i18n import _, ngettext
from composer.sources.offer import Offer, narrowed
from composer.sources.source import source_types


class OfferRow(QWidget):
    """One offer: a tick, what it is, and where it has them, its categories to choose from."""

    changed = Signal()

    def __init__(self, offer: Offer, *, ticked: bool, known: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = offer
        self.tick = QCheckBox(offer.title.replace("&", "&&"))
        self.tick.setChecked(ticked and not known)
        self.tick.setEnabled(not known)
        self.tick.toggled.connect(self._on_tick)
        caption = _described(offer, known=known)
        self.tick.setAccessibleName(f"{offer.title}, {caption}")
        under = ElidedLabel(caption, "caption")
        self._boxes: dict[str, QCheckBox] = {}
        self._only = button(_("Only some categories…"), self._on_only, kind="link", dense=True)
        self._only.setVisible(bool(offer.categories) and not known)
        self._choices = QWidget()
        flow = FlowLayout(self._choices, gap=12)
        for category in offer.categories:
            words = f"{category.name} ({category.posts})" if category.posts else category.name
            box = QCheckBox(words.replace("&", "&&"))
            box.setChecked(True)
            box.toggled.connect(lambda _on: self.changed.emit())
            self._boxes[category.key] = box
            flow.addWidget(box)
        self._choices.hide()
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.tick)
        line.addWidget(under, 1)
        line.addWidget(self._only)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        inset = QHBoxLayout()
        inset.setContentsMargins(28, 0, 0, 0)
        inset.addWidget(self._choices)
        column.addLayout(inset)

    def chosen(self) -> Offer | None:
        """The offer as it was ticked, narrowed where only some categories are; None where it was left."""
        wanted = [key for key, box in self._boxes.items() if box.isChecked()]
        if not self.tick.isChecked() or (self._boxes and not wanted):
            return None
        if len(wanted) == len(self._boxes):
            return self._offer
        names = ", ".join(category.name for category in self._offer.categories if category.key in wanted)
        return replace(self._offer, location=narrowed(self._offer.location, wanted), title=f"{self._offer.title}: {names}"[:120])

    def _on_only(self) -> None:
        self._choices.show()
        self._only.hide()
        for box in self._boxes.values():
            box.setChecked(False)
        next(iter(self._boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_tick(self, on: bool) -> None:
        self._choices.setEnabled(on)
        self.changed.emit()


class FoundPanel(QWidget):
    """``show_looks(looks)``; ``chosen`` carries the offers to add, ``closed`` that none is wanted."""

    chosen = Signal(list)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="window")
        self.rows: list[OfferRow] = []
        self._content = QVBoxLayout()
        self._content.setSpacing(12)
        self._add = button("", self._on_add, kind="primary", icon="plus")
        self._back = button(_("Cancel"), self.closed.emit, kind="quiet")
        inside = QWidget()
        mark(inside, surface="window")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._content)
        column.addStretch(1)
        area = scrolled(inside)
        ends = QHBoxLayout()
        ends.setSpacing(8)
        ends.addWidget(self._add)
        ends.addWidget(self._back)
        ends.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(label(_("What was found"), "page-title"))
        whole.addWidget(area, 1)
        whole.addLayout(ends)

    def show_looks(self, looks: Sequence[Look]) -> None:
        """Show what was found, the recommended ticked, with the focus on the first."""
        self.rows.clear()
        clear(self._content)
        for look in looks:
            self._content.addWidget(self._card(look))
        self._count()
        first = next((row.tick for row in self.rows if row.tick.isEnabled()), self._back)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, look: Look) -> QFrame:
        frame = QFrame()
        mark(frame, surface="card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(ElidedLabel(look.found.site if look.found is not None else look.address, "pane-title"))
        if look.found is None:
            column.addWidget(label(look.trouble, "warn", wrap=True))
            return frame
        for offer in look.found.offers:
            column.addWidget(self._row(offer, look, ticked=True))
        for note in look.found.notes:
            column.addWidget(label(note, "muted" if look.found.offers else "warn", wrap=True))
        if look.found.alternatives:
            others = QWidget()
            below = QVBoxLayout(others)
            below.setContentsMargins(0, 0, 0, 0)
            below.setSpacing(4)
            below.addWidget(label(_("These hold the same; one of them is enough."), "muted"))
            for offer in look.found.alternatives:
                below.addWidget(self._row(offer, look, ticked=False))
            others.hide()
            count = len(look.found.alternatives)
            words = ngettext("{count} other way to read the same", "{count} other ways to read the same", count).format(
                count=count
            )
            unfold = button(words, None, kind="link", icon="chevron-down", dense=True)

            def show() -> None:
                others.show()
                unfold.hide()

            unfold.clicked.connect(show)
            column.addWidget(unfold, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(others)
        return frame

    def _row(self, offer: Offer, look: Look, *, ticked: bool) -> OfferRow:
        row = OfferRow(offer, ticked=ticked, known=offer.location in look.known)
        row.changed.connect(self._count)
        self.rows.append(row)
        return row

    def _wanted(self) -> list[Offer]:
        return [offer for row in self.rows if (offer := row.chosen()) is not None]

    def _count(self) -> None:
        count = len(self._wanted())
        set_words(self._add, ngettext("Add {count} source", "Add {count} sources", count).format(count=count))
        self._add.setEnabled(count > 0)
        self._add.setVisible(bool(self.rows))

    def _on_add(self) -> None:
        self.chosen.emit(self._wanted())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


def _described(offer: Offer, *, known: bool) -> str:
    """What an offer is, in a few words."""
    kind = source_types()[offer.type].label if offer.type in source_types() else offer.type
    parts = [_(kind)]
    if offer.count is not None:
        parts.append(ngettext("{count} entry", "{count} entries", offer.count).format(count=offer.count))
    if known:
        parts.append(_("in your list already"))
    parts.append(offer.location.partition("://")[2])
    return ", ".join(parts)
