"""Cards: a tile, a title, a caption, a trailing icon. Painted by one routine, in lists and as the head of a block alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QMouseEvent, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from composer.gui.icons import draw
from composer.gui.theme import Theme, active_theme
from composer.gui.widgets.labels import AT_THE_RIGHT

CARD_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""A model row's :class:`CardFace`, or a :class:`SectionFace`."""
SECTION_ROLE = CARD_ROLE + 1
"""True for a row whose face is a :class:`SectionFace`: the height is asked of every row, what it shows only of those in sight."""

TILE = 48
PADDING = 10
GAP = 8
TRAILING = 36


@dataclass(frozen=True)
class CardFace:
    """What a card shows.

    Attributes:
        tile: what the tile is coloured after: a kind of item or of block ("event", "news", "text" ...).
        picture: fills the tile where there is one.
        leaf: day and month shown on the tile like a leaf of a calendar ("13", "Dec").
        trailing: a Lucide name, and the token of its colour.
        note: short words after the caption, in the colour of a warning.
    """

    title: str
    caption: str = ""
    icon: str = "square"
    tile: str = ""
    picture: QPixmap | None = None
    leaf: tuple[str, str] | None = None
    trailing: str = ""
    trailing_colour: str = "muted"
    note: str = ""
    dimmed: bool = False


@dataclass(frozen=True)
class SectionFace:
    """A line between cards: “Older (23)”, with an arrow where it opens and closes."""

    title: str
    open: bool | None = None


@dataclass(frozen=True)
class CardState:
    """How the card stands at the moment."""

    selected: bool = False
    focused: bool = False
    hovered: bool = False
    trailing_hovered: bool = False


# Soft ground and strong drawing for each kind, light and dark; the drawing has 3:1 or more on its ground.
_TILES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "green": (("#D7EBE3", "#0F6B57"), ("#1D3B34", "#5CC9AC")),
    "orange": (("#FBE3D6", "#A9461F"), ("#43291D", "#F2A27E")),
    "blue": (("#DFE6F7", "#3452A5"), ("#232E4A", "#9DB5F5")),
    "purple": (("#EBE0F3", "#73408F"), ("#382843", "#CBA3E3")),
    "rose": (("#F8DFE6", "#A52C55"), ("#452330", "#F29BB6")),
    "gold": (("#F7E9C8", "#805400"), ("#3C3016", "#E9BF62")),
    "grey": (("#E9E7E2", "#565F5A"), ("#2C312F", "#AEB8B3")),
}
_TILE_OF = {
    "news": "green",
    "blog": "blue",
    "event": "orange",
    "awareness": "rose",
    "tender": "purple",
    "report": "gold",
    "article": "green",
    "events": "orange",
    "button": "green",
    "quote": "blue",
    "image": "purple",
}


def tile_colours(theme: Theme, kind: str) -> tuple[QColor, QColor]:
    """Ground and drawing of the tile for a kind of item or block; grey for what has no colour of its own."""
    ground, drawing = _TILES[_TILE_OF.get(kind, "grey")][1 if theme.is_dark else 0]
    return QColor(ground), QColor(drawing)


def card_height() -> int:
    """Height of a card without the gap below it, at the user's text size."""
    theme = active_theme()
    return max(TILE, theme.px(18) + theme.px(16) + 4) + 2 * PADDING


def paint_card(painter: QPainter, rect: QRect, face: CardFace, state: CardState, ratio: float, *, frame: bool = True) -> None:
    """Paint a card into ``rect`` (logical pixels). ``frame=False`` leaves ground and edge to a widget below."""
    theme = active_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if frame:
        _paint_frame(painter, rect, state, theme)
    tile = QRect(rect.left() + PADDING, rect.top() + (rect.height() - TILE) // 2, TILE, TILE)
    right_to_left = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    room = QRect(tile.right() + 13, rect.top(), rect.right() - tile.right() - 13 - PADDING, rect.height())
    if face.trailing:
        room.setRight(rect.right() - PADDING - TRAILING + 4)
    if right_to_left:
        tile, room = (_turned(part, rect) for part in (tile, room))
    trailing = trailing_rect(rect)
    if face.dimmed:
        painter.setOpacity(0.6)
    _paint_tile(painter, tile, face, theme, ratio)
    _paint_words(painter, room, face, theme)
    if face.trailing:
        size = QSize(20, 20)
        if state.trailing_hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(QRectF(trailing), 8, 8)
        spot = trailing.center() - QPointF(9.5, 9.5).toPoint()
        painter.drawPixmap(spot, draw(face.trailing, theme.colour(face.trailing_colour), size, ratio))
    painter.restore()


def trailing_rect(card: QRect) -> QRect:
    """Where the trailing icon stands and can be clicked (36 px square): at the end of the line, whichever side that is."""
    there = QRect(card.right() - TRAILING - 5, card.top() + (card.height() - TRAILING) // 2, TRAILING, TRAILING)
    return _turned(there, card) if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft else there


def _turned(part: QRect, whole: QRect) -> QRect:
    return QRect(whole.left() + whole.right() - part.right(), part.top(), part.width(), part.height())


def _paint_frame(painter: QPainter, rect: QRect, state: CardState, theme: Theme) -> None:
    width = 2.0 if state.selected or state.focused else 1.0
    colour = "focus" if state.focused else "accent" if state.selected else "line"
    painter.setPen(QPen(theme.colour(colour), width))
    painter.setBrush(theme.colour("surface"))
    half = width / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), 10, 10)


