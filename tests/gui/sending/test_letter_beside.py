"""Beside the facts stands the letter its readers get; where there are several letters, each can be chosen."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from composer.blocks.text import TextBlock
from composer.document.edits import RestoreIssue
from composer.gui.jobs import Jobs
from composer.gui.sending.letter_beside import LetterBeside
from composer.publishing.review import Choice, read_facts, read_letter


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was to be shown, in place of a web engine."""
    found: list[str] = []
    from composer.gui.preview.letter_view import LetterView

    monkeypatch.setattr(LetterView, "show_letter", lambda _self, html, *_rest, **_more: found.append(html))
    return found


def facts(harbour: Any) -> Any:
    return read_facts(harbour.workspace, read_letter(harbour.workspace, harbour.issue.id), Choice(("Friends",)))


def test_one_letter_for_all(qtbot: QtBot, harbour: Any, jobs: Jobs, shown: list[str]) -> None:
    beside = LetterBeside(harbour.workspace, jobs)
    qtbot.addWidget(beside)
    beside.show_facts(facts(harbour))
    qtbot.waitUntil(lambda: len(shown) == 1, timeout=10_000)
    assert "The boathouse roof" in shown[0]
    assert beside.findChild(QComboBox).isHidden()
    beside.close_engine()


def test_each_letter_can_be_looked_at(qtbot: QtBot, harbour: Any, jobs: Jobs, shown: list[str], show: Any) -> None:
    workspace = harbour.workspace
    workspace.lists.create("Staff", sample=True)
    workspace.lists.add("Staff", [workspace.contacts.by_address("person0@example.org").id])
    history = workspace.documents.open(harbour.issue.id)
    part = TextBlock(id="rota", text="Secret of the rota.", only_for=("Staff",))
    issue = msgspec.structs.replace(history.issue, blocks=(part, *history.issue.blocks))
    history.apply(RestoreIssue(issue, "Write"), workspace.clock())
    workspace.documents.save(history.take_changes())
    beside = LetterBeside(workspace, jobs)
    show(beside, 400, 500)
    beside.show_facts(facts(harbour))
    qtbot.waitUntil(lambda: len(shown) == 1, timeout=10_000)
    assert "Secret" not in shown[0]
    which = beside.findChild(QComboBox)
    assert [which.itemText(row) for row in range(which.count())] == ["The letter of 4 people", "The letter of 1 person"]
    which.setFocus()
    qtbot.keyClick(which, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(shown) == 2, timeout=10_000)
    assert "Secret of the rota" in shown[1]
    beside.show_facts(facts(harbour))  # read again, the same one stays
    qtbot.waitUntil(lambda: len(shown) == 3, timeout=10_000)
    assert "Secret of the rota" in shown[2]
    beside.close_engine()
