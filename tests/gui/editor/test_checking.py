"""The checks see the issue, its body, the people and the test letter."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from composer.delivery.tested import TestRecord
from composer.document.edits import SetHeader
from composer.gui.editor import checking as checking_module
from composer.gui.editor.checking import Checking, run
from composer.gui.jobs import Jobs
from composer.rendering.renderer import render


def test_findings_and_figures(harbour: Any) -> None:
    workspace, issue = harbour.workspace, SetHeader("subject", "").apply(harbour.issue)
    checked = run(workspace, issue, render(issue, templates=workspace.templates), harbour.newsletter)
    assert any(found.check == "subject" for found in checked.findings)
    assert checked.passed > 0
    assert "KB" in checked.figures
    assert "5 people" in checked.figures
    assert "not tested yet" in checked.figures


def test_whether_it_was_tested_as_it_is(harbour: Any) -> None:
    workspace, issue = harbour.workspace, harbour.issue
    rendered = render(issue, templates=workspace.templates)
    TestRecord(workspace.engine, workspace.clock).note(issue.id, issue.fingerprint(), ["anna@example.org"])
    assert "tested just now" in run(workspace, issue, rendered, None).figures
    changed = msgspec.structs.replace(issue, subject="Other")
    assert "changed since the test" in run(workspace, changed, rendered, None).figures


def test_the_answer_arrives_for_the_newest_only(qtbot: Any, harbour: Any, jobs: Jobs) -> None:
    checking = Checking(harbour.workspace, jobs)
    heard: list[Any] = []
    checking.checked.connect(heard.append)
    rendered = render(harbour.issue, templates=harbour.workspace.templates)
    for _number in range(4):
        checking.check(harbour.issue, rendered, harbour.newsletter)
    qtbot.waitUntil(lambda: bool(heard) and jobs.busy == 0)
    assert len(heard) == 1


def test_while_somebody_types_the_checks_wait_but_not_for_ever(
    qtbot: Any, harbour: Any, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(checking_module, "run", lambda _workspace, issue, *_rest: seen.append(issue.subject))
    now = [100.0]
    monkeypatch.setattr(checking_module, "time", SimpleNamespace(monotonic=lambda: now[0]))
    checking = Checking(harbour.workspace, jobs)
    for number in range(50):  # ten letters a second
        checking.check(msgspec.structs.replace(harbour.issue, subject=str(number)), None, None)
        now[0] += 0.1
        assert checking._job is not None
        jobs.wait(checking._job, 5)
    assert seen[0] == "0"
    assert 1 <= len(seen[1:]) <= 2
    qtbot.waitUntil(lambda: seen[-1] == "49")
