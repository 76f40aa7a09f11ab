"""Two windows, one issue: the second reads and sees who writes; taking over loses nobody's words."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import Engine

from composer.document.edits import SetHeader
from composer.document.issue import Issue
from composer.document.issue_holds import Holder
from composer.document.store import DocumentStore
from composer.gui.autosave import AutoSave
from composer.gui.editor.holding import Holding
from composer.gui.jobs import Jobs
from composer.gui.session import IssueSession

BEN = Holder("b" * 32, "Ben on office")


@pytest.fixture
def ben(harbour: Any) -> DocumentStore:
    """Another computer's way to the same workspace."""
    return DocumentStore(harbour.workspace.engine, harbour.workspace.clock, BEN)


def _writes(store: DocumentStore, issue_id: str, words: str, clock: Any) -> None:
    history = store.open(issue_id)
    history.apply(SetHeader("subject", words), clock())
    store.save(history.take_changes())


def test_taken_over_by_another_computer_the_last_words_become_an_issue_of_their_own(
    qtbot: Any, harbour: Any, page: Any, ben: DocumentStore
) -> None:
    held = ben.holds.take(harbour.issue.id)
    assert held is not None, "the window holds what it has open"
    assert not page.holding.bar.isVisible()
    ben.holds.take(harbour.issue.id, over=True)
    _writes(ben, harbour.issue.id, "Ben's words", harbour.workspace.clock)
    page.header.subject.setFocus()
    page.header.subject.selectAll()
    qtbot.keyClicks(page.header.subject, "Words of the kitchen")
    qtbot.waitUntil(lambda: page.holding.bar.isVisible())
    assert "Ben on office has taken this issue over" in page.holding.bar.words
    assert not page.header.isEnabled()
    assert harbour.workspace.documents.issue(harbour.issue.id).subject == "Ben's words"
    (copy,) = [one for one in ben.issues() if one.subject == "Words of the kitchen"]
    assert copy.name in page.holding.bar.words
    assert copy.name.startswith("December newsletter (what was written here")
    assert page.may_leave()
    qtbot.mouseClick(page.holding.take_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.header.isEnabled())
    assert page.header.subject.text() == "Ben's words"
    assert not page.holding.bar.isVisible()
    assert ben.holds.who(harbour.issue.id) is not None


def test_what_another_computer_has_open_is_for_reading_and_follows_what_they_write(
    qtbot: Any, harbour: Any, page: Any, ben: DocumentStore
) -> None:
    theirs = ben.create(msgspec.structs.replace(harbour.issue, id="theirs", name="Theirs")).issue
    assert ben.holds.take(theirs.id) is None
    page.show_argument(("open", theirs.id))
    qtbot.waitUntil(lambda: page.holding.bar.isVisible())
    assert "Ben on office has had this issue open since 09:00" in page.holding.bar.words
    assert not page.arrange.isEnabled()
    assert page.preview.isEnabled()
    page.changing.edit(SetHeader("subject", "Not mine to write"))
    assert page.session.issue.subject == harbour.issue.subject
    _writes(ben, theirs.id, "Ben's words", harbour.workspace.clock)
    page.holding.look()
    qtbot.waitUntil(lambda: page.header.subject.text() == "Ben's words")
    ben.holds.give_back(theirs.id)
    page.holding.look()
    qtbot.waitUntil(lambda: "Nobody else" in page.holding.bar.words)
    page.holding.take_button.setFocus()
    qtbot.keyClick(page.holding.take_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.header.isEnabled())
    assert ben.holds.who(theirs.id) is not None
    assert ben.holds.who(harbour.issue.id) is None, "the one open before was given back"


def test_a_sign_of_life_keeps_it_and_tells_who_took_it(qtbot: Any, engine: Engine, clock: Any, jobs: Jobs) -> None:
    """Two workspaces on one database, PostgreSQL too."""
    here, there = DocumentStore(engine, clock, Holder("a" * 32, "Anna on kitchen")), DocumentStore(engine, clock, BEN)
    issue = here.create(Issue(name="Shared", subject="First words")).issue
    here.holds.take(issue.id)
    session = IssueSession(here.open(issue.id), None, lambda: clock() + timedelta(minutes=1))
    field, parent = QWidget(), QWidget()
    qtbot.addWidget(field)
    qtbot.addWidget(parent)
    workspace: Any = SimpleNamespace(documents=here, zone=clock().tzinfo)
    holding = Holding(workspace, jobs, (field,), parent)
    holding.opened(session, AutoSave(session, here, jobs), None)
    holding.look()
    qtbot.waitUntil(lambda: jobs.busy == 0)
    assert field.isEnabled()
    there.holds.take(issue.id, over=True)
    holding.look()
    qtbot.waitUntil(lambda: not field.isEnabled())
    assert "Ben on office has taken this issue over" in holding.bar.words
    assert "kept as" not in holding.bar.words, "nothing was left to keep"
    assert len(there.issues()) == 1
