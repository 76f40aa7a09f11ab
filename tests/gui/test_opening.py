"""The window is there before its work is, and says what it waits for or what went wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from composer.gui.application import close_window, empty_window
from composer.gui.doing import FILE, Mark, read_mark
from composer.gui.opening import UNSEEN, Opening
from composer.gui.pages.page import Page
from composer.gui.places import Place


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


def test_it_tells_once_that_the_window_was_seen(qtbot: Any, tmp_path: Path, plain_preview: Any) -> None:
    window = empty_window(tmp_path)
    opening = Opening(window, str(tmp_path / "work"))
    told: list[bool] = []
    opening.painted.connect(lambda: told.append(window.isVisible()))
    with qtbot.waitSignal(opening.painted, timeout=20_000):
        window.show()
    qtbot.wait(UNSEEN + 50)
    assert told == [True]
    assert window.actions_table["quit"].isEnabled()
    close_window(window)


def test_a_window_nobody_sees_gets_its_work_all_the_same(qtbot: Any, window: Any, tmp_path: Path) -> None:
    window.hide()
    opening = Opening(window, str(tmp_path / "work"))
    with qtbot.waitSignal(opening.painted, timeout=20_000):
        pass


def test_pages_are_read_ahead_once_the_first_one_stands(
    qtbot: Any, window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: list[str] = []
    monkeypatch.setattr(Place, "page_class", _noting(known, Place.page_class))
    opening = Opening(window, str(tmp_path / "work"))
    opening.begin()
    qtbot.waitUntil(lambda: {"compose", "review", "people", "sources"} <= set(known), timeout=20_000)
    assert not {"ComposePage", "PeoplePage"} & {type(page).__name__ for page in window.made_pages()}, "read, not made"
    qtbot.waitUntil(lambda: window.jobs.busy == 0, timeout=20_000)
    window.close()
    opening.close()


def _noting(known: list[str], do: Callable[[Place], type[Page]]) -> Callable[[Place], type[Page]]:
    def noting(place: Place) -> type[Page]:
        known.append(place.id)
        return do(place)

    return noting


def test_a_folder_that_cannot_be_used_is_said_and_another_is_taken(
    qtbot: Any, window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    taken = tmp_path / "file"
    taken.write_text("no folder")
    opening = Opening(window, str(taken / "inside"))
    opening.begin()
    qtbot.waitUntil(window.banner.isVisible, timeout=20_000)

    def said(part: str) -> bool:
        return any(part in word.text() for word in window.findChildren(QLabel) if word.isVisible())

    assert said("cannot be used")
    qtbot.waitUntil(lambda: said("Nothing was changed"))
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


def test_a_backup_that_took_its_place_is_told(qtbot: Any, window: Any, tmp_path: Path, clock: Any) -> None:
    from composer.backup.backup_file import write_backup
    from composer.backup.restoring import stage
    from composer.workspace import open_workspace

    workspace = open_workspace(str(tmp_path / "work"), clock=clock)
    write_backup(tmp_path / "one.newsletter-backup", workspace.engine, workspace.folder, clock)
    workspace.suppressions.add("no@example.org", "unsubscribed")
    workspace.close()
    stage(tmp_path / "one.newsletter-backup", tmp_path / "work")
    opening = Opening(window, str(tmp_path / "work"))
    opening.begin()
    qtbot.waitUntil(window.banner.isVisible, timeout=20_000)
    said = " ".join(word.text() for word in window.banner.findChildren(QLabel))
    assert "Your work is as it was on Monday 23 November 2026." in said
    assert "before restoring" in said
    assert "Whoever unsubscribed or was erased since stays so." in said
    window.close()
    opening.close()


def test_an_unexpected_end_is_told_above_the_page_and_leads_back_to_the_issue(
    qtbot: Any, window: Any, harbour: Any, plain_preview: Any
) -> None:
    folder = harbour.workspace.folder
    mark = {"started": "", "issue": harbour.issue.id, "doing": [{"kind": "writing", "id": harbour.issue.id}]}
    (folder / FILE).write_text(json.dumps(mark))
    opening = Opening(window, str(folder))
    opening.begin()
    qtbot.waitUntil(window.banner.isVisible, timeout=20_000)
    assert "ended unexpectedly while “December newsletter” was being written" in window.banner.words
    go_on = next(button for button in window.banner.findChildren(QPushButton) if button.text() == "Go on writing")
    go_on.setFocus()
    qtbot.keyClick(go_on, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.shown == "compose" and window.page("compose").session is not None, timeout=20_000)
    assert not window.banner.isVisible()
    qtbot.waitUntil(lambda: read_mark(folder) == Mark(read_mark(folder).started), timeout=20_000)
    window.close()
    qtbot.waitUntil(lambda: window.jobs.busy == 0, timeout=20_000)
    window.jobs.close()
    opening.close()
    assert read_mark(folder) is None, "it ended in order this time"
