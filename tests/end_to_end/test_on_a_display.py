"""The program as it is started by a user, on a real (virtual) display, with keys that come from outside."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.display

NEEDED = ("Xvfb", "xdotool")
PATIENCE = 60  # seconds any step may take on a slow machine


@pytest.fixture
def display() -> Iterator[str]:
    """A virtual display of an old laptop's size."""
    if missing := [name for name in NEEDED if shutil.which(name) is None]:
        pytest.skip(f"not installed here: {', '.join(missing)}")
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL) as server:
        os.close(writer)
        with os.fdopen(reader) as stream:
            number = stream.readline().strip()
        yield f":{number}"
        server.terminate()


def _until(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.1)


def test_starts_takes_keys_and_quits_in_order(display: str, tmp_path: Path) -> None:
    environment = {**os.environ, "DISPLAY": display, "XDG_RUNTIME_DIR": str(tmp_path)}
    environment.pop("QT_QPA_PLATFORM", None)

    def keys(*arguments: str) -> str:
        return subprocess.run(["xdotool", *arguments], env=environment, capture_output=True, text=True, check=False).stdout

    def press(key: str) -> str:
        # Qt makes the window anew when the web engine enters it, and here no window manager gives the new one the focus.
        for window in keys("search", "--onlyvisible", "--name", "Newsletter Composer").split():
            keys("windowfocus", window)
        return keys("key", key)

    def words_in(log: Path) -> str:
        return log.read_text(encoding="utf-8", errors="replace")

    work, log = tmp_path / "work", tmp_path / "log"
    with log.open("w") as stream:
        program = subprocess.Popen(
            [sys.executable, "-m", "composer", "--workspace", str(work)], env=environment, stdout=stream, stderr=stream
        )
    try:
        _until(lambda: bool(keys("search", "--onlyvisible", "--name", "Newsletter Composer").split()), "the window")
        _until(lambda: _pressed_welcome(press, work), "the made-up charity")
        _until(lambda: bool(press("ctrl+q")) or program.poll() is not None, "the end")
    finally:
        program.kill()
        program.wait()
    assert program.returncode == 0, words_in(log)
    assert "Traceback" not in words_in(log)
    assert "Expect troubles" not in words_in(log), "the web engine was not taken down in order"


def _pressed_welcome(press: Callable[[str], str], work: Path) -> bool:
    """Press Space on the welcome page's first button until an issue has been begun."""
    from composer.errors import ComposerError
    from composer.workspace import open_workspace

    if not (work / "workspace.sqlite3").exists():
        return False
    try:
        workspace = open_workspace(str(work))
    except ComposerError:
        return False
    try:
        if workspace.documents.issues():
            return True
        if not workspace.documents.newsletters():
            press("space")
            time.sleep(1)
        return False
    finally:
        workspace.close()
