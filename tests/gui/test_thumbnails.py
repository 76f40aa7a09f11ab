"""Pictures of real letters on the desk."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import QSize

from composer.gui.thumbnails import take_thumbnail, top_of


def test_taken_once_and_kept_until_the_issue_changes(harbour: Any, tmp_path: Path) -> None:
    folder = tmp_path / "thumbnails"
    path = take_thumbnail(harbour.workspace, harbour.issue, folder, threading.Event())
    assert path is not None
    with Image.open(path) as picture:
        assert picture.width == 640
        assert len(picture.convert("RGB").resize((64, 64)).getcolors(4096) or []) > 3, "the letter is not blank"
    before = path.stat().st_mtime_ns
    again = take_thumbnail(harbour.workspace, harbour.issue, folder, threading.Event())
    assert again == path
    assert path.stat().st_mtime_ns == before


def test_given_up_when_the_window_closes(harbour: Any, tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    assert take_thumbnail(harbour.workspace, harbour.issue, tmp_path, stop) is None
    assert list(tmp_path.glob("*.png")) == []


def test_the_top_of_a_long_letter_at_the_size_it_is_shown(tmp_path: Path) -> None:
    letter = Image.new("RGB", (640, 20_000), "red")
    letter.paste("blue", (0, 800, 640, 20_000))
    letter.save(tmp_path / "long.png")
    top = top_of(tmp_path / "long.png", QSize(80, 100), 1.5)
    assert (top.width(), top.height(), top.devicePixelRatio()) == (120, 150, 1.5)
    assert top.pixelColor(60, 140).name() == "#ff0000"
    assert top_of(tmp_path / "none.png", QSize(80, 100), 1.0).isNull()
