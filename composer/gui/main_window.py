"""The window: the rail, the pages, and what belongs to none of them (banner, toast, bug sheet). It knows no page by name.

Which pages there are is said in :mod:`composer.gui.places`, who carries out which wish in :mod:`composer.gui.wiring`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from composer.errors import ComposerError
from composer.gui.actions import Actions, keys_in_words
from composer.gui.changes import Changes
from composer.gui.jobs import Jobs, OurFaultError
from composer.gui.pages.page import Page
from composer.gui.places import Place, places
from composer.gui.theme import mark
from composer.gui.widgets.banner import Banner
from composer.gui.widgets.focus_ring import FocusRing
from composer.gui.widgets.rail import Rail
from composer.gui.widgets.toast import Toast
from composer.i18n import _

if TYPE_CHECKING:
    from composer.gui.bug_sheet import BugSheet
    from composer.gui.key_sheet import KeySheet
    from composer.workspace import Workspace

NARROW_BELOW = 1180
SMALLEST = QSize(720, 520)
FIRST_SIZE = QSize(1366, 768)


class MainWindow(QMainWindow):
    """``page_made`` tells the wiring of each page when it is first made."""

    page_made = Signal(str, object)
    place_shown = Signal(str)

    def __init__(self, memory: QSettings, jobs: Jobs, changes: Changes) -> None:
        super().__init__()
        self._workspace: Workspace | None = None
        self.jobs = jobs
        self.changes = changes
        self.setWindowTitle("Newsletter Composer")
        self.setMinimumSize(SMALLEST)
        self._places = places()
        self._pages: dict[str, Page] = {}
        self._shown = ""
        self._came_from = ""
        self._alt_alone = False
        self._wired: dict[str, Callable[[], None]] = {}
        self._memory = memory
        self._build()
        self.actions_table = Actions(self)
        self.menuBar().setVisible(self.menuBar().isNativeMenuBar())
        changes.changed.connect(self._on_changed)
        self._restore_geometry()

    def _build(self) -> None:
        centre = QWidget()
        mark(centre, surface="window")
        self.rail = Rail(_("Places"))
        self._stack = QStackedWidget()
        self.banner = Banner()
        self._panel = QVBoxLayout()
        self._panel.setContentsMargins(0, 0, 0, 0)
        above = QVBoxLayout()
        above.setContentsMargins(24, 12, 24, 0)
        above.addWidget(self.banner)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self._stack, 1)
        column.addLayout(self._panel)
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.setCentralWidget(centre)
        number = 0
        for place in self._places.values():
            if place.rail:
                number += place.rail == "top"
                keys = keys_in_words(f"place_{number}") if place.rail == "top" else ""
                self.rail.add_place(place.id, _(place.label), place.icon, keys, bottom=place.rail == "bottom")
        self.rail.chosen.connect(self.show_place)
        self._toast = Toast(centre)
        self._ring = FocusRing(self)
        self._bug_sheet: BugSheet | None = None
        self._key_sheet: KeySheet | None = None

    @property
    def workspace(self) -> Workspace:
        """What the window works on; there is none before :meth:`begin_work`."""
        assert self._workspace is not None
        return self._workspace

    def begin_work(self, workspace: Workspace) -> None:
        """From now on there is work to show."""
        self._workspace = workspace

    def show_first(self, place_id: str = "") -> None:
        """Go to ``place_id``, else where the user asked to go meanwhile, else where the work begins."""
        start = place_id or self._shown or ("issues" if self.has_place("issues") else "compose")
        self._shown = ""
        if self.has_place(start):
            self.show_place(start)

    def show_waiting(self, waiting: QWidget) -> None:
        """Show something in place of the pages, until there is work to show."""
        self._stack.addWidget(waiting)
        self._stack.setCurrentWidget(waiting)

    # -- places -----------------------------------------------------------------------------------------------------------------

    @property
    def shown(self) -> str:
        """Id of the place that shows."""
        return self._shown

    def has_place(self, place_id: str) -> bool:
        """Whether this release has such a place."""
        return place_id in self._places

    def page(self, place_id: str) -> Page:
        """The page of a place, made now if it was not shown before."""
        if place_id not in self._pages:
            made = self._places[place_id].page_class()(self.workspace, self.jobs)
            made.handlers_changed.connect(self._rewire)
            self._pages[place_id] = made
            self._stack.addWidget(made)
            self.page_made.emit(place_id, made)
        return self._pages[place_id]

    def made_pages(self) -> list[Page]:
        """Every page made so far."""
        return list(self._pages.values())

    def show_place(self, place_id: str, argument: object = None) -> None:
        """Go there; ``argument`` is what the page is to show (an issue's id ...)."""
        place = self._places.get(place_id)
        if place is None:
            self.say(_("This release does not have that yet."))
            return
        if self._workspace is None:
            self._shown = place_id
            self.rail.light(self._lit(place))
            return
        page = self.page(place_id)
        if argument is not None:
            page.show_argument(argument)
        if place_id != self._shown:
            self._came_from, self._shown = self._shown, place_id
        self._stack.setCurrentWidget(page)
        self.rail.light(self._lit(place))
        self._refresh_if_stale(page)
        self._rewire()
        self.place_shown.emit(place_id)

    def go_back(self) -> None:
        """To where one came from."""
        self.show_place(self._came_from or next(iter(self._places)))

    def _lit(self, place: Place) -> str:
        return place.belongs_to if place.belongs_to in self._places else place.id

    def _refresh_if_stale(self, page: Page) -> None:
        if page.stale:
            page.stale = False
            page.refresh()

    def _on_changed(self, kind: str) -> None:
        for page in self._pages.values():
            if kind in page.depends_on:
                page.stale = True
                if page is self._stack.currentWidget():
                    self._refresh_if_stale(page)

    # -- saying things ----------------------------------------------------------------------------------------------------------

    def say(self, words: str, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        """A short line that goes away by itself; with ``action`` a button in it."""
        self._toast.say(words, action, on_action)

    def show_error(self, error: ComposerError) -> None:
        """What went wrong and what to do, above the page."""
        if isinstance(error, OurFaultError):
            return
        self.banner.show_error(error)

    def show_bug(self, error: BaseException) -> None:
        """Our fault: the sheet with details to copy."""
        from composer.gui.bug_sheet import BugSheet

        if self._bug_sheet is None:
            self._bug_sheet = BugSheet(self)
        self._bug_sheet.show_fault(error)

    @property
    def bug_sheet(self) -> BugSheet | None:
        """The sheet, once it was needed."""
        return self._bug_sheet

    @property
    def toast_words(self) -> str:
        """The short line that shows now."""
        return self._toast.words

    def set_panel(self, panel: QWidget) -> None:
        """Put something below every page (how sending goes); it shows and hides itself."""
        self._panel.addWidget(panel)

    # -- actions ----------------------------------------------------------------------------------------------------------------

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the window itself carries out, wherever one is."""
        made: dict[str, Callable[[], None]] = {
            "quit": self._quit,
            "next_pane": lambda: self._to_pane(1),
            "previous_pane": lambda: self._to_pane(-1),
            "keys": self.show_keys,
        }
        for number, place_id in enumerate(self.rail.places()[:5], start=1):
            made[f"place_{number}"] = partial(self.show_place, place_id)
        return made

    def add_handlers(self, handlers: dict[str, Callable[[], None]]) -> None:
        """Actions the wiring carries out wherever one is."""
        self._wired = handlers
        self._rewire()

    def _rewire(self) -> None:
        current = self._stack.currentWidget()
        page = current.handlers() if isinstance(current, Page) else {}
        self.actions_table.rewire({**self.handlers(), **self._wired, **page})

    def _to_pane(self, step: int) -> None:
        current = self._stack.currentWidget()
        own = [pane for pane in current.panes() if pane.isVisible()] if isinstance(current, Page) else []
        panes = [self.rail.focus_widget(), *own]
        focused = QApplication.focusWidget()
        at = 0
        for number, pane in enumerate(panes):
            if focused is not None and (pane is focused or pane.isAncestorOf(focused) or pane.focusProxy() is focused):
                at = number
        panes[(at + step) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def _quit(self) -> None:
        self.close()

    def show_keys(self) -> None:
        """The keys that work where one is now."""
        from composer.gui.key_sheet import KeySheet

        if self._key_sheet is None:
            self._key_sheet = KeySheet(self)
        current = self._stack.currentWidget()
        page = set(current.handlers()) if isinstance(current, Page) else set()
        self._key_sheet.show_keys(page | set(self.handlers()) | set(self._wired))

    # -- size and end -----------------------------------------------------------------------------------------------------------

    def _restore_geometry(self) -> None:
        kept = self._memory.value("geometry")
        if kept is None or not self.restoreGeometry(kept):
            screen = self.screen().availableGeometry().size()
            self.resize(FIRST_SIZE.boundedTo(screen.expandedTo(SMALLEST)))
        self.rail.set_narrow(self.width() < NARROW_BELOW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_narrow(event.size().width() < NARROW_BELOW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._alt_alone = event.key() == Qt.Key.Key_Alt
        if event.key() == Qt.Key.Key_F10 and not event.modifiers():
            self._toggle_menus()
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Alt and self._alt_alone:
            self._toggle_menus()
        self._alt_alone = False
        super().keyReleaseEvent(event)

    def _toggle_menus(self) -> None:
        bar = self.menuBar()
        if bar.isNativeMenuBar():
            return
        bar.setVisible(not bar.isVisible())
        if bar.isVisible():
            bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
            bar.setActiveAction(bar.actions()[0])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            QTimer.singleShot(0, lambda: self.rail.set_narrow(self.width() < NARROW_BELOW))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not all(page.may_leave() for page in self._pages.values()):
            event.ignore()
            return
        self._memory.setValue("geometry", self.saveGeometry())
        for page in self._pages.values():
            page.let_go()
        self._memory.sync()
        event.accept()
