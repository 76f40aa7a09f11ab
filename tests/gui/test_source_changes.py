"""What is done to a source can be taken back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from composer.gui.jobs import Jobs
from composer.gui.source_changes import SourceChanges


def test_a_name_and_a_removal_have_a_way_back(harbour: Any, jobs: Jobs, qtbot: Any) -> None:
    parent = QObject()
    changes = SourceChanges(harbour.workspace, jobs, parent)
    sources = harbour.workspace.source_list
    row = sources.add("feed", "https://harbour.example/feed", "News")
    with qtbot.waitSignal(changes.offered) as offered:
        changes.rename(row, "Our news")
    assert sources.all()[0].title == "Our news"
    with qtbot.waitSignal(changes.changed):
        offered.args[2]()
    assert sources.all()[0].title == "News"
    with qtbot.waitSignal(changes.offered) as offered, qtbot.waitSignal(changes.removed):
        changes.remove(row)
    assert sources.all() == []
    with qtbot.waitSignal(changes.changed):
        offered.args[2]()
    assert [found.title for found in sources.all()] == ["News"]


def test_a_pause_and_the_oldest_day(harbour: Any, jobs: Jobs, qtbot: Any) -> None:
    parent = QObject()
    changes = SourceChanges(harbour.workspace, jobs, parent)
    row = harbour.workspace.source_list.add("feed", "https://harbour.example/feed", "News")
    with qtbot.waitSignal(changes.changed):
        changes.pause(row)
    with qtbot.waitSignal(changes.changed):
        changes.read_since(row, "month")
    (now,) = harbour.workspace.source_list.all()
    assert now.paused
    assert now.since is not None
