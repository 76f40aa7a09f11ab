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
from composer.gui.collecting import Collecting
from composer.gui.jobs import Jobs, OurFaultError
from composer.gui.menus import Menus
from composer.gui.pages.page import Page
from composer.gui.places import Place, places
from composer.gui.theme import active_theme, mark
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
SMALLEST = QSize(640, 480)
"""A screen of 1024 by 768 pixels at 150 % has room for 682 by 512."""
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
        self._ahead: dict[str, Page] = {}
        self._shown = ""
        self._came_from = ""
        self.restarts = False
        self._asked: list[Callable[[], bool]] = []
        self._wired: dict[str, Callable[[], None]] = {}
        self._memory = memory
        self.collecting = Collecting(self, jobs)
        self._build()
        self._actions: Actions | None = None
        self._menus: Menus | None = None
        changes.changed.connect(self._on_changed)
        self._restore_geometry()

    def _build(self) -> None:
        centre = QWidget()
        mark(centre, surface="window")
        self.rail = Rail(_("Places"))
        active_theme().dress(self.rail)
        active_theme().changed.connect(self._fit_rail)
        self._stack = QStackedWidget()
        self.banner = Banner()
        self._panel = QVBoxLayout()
        self._panel.setContentsMargins(0, 0, 0, 0)
        above = QVBoxLayout()
        above.setContentsMargins(24, 12, 24, 0)
        above.setSpacing(8)
        above.addWidget(self.banner)
        self._above = above
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._above)
        column.addWidget(self._stack, 1)
        column.addLayout(self._panel)
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.setCentralWidget(centre)
        active_theme().dressing.dress_inside(self, centre, self._stack)
        number = 0
        for place in self._places.values():
            if place.rail:
                number += place.rail == "top"
                keys = keys_in_words(f"place_{number}") if place.rail == "top" else ""
                self.rail.add_place(place.id, _(place.label), place.icon, keys, bottom=place.rail == "bottom")
        self.rail.chosen.connect(self.show_place)
        self._toast = Toast(centre)
        active_theme().dress(self._toast)
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
        active_theme().set_calm(workspace.settings.reduced_motion)

    def show_first(self, place_id: str = "") -> None:
        """Go to ``place_id``, else where the user asked to go meanwhile, else where the work begins."""
        start = place_id or self._shown or ("issues" if self.has_place("issues") else "compose")
        self._shown = ""
        if self.has_place(start):
            self.show_place(start)

    def show_waiting(self, waiting: QWidget) -> None:
        """Show something in place of the pages, until there is work to show."""
        self._stack.addWidget(waiting)
        active_theme().dress(waiting)
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
            self.make_ahead(place_id)
            made = self._pages[place_id] = self._ahead.pop(place_id)
            made.handlers_changed.connect(self._rewire)
            self._stack.addWidget(made)
            active_theme().dress(made)
            self.page_made.emit(place_id, made)
        return self._pages[place_id]

    def make_ahead(self, place_id: str) -> None:
        """The first half of making a page, the other is :meth:`page`: each takes its time, so nobody waits for both at once."""
        if place_id not in self._pages and place_id not in self._ahead:
            self._ahead[place_id] = self._places[place_id].page_class()(self.workspace, self.jobs)

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
        self._focus_inside(page)
        self.rail.light(self._lit(place))
        self._refresh_if_stale(page)
        self._rewire()
        self.place_shown.emit(place_id)

    def _focus_inside(self, page: Page) -> None:
        """Whoever goes to a place is there with the keys too; Qt would leave them on the rail, or nowhere."""
        focused = QApplication.focusWidget()
        if focused is None or not page.isAncestorOf(focused):
            pane = next((pane for pane in page.panes() if pane.isVisible()), page)
            pane.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def add_above(self, strip: QWidget) -> None:
        """Put something above every page, below the banner; it shows and hides itself."""
        self._above.addWidget(strip)

    def ask_before_closing(self, may_close: Callable[[], bool]) -> None:
        """False from it keeps the window open; whoever gives it says why."""
        self._asked.append(may_close)

    def focus_page(self) -> None:
        """The keys go to the page that shows."""
        current = self._stack.currentWidget()
        if isinstance(current, Page):
            self._focus_inside(current)

    def set_panel(self, panel: QWidget) -> None:
        """Put something below every page (how sending goes); it shows and hides itself."""
        self._panel.addWidget(panel)

    # -- actions ----------------------------------------------------------------------------------------------------------------

    @property
    def actions_table(self) -> Actions:
        """Every action and the menus they stand in; made when first asked for, which is once the window has been painted."""
        if self._actions is None:
            self._actions = Actions(self)
            self._menus = Menus(self)
        return self._actions

    def make_ready(self) -> None:
        """The first paint is over: from now on keys are heard."""
        self._rewire()

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

    def come_to_front(self) -> None:
        """Somebody started the program again: this is it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def restart(self) -> None:
        """Close, and have the program start again; what is unsaved is written first, as ever."""
        self.restarts = self.close()

    def show_keys(self) -> None:
        """The keys that work where one is now; asked for once more, the guide."""
        from composer.gui.key_sheet import KeySheet

        if self._key_sheet is None:
            self._key_sheet = KeySheet(self)
            self._key_sheet.guide_wanted.connect(lambda: self.actions_table.trigger("guide"))
        if self._key_sheet.isVisible():
            self._key_sheet.to_guide()
            return
        current = self._stack.currentWidget()
        page = set(current.handlers()) if isinstance(current, Page) else set()
        self._key_sheet.show_keys(page | set(self.handlers()) | set(self._wired))

    # -- size and end -----------------------------------------------------------------------------------------------------------

    def _restore_geometry(self) -> None:
        kept = self._memory.value("geometry")
        if kept is None or not self.restoreGeometry(kept):
            screen = self.screen().availableGeometry().size()
            self.resize(FIRST_SIZE.boundedTo(screen.expandedTo(SMALLEST)))
        self._fit_rail()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rail()

    def _fit_rail(self) -> None:
        self.rail.set_narrow(self.width() < active_theme().room_for(NARROW_BELOW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._menus is not None:
            self._menus.key_pressed(event)
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self._menus is not None:
            self._menus.key_released(event)
        super().keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            QTimer.singleShot(0, self._fit_rail)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not all(may_close() for may_close in (*(page.may_leave for page in self._pages.values()), *self._asked)):
            event.ignore()
            return
        self._memory.setValue("geometry", self.saveGeometry())
        for page in (*self._pages.values(), *self._ahead.values()):
            page.let_go()
        self._memory.sync()
        self.collecting.stop()
        event.accept()
