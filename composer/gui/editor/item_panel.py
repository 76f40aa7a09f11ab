"""One item looked at closely: what is known of it and from where, its whole text, what was left out, the way into the issue."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QTextBrowser, QVBoxLayout, QWidget

from composer.gui.editor.correcting import WRITTEN, Looked
from composer.gui.editor.date_offers import DateOffers
from composer.gui.editor.date_words import offers
from composer.gui.editor.fact_list import FactList
from composer.gui.editor.item_facts import AS_KIND, facts
from composer.gui.editor.item_list import GUTTER
from composer.gui.icons import icon
from composer.gui.models.item_words import KIND_ICONS, KIND_WORDS, caption
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button, icon_button, set_words
from composer.gui.widgets.labels import label
from composer.i18n import _
from composer.library.item import KINDS, Item

_CALENDARS = frozenset({"calendar", "events_calendar", "structured_data", "table"})
"""Sources that give dates of their own, not in running text."""
_SHOWN = 60_000
"""Signs of a text that are laid out at most."""


class ItemPanel(QWidget):
    """``left`` when it is put away (Esc), ``add_wanted`` with the item's id, ``kind_wanted`` with id and kind,
    ``restore_wanted`` with id and names of fields, ``forget_wanted`` with source, category and id, ``correct_wanted`` with the
    item; ``event_wanted``, ``own_event_wanted`` and ``closing_wanted`` with the item and a date of its text."""

    left = Signal()
    add_wanted = Signal(str)
    kind_wanted = Signal(str, str)
    restore_wanted = Signal(str, tuple)
    forget_wanted = Signal(str, str, str)
    correct_wanted = Signal(object)
    event_wanted = Signal(object, object)
    own_event_wanted = Signal(object, object)
    closing_wanted = Signal(object, object)

    def __init__(self, zone: ZoneInfo | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone or ZoneInfo("Europe/London")
        self._item = Item()
        self._looked: Looked | None = None
        self._title = label(role="pane-title", wrap=True)
        self._caption = label(role="caption", wrap=True)
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Kind"))
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(9)
        for number, kind in enumerate(KINDS, start=1):
            self.kind.addItem(icon(KIND_ICONS[kind]), _("{kind}  ({key})").format(kind=_(KIND_WORDS[kind]), key=number), kind)
        self.kind.activated.connect(lambda at: self._on_kind(self.kind.itemData(at)))
        self._reason = label(role="caption", wrap=True)
        self.forget = button(_("Forget this rule"), self._on_forget, kind="link")
        self.correct = button(_("Correct…"), lambda: self.correct_wanted.emit(self._item), icon="pencil", dense=True)
        self.facts = FactList()
        self.facts.restore_wanted.connect(lambda names: self.restore_wanted.emit(self._item.id, names))
        self.dates = DateOffers()
        self.dates.event_wanted.connect(lambda found: self.event_wanted.emit(self._item, found))
        self.dates.own_event_wanted.connect(lambda found: self.own_event_wanted.emit(self._item, found))
        self.dates.closing_wanted.connect(lambda found: self.closing_wanted.emit(self._item, found))
        self.dropped = label(role="caption", wrap=True)
        self._dropped_title = label(_("What was left out or is missing"), "strong")
        self._text = _Reading()
        self._text.setAccessibleName(_("Whole text"))
        self._empty = label(_("There is no text, only what stands above."), "muted", wrap=True)
        self._add = button(_("Add"), lambda: self.add_wanted.emit(self._item.id), icon="plus")
        self._open = icon_button("external-link", _("Open its page in the browser"), self._on_open, dense=True)
        self._build()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, GUTTER, 0)
        top.addWidget(icon_button("arrow-left", _("Back to the list"), self.left.emit, keys="Esc", dense=True))
        top.addStretch(1)
        top.addWidget(self._open)
        top.addWidget(self._add)
        area = QScrollArea(self)
        inner = QWidget(area)
        area.setWidget(inner)
        mark(inner, surface="window")
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, GUTTER, 8)
        inside.setSpacing(6)
        inside.addWidget(self._title)
        inside.addWidget(self._caption)
        kinds = QHBoxLayout()
        kinds.setSpacing(8)
        kinds.addWidget(self.kind, 1)
        kinds.addWidget(self.correct)
        inside.addSpacing(4)
        inside.addLayout(kinds)
        inside.addWidget(self._reason)
        inside.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addSpacing(4)
        inside.addWidget(self.facts)
        inside.addSpacing(4)
        inside.addWidget(self.dates)
        inside.addWidget(self._dropped_title)
        inside.addWidget(self.dropped)
        inside.addSpacing(4)
        rule = QFrame()
        mark(rule, surface="rule")
        inside.addWidget(rule)
        inside.addWidget(self._text)
        inside.addWidget(self._empty)
        inside.addStretch(1)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area = area
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(area, 1)
        self.setFocusProxy(self._text)

    @property
    def item(self) -> Item:
        """The item that is shown."""
        return self._item

    def show_item(self, item: Item, today: date, in_issue: bool) -> None:
        """Show one; its words are a stranger's, so no picture and no address is loaded."""
        another = item.id != self._item.id
        if another:
            self._looked = None
        self._show(item, today)
        self._show_button(in_issue)
        if another:
            self._area.verticalScrollBar().setValue(0)

    def show_looked(self, looked: Looked, today: date) -> None:
        """Where everything comes from; nothing happens where another item is shown by now."""
        if looked.both.shown.id == self._item.id:
            self._looked = looked
            self._show(looked.both.shown, today)

    def _show(self, item: Item, today: date) -> None:
        text_before = self._item.text or self._item.summary
        self._item = item
        looked = self._looked
        self._title.setText(item.title or _("Without a title"))
        self._caption.setText(caption(item, today))
        self.kind.setCurrentIndex(KINDS.index(item.kind))
        self._reason.setText(item.kind_reason)
        self._reason.setVisible(bool(item.kind_reason))
        chosen = looked is not None and "kind" in looked.both.corrected
        self.forget.setVisible(looked is not None and (chosen or looked.ruled_by is not None))
        if looked is not None and chosen:
            given = looked.both.given
            set_words(self.forget, _("Take it for {kind} again").format(kind=_(AS_KIND[given.kind])))
            self.forget.setToolTip(given.kind_reason)
        else:
            set_words(self.forget, _("Forget this rule"))
            self.forget.setToolTip("")
        if looked is None:
            self.facts.show_facts(facts(item))
        else:
            known = facts(
                item,
                looked.both.given,
                looked.both.corrected,
                source=looked.source_title,
                calendar=looked.source_type in _CALENDARS,
                by_hand=looked.location == WRITTEN,
            )
            self.facts.show_facts(known)
        self.dates.show_offers(item, offers(item, self._zone))
        notes = [f"• {note}" for note in item.notes]
        if item.cut_off:
            notes.append("• " + _("Its site shows only the beginning of the text."))
        self.dropped.setText("\n".join(notes))
        self.dropped.setVisible(bool(notes))
        self._dropped_title.setVisible(bool(notes))
        text = item.text or item.summary
        if text != text_before or not self._text.toPlainText():
            self._text.show_markdown(text[:_SHOWN] + (" …" if len(text) > _SHOWN else ""))
        self._text.setVisible(bool(text.strip()))
        self._empty.setVisible(not text.strip())
        self._open.setEnabled(item.link.lower().startswith(("http://", "https://")))

    def set_in_issue(self, item_ids: frozenset[str]) -> None:
        """Whether the item shown is in the issue."""
        self._show_button(self._item.id in item_ids)

    def _show_button(self, in_issue: bool) -> None:
        self._add.setIcon(icon("minus" if in_issue else "plus"))
        set_words(self._add, _("Take out") if in_issue else _("Add"))

    def _on_kind(self, kind: str) -> None:
        if kind != self._item.kind:
            self.kind_wanted.emit(self._item.id, kind)

    def _on_forget(self) -> None:
        if self._looked is not None and "kind" in self._looked.both.corrected:
            self.restore_wanted.emit(self._item.id, ("kind",))
        elif self._looked is not None and self._looked.ruled_by is not None:
            self.forget_wanted.emit(self._looked.both.given.source, self._looked.ruled_by, self._item.id)

    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._item.link))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        bar = self._area.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep() * 2,
            Qt.Key.Key_Up: -bar.singleStep() * 2,
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif 0 <= number < len(KINDS) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._on_kind(KINDS[number])
        elif step := steps.get(Qt.Key(event.key())):
            bar.setValue(bar.value() + step)
        else:
            super().keyPressEvent(event)


class _Reading(QTextBrowser):
    """As tall as its text: the panel around it scrolls. Keys that scroll and keys of the panel are handed on."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, kind="reading")
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda size: self.setFixedHeight(round(size.height()) + 4))

    def show_markdown(self, text: str) -> None:
        self.setMarkdown(text)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        air = QTextBlockFormat()
        air.setBottomMargin(8)
        cursor.mergeBlockFormat(air)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()
