"""Agreeing, by key: written down, taken back, asked for by letter and by file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from composer.gui.jobs import Jobs
from composer.gui.sending.agreement_desk import AgreementDesk
from composer.gui.sending.agreement_row import AgreementRow
from composer.publishing.review import Choice, read_facts, read_letter


class Page:
    """The row with its desk, reading again as the page does."""

    def __init__(self, harbour: Any, jobs: Jobs, parent: QObject) -> None:
        self.harbour = harbour
        self.row = AgreementRow()
        self.desk = AgreementDesk(self.row, harbour.workspace, jobs, parent)
        self.desk.changed.connect(self.read)
        self.times = 0
        self.read()

    def read(self) -> None:
        self.times += 1
        workspace = self.harbour.workspace
        self.facts = read_facts(workspace, read_letter(workspace, self.harbour.issue.id), Choice(("Friends",)))
        self.desk.show_facts(self.facts)

    def words(self) -> str:
        return "\n".join(found.text() for found in self.row.findChildren(QLabel) if found.isVisible())


@pytest.fixture
def page(qtbot: QtBot, harbour: Any, jobs: Jobs, show: Any) -> Page:
    made = Page(harbour, jobs, jobs)
    show(made.row, 700, 200)
    return made


def press(qtbot: QtBot, page: Page, name: str) -> None:
    made = next(found for found in page.row.findChildren(QPushButton) if found.accessibleName() == name and found.isVisible())
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_Return)


def field(page: Page, name: str) -> QLineEdit:
    return next(found for found in page.row.findChildren(QLineEdit) if found.accessibleName() == name)


def test_written_down_and_taken_back(qtbot: QtBot, page: Page) -> None:
    assert "Nobody has to agree" in page.words()
    press(qtbot, page, "Somebody agreed…")
    qtbot.keyClicks(field(page, "Who agreed"), "Jo Lind")
    qtbot.keyClicks(field(page, "How they said so"), "By telephone")
    qtbot.keyClick(field(page, "How they said so"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.times == 2, timeout=10_000)
    assert f"Jo Lind agreed to this version ({page.facts.agreement.shown}), today, 09:00. By telephone" in page.words()
    press(qtbot, page, "Take it back")
    qtbot.waitUntil(lambda: page.times == 3, timeout=10_000)
    assert "Nobody has to agree" in page.words()


def test_nobody_is_not_a_name(qtbot: QtBot, page: Page) -> None:
    press(qtbot, page, "Somebody agreed…")
    press(qtbot, page, "Write it down")
    assert "Write the name of the person who agreed." in page.words()
    assert page.times == 1


def test_where_somebody_has_to_it_says_so(page: Page) -> None:
    workspace = page.harbour.workspace
    workspace.save_settings(msgspec.structs.replace(workspace.settings, ask_sign_off=True))
    page.read()
    assert "Nobody has agreed to it yet." in page.words()


def test_the_letter_is_sent_round(qtbot: QtBot, page: Page) -> None:
    press(qtbot, page, "Send it to be agreed…")
    press(qtbot, page, "Send")
    assert "Type the addresses it goes to." in page.words()
    qtbot.keyClicks(field(page, "Who is to agree"), "jo@example.org, chair@example.org")
    qtbot.keyClick(field(page, "Who is to agree"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Sent to 2 people" in page.words(), timeout=20_000)
    letters = page.harbour.letters()
    assert len(letters) == 2
    assert all(f"Please agree, {page.facts.agreement.shown}".encode() in letter for letter in letters)


def test_a_copy_is_saved(qtbot: QtBot, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "copy.html"
    asked: list[str] = []

    def ask(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked.append(name)
        return str(out), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    press(qtbot, page, "Save a copy to be agreed…")
    qtbot.waitUntil(lambda: "Saved as copy.html" in page.words(), timeout=10_000)
    assert page.facts.agreement.shown in out.read_text()
    assert asked == [f"December newsletter {page.facts.agreement.shown}.html"]
