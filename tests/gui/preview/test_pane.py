"""The preview pane by mouse and keyboard: what is pressed is what is seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from composer.blocks.fields import Picture
from composer.document.edits import SetHeader, UpdateBlock
from composer.errors import SourceError
from composer.gui.jobs import Jobs
from composer.gui.preview import engine
from composer.gui.preview.looks import Look
from composer.gui.preview.pane import PreviewPane
from composer.rendering import renderer


@pytest.fixture
def pane(qtbot: QtBot, harbour: Any, jobs: Jobs, show: Any) -> Iterator[PreviewPane]:
    made = PreviewPane(harbour.workspace, jobs)
    show(made, 460, 640)
    yield made
    made.close_engine()


@pytest.fixture
def shown(qtbot: QtBot, pane: PreviewPane, harbour: Any) -> PreviewPane:
    """The pane with the issue in it."""
    with qtbot.waitSignal(pane.shown, timeout=20_000):
        pane.show_issue(harbour.issue, 1)
    return pane


def button(pane: QWidget, name: str) -> QPushButton:
    (found,) = [made for made in pane.findChildren(QPushButton) if made.accessibleName() == name]
    return found


def ask(qtbot: QtBot, pane: PreviewPane, script: str) -> Any:
    answers: list[Any] = []
    surface: Any = pane.letter.surface
    surface.run(f"JSON.stringify({script})", answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    return answers[0]


def press(qtbot: QtBot, pane: PreviewPane, name: str) -> None:
    made = button(pane, name)
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_Space)


def test_typing_shows_and_the_checks_get_the_same_pair(qtbot: QtBot, shown: PreviewPane, harbour: Any) -> None:
    issue = UpdateBlock("greeting", {"text": "Dear friends, good news."}).apply(harbour.issue)
    pairs: list[tuple[Any, int]] = []
    shown.rendered.connect(lambda rendered, revision: pairs.append((rendered, revision)))
    with qtbot.waitSignal(shown.shown, timeout=20_000):
        shown.show_issue(issue, 2)
    ((rendered, revision),) = pairs
    assert revision == 2
    assert rendered.fingerprint == issue.fingerprint()
    assert "good news" in ask(qtbot, shown, "document.getElementById('b-greeting').textContent")


def test_the_place_is_kept_while_typing(qtbot: QtBot, shown: PreviewPane, harbour: Any) -> None:
    shown.scroll_to_block("more5")
    surface: Any = shown.letter.surface
    qtbot.waitUntil(lambda: surface.page.scrollPosition().y() > 100, timeout=10_000)
    qtbot.wait(500)  # the gliding ends
    before = surface.page.scrollPosition().y()
    with qtbot.waitSignal(shown.shown, timeout=20_000):
        shown.show_issue(UpdateBlock("more5", {"text": "Changed here"}).apply(harbour.issue), 2)
    assert surface.page.scrollPosition().y() == pytest.approx(before, abs=60)


def test_with_less_movement_the_block_is_there_at_once(qtbot: QtBot, shown: PreviewPane, harbour: Any) -> None:
    import msgspec

    harbour.workspace.save_settings(msgspec.structs.replace(harbour.workspace.settings, reduced_motion=True))
    shown.scroll_to_block("more5")
    box = ask(qtbot, shown, "document.getElementById('b-more5').getBoundingClientRect().top < innerHeight")
    assert box is True


def test_a_click_selects_the_block(qtbot: QtBot, shown: PreviewPane) -> None:
    qtbot.waitUntil(lambda: abs(ask(qtbot, shown, "innerWidth") - 640) <= 2, timeout=10_000)
    box = ask(qtbot, shown, "document.getElementById('b-roof').getBoundingClientRect()")
    surface: Any = shown.letter.surface
    zoom = surface.view.zoomFactor()
    place = QPoint(int((box["left"] + 8) * zoom), int((box["top"] + 12) * zoom))
    with qtbot.waitSignal(shown.block_clicked, timeout=5_000) as told:
        qtbot.mouseClick(surface.view.focusProxy(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["roof"]


def test_the_looks_by_key(qtbot: QtBot, shown: PreviewPane) -> None:
    press(qtbot, shown, "On a phone")
    qtbot.waitUntil(lambda: ask(qtbot, shown, "innerWidth") == 375, timeout=10_000)
    with qtbot.waitSignal(shown.shown, timeout=20_000):
        press(qtbot, shown, "In apps that invert all colours (a simulation)")
    assert "invert" in ask(qtbot, shown, "getComputedStyle(document.documentElement).filter")
    press(qtbot, shown, "Plain text")
    text = next(lines for lines in shown.findChildren(QPlainTextEdit) if lines.isVisible())
    assert "what a month it has been" in text.toPlainText()
    press(qtbot, shown, "Read aloud")
    aloud = next(lines for lines in shown.findChildren(QPlainTextEdit) if lines.isVisible())
    qtbot.waitUntil(lambda: "Heading 1: December newsletter" in aloud.toPlainText(), timeout=10_000)
    choose(qtbot, shown, "Source")
    source = next(lines for lines in shown.findChildren(QPlainTextEdit) if lines.isVisible())
    assert source.toPlainText().startswith("<!DOCTYPE html")


def choose(qtbot: QtBot, pane: PreviewPane, name: str) -> None:
    """Take a row of the menu by keys."""
    press(qtbot, pane, "More ways of looking")
    menu = pane.findChild(QMenu)
    assert menu is not None
    qtbot.waitUntil(menu.isVisible)
    for _step in menu.actions():
        if menu.activeAction().text() == name:
            break
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)


def test_without_style_sheets_the_letter_stands_on_what_is_inline(qtbot: QtBot, shown: PreviewPane) -> None:
    with qtbot.waitSignal(shown.shown, timeout=20_000):
        choose(qtbot, shown, "Without style sheets")
    assert not shown.look.styles
    assert ask(qtbot, shown, "document.querySelectorAll('style').length") == 0
    assert ask(qtbot, shown, "document.querySelectorAll('td[style]').length > 3") is True


def test_the_headers_of_the_chosen_reader(qtbot: QtBot, shown: PreviewPane) -> None:
    choose(qtbot, shown, "Headers")
    sheet = next(made for made in shown.findChildren(QPlainTextEdit) if made.accessibleName().startswith("Headers"))
    qtbot.waitUntil(lambda: "From: " in sheet.toPlainText(), timeout=10_000)
    assert sheet.isVisible()
    assert "List-Unsubscribe: <mailto:" in sheet.toPlainText()
    assert "Subject: Lights on at the harbour" in sheet.toPlainText()
    shown.seen_by.setCurrentIndex(shown.seen_by.count() - 1)
    qtbot.waitUntil(lambda: "someone@example.org" in sheet.toPlainText(), timeout=10_000)


def test_weight_of_each_part_leads_to_the_part(qtbot: QtBot, shown: PreviewPane) -> None:
    choose(qtbot, shown, "Weight of each part")
    table = shown.weight.table
    assert table.isVisible()
    assert table.rowCount() == len(shown.prepared.rendered.block_bytes) + 2 if shown.prepared else False
    row = next(at for at in range(table.rowCount()) if table.item(at, 0).data(Qt.ItemDataRole.UserRole + 1))
    table.setCurrentCell(row, 0)
    table.setFocus()
    with qtbot.waitSignal(shown.block_clicked):
        qtbot.keyClick(table, Qt.Key.Key_Return)


def test_the_source_is_what_goes_out_and_not_the_previews_copy(qtbot: QtBot, shown: PreviewPane) -> None:
    shown.set_look(Look(show="source"))
    assert shown.prepared is not None
    source = next(lines for lines in shown.findChildren(QPlainTextEdit) if lines.isVisible())
    assert source.toPlainText() == shown.prepared.personal.html
    assert "Content-Security-Policy" not in source.toPlainText()


def test_next_look_goes_round(qtbot: QtBot, shown: PreviewPane) -> None:
    for _step in range(12):
        shown.next_look()
    assert shown.look == Look()


def test_seen_by_someone_else(qtbot: QtBot, shown: PreviewPane) -> None:
    with qtbot.waitSignal(shown.seen_by.chosen, timeout=10_000):
        shown.refresh("Friends")
    with qtbot.waitSignal(shown.shown, timeout=20_000):
        shown.seen_by.setFocus()
        qtbot.keyClick(shown.seen_by, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: "Dear friend" in ask(qtbot, shown, "document.body.textContent"), timeout=10_000)


def test_zoom_is_shown_and_reset(qtbot: QtBot, shown: PreviewPane) -> None:
    press(qtbot, shown, "Larger")
    assert shown.letter.zoom == 1.1
    press(qtbot, shown, "Zoom 110 %, press for as it is")
    assert shown.letter.zoom == 1.0
    assert button(shown, "Zoom 100 %, press for as it is").text() == "100 %"


def test_a_rendering_error_is_said_and_the_last_good_letter_stays(
    qtbot: QtBot, shown: PreviewPane, harbour: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from composer.errors import RenderingError

    def broken(*_what: Any, **_how: Any) -> Any:
        raise RenderingError("The template has an error at line 12.")

    monkeypatch.setattr(renderer, "render", broken)
    shown.show_issue(SetHeader("subject", "x").apply(harbour.issue), 2)
    qtbot.waitUntil(lambda: not shown._problem.isHidden(), timeout=10_000)
    assert "line 12" in shown._problem.words
    assert "boathouse" in ask(qtbot, shown, "document.body.textContent")


def test_pictures_from_the_web_come_only_when_asked_for(
    qtbot: QtBot, pane: PreviewPane, harbour: Any, letters: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Downloader:
        def get(self, url: str) -> Any:
            asked.append(url)
            if "gone" in url:
                raise SourceError("There is nothing there.")
            return type("Download", (), {"media_type": "image/png", "content": letters.pixel})()

    monkeypatch.setattr(type(harbour.workspace), "downloader", lambda _self: Downloader())
    issue = UpdateBlock(
        "roof", {"picture": Picture(url="https://harbourfriends.example/roof.png", alt="The roof"), "layout": "above"}
    ).apply(harbour.issue)
    with qtbot.waitSignal(pane.shown, timeout=20_000):
        pane.show_issue(issue, 1)
    assert asked == []
    loaded = "[...document.images].filter(picture => picture.naturalWidth).length"
    assert ask(qtbot, pane, loaded) == 0
    press(qtbot, pane, "Show pictures from the web")
    qtbot.waitUntil(lambda: ask(qtbot, pane, loaded) == 1, timeout=20_000)
    assert asked == ["https://harbourfriends.example/roof.png"]
    assert not button(pane, "Show pictures from the web").isVisible()


def test_links_leave_only_where_they_may(qtbot: QtBot, shown: PreviewPane, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    for address in ("https://harbourfriends.example/roof", "file:///etc/passwd", "https://example.org/unsubscribe"):
        shown.letter.link_activated.emit(QUrl(address))
    assert opened == ["https://harbourfriends.example/roof"]


def test_open_in_the_browser(qtbot: QtBot, shown: PreviewPane, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    press(qtbot, shown, "Open in my browser")
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    assert "what a month" in Path(opened[0].toLocalFile()).read_text(encoding="utf-8")


def test_without_the_web_engine_the_pane_says_so_and_still_works(
    qtbot: QtBot, harbour: Any, jobs: Jobs, show: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(engine.SIMPLE_VARIABLE, "1")
    pane = PreviewPane(harbour.workspace, jobs)
    show(pane, 460, 640)
    with qtbot.waitSignal(pane.shown, timeout=20_000):
        pane.show_issue(harbour.issue, 1)
    assert "simpler preview" in pane._simple.words
    surface: Any = pane.letter.surface
    assert "what a month" in surface.reader.toPlainText()


def test_everything_that_takes_the_focus_has_a_name(shown: PreviewPane) -> None:
    unnamed = [
        child
        for child in shown.findChildren(QWidget)
        if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus and not child.accessibleName()
    ]
    assert [type(child).__name__ for child in unnamed] == []
