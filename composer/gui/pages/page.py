"""Page: what every place one can be in has in common.

How to write one::

    class PeoplePage(Page):
        title = N_("People")
        icon = "users"
        depends_on = frozenset({changes.PEOPLE})

        def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
            super().__init__(workspace, jobs, parent)
            ...build widgets, no queries...

        def refresh(self) -> None:      # when first shown, and after a change of what it depends on
            self.jobs.submit(self.workspace.contacts.search, self._on_found, owner=self)

        def handlers(self) -> Mapping[str, Callable[[], None]]:    # the rows of composer.gui.actions this page carries out
            return {"find": self._search.setFocus}

Then give it a line in :data:`composer.gui.places.PLACES`. A page is made when first shown. Pages never know each other: what
a page wants from elsewhere it wishes, ``self.wished.emit(Wish.OPEN_ISSUE, issue_id)``, and :mod:`composer.gui.wiring` leads.
``self.troubled.emit(error)`` shows the window's banner; ``self.said.emit("Saved as …")`` a line that goes away by itself;
``self.offered.emit("Removed “Roof”", "Undo", undo)`` such a line with a button; ``self.state_changed.emit(icon, words, colour)``
what stands at the rail's foot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from composer.gui.jobs import Jobs
from composer.gui.theme import mark
from composer.gui.widgets.tab_order import go_as_laid_out

if TYPE_CHECKING:
    from composer.workspace import Workspace


class Wish(StrEnum):
    """What a page may want from the rest of the window; the argument stands behind it."""

    SHOW_PLACE = "show_place"  # id of a place: "people", "sources", "settings" ...
    OPEN_ISSUE = "open_issue"  # issue id: into the composer
    OPEN_FINDING = "open_finding"  # (issue id, block id, code): into the composer, to what a check found
    MEND = "mend"  # (issue id, what, drift, differences): decided about an issue and its source, see :class:`Mending`
    NEW_ISSUE = "new_issue"  # id of the issue it starts from, "" for an empty one
    REVIEW = "review"  # issue id: the page before sending
    SEND_TEST = "send_test"  # issue id
    CAMPAIGN = "campaign"  # campaign id: it was made and confirmed; send it and show how it goes
    REPORT = "report"  # campaign id: what became of it
    KEYS = "keys"  # "" : the keys that work here
    RESTART = "restart"  # "": close, and start again (a backup takes its place then)
    BACK = "back"  # "" : to where one came from


class Page(QWidget):
    """A place: a title, an icon for the rail, and what it does when it is shown."""

    title: ClassVar[str] = ""
    icon: ClassVar[str] = "square"
    depends_on: ClassVar[frozenset[str]] = frozenset()

    wished = Signal(str, object)
    stored = Signal(str)
    said = Signal(str)
    troubled = Signal(object)
    offered = Signal(str, str, object)
    state_changed = Signal(str, str, str)
    handlers_changed = Signal()

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.jobs = jobs
        self.stale = True
        mark(self, surface="window")
        self.setProperty("own_ring", True)  # it may hold the focus until something in it can

    def refresh(self) -> None:
        """Read again what the page shows (off the GUI thread). Called when it is shown and something it depends on changed."""

    def show_argument(self, argument: object) -> None:
        """Called before the page is shown with the wish's argument (an issue id, a campaign id ...), where there is one."""

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Actions this page carries out now, by their id; emit ``handlers_changed`` when the answer changes."""
        return {}

    def panes(self) -> list[QWidget]:
        """Widgets F6 goes round; each gets the focus (or hands it to a child by focus proxy)."""
        return []

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab follows the eye, also through what was made later than what stands behind it."""
        return go_as_laid_out(self, forward)

    def may_leave(self) -> bool:
        """Asked before the window closes; False keeps it open (the page then says why)."""
        return True

    def let_go(self) -> None:
        """Called once, before the window closes: save what is unsaved, delete what must not outlive the application."""
