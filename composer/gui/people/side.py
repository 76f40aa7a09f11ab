"""What can stand beside the table of people, one at a time: a person's card and the panels, each made when it is first asked for.

Together they are some 200 widgets; made with the page, they kept the window waiting for most of what it took to go there.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from composer.gui.people.doubles_panel import DoublesPanel
from composer.gui.people.exchange_panel import ExchangePanel
from composer.gui.people.keeping_panel import KeepingPanel
from composer.gui.people.segment_panel import SegmentPanel
from composer.gui.people.sheets_panel import SheetsPanel
from composer.gui.people.steps_panel import StepsPanel
from composer.gui.widgets.person_card import ALONE, BESIDE, PersonCard

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

AnyPanel = TypeVar("AnyPanel", bound=QWidget)


class PeopleSide(QWidget):
    """``changed`` says that something opened or closed; ``rules_left`` that the rules no longer pick who is shown.

    ``card_made`` comes once, before the card is first shown. The others are what the panels say: ``rules_looked_at`` and
    ``due_shown`` with rules, ``merge_wished``, ``undo_wished``, ``read_wished``, ``stored`` with words, ``troubled``.
    """

    changed = Signal()
    rules_left = Signal()
    card_made = Signal(QWidget)
    rules_looked_at = Signal(object)
    due_shown = Signal(object)
    merge_wished = Signal(str, object)
    undo_wished = Signal(str, bool)
    read_wished = Signal(object)
    stored = Signal(str)
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._panels: list[QWidget] = []
        self._alone = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.hide()

    @cached_property
    def card(self) -> PersonCard:
        """One person."""
        made = self._take_in(PersonCard(self._workspace.clock))
        self.card_made.emit(made)
        return made

    @cached_property
    def segment(self) -> SegmentPanel:
        """A group by rules."""
        made = self._take_in(SegmentPanel(self._workspace, self._jobs))
        made.looked_at.connect(self.rules_looked_at)
        made.stored.connect(self.stored)
        made.troubled.connect(self.troubled)
        return made

    @cached_property
    def doubles(self) -> DoublesPanel:
        """Who may be here twice."""
        made = self._take_in(DoublesPanel(self._workspace, self._jobs))
        made.merge_wished.connect(self.merge_wished)
        return made

    @cached_property
    def steps(self) -> StepsPanel:
        """What was done."""
        made = self._take_in(StepsPanel(self._workspace, self._jobs))
        made.undo_wished.connect(self.undo_wished)
        return made

    @cached_property
    def keeping(self) -> KeepingPanel:
        """How long people are kept."""
        made = self._take_in(KeepingPanel(self._workspace, self._jobs))
        made.shown.connect(self.due_shown)
        made.troubled.connect(self.troubled)
        return made

    @cached_property
    def exchange(self) -> ExchangePanel:
        """Marks for sister organisations."""
        made = self._take_in(ExchangePanel(self._workspace, self._jobs))
        made.stored.connect(self.stored)
        return made

    @cached_property
    def sheets(self) -> SheetsPanel:
        """The sheets people came from."""
        made = self._take_in(SheetsPanel(self._workspace, self._jobs))
        made.read_wished.connect(self.read_wished)
        made.troubled.connect(self.troubled)
        return made

    def _take_in(self, panel: AnyPanel) -> AnyPanel:
        panel.hide()
        self._row.addWidget(panel)
        panel.closed.connect(self.close_all)  # type: ignore[attr-defined]  # every panel and the card have it
        self._panels.append(panel)
        self._give_room(panel)
        return panel

    def current(self) -> QWidget | None:
        """What stands there now."""
        return next((panel for panel in self._panels if not panel.isHidden()), None)

    @property
    def person(self) -> str:
        """Id of the person the card shows or showed last; empty for nobody."""
        return self.card.contact_id if "card" in self.__dict__ else ""

    @property
    def picks(self) -> bool:
        """Whether what stands there has a say in who is shown in the table."""
        return self.current() not in (None, self.__dict__.get("card"))

    @property
    def by_rules(self) -> bool:
        """Whether a group by rules stands there."""
        return isinstance(self.current(), SegmentPanel)

    def open_only(self, wanted: QWidget) -> None:
        """Let nothing but this stand there."""
        by_rules = self.by_rules and not isinstance(wanted, SegmentPanel)
        for panel in self._panels:
            if panel is not wanted:
                panel.hide()
        wanted.show()
        self.show()
        if by_rules:
            self.rules_left.emit()
        self.changed.emit()

    def look(self, panel: DoublesPanel | StepsPanel | KeepingPanel | ExchangePanel | SheetsPanel) -> None:
        """Open a panel and let it read what it shows."""
        panel.look()
        self.open_only(panel)

    def look_again(self) -> None:
        """Something changed: what is open reads it."""
        panel = self.current()
        if isinstance(panel, (DoublesPanel, StepsPanel, KeepingPanel, SheetsPanel)):
            panel.look()

    def close_all(self) -> None:
        """Put away what stands there."""
        by_rules = self.by_rules
        for panel in self._panels:
            panel.hide()
        self.hide()
        if by_rules:
            self.rules_left.emit()
        self.changed.emit()

    def stand_alone(self, alone: bool) -> None:
        """Take the room there is where the table is not beside it."""
        self._alone = alone
        for panel in self._panels:
            self._give_room(panel)

    def _give_room(self, panel: QWidget) -> None:
        if isinstance(panel, PersonCard):
            panel.stand_alone(self._alone)
        else:
            panel.setMinimumWidth(0 if self._alone else BESIDE)
            panel.setMaximumWidth(ALONE if self._alone else BESIDE + 40)
