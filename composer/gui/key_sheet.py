"""The keys that work on this screen, from the table of actions."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QWidget

from composer.gui.actions import ACTIONS, MENUS
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.gui.widgets.sheet import Sheet
from composer.i18n import N_, _

IN_LISTS: tuple[tuple[str, str], ...] = (
    ("Space", N_("Add to the issue, or take out (in What's new)")),
    ("Right", N_("Look closer at an item (in What's new)")),
    ("1", N_("It is a post; 2 guest blog, 3 event, 4 awareness day, 5 tender, 6 report (in What's new)")),
    ("R", N_("Remember the kind for the whole category, when asked (in What's new)")),
    ("Return", N_("Open or close a block")),
    ("Shift+Down", N_("Choose several blocks; Ctrl+A chooses all")),
    ("Esc", N_("Close what is open")),
    ("F10", N_("Show the menus")),
)


class KeySheet(Sheet):
    """Two columns: what it does, and its keys. F1 once more, or the button, wants the guide (``guide_wanted``)."""

    guide_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, _("Keys on this screen"), width=640)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setMinimumHeight(240)
        # Arrows and page keys scroll it from wherever the focus is in the sheet.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close = button(_("&Close"), self.close_sheet)
        self.body.addWidget(label(_("Keys on this screen"), "page-title"))
        self.body.addWidget(self._scroll, 1)
        self._guide = button(_("Open the &guide"), self.to_guide, kind="quiet", icon="book-open", tip=_("F1 once more"))
        foot = QHBoxLayout()
        foot.addWidget(self._guide)
        foot.addStretch(1)
        foot.addWidget(self._close)
        self.body.addLayout(foot)

    def show_keys(self, possible: Collection[str]) -> None:
        """Show the keys of the actions ``possible`` now."""
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 16, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        line = 0
        for menu_id, menu_words in MENUS:
            rows = [row for row in ACTIONS if row.menu == menu_id and row.keys and row.id in possible]
            if rows:
                grid.addWidget(label(_(menu_words).replace("&", ""), "strong"), line, 0)
                grid.setRowMinimumHeight(line, 34)
                line += 1
            for row in rows:
                self._add_line(grid, line, _(row.text).replace("&", "").rstrip("…"), row.keys[0].lstrip("~"))
                line += 1
        grid.addWidget(label(_("In lists"), "strong"), line, 0)
        grid.setRowMinimumHeight(line, 34)
        for at, (keys, words) in enumerate(IN_LISTS, start=line + 1):
            self._add_line(grid, at, _(words), keys)
        self._scroll.setWidget(table)
        table.setAutoFillBackground(False)
        self.open(self._close)

    @staticmethod
    def _add_line(grid: QGridLayout, line: int, words: str, keys: str) -> None:
        written = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
        grid.addWidget(label(words, wrap=True), line, 0)
        grid.addWidget(label(written, "keycap"), line, 1, Qt.AlignmentFlag.AlignRight)

    def to_guide(self) -> None:
        """Close, and lead there."""
        self.close_sheet()
        self.guide_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._scroll.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        bar.setValue(bar.value() + step)
        event.accept()
