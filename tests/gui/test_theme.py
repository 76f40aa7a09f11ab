"""Every pair of colours can be read, and a change of theme reaches everything at once."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from composer.gui.theme import DARK, DARK_STRONG, LIGHT, LIGHT_STRONG, Tokens, active_theme, contrast, mark

TEXT_PAIRS = (
    ("text", "bg"),
    ("text", "sunken"),
    ("text", "surface"),
    ("text", "hover"),
    ("muted", "bg"),
    ("muted", "sunken"),
    ("muted", "surface"),
    ("accent", "surface"),
    ("accent", "bg"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent_soft", "accent_soft"),
    ("warn", "warn_soft"),
    ("warn", "surface"),
    ("warn", "bg"),
    ("danger", "surface"),
    ("danger", "bg"),
    ("danger", "danger_soft"),
    ("ok", "bg"),
    ("ok", "surface"),
    ("bg", "text"),
)
EDGE_PAIRS = (("edge", "surface"), ("edge", "bg"), ("focus", "bg"), ("focus", "surface"), ("accent", "surface"))


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication) -> Any:
    yield
    active_theme().set_mode("light")
    active_theme().set_text_size(100)
    active_theme().set_strong(False)


@pytest.mark.parametrize("tokens", [LIGHT_STRONG, DARK_STRONG], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), TEXT_PAIRS)
def test_with_more_contrast_text_is_plainer_still(tokens: Tokens, words: str, ground: str) -> None:
    assert contrast(getattr(tokens, words), getattr(tokens, ground)) >= 7


@pytest.mark.parametrize("tokens", [LIGHT_STRONG, DARK_STRONG], ids=["light", "dark"])
def test_with_more_contrast_every_line_is_seen(tokens: Tokens) -> None:
    assert min(contrast(line, tokens.surface) for line in (tokens.line, tokens.edge, tokens.focus)) >= 4.5


def test_more_contrast_holds_in_both_themes(qtbot: Any) -> None:
    theme = active_theme()
    theme.set_strong(True)
    assert theme.tokens is LIGHT_STRONG
    theme.set_mode("dark")
    assert theme.tokens is DARK_STRONG
    assert theme.is_dark


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), TEXT_PAIRS)
def test_text_can_be_read(tokens: Tokens, words: str, ground: str) -> None:
    assert contrast(getattr(tokens, words), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), EDGE_PAIRS)
def test_edges_and_focus_are_seen(tokens: Tokens, line: str, ground: str) -> None:
    assert contrast(getattr(tokens, line), getattr(tokens, ground)) >= 3


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_dark_and_light_reach_a_window_that_is_open(qtbot: Any) -> None:
    label = QLabel("words")
    qtbot.addWidget(label)
    theme = active_theme()
    theme.dress(label)
    label.show()
    theme.set_mode("dark")
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == DARK.text
    assert theme.is_dark
    with qtbot.waitSignal(theme.changed):
        theme.set_mode("light")
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == LIGHT.text


def test_text_grows_as_wished_within_sense(qtbot: Any) -> None:
    theme = active_theme()
    theme.set_text_size(150)
    assert theme.px(14) == 21
    assert theme.room_for(800) == 1200
    theme.set_text_size(80)
    assert theme.room_for(800) == 800
    theme.set_text_size(900)
    assert theme.text_size == 200


def test_a_mark_given_later_changes_the_look(qtbot: Any) -> None:
    button = QPushButton("Send")
    qtbot.addWidget(button)
    active_theme().dress(button)
    button.resize(120, 40)
    button.show()
    plain = button.grab().toImage()
    mark(button, kind="primary")
    assert button.grab().toImage() != plain


def test_figures_may_be_of_one_width(qtbot: Any) -> None:
    from PySide6.QtGui import QFontMetrics

    narrow = QFontMetrics(active_theme().font(14, tabular=True))
    assert narrow.horizontalAdvance("1111") == narrow.horizontalAdvance("0000")
