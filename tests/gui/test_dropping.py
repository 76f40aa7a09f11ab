"""Dropping and pasting: what was brought is recognised, offered, added and taken back; junk is a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QListWidget, QVBoxLayout, QWidget

from composer.gui.dropping import Dropping, given_by
from composer.gui.jobs import Jobs


class _Pane(QWidget):
    """A pane with a list, as the composer's is."""

    def __init__(self, workspace: Any, jobs: Jobs) -> None:
        super().__init__()
        self.list = QListWidget()
        self.dropping = Dropping(workspace, jobs, (self, self.list), self)
        column = QVBoxLayout(self)
        column.addWidget(self.dropping.bar)
        column.addWidget(self.list)


@pytest.fixture
def pane(harbour: Any, jobs: Jobs, show: Any) -> _Pane:
    made = _Pane(harbour.workspace, jobs)
    show(made)
    return made


def mime(*, urls: tuple[str, ...] = (), text: str = "", html: str = "", image: QImage | None = None) -> QMimeData:
    made = QMimeData()
    if urls:
        made.setUrls([QUrl(url) for url in urls])
    if text:
        made.setText(text)
    if html:
        made.setHtml(html)
    if image is not None:
        made.setImageData(image)
    return made


def drop(pane: QWidget, data: QMimeData) -> None:
    args = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(QPointF(5, 5).toPoint(), *args)
    QApplication.sendEvent(pane, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(pane, QDropEvent(QPointF(5, 5), *args))


def test_what_a_hand_brings() -> None:
    assert given_by(mime(urls=("file:///a/b.docx", "https://example.org/x"))).paths == ("/a/b.docx",)
    assert given_by(mime(urls=("https://example.org/x",), text="x")).addresses == ("https://example.org/x",)
    assert given_by(mime(text=" https://example.org/x \n")).addresses == ("https://example.org/x",)
    words = given_by(mime(text="A text of words.", html="<p>A text of words.</p>"))
    assert (words.text, words.html) == ("A text of words.", "<p>A text of words.</p>")
    picture = given_by(mime(image=QImage(4, 4, QImage.Format.Format_RGB32)))
    assert picture.picture is not None
    assert picture.picture().startswith(b"\x89PNG")
    assert not given_by(QMimeData())


def test_dropped_files_are_offered_added_and_taken_back(pane: _Pane, harbour: Any, qtbot: Any, tmp_path: Path) -> None:
    folder = tmp_path / "brought"
    folder.mkdir()
    (folder / "days.csv").write_text("Title,Date,Place\nWeir walk,5/12/2026,Mill\n")
    (folder / "news.md").write_text("# The weir is mended\n\nIt took three weeks and forty volunteers.")
    drop(pane, mime(urls=(f"file://{folder}/days.csv", f"file://{folder}/news.md")))
    qtbot.waitUntil(lambda: pane.dropping.bar.words == "Found: 1 post, 1 event")
    assert harbour.workspace.shelf.count() == 0, "nothing is kept before the user says so"
    with qtbot.waitSignal(pane.dropping.offered) as offered:
        qtbot.keyClick(pane.dropping.bar.add_button, Qt.Key.Key_Space)
    words, action, undo = offered.args
    assert (words, action) == ("1 post, 1 event added to the list.", "Undo")
    assert harbour.workspace.shelf.count() == 2
    assert len(harbour.workspace.source_list.all()) == 2
    with qtbot.waitSignal(pane.dropping.stored):
        undo()
    assert harbour.workspace.source_list.all() == []
    from composer.library.shelf_query import ShelfQuery

    assert harbour.workspace.shelf.find(ShelfQuery()) == []
    drop(pane, mime(urls=(f"file://{folder}",)))
    qtbot.waitUntil(lambda: pane.dropping.bar.words == "Found: 1 post, 1 event")
    with qtbot.waitSignal(pane.dropping.stored):
        pane.dropping.bar.accepted.emit()
    assert len(harbour.workspace.shelf.find(ShelfQuery())) == 2, "what was taken back can be added again"


def test_pasted_words_with_their_links(pane: _Pane, harbour: Any, qtbot: Any) -> None:
    QGuiApplication.clipboard().setMimeData(
        mime(
            text="The weir is mended\nIt took three weeks. Read on",
            html="<h2>The weir is mended</h2><p>It took three weeks and forty volunteers. <a href='https://mill.example/weir'>More</a></p>",
        )
    )
    qtbot.keyClick(pane.list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: pane.dropping.bar.words == "Found: 1 post")
    with qtbot.waitSignal(pane.dropping.stored):
        qtbot.keyClick(pane.dropping.bar.add_button, Qt.Key.Key_Space)
    from composer.library.shelf_query import ShelfQuery

    (row,) = harbour.workspace.shelf.find(ShelfQuery())
    assert "https://mill.example/weir" in row.item.text


def test_a_picture_becomes_a_post_that_waits_for_words(pane: _Pane, harbour: Any, qtbot: Any) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    drop(pane, mime(image=image))
    qtbot.waitUntil(lambda: pane.dropping.bar.words == "Found: 1 post")
    with qtbot.waitSignal(pane.dropping.stored):
        pane.dropping.bar.accepted.emit()
    from composer.library.shelf_query import ShelfQuery
    from composer.publishing.picked import picture_of

    (row,) = harbour.workspace.shelf.find(ShelfQuery())
    assert picture_of(harbour.workspace, row.item).width == 40


def test_junk_is_a_sentence_and_esc_puts_the_offer_away(pane: _Pane, harbour: Any, qtbot: Any, tmp_path: Path) -> None:
    (tmp_path / "junk.docx").write_bytes(b"\x00\x01\x02" * 400)
    with qtbot.waitSignal(pane.dropping.troubled) as troubled:
        drop(pane, mime(urls=(f"file://{tmp_path}/junk.docx",)))
    assert "junk.docx" in troubled.args[0].message
    assert pane.dropping.bar.words == ""
    QGuiApplication.clipboard().clear()
    with qtbot.waitSignal(pane.dropping.troubled):
        pane.dropping.paste()
    drop(pane, mime(text="The weir is mended\n\nIt took three weeks and forty volunteers to mend the weir."))
    qtbot.waitUntil(lambda: pane.dropping.bar.words == "Found: 1 post")
    qtbot.keyClick(pane.dropping.bar.add_button, Qt.Key.Key_Escape)
    assert pane.dropping.bar.words == ""
    assert pane.list.hasFocus()
    assert harbour.workspace.shelf.count() == 0
