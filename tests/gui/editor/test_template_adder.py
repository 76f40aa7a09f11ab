"""A template of one's own comes in, is refused with reasons, goes and comes back; in the whole composer."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from composer.paths import templates_folder


@pytest.fixture
def club(tmp_path: Path) -> Path:
    """A designer's folder."""
    return Path(shutil.copytree(templates_folder() / "letter", tmp_path / "club"))


@pytest.fixture
def look(qtbot: Any, window: Any, page: Any) -> Any:
    window.actions_table.trigger("look")
    qtbot.waitUntil(page.arrange.look.isVisible)
    return page.arrange.look


def words(look: Any) -> str:
    return "\n".join(one.text() for one in look.findChildren(QLabel) if one.isVisible())


def press(qtbot: Any, look: Any, name: str) -> None:
    made = next(one for one in look.findChildren(QPushButton) if one.isVisible() and one.text().strip() == name)
    qtbot.keyClick(made, Qt.Key.Key_Space)


def choose(look: Any, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    menu = next(one for one in look.findChildren(QPushButton) if one.text().strip() == "Add a template").menu()
    next(action for action in menu.actions() if "folder" in action.text()).trigger()


def test_it_comes_in_and_is_taken_back(
    qtbot: Any, harbour: Any, page: Any, look: Any, club: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(look.cards)
    choose(look, monkeypatch, club)
    qtbot.waitUntil(lambda: set(look.cards) == {*before, "club"}, timeout=20_000)
    assert "“club” is among the templates now." in words(look)
    press(qtbot, look, "Undo")
    qtbot.waitUntil(lambda: set(look.cards) == before, timeout=20_000)


def test_one_that_is_not_fit_is_refused_with_reasons(qtbot: Any, look: Any, club: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (club / "layout.html.j2").write_text("<p>{{ issue.name }}</p>", encoding="utf-8")
    choose(look, monkeypatch, club)
    qtbot.waitUntil(lambda: "was not added" in words(look), timeout=20_000)
    assert "club" not in look.cards


def test_what_is_no_template_is_said(qtbot: Any, look: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "photos").mkdir()
    choose(look, monkeypatch, tmp_path / "photos")
    qtbot.waitUntil(lambda: "photos" in words(look), timeout=20_000)


def test_removed_and_given_back(qtbot: Any, harbour: Any, window: Any, page: Any, club: Path) -> None:
    shutil.copytree(club, harbour.workspace.folder / "templates" / "club")
    window.actions_table.trigger("look")
    look = page.arrange.look
    qtbot.waitUntil(lambda: "club" in look.cards, timeout=20_000)
    qtbot.waitUntil(page.look_desk.adder.remove_button.isVisible)
    page.look_desk.adder.remove_button.menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: "club" not in look.cards, timeout=20_000)
    assert "“club” is removed." in words(look)
    press(qtbot, look, "Undo")
    qtbot.waitUntil(lambda: "club" in look.cards, timeout=20_000)
