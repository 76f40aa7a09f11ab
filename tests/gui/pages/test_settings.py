"""Settings: every change holds at once; an account is kept only after it worked."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from composer.gui.jobs import Jobs
from composer.gui.pages.settings import SettingsPage
from composer.settings import load_settings


@pytest.fixture
def page(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> SettingsPage:
    made = SettingsPage(harbour.workspace, jobs)
    made.refresh()
    show(made)
    qtbot.waitUntil(lambda: made._confirm.value() == 50)
    return made


def test_a_change_is_in_the_file_at_once(page: SettingsPage, harbour: Any, qtbot: Any) -> None:
    page._hold.setFocus()
    page._hold.selectAll()
    qtbot.keyClicks(page._hold, "90")
    qtbot.keyClick(page._hold, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: harbour.workspace.settings.hold_seconds == 90)


def test_the_practice_mailbox_says_what_it_is_and_cannot_be_removed(page: SettingsPage) -> None:
    words = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "Nobody outside gets a letter" in words
    assert "Remove Practice mailbox" not in [child.accessibleName() for child in page.findChildren(QLabel)]


def test_an_account_that_does_not_answer_is_explained_and_not_kept(page: SettingsPage, harbour: Any, qtbot: Any) -> None:
    page._add.click()
    form = page._form
    form._host.setText("localhost")
    form._port.setValue(1)
    form._password.setText("secret-word")
    form._try.click()
    qtbot.waitUntil(form._note.isVisible, timeout=10_000)
    assert form._note.words
    assert "secret-word" not in form._note.words
    assert [account.name for account in harbour.workspace.accounts.all()] == ["Practice mailbox"]
    assert harbour.workspace.credentials.get("news@harbourfriends.example") is None


def test_hints_that_were_put_away_come_back(page: SettingsPage, harbour: Any, qtbot: Any) -> None:
    workspace = harbour.workspace
    assert not page._hints.isEnabled(), "none was put away"
    workspace.save_settings(msgspec.structs.replace(workspace.settings, hints_off=("people", "compose")))
    page.refresh()
    qtbot.waitUntil(page._hints.isEnabled)
    page._hints.setFocus()
    with qtbot.waitSignal(page.said):
        qtbot.keyClick(page._hints, Qt.Key.Key_Space)
    assert load_settings(workspace.folder / "settings.toml").hints_off == ()


def test_less_movement_is_kept(page: SettingsPage, harbour: Any, qtbot: Any) -> None:
    page._calm.setFocus()
    qtbot.keyClick(page._calm, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: harbour.workspace.settings.reduced_motion)
