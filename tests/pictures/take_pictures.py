"""Takes the README's pictures (and more, with ``--out``) from the real program, on the sample organisation, without a screen.

    python tests/pictures/take_pictures.py [--out DIR] [--all]

Without ``--out`` the few pictures of the README are written to ``resources/pictures`` and those of the guide, parts of the window
in few colours, to ``resources/pictures/guide``. With ``--all`` every page is taken, in both colours: for looking at.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
README_PICTURES = {"compose-light", "compose-dark", "review-light"}

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")
os.environ["NEWSLETTER_CLOCK"] = "2026-11-23T09:00:00+00:00"


class Photographer:
    """The window, and a way to wait until it stands still."""

    def __init__(self, window: Any, out: Path, theme: str, wanted: Callable[[str], bool]) -> None:
        self.window = window
        self._out = out
        self._theme = theme
        self._wanted = wanted
        self.taken: list[Path] = []

    def settle(self, seconds: float = 1.2) -> None:
        """Let the window work until no job is under way, and a moment longer for the web engine."""
        from PySide6.QtWidgets import QApplication

        least = time.monotonic() + seconds
        latest = least + 20
        while time.monotonic() < least or (self.window.jobs.busy and time.monotonic() < latest):
            QApplication.processEvents()
            time.sleep(0.01)

    def take(self, name: str) -> None:
        """A picture of the window as it stands."""
        if not self._wanted(f"{name}-{self._theme}"):
            return
        self.settle()
        path = self._out / f"{name}-{self._theme}.png"
        if not self.window.grab().save(str(path)):
            sys.exit(f"{path} cannot be written")
        self.taken.append(path)

    def take_part(self, name: str, *parts: Any, height: int = 0) -> None:
        """A picture for the guide: the smallest piece of the window that holds these parts, no higher than ``height``.

        Few colours keep it small: it is letters and lines.
        """
        from PIL import Image

        self.settle()
        corners = [(part.mapTo(self.window, part.rect().topLeft()), part.rect().size()) for part in parts]
        left, top = min(at.x() for at, _size in corners), min(at.y() for at, _size in corners)
        right = max(at.x() + size.width() for at, size in corners)
        below = max(at.y() + size.height() for at, size in corners)
        if height:
            below = min(below, top + height)
        path = self._out / "guide" / f"{name}-{self._theme}.png"
        path.parent.mkdir(exist_ok=True)
        self.window.grab().copy(left - 8, top - 8, right - left + 16, below - top + 16).save(str(path))
        with Image.open(path) as taken:
            taken.convert("RGB").quantize(128).save(path, optimize=True)
        self.taken.append(path)

    def press(self, *keys: Any) -> None:
        """Real key presses, to whatever has the focus."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        for key in keys:
            target = QApplication.focusWidget() or self.window
            if isinstance(key, str):
                QTest.keyClicks(target, key)
            elif isinstance(key, tuple):
                QTest.keyClick(target, key[1], key[0])
            else:
                QTest.keyClick(target, key, Qt.KeyboardModifier.NoModifier)
            self.settle(0.3)


@contextmanager
def sample_workspace(folder: Path) -> Iterator[Any]:
    """A workspace with the sample organisation in it."""
    from composer.credentials import Credentials
    from composer.sample.load import open_sample
    from composer.workspace import open_workspace

    workspace = open_workspace(str(folder), credentials=Credentials(backend={}))
    open_sample(workspace)
    yield workspace
    workspace.close()


def tour(photographer: Photographer) -> None:
    """Every page, reached as a user reaches it."""
    from PySide6.QtCore import Qt

    window = photographer.window
    window.show_place("compose", ("new", None))
    photographer.settle(4)
    photographer.take("compose-empty")
    window.page("compose").panes()[0].setFocus()
    photographer.press((Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_F))
    photographer.press(Qt.Key.Key_Down)
    for _item in range(7):
        photographer.press(Qt.Key.Key_Space, Qt.Key.Key_Down)
    photographer.press(Qt.Key.Key_Home)
    photographer.press((Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_U), "A lamp in every window, and six dates for December")
    photographer.settle(3)
    photographer.take("compose")
    page = window.page("compose")
    photographer.take_part("picking", page.whats_new, page.arrange, height=420)
    photographer.take_part("checks", page.check_bar)
    photographer.press((Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_G))
    photographer.settle(1)
    photographer.take("compose-writing")
    photographer.press(Qt.Key.Key_Escape, (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_L))
    photographer.settle(20)
    photographer.take("look")
    photographer.press(Qt.Key.Key_Up)
    photographer.settle(3)
    photographer.take("look-other")
    photographer.press((Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Z), Qt.Key.Key_Escape)
    photographer.press((Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return))
    photographer.settle(3)
    photographer.take("review")
    photographer.take_part("review", window.page("review"), height=620)
    for place in ("issues", "people", "brand", "sources", "sent", "settings"):
        window.show_place(place)
        photographer.settle(2.5 if place != "issues" else 12)
        photographer.take(place)
        if place == "people":
            photographer.take_part("people", window.page("people"), height=360)
    window.show_place("first_run")
    photographer.take("first_run")


def main() -> int:
    """Take them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "resources" / "pictures")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--theme", choices=("light", "dark"), action="append")
    parser.add_argument("--size", default="1366x768")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    width, height = (int(part) for part in arguments.size.split("x"))

    from composer.gui.application import build_window, close_window

    for theme in arguments.theme or ("light", "dark"):
        with tempfile.TemporaryDirectory() as scratch, sample_workspace(Path(scratch) / "work") as workspace:
            window = build_window(workspace, theme=theme)
            window.resize(width, height)
            window.show()
            photographer = Photographer(window, arguments.out, theme, lambda name: arguments.all or name in README_PICTURES)
            tour(photographer)
            close_window(window)
            for path in photographer.taken:
                print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
