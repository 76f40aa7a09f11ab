"""What a person decides about a block and its source, as an edit; what must be fetched for it first is fetched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from composer.gui.editor.changing import Changing
from composer.gui.editor.outline import Outline
from composer.gui.jobs import Jobs

if TYPE_CHECKING:
    from composer.gui.autosave import AutoSave
    from composer.picking.drift import Drift
    from composer.picking.three_way import Difference
    from composer.workspace import Workspace


def _nothing() -> None:
    """Nothing follows."""


class Mending(QObject):
    """Listens to the outline's ``mended``."""

    def __init__(self, changing: Changing, outline: Outline, workspace: Workspace, jobs: Jobs) -> None:
        super().__init__(changing)
        self._changing = changing
        self._workspace = workspace
        self._jobs = jobs
        outline.mended.connect(lambda what, drift, found: self.mend(what, drift, found))

    def mend(
        self, what: str, drift: Drift | tuple[Drift, ...], found: tuple[Difference, ...], *, then: Callable[[], None] = _nothing
    ) -> None:
        """Do it, ``then`` go on; a picture that changed at the site is fetched before it is taken.

        ``what`` as :class:`DriftStrip` says it, ``take_all`` with all drifts in place of one, or ``undo``.
        """
        if what == "undo":
            self._changing.undo()
            then()
        elif isinstance(drift, tuple):
            self._take_all(drift, then)
        elif what == "take" and any(one.fetch for one in found):
            workspace, one_drift = self._workspace, drift

            def work() -> tuple[Difference, ...]:
                from composer.publishing.drift import with_fetched

                return with_fetched(workspace, one_drift, found)

            def ready(fetched: tuple[Difference, ...]) -> None:
                self._changing.mend(what, one_drift, fetched)
                then()

            self._jobs.submit(work, ready, owner=self)
        else:
            self._changing.mend(what, drift, found)
            then()

    def mend_from_afar(self, autosave: AutoSave | None, issue_id: str, what: str, drift: Any, found: Any) -> None:
        """Decided on another page about the issue that is open here; written at once, so that the other page can read it."""
        session = self._changing.session
        if session is not None and autosave is not None and session.issue.id == issue_id:
            self.mend(what, drift, found, then=autosave.retry)

    def _take_all(self, drifts: tuple[Drift, ...], then: Callable[[], None]) -> None:
        workspace = self._workspace

        def work() -> tuple[Drift, ...]:
            from composer.publishing.drift import with_fetched

            return tuple(replace(drift, differences=with_fetched(workspace, drift, drift.updated)) for drift in drifts)

        def ready(fetched: tuple[Drift, ...]) -> None:
            self._changing.take_updates(fetched)
            then()

        self._jobs.submit(work, ready, owner=self)
