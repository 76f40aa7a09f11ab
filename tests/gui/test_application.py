"""The start and the end of the program, and the one Qt it must not run on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from composer.errors import WorkspaceError
from composer.gui.application import build_window, close_window, make_application, refuse_broken_qt
from composer.gui.theme import active_theme


@pytest.mark.parametrize(
    ("qt", "python", "fine"),
    [
        ((6, 12, 0), (3, 11), False),
        ((6, 12, 0), (3, 12), True),
        ((6, 11, 3), (3, 11), True),
        ((6, 12, 1), (3, 11), True),
    ],
)
def test_the_release_that_aborts_is_refused(qt: tuple[int, ...], python: tuple[int, ...], fine: bool) -> None:
    if fine:
        refuse_broken_qt(qt, python)
        return
    with pytest.raises(WorkspaceError, match=r"6\.12\.0"):
        refuse_broken_qt(qt, python)


def test_there_is_one_application(qapp: Any) -> None:
    assert make_application(theme="dark") is qapp
    assert active_theme().is_dark
    make_application(theme="light")
    assert not active_theme().is_dark


def test_a_window_starts_where_a_user_would(qtbot: Any, harbour: Any, plain_preview: Any) -> None:
    window = build_window(harbour.workspace, theme="light")
    assert window.shown == ("issues" if window.has_place("issues") else "compose")
    close_window(window)


WHOLE_LIFE = """
import sys
from PySide6.QtCore import QTimer
from composer.gui import application
made = application.empty_window
def build(folder):
    window = made(folder)
    def end():
        QTimer.singleShot(100, end) if window.jobs.busy else window.close()
    QTimer.singleShot(1500, end)
    return window
application.empty_window = build
sys.exit(application.main(sys.argv[1]))
"""


def test_it_opens_and_ends_without_a_word(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", WHOLE_LIFE, str(tmp_path / "new")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert answer.returncode == 0, answer.stderr
    for word in ("Traceback", "Expect troubles", "QThread", "already deleted"):
        assert word not in answer.stderr


def test_a_place_that_cannot_be_used_is_said_in_words(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("no folder")
    answer = subprocess.run(
        [sys.executable, "-c", WHOLE_LIFE, str(taken / "inside")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    assert "cannot be used" in answer.stderr
