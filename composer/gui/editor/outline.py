"""This issue: its blocks as cards, one of them open. Real widgets, for the open card holds a form; sixty of them are nothing.

The outline knows the blocks it shows and turns keys, clicks and drops into wishes; the page asks the session for the edits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from composer.blocks.block import Block
from composer.gui.editor.block_card import BlockCard
from composer.gui.editor.block_selection import BlockSelection
from composer.gui.editor.block_words import block_face, picture_of, spoken
from composer.gui.editor.drop_surface import DropSurface
from composer.gui.editor.item_list import leave_gutter
from composer.gui.fields.field_widget import FieldTools
from composer.gui.models.item_model import ITEMS_MIME
from composer.gui.widgets.announce import announce
from composer.i18n import _, ngettext
from composer.picking.drift import Drift

BLOCK_MIME = "application/x-newsletter-block"
GAP = 8
FORMS_KEPT = 3
"""Forms that stay made, the open one among them: each holds some hundred widgets, and an issue can have 60 blocks."""


class Outline(QScrollArea):
    """``field_edited(block, field, value, typing)``; ``move_wanted(blocks, index)``: the first to that place;
    ``remove_wanted``, ``duplicate_wanted`` with ids; ``copy_wanted``, ``cut_wanted``, ``paste_wanted``;
    ``items_dropped(ids, index)``; ``opened`` with the id of the block that is open now ("" for none);
    ``words_wanted(block, what)`` of its source; ``look_up_wanted``; ``mended`` as :class:`DriftStrip` says it."""

    field_edited = Signal(str, str, object, str)
    move_wanted = Signal(list, int)
    remove_wanted = Signal(list)
    duplicate_wanted = Signal(list)
    copy_wanted = Signal()
    cut_wanted = Signal()
    paste_wanted = Signal()
    items_dropped = Signal(list, int)
    opened = Signal(str)
    words_wanted = Signal(str, str)
    look_up_wanted = Signal()
    mended = Signal(str, object, object)

    def __init__(self, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._blocks: tuple[Block, ...] = ()
        self._cards: dict[str, BlockCard] = {}
        self._with_form: list[str] = []
        self._open = ""
        self._current = ""
        self._troubles: Mapping[str, str] = {}
        self._drifts: Mapping[str, tuple[Drift, ...]] = {}
        self._drop_at: int | None = None
        self._selection = BlockSelection()
        self.setAccessibleName(_("This issue"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAcceptDrops(True)
        self._inside = DropSurface(self.drop_line)
        self._column = QVBoxLayout(self._inside)
        leave_gutter(self._column, 4, 4)
        self._column.setSpacing(GAP)
        self._column.addStretch(1)
        self.setWidget(self._inside)
        self.verticalScrollBar().setSingleStep(24)
        self.verticalScrollBar().rangeChanged.connect(
            lambda _low, high: self._column.setContentsMargins(0, 4, 0, 4) if high > 0 else leave_gutter(self._column, 4, 4)
        )
        self._scroller = QTimer(self)
        self._scroller.setInterval(30)
        self._scroller.timeout.connect(self._scroll_on)

    # -- what it shows ----------------------------------------------------------------------------------------------------------

    def show_blocks(self, blocks: Sequence[Block], *, echo_of: str = "") -> None:
        """Show these. Cards whose block did not change are left alone; ``echo_of`` is the block whose form caused the change."""
        blocks = tuple(blocks)
        ids = [block.id for block in blocks]
        before = self._blocks if ids == [block.id for block in self._blocks] else ()
        if not before:
            self._arrange(ids)
        self._blocks = blocks
        for at, block in enumerate(blocks):
            # In the same order, a block that is the very same value looks the same: one key changes one card.
            if not before or block is not before[at]:
                self._show_card(at, echo=block.id == echo_of)
        if self._open not in self._cards:
            self._set_open("")
        if self._current not in self._cards:
            self._current = ids[0] if ids else ""
        self._selection.keep(ids)
        self._show_selection()
        self._set_tab_stop()

    def set_troubles(self, troubles: Mapping[str, str]) -> None:
        """Block id to the words of the worst finding about it; shown on the cards."""
        changed = {block for block in {*troubles, *self._troubles} if troubles.get(block) != self._troubles.get(block)}
        self._troubles = dict(troubles)
        for at, block in enumerate(self._blocks):
            if block.id in changed:
                self._show_card(at)

    def set_drifts(self, drifts: Sequence[Drift]) -> None:
        """What the sources of these blocks say otherwise; shown in them, and in a word on their cards."""
        grouped: dict[str, tuple[Drift, ...]] = {}
        for drift in drifts:
            grouped[drift.block_id] = (*grouped.get(drift.block_id, ()), drift)
        before, self._drifts = self._drifts, grouped
        for at, block in enumerate(self._blocks):
            if grouped.get(block.id, ()) != before.get(block.id, ()):
                self._cards[block.id].show_drifts(grouped.get(block.id, ()))
                self._show_card(at)

    def _show_card(self, at: int, *, echo: bool = False) -> None:
        block = self._blocks[at]
        trouble = self._troubles.get(block.id, "")
        updated = any(drift.news for drift in self._drifts.get(block.id, ()))
        note = _("updated on your site") if updated else ""
        face = block_face(self._blocks, at, troubled=trouble, note=note)
        picture = picture_of(block)
        address = picture.url if picture is not None else ""
        picture_hash = picture.hash if picture is not None else ""
        words = spoken(face, at, len(self._blocks), trouble or note)
        card = self._cards[block.id]
        card.show_block(block, face, address, picture_hash, words, echo=echo)
        card.setToolTip(trouble)

    def _arrange(self, ids: Sequence[str]) -> None:
        """Make, drop and order the cards."""
        focused = next((card.block_id for card in self._cards.values() if card.hasFocus()), "")
        old_ids = [block.id for block in self._blocks]
        for block_id in [known for known in self._cards if known not in ids]:
            card = self._cards.pop(block_id)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for at, block_id in enumerate(ids):
            if block_id not in self._cards:
                card = BlockCard(block_id, self._tools)
                card.edited.connect(self.field_edited)
                card.wanted.connect(self._on_wanted)
                card.dragged.connect(self._start_drag)
                card.mended.connect(self.mended)
                self._cards[block_id] = card
            if self._column.indexOf(self._cards[block_id]) != at:
                self._column.insertWidget(at, self._cards[block_id])
                # At once, not with the next layout: the focus may go there now.
                self._cards[block_id].show()
        self._cards = {block_id: self._cards[block_id] for block_id in ids}
        if focused and focused not in ids and ids:
            # The card with the focus is gone: its neighbour takes over.
            at = min(old_ids.index(focused), len(ids) - 1)
            self._current = ids[at]
            self._cards[ids[at]].setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the open block ---------------------------------------------------------------------------------------------------------

    @property
    def open_block(self) -> str:
        """Id of the open block; empty for none."""
        return self._open

    @property
    def current_block(self) -> str:
        """Id of the block the keys mean: the open one, else the one that had the focus last."""
        return self._open or self._current

    def card(self, block_id: str) -> BlockCard:
        """The card of a block. Raises :class:`KeyError` where it is not shown."""
        return self._cards[block_id]

    def open(self, block_id: str, field: str = "", *, focus: bool = True) -> None:
        """Open a block, scroll to it and put the focus into a field of its form."""
        if block_id not in self._cards:
            return
        self._set_open(block_id)
        self._current = block_id
        self._set_tab_stop()
        if focus:
            self._cards[block_id].focus_form(field)
        QTimer.singleShot(0, self, lambda: self._show_whole(block_id))

    def close_open(self) -> None:
        """Close the open block; the focus goes to its card."""
        block_id = self._open
        self._set_open("")
        if block_id in self._cards:
            self._cards[block_id].setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_block(self, block_id: str, *, keep: bool = False) -> None:
        """Put the focus on a card; what is chosen stays so only with ``keep``."""
        if block_id in self._cards:
            self._current = block_id
            if not keep:
                self._selection.clear(block_id)
                self._show_selection()
            self._set_tab_stop()
            card = self._cards[block_id]
            card.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(card, 0, GAP)

    def focus_current(self) -> QWidget:
        """Where F6 lands: the current card."""
        return self._cards.get(self.current_block, self)

    def _set_open(self, block_id: str) -> None:
        if block_id == self._open:
            return
        before, self._open = self._open, block_id
        if before in self._cards:
            self._cards[before].set_open(False)
        if block_id in self._cards:
            self._cards[block_id].set_open(True)
            self._with_form = [known for known in self._with_form if known in self._cards and known != block_id] + [block_id]
            while len(self._with_form) > FORMS_KEPT:
                self._cards[self._with_form.pop(0)].let_go_of_form()
        self.opened.emit(block_id)

    def _set_tab_stop(self) -> None:
        """One card is reached by Tab; the arrow keys reach the others."""
        for block_id, card in self._cards.items():
            stop = block_id == self.current_block
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)

    def _show_whole(self, block_id: str) -> None:
        card = self._cards.get(block_id)
        if card is None:
            return
        top = card.y() - GAP
        bottom = card.y() + card.height() + GAP
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if bottom - top > room or top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + room:
            bar.setValue(bottom - room)

    # -- wishes -----------------------------------------------------------------------------------------------------------------

    def _on_wanted(self, block_id: str, what: str) -> None:
        ids = list(self._cards)
        at = ids.index(block_id)
        before, self._current = self._current, block_id
        if what in ("open", "before", "after", "top", "bottom"):
            self._selection.clear(block_id)
            self._show_selection()
        first = ids.index(self.chosen_blocks()[0])
        goes_to = {"up": first - 1, "down": first + 1, "first": 0, "last": len(ids)}
        looks_at = {"before": at - 1, "after": at + 1, "top": 0, "bottom": len(ids) - 1}
        if what == "open":
            self.open(block_id)
        elif what == "close":
            self.close_open()
        elif what in goes_to:
            self.move_wanted.emit(self.chosen_blocks(), goes_to[what])
        elif what in looks_at:
            self.focus_block(ids[max(0, min(looks_at[what], len(ids) - 1))])
        elif what in ("shorter", "longer", "whole", "restore"):
            self.words_wanted.emit(block_id, what)
        elif what == "look_up":
            self.look_up_wanted.emit()
        elif what == "duplicate":
            self.duplicate_wanted.emit(self.chosen_blocks())
        elif what == "remove":
            self.remove_wanted.emit(self.chosen_blocks())
        elif what in ("copy", "cut", "paste"):
            {"copy": self.copy_wanted, "cut": self.cut_wanted, "paste": self.paste_wanted}[what].emit()
        else:
            self._choose_with(what, block_id, before)

    # -- several at once --------------------------------------------------------------------------------------------------------

    def chosen_blocks(self) -> list[str]:
        """Ids of the chosen blocks in their order; of the current one where none is chosen (or another has the focus)."""
        current = self.current_block
        if self._selection and (current in self._selection or not current):
            return self._selection.in_order(list(self._cards))
        return [current] if current else []

    def choose(self, ids: Sequence[str]) -> None:
        """Choose these, the focus on the first."""
        self.focus_block(ids[0])
        if len(ids) > 1:
            self._selection.choose(ids)
            self._show_selection()

    def _choose_with(self, what: str, block_id: str, before: str) -> None:
        ids = list(self._cards)
        at = ids.index(block_id)
        if what == "toggle":
            self._selection.toggle(block_id, before)
        elif what == "all":
            self._selection.choose([known for known in ids if not self._cards[known].locked])
        elif what == "none":
            self._selection.clear(block_id)
        else:
            goes_to = {"extend_before": at - 1, "extend_after": at + 1, "extend": at}[what]
            there = ids[max(0, min(goes_to, len(ids) - 1))]
            self._selection.extend(there, ids, before)
            self.focus_block(there, keep=True)
        self._show_selection()
        count = len(self._selection.in_order(ids))
        announce(self, ngettext("{count} block chosen", "{count} blocks chosen", count).format(count=count))

    def _show_selection(self) -> None:
        for block_id, card in self._cards.items():
            card.set_chosen(block_id in self._selection)

    # -- drag and drop ----------------------------------------------------------------------------------------------------------

    def _start_drag(self, block_id: str) -> None:
        card = self._cards[block_id]
        drag = QDrag(self)
        data = QMimeData()
        dragged = self.chosen_blocks() if block_id in self._selection else [block_id]
        data.setData(BLOCK_MIME, QByteArray(" ".join(dragged).encode()))
        drag.setMimeData(data)
        drag.setPixmap(card.picture())
        drag.setHotSpot(QPoint(24, 24))
        drag.exec(Qt.DropAction.MoveAction)

    def _slot_at(self, y: int) -> int:
        """Between which cards something dropped at ``y`` (of the viewport) belongs: 0 is before the first."""
        inside = y + self.verticalScrollBar().value()
        slot = 0
        for card in self._cards.values():
            if card.locked or inside < card.y() + min(card.height(), 100) // 2:
                break
            slot += 1
        return slot

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(BLOCK_MIME) or event.mimeData().hasFormat(ITEMS_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        y = event.position().toPoint().y()
        self._set_drop(self._slot_at(y))
        near = y < 40 or y > self.viewport().height() - 40
        if near and not self._scroller.isActive():
            self._scroller.start()
        elif not near:
            self._scroller.stop()
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_drop(None)
        self._scroller.stop()

    def dropEvent(self, event: QDropEvent) -> None:
        slot = self._slot_at(event.position().toPoint().y())
        self._set_drop(None)
        self._scroller.stop()
        data = event.mimeData()
        if data.hasFormat(BLOCK_MIME):
            ids = list(self._cards)
            dragged = [known for known in bytes(data.data(BLOCK_MIME).data()).decode().split() if known in ids]
            dragged = [known for known in dragged if not self._cards[known].locked]
            index = slot - sum(ids.index(known) < slot for known in dragged)
            rest = [known for known in ids if known not in dragged]
            if [*rest[:index], *dragged, *rest[index:]] != ids:
                self.move_wanted.emit(dragged, index)
        elif data.hasFormat(ITEMS_MIME):
            self.items_dropped.emit(bytes(data.data(ITEMS_MIME).data()).decode().split(), slot)
        event.acceptProposedAction()

    def _set_drop(self, slot: int | None) -> None:
        if slot != self._drop_at:
            self._drop_at = slot
            self._inside.update()

    def _scroll_on(self) -> None:
        y = self.viewport().mapFromGlobal(self.cursor().pos()).y()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (-12 if y < 40 else 12))

    def drop_line(self) -> QRect | None:
        """Where the line stands that shows where something dropped would go."""
        if self._drop_at is None:
            return None
        cards: list[Any] = list(self._cards.values())
        y = cards[self._drop_at].y() - GAP // 2 if self._drop_at < len(cards) else cards[-1].geometry().bottom() + GAP // 2
        return QRect(4, y - 1, self._inside.width() - 8, 3)
