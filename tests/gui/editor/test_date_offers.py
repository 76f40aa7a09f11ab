"""Dates of a text offered as what they may be."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from composer.gui.editor.date_offers import DateOffers
from composer.library.item import FoundDate, Item

FOUND = FoundDate(
    starts=date(2026, 7, 10),
    day=10,
    month=7,
    words="Thursday 10 July",
    sentence="We meet on Thursday 10 July.",
    wrong_weekday="Thursday",
    year_guessed=True,
)


def test_a_date_is_shown_with_its_sentence_and_what_is_odd_about_it(qtbot: Any, show: Any) -> None:
    offers = DateOffers()
    show(offers, 340, 300)
    offers.show_offers(Item(), [(FOUND, ("event", "closes"))])
    shown = [one.text() for one in offers.findChildren(QLabel)]
    assert "Friday 10 July 2026" in shown
    assert "“We meet on Thursday 10 July.”" in shown
    assert "It says Thursday, but that day is Friday 10 July 2026." in shown
    assert "No year is written; 2026 is the one that suits." in shown
    names = [one.accessibleName() for one in offers.buttons()]
    assert names == [
        "Make it an event: Friday 10 July 2026",
        "Use as closing date: Friday 10 July 2026",
        "Add as its own event: Friday 10 July 2026",
    ]
    for at, signal in enumerate((offers.event_wanted, offers.closing_wanted, offers.own_event_wanted)):
        with qtbot.waitSignal(signal) as told:
            qtbot.mouseClick(offers.buttons()[at], Qt.MouseButton.LeftButton)
        assert told.args == [FOUND]
    offers.show_offers(Item(), [])
    assert offers.isHidden()
