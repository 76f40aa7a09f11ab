"""Which kind of file, where to, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMainWindow, QRadioButton, QWidget

from composer.gui.editor.export_sheet import ExportSheet

SAVE = "composer.gui.editor.export_sheet.QFileDialog.getSaveFileName"


@pytest.fixture
def sheet(harbour: Any, jobs: Any, show: Callable[..., None]) -> Iterator[ExportSheet]:
    window = QMainWindow()
    window.setCentralWidget(QWidget())
    show(window, 1024, 760)
    made = ExportSheet(window, harbour.workspace, jobs)
    made.export_issue(harbour.issue, harbour.newsletter)
    yield made
    window.close()


def test_arrows_choose_and_the_ending_follows(
    sheet: ExportSheet, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(_parent: object, _title: str, suggested: str, _filter: str) -> tuple[str, str]:
        asked.append(Path(suggested).name)
        return str(tmp_path / "letter"), ""

    monkeypatch.setattr(SAVE, answer)
    choices = sheet.findChildren(QRadioButton)
    assert choices[0].hasFocus()
    assert all(choice.accessibleDescription() for choice in choices)
    for _step in range(3):
        qtbot.keyClick(sheet.window().focusWidget(), Qt.Key.Key_Down)
    with qtbot.waitSignal(sheet.offered):
        sheet._save.click()
    assert asked == ["December newsletter.eml"]
    assert (tmp_path / "letter.eml").read_bytes().startswith(b"Date:")


def test_nothing_happens_where_no_place_was_chosen(sheet: ExportSheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SAVE, lambda *_a, **_k: ("", ""))
    sheet._save.click()
    assert sheet.isVisible()
    assert sheet._save.isEnabled()


def test_what_went_wrong_stays_on_the_sheet(
    sheet: ExportSheet, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setattr(SAVE, lambda *_a, **_k: (str(tmp_path / "file" / "a.html"), ""))
    sheet._save.click()

    qtbot.waitUntil(lambda: any("cannot be written" in one.text() for one in sheet.findChildren(QLabel)))
    assert sheet.isVisible()
    assert sheet._save.isEnabled()


def test_what_not_everybody_may_see_is_said_to_be_left_out(sheet: ExportSheet, harbour: Any) -> None:
    assert not sheet._left_out.isVisible()
    first, *others = harbour.issue.blocks
    issue = msgspec.structs.replace(harbour.issue, blocks=(msgspec.structs.replace(first, only_for=("Staff",)), *others))
    sheet.export_issue(issue, harbour.newsletter)
    assert sheet._left_out.isVisible()
    assert sheet._left_out.text().startswith("Left out, because not everybody may see it: “")
