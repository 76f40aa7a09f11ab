"""A backup from the settings, and one brought back."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from composer.backup.restoring import is_staged
from composer.backup.weekly import name_for
from composer.gui.backup_card import BackupCard
from composer.gui.jobs import Jobs


@pytest.fixture
def card(harbour: Any, jobs: Jobs, show: Any) -> BackupCard:
    made = BackupCard(harbour.workspace, jobs)
    show(made, 700, 420)
    return made


def words(card: BackupCard) -> str:
    return " ".join(found.text() for found in card.findChildren(QLabel) if found.isVisible())


def test_one_now_says_what_is_in_it(card: BackupCard, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "mine"), ""))
    card.now.setFocus()
    with qtbot.waitSignal(card.said) as heard:
        qtbot.keyClick(card.now, Qt.Key.Key_Return)
    assert heard.args == ["Saved as mine.newsletter-backup: Harbour News with 1 issue and 5 people."]
    assert (tmp_path / "mine.newsletter-backup").is_file()


def test_one_that_cannot_be_written_is_said(card: BackupCard, qtbot: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with qtbot.waitSignal(card.troubled) as heard:
        card.make(tmp_path / "file" / "mine")
    assert "could not be written" in heard.args[0].message
    assert card.now.isEnabled()


def test_bringing_one_back_asks_first_and_can_be_left(card: BackupCard, harbour: Any, qtbot: Any, tmp_path: Path) -> None:
    with qtbot.waitSignal(card.said):
        card.make(tmp_path / "mine")
    card.look_into(tmp_path / "mine.newsletter-backup")
    qtbot.waitUntil(card.leave.hasFocus)
    assert "“mine” holds Harbour News with 1 issue and 5 people, as of" in words(card)
    assert "stays unsubscribed" in words(card)
    qtbot.keyClick(card.leave, Qt.Key.Key_Return)
    assert not card.agree.isVisible()
    assert not is_staged(harbour.workspace.folder)

    card.look_into(tmp_path / "mine.newsletter-backup")
    qtbot.waitUntil(card.agree.isVisible)
    with qtbot.waitSignal(card.restart_wanted):
        qtbot.keyClick(card.agree, Qt.Key.Key_Return)
    assert is_staged(harbour.workspace.folder)


def test_what_is_no_backup_is_said(card: BackupCard, qtbot: Any, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear all", encoding="utf-8")
    with qtbot.waitSignal(card.troubled) as heard:
        card.look_into(tmp_path / "letter")
    assert "not a backup" in heard.args[0].message
    assert not card.agree.isVisible()


def test_once_a_week_needs_a_folder(
    card: BackupCard, harbour: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "")
    card.weekly.setFocus()
    qtbot.keyClick(card.weekly, Qt.Key.Key_Space)
    assert not card.weekly.isChecked(), "no folder, no backups"

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    qtbot.keyClick(card.weekly, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: harbour.workspace.settings.backup_weekly)
    qtbot.waitUntil(lambda: str(tmp_path) in words(card))
    assert harbour.workspace.settings.backup_folder == str(tmp_path)
    qtbot.keyClick(card.weekly, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not harbour.workspace.settings.backup_weekly)


def test_it_says_when_the_last_one_was(card: BackupCard, harbour: Any, qtbot: Any, tmp_path: Path) -> None:
    now = harbour.workspace.clock()
    path = name_for(tmp_path, now)
    path.write_bytes(b"x")
    then = now - timedelta(days=3)
    os.utime(path, (then.timestamp(), then.timestamp()))
    card.keep_in(tmp_path)
    qtbot.waitUntil(lambda: "The last one is of Friday 20 November 2026." in words(card))
