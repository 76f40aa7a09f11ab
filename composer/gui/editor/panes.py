"""Three panes, two, or one, as the window allows: pick, arrange, preview. Nothing is ever moved to another parent."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QSplitter, QSplitterHandle, QVBoxLayout, QWidget

from composer.gui.theme import active_theme
from composer.gui.widgets.buttons import Segments
from composer.i18n import _

PaneId = Literal["pick", "arrange", "preview"]
THREE_FROM = 1030
"""Width of the page from which three panes fit (a window of 1280 less its narrow rail and margins, rounded down)."""
TWO_FROM = 800
SHARES = {3: (30, 30, 40), 2: (46, 54)}
GAP = 8
"""Between two panes; the scroll bar's gutter makes it 20."""


class Panes(QWidget):
    """``mode_changed`` with how many panes show; ``preview_shown`` tells whether the preview is among them."""

    mode_changed = Signal(int)
    preview_shown = Signal(bool)

    def __init__(
        self, pick: QWidget, arrange: QWidget, preview: QWidget, memory: QSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._widgets: dict[str, QWidget] = {"pick": pick, "arrange": arrange, "preview": preview}
        self._memory = memory
        self._mode = 0
        self._one = "arrange"
        self._preview_instead = False
        self._tabs = Segments([("pick", _("Pick")), ("arrange", _("Arrange")), ("preview", _("Preview"))], name=_("Pane"))
        self._tabs.set_value(self._one)
        self._tabs.chosen.connect(self._on_tab)
        self._splitter = _Splitter(Qt.Orientation.Horizontal, self)
        if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            self._splitter.setContentsMargins(0, 0, 1, 0)  # Qt lays the panes one pixel beyond the edge then
        # Each pane wears the style sheet itself: a change of the look takes them one after the other.
        active_theme().dressing.dress_inside(self, self._splitter)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(GAP)
        for widget, least in ((pick, 262), (arrange, 280), (preview, 300)):
            widget.setMinimumWidth(least)
            self._splitter.addWidget(widget)
        self._splitter.splitterMoved.connect(self._remember)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        # Three panes must not keep the window from becoming so narrow that there are two.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self._tabs, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._splitter, 1)
        self._set_mode(3)

    @property
    def mode(self) -> int:
        """How many panes show."""
        return self._mode

    def shows(self, pane: PaneId) -> bool:
        """Whether a pane shows now."""
        return not self._widgets[pane].isHidden()

    def bring(self, pane: PaneId) -> None:
        """See to it that a pane shows."""
        if self._mode == 1:
            self._one = pane
            self._tabs.set_value(pane)
        elif self._mode == 2 and pane != "arrange":
            self._preview_instead = pane == "preview"
        self._arrange()

    def toggle_preview(self) -> None:
        """In a narrow window: the preview in the place of what there is to pick, and back."""
        if self._mode == 2:
            self._preview_instead = not self._preview_instead
            self._arrange()
        elif self._mode == 1:
            self.bring("arrange" if self._one == "preview" else "preview")

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, room_for = event.size().width(), active_theme().room_for
        self._set_mode(3 if width >= room_for(THREE_FROM) else 2 if width >= room_for(TWO_FROM) else 1)

    def _set_mode(self, mode: int) -> None:
        if mode == self._mode:
            return
        self._mode = mode
        self._tabs.setVisible(mode == 1)
        self._arrange()
        self.mode_changed.emit(mode)

    def _arrange(self) -> None:
        if self._mode == 3:
            wanted = {"pick", "arrange", "preview"}
        elif self._mode == 2:
            wanted = {"arrange", "preview" if self._preview_instead else "pick"}
        else:
            wanted = {self._one}
        for pane, widget in self._widgets.items():
            widget.setVisible(pane in wanted)
        self._share_out()
        self.preview_shown.emit("preview" in wanted)

    def _key(self) -> str:
        return f"compose/panes-{self._mode}{'-preview' if self._mode == 2 and self._preview_instead else ''}"

    def _share_out(self) -> None:
        if self._mode == 1:
            return
        kept = self._memory.value(self._key())
        shares = [int(part) for part in kept] if isinstance(kept, list) and all(str(part).isdigit() for part in kept) else []
        shown = [pane for pane, widget in self._widgets.items() if not widget.isHidden()]
        if len(shares) != len(shown) or not sum(shares):
            shares = list(SHARES[self._mode]) if not (self._mode == 2 and self._preview_instead) else list(reversed(SHARES[2]))
        sizes = dict(zip(shown, shares, strict=True))
        self._splitter.setSizes([sizes.get(pane, 0) * 10 for pane in self._widgets])

    def _remember(self) -> None:
        both = zip(self._splitter.sizes(), self._widgets.values(), strict=True)
        sizes = [size for size, widget in both if not widget.isHidden()]
        self._memory.setValue(self._key(), sizes)

    def _on_tab(self, pane: str) -> None:
        self._one = pane
        self._arrange()


class _Splitter(QSplitter):
    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)


class _Handle(QSplitterHandle):
    """Nothing to be seen until the mouse is over it."""

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.underMouse():
            QPainter(self).fillRect(self.rect(), active_theme().colour("line"))
