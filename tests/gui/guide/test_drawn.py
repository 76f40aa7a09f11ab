"""A chapter on the page: words marked as buttons and keys, pictures as wide as there is room for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image

from composer.gui.guide.chapter import Chapter, Head, Shot, Steps, Words
from composer.gui.guide.drawn import html_of, sheet
from composer.gui.theme import active_theme


def test_a_chapter_is_drawn(qtbot: Any, tmp_path: Path) -> None:
    Image.new("RGB", (800, 400)).save(tmp_path / "boat-light.png")
    parts = (
        Head("One & two"),
        Words("Press **Send** or [[Ctrl+Return]]"),
        Steps(("First",)),
        Shot("boat", "A boat"),
        Shot("x", "No"),
    )
    drawn = html_of(Chapter("c", "Title", "About", "x", parts), tmp_path, 400, dark=False)
    assert "One &amp; two" in drawn
    assert "<b>Send</b>" in drawn
    assert "Ctrl+Return" in drawn
    assert "[[" not in drawn
    assert 'alt="A boat" width="400" height="200"' in drawn
    assert "<i>No</i>" in drawn, "where the picture is missing its words stand"


def test_its_sizes_follow_the_size_of_the_text(qtbot: Any) -> None:
    tokens = active_theme().tokens.mapping()
    assert "font-size: 28px" in sheet(tokens, lambda size: round(size * 2))
    assert tokens["text"] in sheet(tokens, round)
