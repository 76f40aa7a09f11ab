"""One block in the outline: its card, and below it, when open, the form that edits it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from composer.blocks.block import Block
from composer.blocks.fields import form_of
from composer.gui.actions import keys_in_words
from composer.gui.editor.drift_strip import DriftStrip
from composer.gui.fields.field_widget import FieldTools
from composer.gui.fields.form import FieldForm
from composer.gui.fields.source_field import SourceField
from composer.gui.icons import icon
from composer.gui.models.tile_pictures import TilePictures
from composer.gui.theme import mark
from composer.gui.widgets.buttons import icon_button
from composer.gui.widgets.cards import CardFace, CardState, card_height, paint_card, trailing_rect, with_picture
from composer.i18n import _
from composer.picking.drift import Drift


class BlockCard(QFrame):
    """Holds one block's id. Says what the user wants of it; the outline decides.

    ``edited(block_id, field, value, typing)``; ``wanted(block_id, what)`` with ``open``, ``close``, ``up``, ``down``, ``first``,
    ``last``, ``duplicate``, ``remove``, ``copy``, ``cut``, ``paste``; ``toggle``, ``extend``, ``extend_before``,
    ``extend_after``, ``all``, ``none`` (which blocks are chosen); ``before``, ``after`` (the focus should go there);
    ``shorter``, ``longer``, ``whole``, ``restore`` (words from its source), ``look_up`` (what its source says now);
    ``dragged(block_id)``; ``mended`` as :class:`DriftStrip` says it.
    """

    edited = Signal(str, str, object, str)
    wanted = Signal(str, str)
    dragged = Signal(str)
    mended = Signal(str, object, object)

    def __init__(self, block_id: str, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.block_id = block_id
        self.locked = False
        self._tools = tools
        self._block: Block | None = None
        self._form: FieldForm | None = None
        self._strip: DriftStrip | None = None
        self._part: QWidget | None = None
        self._drifts: tuple[Drift, ...] = ()
        self._open = False
        self._chosen = False
        mark(self, surface="block", selected=False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._head = _Head(tools.tiles)
        self._head.pressed.connect(self._on_pressed)
        self._head.pressed_with.connect(self._on_pressed_with)
        self._head.dragged.connect(lambda: self.dragged.emit(self.block_id))
        self._inside = QWidget()
        self._inside_column = QVBoxLayout(self._inside)
        self._inside_column.setContentsMargins(12, 2, 12, 10)
        self._inside_column.setSpacing(12)
        self._inside.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._inside)

    # -- what it shows ----------------------------------------------------------------------------------------------------------

    def show_block(
        self, block: Block, face: CardFace, address: str, picture_hash: str, spoken: str, *, echo: bool = False
    ) -> None:
        """Show the block as it is now. ``echo`` leaves the form alone: the change came from there."""
        self.locked = block.locked
        self._head.show_face(face, address, picture_hash, movable=not block.locked)
        self.setAccessibleName(spoken)
        changed = block is not self._block
        self._block = block
        if self._form is not None and changed and not echo:
            self._form.show_struct(block)

    def set_open(self, wanted: bool) -> None:
        """Open or close the form; it is made when it is opened, and kept until :meth:`let_go_of_form`."""
        if wanted and self._form is None and self._block is not None:
            self._form = FieldForm(form_of(type(self._block)), self._tools)
            self._form.show_struct(self._block)
            self._form.edited.connect(self._on_edited)
            source = self._form.fields.get("item")
            if isinstance(source, SourceField):
                source.offer_words()
                source.words_wanted.connect(self._want)
            part = self._part = QWidget()
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
            self._strip = DriftStrip(self)
            self._strip.mended.connect(self.mended)
            self._strip.show_drifts(self._drifts)
            column.addWidget(self._strip)
            column.addWidget(self._form)
            column.addLayout(self._build_tools())
            self._inside_column.addWidget(part)
        elif wanted and not self._open and self._form is not None and self._block is not None:
            self._form.show_struct(self._block)
        self._open = wanted
        self._inside.setVisible(wanted)
        self._mark()

    def let_go_of_form(self) -> None:
        """A closed card needs no form; it is made again when it is opened again."""
        if self._part is not None and not self._open:
            self._inside_column.removeWidget(self._part)
            self._part.deleteLater()
            self._part = self._form = self._strip = None

    def set_chosen(self, chosen: bool) -> None:
        """Show whether it is among the chosen ones."""
        if chosen != self._chosen:
            self._chosen = chosen
            self._mark()

    def _mark(self) -> None:
        mark(self, selected=self._open or self._chosen)
        states = [_("open")] if self._open else []
        states += [_("chosen")] if self._chosen else []
        self.setAccessibleDescription(", ".join(states))

    def show_drifts(self, drifts: tuple[Drift, ...]) -> None:
        """Show what its source says otherwise, once it is open."""
        self._drifts = drifts
        if self._strip is not None:
            self._strip.show_drifts(drifts)

    @property
    def is_open(self) -> bool:
        """Whether the form shows."""
        return self._open

    @property
    def form(self) -> FieldForm | None:
        """The form, once it was opened."""
        return self._form

    def picture(self) -> QPixmap:
        """The card as it looks while it is dragged."""
        return self._head.grab()

    def focus_form(self, field: str = "") -> None:
        """Put the focus into a field of the open form."""
        if self._form is not None:
            self._form.focus_field(field)

    def _build_tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        made = [
            icon_button("arrow-up", _("Move up"), lambda: self._want("up"), keys=keys_in_words("move_up"), dense=True),
            icon_button("arrow-down", _("Move down"), lambda: self._want("down"), keys=keys_in_words("move_down"), dense=True),
            icon_button("copy", _("Duplicate"), lambda: self._want("duplicate"), keys=keys_in_words("duplicate"), dense=True),
            icon_button("trash-2", _("Remove"), lambda: self._want("remove"), keys=keys_in_words("remove"), dense=True),
        ]
        row.addStretch(1)
        for tool in made:
            row.addWidget(tool)
            if self.locked:
                tool.hide()
        return row

    # -- what happens -----------------------------------------------------------------------------------------------------------

    def _on_edited(self, name: str, value: Any, typing: str) -> None:
        self.edited.emit(self.block_id, name, value, typing)

    def _on_pressed(self) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._want("close" if self._open else "open")

    def _on_pressed_with(self, key: str) -> None:
        self._want("toggle" if key == "ctrl" else "extend")
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _want(self, what: str) -> None:
        self.wanted.emit(self.block_id, what)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        own = self.hasFocus()
        keys = QKeySequence.StandardKey
        for wanted, what in ((keys.Copy, "copy"), (keys.Cut, "cut"), (keys.Paste, "paste"), (keys.SelectAll, "all")):
            if own and event.matches(wanted):
                self._want(what)
                return
        if key == Qt.Key.Key_Escape and self._open:
            self._want("close")
        elif key == Qt.Key.Key_Escape and own and self._chosen:
            self._want("none")
        elif own and modifiers == Qt.KeyboardModifier.ShiftModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._want("extend_before" if key == Qt.Key.Key_Up else "extend_after")
        elif own and modifiers == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_Space:
            self._want("toggle")
        elif own and plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._want("close" if self._open else "open")
        elif own and plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._want("remove")
        elif own and plain and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._want("before" if key == Qt.Key.Key_Up else "after")
        elif own and plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._want("top" if key == Qt.Key.Key_Home else "bottom")
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        rows = [
            ("", _("Close") if self._open else _("Open"), "close" if self._open else "open", True),
            ("arrow-up", _("Move up"), "up", not self.locked),
            ("arrow-down", _("Move down"), "down", not self.locked),
            ("copy", _("Duplicate"), "duplicate", not self.locked),
            ("scissors", _("Cut"), "cut", not self.locked),
            ("clipboard", _("Copy"), "copy", not self.locked),
            ("clipboard-paste", _("Paste below"), "paste", True),
            ("trash-2", _("Remove"), "remove", not self.locked),
        ]
        for drawing, words, what, possible in rows:
            action = menu.addAction(words)
            if drawing:
                action.setIcon(icon(drawing))
            action.setEnabled(possible)
            action.setData(what)
        chosen = menu.exec(event.globalPos())
        if chosen is not None:
            self._want(chosen.data())
        menu.deleteLater()


class _Head(QWidget):
    """The card itself: pressed opens and closes, with Ctrl or Shift it chooses, dragged moves."""

    pressed = Signal()
    pressed_with = Signal(str)
    dragged = Signal()

    def __init__(self, tiles: TilePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = tiles
        self._face = CardFace("")
        self._address = ""
        self._hash = ""
        self._movable = True
        self._down: QPoint | None = None
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        tiles.ready.connect(self._on_ready)

    def show_face(self, face: CardFace, address: str, picture_hash: str, *, movable: bool) -> None:
        """Show a card; its picture is looked up by hash, else by address."""
        self._movable = movable
        if (face, address, picture_hash) != (self._face, self._address, self._hash):
            self._face, self._address, self._hash = face, address, picture_hash
            self.update()

    def _on_ready(self, key: str) -> None:
        if key in (self._address, self._hash):
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, card_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, card_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        picture = None
        if self._hash:
            picture = self._tiles.of_picture(self._hash)
        elif self._address:
            picture = self._tiles.of_address(self._address)
        state = CardState(trailing_hovered=self._movable and self.underMouse() and self._on_grip())
        rect = QRect(-1, 0, self.width() + 2, self.height())
        paint_card(QPainter(self), rect, with_picture(self._face, picture), state, self.devicePixelRatio(), frame=False)

    def _on_grip(self) -> bool:
        return trailing_rect(self.rect()).contains(self.mapFromGlobal(self.cursor().pos()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._down = event.position().toPoint()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.update()
        if self._down is None or not self._movable:
            return
        if (event.position().toPoint() - self._down).manhattanLength() >= QApplication.startDragDistance():
            self._down = None
            self.dragged.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed = self._down is not None and event.button() == Qt.MouseButton.LeftButton
        self._down = None
        if pressed and self.rect().contains(event.position().toPoint()):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.pressed_with.emit("ctrl")
            elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.pressed_with.emit("shift")
            else:
                self.pressed.emit()
