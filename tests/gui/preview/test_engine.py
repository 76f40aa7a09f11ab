"""The engine starts, or says why not and the plain reader comes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer.gui.preview import engine
from composer.gui.preview.assets import Assets
from composer.gui.preview.text_view import TextView


def test_where_the_web_engine_is_it_is_used(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    surface, why_simple = engine.open_surface(Assets(), parent)
    assert why_simple == ""
    assert not isinstance(surface, TextView)
    surface.close_engine()


def test_where_it_is_missing_the_reader_comes_and_says_why(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "composer.gui.preview.web_view", None)
    parent = QWidget()
    qtbot.addWidget(parent)
    surface, why_simple = engine.open_surface(Assets(), parent)
    assert isinstance(surface, TextView)
    assert why_simple


def test_it_can_be_done_without_by_choice(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(engine.SIMPLE_VARIABLE, "1")
    parent = QWidget()
    qtbot.addWidget(parent)
    assert isinstance(engine.open_surface(Assets(), parent)[0], TextView)


def test_what_the_user_set_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QTWEBENGINE_CHROMIUM_FLAGS", "--enable-gpu")
    engine.prepare()
    assert os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] == "--enable-gpu"


def test_the_web_engine_is_not_loaded_before_it_is_needed() -> None:
    script = (
        "import sys, composer.gui.preview.pane, composer.gui.pages.review, composer.gui.pages.sent, composer.gui.wiring\n"
        "print([name for name in sys.modules if 'WebEngine' in name])"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_it_can_be_loaded_ahead_on_another_thread() -> None:
    script = """
import sys, threading
from composer.gui.application import make_application
from composer.gui.preview import engine
from composer.gui.preview.assets import Assets
from PySide6.QtWidgets import QWidget
application = make_application(theme="light")
thread = threading.Thread(target=engine.load_ahead)
thread.start()
thread.join()
assert "PySide6.QtWebEngineWidgets" in sys.modules
parent = QWidget()
surface, why_simple = engine.open_surface(Assets(), parent)
assert why_simple == "", why_simple
surface.close_engine()
print("fine")
"""
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert answer.stdout.strip() == "fine", answer.stderr


def test_an_application_with_a_preview_ends_quietly() -> None:
    script = """
import sys
from composer.gui.application import make_application
application = make_application()
from PySide6.QtCore import QTimer
from composer.gui.preview.letter_view import LetterView
view = LetterView()
view.show_letter("<html><body><p>Hello</p></body></html>")
view.shown.connect(lambda: QTimer.singleShot(0, application.quit))
QTimer.singleShot(30_000, lambda: application.exit(9))
view.show()
sys.exit(application.exec())
"""
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert answer.returncode == 0, answer.stderr
    assert "Expect troubles" not in answer.stderr
