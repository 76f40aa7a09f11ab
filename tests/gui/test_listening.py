"""Now and then everything is read; only what changed something is heard of."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject

from composer.gui import listening
from composer.gui.jobs import Jobs
from composer.gui.listening import Listening
from composer.publishing.replies import Heard


def test_what_came_in_is_told_and_silence_is_not(harbour: Any, jobs: Jobs, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    now = harbour.workspace.clock()
    answers = [Heard(now, places=1, letters=2, stopped=1), Heard(now, places=1)]
    monkeypatch.setattr(listening, "hear", lambda _workspace, _newsletters: answers.pop(0))
    parent = QObject()
    made = Listening(harbour.workspace, jobs, parent)
    with qtbot.waitSignal(made.changed):
        made.look()
        made.look()  # once at a time
    assert len(answers) == 1
    told: list[bool] = []
    made.changed.connect(lambda: told.append(True))
    made.look()
    qtbot.waitUntil(lambda: not answers and not made._busy)
    assert told == []
