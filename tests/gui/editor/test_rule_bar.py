"""The question whether a whole category is of a kind."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from composer.gui.editor.correcting import RuleAsked
from composer.gui.editor.rule_bar import RuleBar


def test_it_asks_is_agreed_to_once_and_put_away(qtbot: Any, show: Any) -> None:
    bar = RuleBar()
    show(bar, 360, 100)
    assert not bar.agree()
    bar.ask(RuleAsked("s", "Harbour Friends", "Voices", "blog"))
    assert bar.words == "Treat everything under “Voices” from “Harbour Friends” as a guest blog?"
    with qtbot.waitSignal(bar.agreed) as told:
        qtbot.mouseClick(bar.remember, Qt.MouseButton.LeftButton)
    assert told.args == [RuleAsked("s", "Harbour Friends", "Voices", "blog")]
    assert bar.words == ""
    assert not bar.agree()


def test_where_there_is_no_category_it_asks_about_the_source(show: Any) -> None:
    bar = RuleBar()
    show(bar, 360, 100)
    bar.ask(RuleAsked("s", "Tenders", "", "tender"))
    assert bar.words == "Treat everything from “Tenders” as an invitation to tender?"
    bar.dismiss()
    assert bar.isHidden()
