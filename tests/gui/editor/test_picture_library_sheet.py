"""The library in the window: found, described with undo, used in a block, replaced everywhere with undo, and its empty state."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from composer.blocks.image import ImageBlock
from composer.document.edits import InsertBlock
from composer.gui.editor.picture_library_sheet import PictureLibrarySheet

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def photo(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (80, 60), colour).save(out, "PNG")
    return out.getvalue()


def opened(window: Any, qtbot: Any) -> PictureLibrarySheet:
    qtbot.keyClick(window, Qt.Key.Key_I, CTRL_SHIFT)
    sheet = window.findChild(PictureLibrarySheet)
    qtbot.waitUntil(lambda: sheet.isVisible() and bool(sheet._count.text()))
    return sheet  # type: ignore[no-any-return]  # found by its type


def test_without_a_picture_it_says_so(window: Any, page: Any, qtbot: Any) -> None:
    sheet = opened(window, qtbot)
    assert "no pictures yet" in sheet._empty.text()
    assert not sheet._details.isEnabled()
    assert not sheet._use.isVisible()


def test_named_with_a_day_and_taken_back(window: Any, page: Any, qtbot: Any, harbour: Any) -> None:
    pictures = harbour.workspace.pictures
    roof = pictures.add(photo("red"), origin="IMG_1.png")
    pictures.add(photo("blue"), origin="swim.png")
    sheet = opened(window, qtbot)
    qtbot.keyClicks(sheet.search, "img")
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 1)
    qtbot.keyClick(sheet.search, Qt.Key.Key_Down)
    sheet.list.setCurrentIndex(sheet.model.index(0))
    qtbot.waitUntil(lambda: "Used in no issue" in sheet._used.text())
    sheet._name.selectAll()
    qtbot.keyClicks(sheet._name, "The roof")
    qtbot.keyClicks(sheet._tags, "harbour, building")
    with qtbot.waitSignal(page.offered) as told:
        sheet._save.click()
    sheet.search.clear()
    qtbot.keyClicks(sheet.search, "building")
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 1 and sheet.model.index(0).data() == "The roof")
    told.args[2]()
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 0)
    assert sheet._library.find("img_1")[0].hash == roof.hash


def test_a_block_takes_one(window: Any, page: Any, qtbot: Any, harbour: Any) -> None:
    roof = harbour.workspace.pictures.add(photo("red"), origin="roof.png", alt="The roof")
    tools = page.arrange.outline._tools if hasattr(page.arrange.outline, "_tools") else None
    assert tools is not None
    taken: list[Any] = []
    tools.library(taken.append)
    sheet = window.findChild(PictureLibrarySheet)
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 1)
    sheet.list.setCurrentIndex(sheet.model.index(0))
    sheet._use.click()
    qtbot.waitUntil(lambda: bool(taken))
    assert (taken[0].hash, taken[0].alt) == (roof.hash, "The roof")
    assert not sheet.isVisible()


def test_replaced_everywhere_the_issue_in_hand_too_and_taken_back(
    window: Any, page: Any, qtbot: Any, harbour: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import msgspec

    workspace = harbour.workspace
    old = workspace.pictures.add(photo("red"), origin="old.png")
    other = msgspec.structs.replace(
        harbour.issue, id="other", name="November", blocks=(ImageBlock(picture=old), *harbour.issue.blocks)
    )
    workspace.documents.create(other)
    page.changing.edit(InsertBlock(ImageBlock(id="new", picture=old), 1))
    assert page.autosave.flush() is None
    file = tmp_path / "new.png"
    file.write_bytes(photo("green"))
    monkeypatch.setattr(
        "composer.gui.editor.picture_library_sheet.QFileDialog.getOpenFileName", lambda *_a, **_k: (str(file), "")
    )
    sheet = opened(window, qtbot)
    sheet.list.setCurrentIndex(sheet.model.index(0))
    with qtbot.waitSignal(page.offered) as told:
        sheet._replace.click()
    assert told.args[0] == "Replaced in 2 issues"
    assert old.hash not in page.session.issue.pictures()
    assert old.hash not in workspace.documents.issue("other").pictures()
    told.args[2]()
    assert old.hash in page.session.issue.pictures()
    qtbot.waitUntil(lambda: old.hash in workspace.documents.issue("other").pictures())


def test_a_file_that_is_no_picture_is_refused_in_words(
    window: Any, page: Any, qtbot: Any, harbour: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    harbour.workspace.pictures.add(photo("red"), origin="old.png")
    file = tmp_path / "new.png"
    file.write_text("no picture", encoding="utf-8")
    monkeypatch.setattr(
        "composer.gui.editor.picture_library_sheet.QFileDialog.getOpenFileName", lambda *_a, **_k: (str(file), "")
    )
    sheet = opened(window, qtbot)
    sheet.list.setCurrentIndex(sheet.model.index(0))
    sheet._replace.click()
    qtbot.waitUntil(lambda: "not a picture" in sheet._problem.text())
    assert sheet._replace.isEnabled()
