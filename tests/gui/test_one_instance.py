"""Started twice: the first window comes to the front, with the file that was opened."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalSocket

from composer.document.issue_file import write_issue_file
from composer.gui.application import close_window, empty_window
from composer.gui.one_instance import MAX_BYTES, OneInstance, wanted_path
from composer.gui.opening import Opening

AGAIN = """
import sys
from PySide6.QtCore import QCoreApplication
from composer.gui.one_instance import OneInstance
app = QCoreApplication([])
sys.exit(0 if OneInstance(sys.argv[1]).hand_over(sys.argv[2]) else 3)
"""


def start_again(location: Path, file: str = "") -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", AGAIN, str(location), file])


@pytest.fixture
def first(tmp_path: Path, qapp: Any) -> Any:
    parent = QObject()
    made = OneInstance(str(tmp_path / "work"), parent)
    assert not made.hand_over(), "nobody is there yet"
    assert made.listen()
    yield made
    made.close()


def test_the_second_start_is_heard_and_ends(first: OneInstance, tmp_path: Path, qtbot: Any) -> None:
    issue = tmp_path / "December.newsletter"
    issue.write_bytes(b"whatever")
    with qtbot.waitSignal(first.asked, timeout=20_000) as heard:
        second = start_again(tmp_path / "work", str(issue))
    assert heard.args == [str(issue)]
    qtbot.waitUntil(lambda: second.poll() == 0, timeout=20_000)


def test_another_workspace_is_another_program(first: OneInstance, tmp_path: Path) -> None:
    assert start_again(tmp_path / "other").wait(20) == 3


def test_what_a_killed_program_left_behind_keeps_nobody_from_starting(tmp_path: Path, qapp: Any) -> None:
    end = "one = OneInstance(sys.argv[1]); one.listen(); import os; os.kill(os.getpid(), 9)"
    listening = AGAIN.replace(AGAIN[AGAIN.index("sys.exit") :], end)
    subprocess.run([sys.executable, "-c", listening, str(tmp_path / "work"), ""], check=False)
    parent = QObject()
    again = OneInstance(str(tmp_path / "work"), parent)
    assert not again.hand_over()
    assert again.listen()
    again.close()


def test_noise_is_not_obeyed(first: OneInstance, qtbot: Any) -> None:
    with qtbot.assertNotEmitted(first.asked, wait=200):
        for noise in (b"x" * (MAX_BYTES + 1), b"no line"):
            socket = QLocalSocket()
            socket.connectToServer(first._name)
            assert socket.waitForConnected(1000)
            socket.write(noise)
            socket.waitForBytesWritten(1000)


@given(st.binary(max_size=100))
def test_only_an_issue_that_is_there_is_opened(said: bytes) -> None:
    assert wanted_path(said) == ""


def test_paths_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "a.newsletter").write_bytes(b"")
    (tmp_path / "a.txt").write_bytes(b"")
    for path in (
        "a.newsletter",
        str(tmp_path / "a.txt"),
        str(tmp_path / "gone.newsletter"),
        "\0.newsletter",
        "/" + "x" * 9000 + ".newsletter",
    ):
        assert wanted_path(b'{"open": "%s"}' % path.replace("\\", "\\\\").replace("\0", "\\u0000").encode()) == ""
    assert wanted_path(b'{"open": ["x"]}') == ""


def test_a_file_given_at_the_start_stands_open(qtbot: Any, harbour: Any, tmp_path: Path, plain_preview: Any) -> None:
    write_issue_file(tmp_path / "December.newsletter", harbour.issue, harbour.workspace.pictures)
    window = empty_window(tmp_path)
    window.show()
    opening = Opening(window, str(harbour.workspace.folder))
    opening.open_file(str(tmp_path / "December.newsletter"))
    opening.begin()
    qtbot.waitUntil(lambda: window.shown == "compose", timeout=20_000)
    page = window.page("compose")
    qtbot.waitUntil(lambda: page.session is not None and page.session.issue.name == harbour.issue.name, timeout=20_000)
    assert len(harbour.workspace.documents.issues()) == 2
    close_window(window)
    opening.close()
