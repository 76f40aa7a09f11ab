"""The window is there before its work is, and says what it waits for or what went wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from composer.gui.application import close_window, empty_window
from composer.gui.opening import Opening


@pytest.fixture
def window(qtbot: Any, tmp_path: Path, plain_preview: Any) -> Any:
    """A window without work."""
    made = empty_window(tmp_path)
    made.show()
    yield made
    close_window(made)


def test_where_one_went_meanwhile_is_shown_once_the_work_is_there(qtbot: Any, window: Any, tmp_path: Path) -> None:
    opening = Opening(window, str(tmp_path / "work"))
    opening.begin()
    window.show_place("people")
    qtbot.waitUntil(lambda: bool(window.made_pages()), timeout=20_000)
    assert window.shown == "people"
    assert not opening.failed
    window.close()
    opening.close()


def test_a_folder_that_cannot_be_used_is_said_and_another_is_taken(
    qtbot: Any, window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    taken = tmp_path / "file"
    taken.write_text("no folder")
    opening = Opening(window, str(taken / "inside"))
    opening.begin()
    qtbot.waitUntil(window.banner.isVisible, timeout=20_000)
    said = [word.text() for word in window.findChildren(QLabel) if word.isVisible()]
    assert any("cannot be used" in words for words in said)
    assert any("Nothing was changed" in words for words in said)
    assert "cannot be used" in capsys.readouterr().err
    # Again, by the key that lies under the finger: the same answer, no fault.
    qtbot.waitUntil(lambda: window.focusWidget() is not None, timeout=5_000)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(window.banner.isVisible, timeout=20_000)
    assert opening.failed
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_given: str(tmp_path / "other")))
    elsewhere = next(found for found in window.findChildren(type(window.focusWidget())) if "another folder" in found.text())
    qtbot.keyClick(elsewhere, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(window.made_pages()), timeout=20_000)
    assert not window.banner.isVisible()
    assert not opening.failed
    window.close()
    opening.close()


def test_neither_the_database_nor_the_web_engine_is_loaded_before_the_first_paint() -> None:
    """What would make the window late."""
    code = "import sys, composer.gui.application\nprint(*sorted(name for name in sys.modules if '.' not in name))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "PySide6" in loaded
    assert not loaded & {"sqlalchemy", "jinja2", "lxml", "httpx2", "premailer", "keyring", "asyncio", "feedparser", "icalendar"}
