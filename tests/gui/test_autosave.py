"""Everything is on disk within a second, also while typing goes on; what could not be written is not lost."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from composer.document.edits import SetHeader
from composer.document.spare_copies import SpareCopies
from composer.errors import ComposerError, WorkspaceError
from composer.gui.autosave import DELAY, AutoSave
from composer.gui.jobs import Jobs
from composer.gui.session import IssueSession


@pytest.fixture
def session(harbour: Any) -> IssueSession:
    return IssueSession(harbour.workspace.documents.open(harbour.issue.id), harbour.newsletter, harbour.workspace.clock)


def stored(harbour: Any) -> str:
    return str(harbour.workspace.documents.issue(harbour.issue.id).subject)


def test_a_change_is_written_by_itself(qtbot: Any, harbour: Any, jobs: Jobs, session: IssueSession) -> None:
    autosave = AutoSave(session, harbour.workspace.documents, jobs)
    states: list[str] = []
    autosave.state_changed.connect(states.append)
    session.edit(SetHeader("subject", "Lights"))
    qtbot.waitUntil(lambda: stored(harbour) == "Lights")
    qtbot.waitUntil(lambda: autosave.state == "saved")
    assert states == ["unsaved", "saved"]


def test_the_wait_counts_from_the_first_key_not_from_the_last(
    qtbot: Any, harbour: Any, jobs: Jobs, session: IssueSession
) -> None:
    AutoSave(session, harbour.workspace.documents, jobs)
    typed = ""
    for letter in "abcdefghijklmnopqrstuvwxyz" * 3:
        typed += letter
        session.edit(SetHeader("subject", typed))
        qtbot.wait(DELAY // 20)
        if stored(harbour) != "Lights on at the harbour":
            break
    assert typed.startswith(stored(harbour)), "the writer never paused, and yet it was written"
    assert len(typed) < 26 * 3


def test_undo_survives_closing(qtbot: Any, harbour: Any, jobs: Jobs, session: IssueSession) -> None:
    autosave = AutoSave(session, harbour.workspace.documents, jobs)
    session.edit(SetHeader("subject", "Lights"))
    assert autosave.flush() is None
    again = IssueSession(harbour.workspace.documents.open(harbour.issue.id), None, harbour.workspace.clock)
    assert again.issue.subject == "Lights"
    assert again.undo() == "Change the subject"
    assert again.issue.subject == "Lights on at the harbour"


class FullDisk:
    """A store whose disk is full for a while."""

    def __init__(self, documents: Any) -> None:
        self.documents = documents
        self.full = True

    def save(self, changes: Any, at: Any = None) -> None:
        if self.full:
            raise WorkspaceError("The disk is full.", "Your text is still here, not yet saved.")
        self.documents.save(changes)


def test_a_full_disk_is_told_and_tried_again_with_everything(qtbot: Any, harbour: Any, jobs: Jobs, session: IssueSession) -> None:
    disk = FullDisk(harbour.workspace.documents)
    autosave = AutoSave(session, disk, jobs)  # type: ignore[arg-type]
    with qtbot.waitSignal(autosave.failed) as told:
        session.edit(SetHeader("subject", "One"))
    assert isinstance(told.args[0], ComposerError)
    assert autosave.state == "failed"
    session.edit(SetHeader("preheader", "Two"))
    assert stored(harbour) == "Lights on at the harbour"
    disk.full = False
    autosave.retry()
    qtbot.waitUntil(lambda: autosave.state == "saved")
    kept = harbour.workspace.documents.issue(harbour.issue.id)
    assert (kept.subject, kept.preheader) == ("One", "Two")


def test_closing_with_a_full_disk_says_so_and_keeps_the_words(
    qtbot: Any, harbour: Any, jobs: Jobs, session: IssueSession
) -> None:
    disk = FullDisk(harbour.workspace.documents)
    autosave = AutoSave(session, disk, jobs)  # type: ignore[arg-type]
    session.edit(SetHeader("subject", "One"))
    assert isinstance(autosave.flush(), WorkspaceError)
    disk.full = False
    assert autosave.flush() is None
    assert stored(harbour) == "One"


def test_closing_waits_for_the_write_under_way(qtbot: Any, harbour: Any, jobs: Jobs, session: IssueSession) -> None:
    autosave = AutoSave(session, harbour.workspace.documents, jobs)
    session.edit(SetHeader("subject", "One"))
    autosave.retry()
    session.edit(SetHeader("preheader", "Two"))
    assert autosave.flush() is None
    kept = harbour.workspace.documents.issue(harbour.issue.id)
    assert (kept.subject, kept.preheader) == ("One", "Two")


def test_while_the_database_is_busy_the_issue_is_put_aside_as_it_stands(
    qtbot: Any, harbour: Any, jobs: Jobs, session: IssueSession
) -> None:
    spares = SpareCopies(harbour.workspace.folder)
    autosave = AutoSave(session, harbour.workspace.documents, jobs, spares)
    busy = threading.Event()
    jobs.write(busy.wait)
    doing: list[Any] = []
    jobs.doing_changed.connect(doing.append)

    def aside() -> list[str]:
        return [spare.issue.subject for spare in spares.found()]

    session.edit(SetHeader("subject", "Lights"))
    assert [(one.kind, one.id) for one in doing[-1]] == [("writing", harbour.issue.id)]
    qtbot.waitUntil(lambda: aside() == ["Lights"])
    session.edit(SetHeader("subject", "Lights at last"))
    qtbot.waitUntil(lambda: aside() == ["Lights at last"])
    busy.set()
    qtbot.waitUntil(lambda: autosave.state == "saved" and doing[-1] == ())
    assert stored(harbour) == "Lights at last"
    qtbot.waitUntil(lambda: aside() == [])


def test_a_quick_write_leaves_no_copy_behind(qtbot: Any, harbour: Any, jobs: Jobs, session: IssueSession) -> None:
    kept: list[object] = []

    class Noting(SpareCopies):
        def keep(self, *given: Any) -> None:
            kept.append(given)

    autosave = AutoSave(session, harbour.workspace.documents, jobs, Noting(harbour.workspace.folder))
    session.edit(SetHeader("subject", "Lights"))
    assert autosave.flush() is None
    assert kept == []
