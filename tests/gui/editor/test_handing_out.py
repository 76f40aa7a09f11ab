"""Ctrl+E in the composer: the sheet of ways out, and what is said afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from composer.gui.widgets.sheet import Sheet


def test_a_key_opens_the_ways_out_and_escape_leaves(window: Any, page: Any, qtbot: Any) -> None:
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    sheet = next(one for one in window.findChildren(Sheet) if one.isVisible())
    assert sheet.accessibleName() == "Export"
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_what_was_written_is_said_with_the_way_to_its_folder(
    window: Any, page: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "letter.html"
    monkeypatch.setattr("composer.gui.editor.export_sheet.QFileDialog.getSaveFileName", lambda *_a, **_k: (str(out), ""))
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    sheet = next(one for one in window.findChildren(Sheet) if one.isVisible())
    with qtbot.waitSignal(page.offered) as told:
        sheet._save.click()
    assert told.args[:2] == ["Written: letter.html", "Open its folder"]
    assert "The boathouse roof is finished" in out.read_text(encoding="utf-8")
    assert not sheet.isVisible()


@pytest.mark.parametrize("answers", [True, False])
def test_the_letter_in_the_mail_program_of_this_computer(
    window: Any, page: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch, answers: bool
) -> None:
    shown: list[bytes] = []

    def opened(url: Any) -> bool:
        shown.append(Path(url.toLocalFile()).read_bytes())
        return answers

    monkeypatch.setattr("composer.gui.editor.handing_out.QDesktopServices.openUrl", opened)
    told: list[str] = []
    page.offered.connect(lambda words, *_more: told.append(words))
    page.handing_out.open_in_mail()
    qtbot.waitUntil(lambda: bool(shown))
    assert b"Subject: Lights on at the harbour" in shown[0]
    assert [words[:15] for words in told] == ([] if answers else ["No mail program"])
