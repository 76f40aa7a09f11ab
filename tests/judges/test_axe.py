"""axe-core, run by the web engine on every letter: no violation, whatever stands in it, on a computer and on a phone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from composer.document.issue import Issue
from composer.gui.preview.engine import prepare
from composer.rendering.specimen import specimens
from composer.rendering.web_page import web_page

TEMPLATES = ("announcement", "briefing", "calendar", "digest", "letter")
JUDGED = {700: ("golden", "every block", "right to left", "empty blocks"), 360: ("golden",)}
"""Which letters at which width (pixels). An issue without a word in it has no title for the page; nobody can send it."""
RUN = """
window.judged = '';
axe.run(document, {resultTypes: ['violations']}).then(
    found => { window.judged = JSON.stringify(found.violations.map(one => [one.id, one.nodes[0].html.slice(0, 200)])) },
    error => { window.judged = JSON.stringify(['axe failed', String(error)]) });
1
"""


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Any]:
    prepare()
    from PySide6.QtWebEngineCore import QWebEngineProfile
    from PySide6.QtWebEngineWidgets import QWebEngineView

    from composer.gui.preview.scheme import register_scheme

    register_scheme()  # must come before the first profile, and other tests in this process need it
    profile = QWebEngineProfile()
    view = QWebEngineView(profile)
    qtbot.addWidget(view)
    view.show()
    yield view
    view.page().deleteLater()
    view.close()


def asked(qtbot: QtBot, view: Any, script: str) -> Any:
    answers: list[Any] = []
    view.page().runJavaScript(script, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=30_000)
    return answers[0]


@pytest.mark.parametrize("width", list(JUDGED))
@pytest.mark.parametrize("template", TEMPLATES)
def test_no_violation(
    qtbot: QtBot, page: Any, axe: str, letters: Mapping[str, str], tmp_path: Path, template: str, width: int
) -> None:
    page.resize(width, 900)
    found = {}
    for name in JUDGED[width]:
        file = tmp_path / "letter.html"
        file.write_text(letters[f"{template}, {name}"], encoding="utf-8")
        with qtbot.waitSignal(page.loadFinished, timeout=30_000):
            page.load(QUrl.fromLocalFile(str(file)))
        asked(qtbot, page, f"{axe};1")
        asked(qtbot, page, RUN)
        qtbot.waitUntil(lambda: bool(asked(qtbot, page, "window.judged")), timeout=30_000)
        if violations := json.loads(asked(qtbot, page, "window.judged")):
            found[name] = violations
    assert found == {}


@pytest.mark.parametrize("width", [900, 360])
def test_no_violation_on_the_page_for_the_web(
    qtbot: QtBot, page: Any, axe: str, golden_issue: Issue, tmp_path: Path, width: int
) -> None:
    page.resize(width, 900)
    found = {}
    for name, issue in {"golden": golden_issue, **specimens("letter")}.items():
        file = tmp_path / "page.html"
        file.write_text(web_page(issue, lambda _hash: "none.png").html, encoding="utf-8")
        with qtbot.waitSignal(page.loadFinished, timeout=30_000):
            page.load(QUrl.fromLocalFile(str(file)))
        asked(qtbot, page, f"{axe};1")
        asked(qtbot, page, RUN)
        qtbot.waitUntil(lambda: bool(asked(qtbot, page, "window.judged")), timeout=30_000)
        if violations := json.loads(asked(qtbot, page, "window.judged")):
            found[name] = violations
    assert found == {}
