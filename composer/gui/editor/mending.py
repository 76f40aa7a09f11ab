"""What a person decides about a block and its source, as an edit; what must be fetched for it first is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from composer.gui.editor.changing import Changing
from composer.gui.editor.outline import Outline
from composer.gui.jobs import Jobs

if TYPE_CHECKING:
    from composer.picking.drift import Drift
    from composer.picking.three_way import Difference
    from composer.workspace import Workspace


class Mending(QObject):
    """Listens to the outline's ``mended``."""

    def __init__(self, changing: Changing, outline: Outline, workspace: Workspace, jobs: Jobs) -> None:
        super().__init__(changing)
        self._changing = changing
        self._workspace = workspace
        self._jobs = jobs
        outline.mended.connect(self.mend)

    def mend(self, what: str, drift: Drift, found: tuple[Difference, ...]) -> None:
        """Do it; a picture that changed at the site is fetched before it is taken."""
        if what != "take" or all(not one.fetch for one in found):
            self._changing.mend(what, drift, found)
            return
        workspace = self._workspace

        def work() -> tuple[Difference, ...]:
            from composer.publishing.drift import with_fetched

            return with_fetched(workspace, drift, found)

        self._jobs.submit(work, lambda ready: self._changing.mend(what, drift, ready), owner=self)