def _paint_tile(painter: QPainter, tile: QRect, face: CardFace, theme: Theme, ratio: float) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(tile), 6, 6)
    ground, drawing = tile_colours(theme, face.tile)
    painter.fillPath(shape, ground)
    if face.picture is not None and not face.picture.isNull():
        painter.save()
        painter.setClipPath(shape)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(tile, face.picture)
        painter.restore()
        return
    if face.leaf is not None:
        day, month = face.leaf
        painter.setPen(drawing)
        painter.setFont(theme.font(12, 600))
        # The tile does not grow with the text, so neither may its words.
        font = painter.font()
        font.setPixelSize(18)
        painter.setFont(font)
        painter.drawText(QRect(tile.left(), tile.top() + 5, tile.width(), 22), Qt.AlignmentFlag.AlignCenter, day)
        font.setPixelSize(11)
        painter.setFont(font)
        painter.drawText(QRect(tile.left(), tile.top() + 26, tile.width(), 15), Qt.AlignmentFlag.AlignCenter, month)
        return
    painter.drawPixmap(tile.center() - QPointF(9.5, 9.5).toPoint(), draw(face.icon, drawing, QSize(20, 20), ratio))


def _paint_words(painter: QPainter, room: QRect, face: CardFace, theme: Theme) -> None:
    title_font, caption_font = theme.font(14, 600), theme.font(12)
    title, caption = QFontMetrics(title_font), QFontMetrics(caption_font)
    height = title.height() + (caption.height() + 3 if face.caption or face.note else 0)
    top = room.top() + (room.height() - height) // 2
    turned = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    align = AT_THE_RIGHT if turned else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # the words' own: their … stands at their end
    painter.setFont(title_font)
    painter.setPen(theme.colour("text"))
    words = title.elidedText(face.title, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(QRect(room.left(), top, room.width(), title.height()), int(align), words)
    line = QRect(room.left(), top + title.height() + 3, room.width(), caption.height())
    painter.setFont(caption_font)
    note_width = 0
    if face.note:
        between = " · " if face.caption else ""
        note_width = min(caption.horizontalAdvance(between + face.note), round(room.width() * 0.7))
    painter.setPen(theme.colour("muted"))
    shown = caption.elidedText(face.caption, Qt.TextElideMode.ElideRight, line.width() - note_width)
    painter.drawText(line, int(align), shown)
    if face.note:
        painter.setPen(theme.colour("warn"))
        between = " · " if face.caption else ""
        used = caption.horizontalAdvance(shown)
        rest = line.adjusted(0, 0, -used, 0) if turned else line.adjusted(used, 0, 0, 0)
        painter.drawText(rest, int(align), caption.elidedText(between + face.note, Qt.TextElideMode.ElideRight, rest.width()))


class CardDelegate(QStyledItemDelegate):
    """Paints rows that carry a :class:`CardFace` in :data:`CARD_ROLE`. ``trailing_clicked`` when the trailing icon is clicked."""

    trailing_clicked = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gutter = 0

    def card_rect(self, row: QRect) -> QRect:
        """The card inside its row: what is left is the gap to the next."""
        turned = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return row.adjusted(self.gutter if turned else 0, GAP // 2, 0 if turned else -self.gutter, -GAP // 2)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, 36 if index.data(SECTION_ROLE) else card_height() + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        face: Any = index.data(CARD_ROLE)
        view: Any = option.widget
        rect: QRect = option.rect
        flags = option.state
        focused = bool(flags & QStyle.StateFlag.State_HasFocus) and view.hasFocus()
        ratio = painter.device().devicePixelRatio()
        if isinstance(face, SectionFace):
            _paint_section(painter, rect, face, ratio, focused)
            return
        card = self.card_rect(rect)
        hovered = bool(flags & QStyle.StateFlag.State_MouseOver)
        at = view.viewport().mapFromGlobal(view.cursor().pos()) if hovered else None
        state = CardState(
            selected=bool(flags & QStyle.StateFlag.State_Selected),
            focused=focused,
            hovered=hovered,
            trailing_hovered=hovered and at is not None and trailing_rect(card).contains(at),
        )
        paint_card(painter, card, face, state, ratio)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(index.data(CARD_ROLE), CardFace)
        ):
            rect: QRect = option.rect
            inside = trailing_rect(self.card_rect(rect)).contains(event.position().toPoint())
            if event.button() == Qt.MouseButton.LeftButton and inside:
                self.trailing_clicked.emit(model.index(index.row(), index.column()))
                return True
        return super().editorEvent(event, model, option, index)


def _paint_section(painter: QPainter, rect: QRect, face: SectionFace, ratio: float, focused: bool) -> None:
    theme = active_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left = rect.left() + 4
    if face.open is not None:
        drawing = "chevron-down" if face.open else "chevron-right"
        painter.drawPixmap(left, rect.center().y() - 7, draw(drawing, theme.colour("muted"), QSize(16, 16), ratio))
        left += 22
    painter.setFont(theme.font(13, 600))
    painter.setPen(theme.colour("muted"))
    painter.drawText(rect.adjusted(left - rect.left(), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), face.title)
    if focused:
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), 8, 8)
    painter.restore()


def with_picture(face: CardFace, picture: QPixmap | None) -> CardFace:
    """The face with its tile filled."""
    return replace(face, picture=picture)
