"""The one way every change takes: edit, tell, undo."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from composer.blocks.text import TextBlock
from composer.document.edits import RemoveBlock, SetHeader, UpdateBlock
from composer.document.history import History
from composer.document.issue import Issue
from composer.gui.session import IssueSession


class Watch:
    """A clock one can wind."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def session(qtbot: Any, watch: Watch) -> IssueSession:
    issue = Issue(name="December", blocks=(TextBlock(id="a", text="Hello"),))
    return IssueSession(History.start(issue, watch()), None, watch)


def test_an_edit_raises_the_revision_and_is_told_with_its_origin(session: IssueSession) -> None:
    heard: list[tuple[Issue, int, str]] = []
    session.issue_changed.connect(lambda issue, revision, origin: heard.append((issue, revision, origin)))
    assert session.edit(SetHeader("subject", "Lights"), "header")
    assert [(issue.subject, revision, origin) for issue, revision, origin in heard] == [("Lights", 2, "header")]


def test_what_changes_nothing_or_fits_no_more_is_no_change(session: IssueSession) -> None:
    assert not session.edit(SetHeader("name", "December"))
    assert not session.edit(RemoveBlock("gone"))
    assert session.revision == 1


def test_undo_and_redo_say_what_they_did_and_never_repeat_a_revision(session: IssueSession) -> None:
    session.edit(SetHeader("subject", "Lights"))
    revisions = [session.revision]
    assert session.undo() == "Change the subject"
    assert session.issue.subject == ""
    revisions.append(session.revision)
    assert session.redo() == "Change the subject"
    assert session.issue.subject == "Lights"
    revisions.append(session.revision)
    assert len(set(revisions)) == 3
    session.undo()
    assert session.undo() == ""


def test_a_burst_of_typing_is_one_step_and_a_pause_begins_the_next(session: IssueSession, watch: Watch) -> None:
    for text in ("Hello y", "Hello yo", "Hello you"):
        session.edit(UpdateBlock("a", {"text": text}))
        watch.now += timedelta(milliseconds=200)
    watch.now += timedelta(seconds=3)
    session.edit(UpdateBlock("a", {"text": "Hello you all"}))
    session.undo()
    assert session.issue.block("a").text == "Hello you"  # type: ignore[attr-defined]
    session.undo()
    assert session.issue.block("a").text == "Hello"  # type: ignore[attr-defined]


def test_any_step_can_be_gone_to(session: IssueSession, watch: Watch) -> None:
    for subject in ("One", "Two", "Three"):
        watch.now += timedelta(minutes=1)
        session.edit(SetHeader("subject", subject))
    session.go_to(1)
    assert session.issue.subject == "One"
    assert [step.issue.subject for step in session.steps] == ["", "One", "Two", "Three"]
