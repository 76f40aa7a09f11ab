"""What the site says otherwise, in the block itself: both texts, in words and not by colour alone, by keys."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from composer.gui.editor.drift_strip import DriftStrip
from composer.picking.drift import Drift
from composer.picking.three_way import Difference

HEADLINE = Difference("headline", "updated", "The roof is wet", "The roof is dry", {"title_text": "The roof is dry"}, {}, {})
DATE = Difference("date", "updated", "Saturday 12 December 2026", "Saturday 19 December 2026", {}, {}, {})
TEXT = Difference("text", "ours", "Our words", "Their words", {"text": "Their words"}, {}, {})


@pytest.fixture
def strip(show: Any) -> DriftStrip:
    made = DriftStrip()
    show(made, 330, 400)
    return made


def drift(*found: Difference, **more: Any) -> Drift:
    return Drift("a", more.pop("entry_id", ""), "roof", "The roof", found, **more)


def said(strip: DriftStrip) -> str:
    return "\n".join(made.text() for made in strip.findChildren(QLabel) if made.isVisible())


def names(strip: DriftStrip) -> list[str]:
    return [made.accessibleName() for made in strip.buttons()]


def test_nothing_to_say_takes_no_room(strip: DriftStrip) -> None:
    strip.show_drifts([drift(HEADLINE)])
    strip.show_drifts([])
    assert strip.isHidden()
    assert strip.buttons() == []


def test_both_texts_stand_there_and_each_has_its_buttons(strip: DriftStrip) -> None:
    strip.show_drifts([drift(HEADLINE, DATE)])
    words = said(strip)
    for part in ("Updated on your site", "Headline", "Ours", "Site", "line-through", "underline", "Date"):
        assert part in words
    assert names(strip) == [
        "Take it: Headline",
        "Keep ours: Headline",
        "Take it: Date",
        "Keep ours: Date",
        "Take all: The roof",
        "Keep all ours: The roof",
    ]
    spoken = [made.accessibleName() for made in strip.findChildren(QLabel)]
    assert "Headline, Ours: The roof is wet" in spoken
    assert "Headline, Site: The roof is dry" in spoken


def test_keys_take_and_keep(qtbot: Any, strip: DriftStrip) -> None:
    heard: list[Any] = []
    strip.mended.connect(lambda what, about, found: heard.append((what, about.title, [one.facet for one in found])))
    strip.show_drifts([drift(HEADLINE, DATE)])
    first = strip.buttons()[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(first, Qt.Key.Key_Return)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.keyClick(strip.buttons()[4], Qt.Key.Key_Return)
    assert heard == [
        ("take", "The roof", ["headline"]),
        ("keep", "The roof", ["headline"]),
        ("take", "The roof", ["headline", "date"]),
    ]


def test_the_focus_goes_to_what_is_left(qtbot: Any, strip: DriftStrip) -> None:
    strip.show_drifts([drift(HEADLINE, DATE)])
    strip.buttons()[0].setFocus(Qt.FocusReason.TabFocusReason)
    strip.show_drifts([drift(DATE)])
    assert QApplication.focusWidget() is strip.buttons()[0]
    assert names(strip)[0] == "Take it: Date"


def test_what_we_changed_is_one_quiet_line_with_the_way_back(strip: DriftStrip) -> None:
    strip.show_drifts([drift(TEXT)])
    assert "Changed here: text. Your site says: Their words" in said(strip)
    assert names(strip) == ["Restore: Text"]
    assert strip.buttons()[0].toolTip() == "Your site says: Their words"


@pytest.mark.parametrize(
    ("trouble", "words", "buttons"),
    [
        ("gone", "No longer on your site.", ["Take it out: The roof", "Keep it all the same: The roof"]),
        ("cancelled", "", ["Take it out: The roof", "Keep it all the same: The roof"]),
        ("file_gone", "Its document is gone.", ["Keep it all the same: The roof"]),
        ("unlisted", "It may have been taken back.", ["Keep it all the same: The roof"]),
        ("unknown", "It could not be looked up.", []),
    ],
)
def test_troubles(strip: DriftStrip, trouble: Any, words: str, buttons: list[str]) -> None:
    strip.show_drifts([drift(trouble=trouble, reason="The server says so.")])
    assert f"{words} The server says so.".strip() in said(strip)
    assert names(strip) == buttons


def test_a_line_among_dates_is_called_by_its_name(strip: DriftStrip) -> None:
    strip.show_drifts([drift(DATE, entry_id="x")])
    assert "The roof: Updated on your site" in said(strip)


def test_strangers_markup_is_words(strip: DriftStrip) -> None:
    strip.show_drifts([drift(Difference("headline", "updated", "A", "<b>B</b>"))])
    assert "&lt;b&gt;B&lt;/b&gt;" in said(strip)


def test_many_lines_that_moved_come_a_few_at_a_time(qtbot: Any, strip: DriftStrip) -> None:
    strip.show_drifts([Drift("a", f"e{number}", "swim", f"Swim {number}", (DATE,)) for number in range(9)])
    assert "Swim 5:" in said(strip)
    assert "Swim 6:" not in said(strip)
    more = strip.buttons()[-1]
    assert more.accessibleName() == "Show 3 more"
    more.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(more, Qt.Key.Key_Return)
    assert "Swim 8:" in said(strip)
    assert QApplication.focusWidget() in strip.buttons()
