"""A picture is chosen or dropped, described, declared decoration, removed; a bad file is refused in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Painted
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton

from composer.blocks.fields import NO_PICTURE, Image, Picture


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "roof.jpg"
    Painted.new("RGB", (640, 400), "teal").save(path)
    return path


def press(qtbot: Any, made: Any, words: str) -> None:
    found = [one for one in made.findChildren(QPushButton) if words in one.accessibleName() and one.isVisible()]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def test_choosing_describing_and_removing(qtbot: Any, field: Any, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    made = field(Image("Picture"), NO_PICTURE)
    press(qtbot, made, "Choose a picture")
    qtbot.waitUntil(lambda: bool(made.heard))
    picture, typing = made.heard[-1]
    assert (bool(picture.hash), picture.width, typing) == (True, 640, "")
    line = made.findChild(QLineEdit)
    assert line.hasFocus(), "the description is asked for at once"
    qtbot.keyClicks(line, "The new roof")
    assert made.heard[-1][0].alt == "The new roof"
    assert made.heard[-1][1] == "name.alt"
    press(qtbot, made, "Remove")
    assert made.heard[-1][0] == NO_PICTURE
    assert line.isHidden()


def test_another_picture_keeps_the_words(qtbot: Any, field: Any, file: Path) -> None:
    made = field(Image("Picture"), Picture(url="https://a.example/old.jpg", alt="The roof"))
    made.take_file(file)
    qtbot.waitUntil(lambda: bool(made.heard))
    assert made.heard[-1][0].alt == "The roof"
    assert made.heard[-1][0].hash


def test_decoration_needs_no_words(qtbot: Any, field: Any) -> None:
    made = field(Image("Picture"), Picture(url="https://a.example/old.jpg"))
    qtbot.keyClick(made.findChild(QCheckBox), Qt.Key.Key_Space)
    assert made.heard[-1][0].decorative
    assert not made.findChild(QLineEdit).isEnabled()


def test_a_file_that_is_no_picture_is_refused_in_words(qtbot: Any, field: Any, tmp_path: Path) -> None:
    wrong = tmp_path / "letter.jpg"
    wrong.write_text("Dear Sir")
    made = field(Image("Picture"), NO_PICTURE)
    made.take_file(wrong)
    problem = made.findChildren(QLabel)
    qtbot.waitUntil(lambda: any(one.isVisible() and one.property("role") == "error" for one in problem))
    assert made.heard == []
    made.take_file(tmp_path / "gone.jpg")
    qtbot.waitUntil(lambda: any("gone.jpg" in one.text() for one in problem))


def test_a_file_dropped_on_it_is_taken(qtbot: Any, field: Any, file: Path) -> None:
    made = field(Image("Picture"), NO_PICTURE)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    made.dropEvent(event)
    qtbot.waitUntil(lambda: bool(made.heard))
    assert made.heard[-1][0].hash
