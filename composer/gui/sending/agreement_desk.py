"""Carries out what is asked in the row about agreeing: writes it down, takes it back, sends the letter round, saves a copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from composer.i18n import _, ngettext
from composer.publishing.agreement import agree, before_subject, withdraw
from composer.publishing.review import send_test

if TYPE_CHECKING:
    from composer.delivery.tested import Tested
    from composer.delivery.trial_letter import TestOutcome
    from composer.document.sign_offs import SignOff
    from composer.errors import ComposerError
    from composer.gui.jobs import Jobs
    from composer.gui.sending.agreement_row import AgreementRow
    from composer.publishing.review import ReviewFacts
    from composer.workspace import Workspace


class AgreementDesk(QObject):
    """``changed``: what was read about the issue has to be read again."""

    changed = Signal()

    def __init__(self, row: AgreementRow, workspace: Workspace, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._row = row
        self._workspace = workspace
        self._jobs = jobs
        self._facts: ReviewFacts | None = None
        row.agreed.connect(self._on_agreed)
        row.withdrawn.connect(self._on_withdrawn)
        row.letter_wanted.connect(self._on_letter_wanted)
        row.copy_wanted.connect(self._on_copy_wanted)

    def show_facts(self, facts: ReviewFacts) -> None:
        """Show how it stands now."""
        self._facts = facts
        self._row.show_facts(facts, self._workspace.clock(), self._workspace.zone)

    def _on_agreed(self, version: str, name: str, note: str) -> None:
        if self._facts is None:
            return
        workspace, issue_id = self._workspace, self._facts.letter.issue.id

        def written(_sign_off: SignOff) -> None:
            self.changed.emit()

        self._jobs.write(lambda: agree(workspace, issue_id, version, name, note), written, self._on_failed, owner=self)

    def _on_withdrawn(self, sign_off: SignOff) -> None:
        workspace = self._workspace
        self._jobs.write(lambda: withdraw(workspace, sign_off), lambda _none: self.changed.emit(), self._on_failed, owner=self)

    def _on_letter_wanted(self, addresses: tuple[str, ...]) -> None:
        facts, workspace = self._facts, self._workspace
        if facts is None:
            return
        mark = before_subject(facts.agreement.version)

        def sent(result: tuple[list[TestOutcome], Tested | None]) -> None:
            bad = [outcome for outcome in result[0] if not outcome.ok]
            if bad:
                self._row.show_result(" ".join(f"{outcome.address}: {outcome.message}" for outcome in bad), well=False)
                return
            words = ngettext(
                "Sent to {count} person. Write down here when they agree.",
                "Sent to {count} people. Write down here when they agree.",
                len(addresses),
            )
            self._row.show_result(words.format(count=len(addresses)), well=True)

        self._jobs.submit(lambda: send_test(workspace, facts, addresses, before_subject=mark), sent, self._on_failed, owner=self)

    def _on_copy_wanted(self, path: Path) -> None:
        facts = self._facts
        if facts is None:
            return

        def work() -> Path:
            from composer.publishing.review_copy import write_review_copy

            return write_review_copy(facts, path)

        def written(found: Path) -> None:
            self._row.show_result(_("Saved as {file}").format(file=found.name), well=True)

        self._jobs.submit(work, written, self._on_failed, owner=self)

    def _on_failed(self, error: ComposerError) -> None:
        self._row.show_result(str(error), well=False)
