"""The list of chapters: by keys, with words for those who listen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from composer.gui.guide.chapter import find
from composer.gui.guide.chapter_list import ChapterList
from composer.gui.guide.chapters import CHAPTERS


def test_arrows_choose_return_enters_and_each_row_says_what_it_is(qtbot: Any, show: Any) -> None:
    chapters = ChapterList()
    chosen: list[str] = []
    chapters.chosen.connect(chosen.append)
    chapters.show_found(find(CHAPTERS, ""))
    show(chapters, 300, 400)
    chapters.setFocus()
    qtbot.keyClick(chapters, Qt.Key.Key_Down)
    assert chosen[-1] == CHAPTERS[1].id
    with qtbot.waitSignal(chapters.entered):
        qtbot.keyClick(chapters, Qt.Key.Key_Return)
    spoken = chapters.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"{CHAPTERS[1].title}. {CHAPTERS[1].about}"
    chapters.show_found(find(CHAPTERS, "unsubscribe"), keep="nowhere")
    assert chapters.model().rowCount() >= 1
    chapters.show_found(())
    assert chapters.model().rowCount() == 0
