"""What the site says now, before sending: what stops it comes first, each is decided by keys, and silence needs a knowing yes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton

from composer.gui.sending.site_section import SiteSection
from composer.picking.drift import Drift
from composer.picking.three_way import Difference

HEADLINE = Difference("headline", "updated", "The roof is wet", "The roof is dry", {"title_text": "The roof is dry"})
DATE = Difference("date", "updated", "Saturday 12 December 2026", "Saturday 19 December 2026", {"starts": None})
OURS = Difference("text", "ours", "Our words", "Their words", {"text": "Their words"})


def drift(title: str, *found: Difference, **more: Any) -> Drift:
    return Drift(title.lower(), "", title.lower(), title, found, **more)


@pytest.fixture
def section(show: Any) -> SiteSection:
    made = SiteSection()
    show(made, 560, 900)
    return made


def settle(section: SiteSection) -> None:
    """Every card is made, and stands there."""
    while section._making.isActive():
        QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, 0)


def said(section: SiteSection) -> str:
    settle(section)
    return "\n".join(made.text() for made in section.findChildren(QLabel) if made.isVisible())


def visible(section: SiteSection) -> list[str]:
    settle(section)
    return [made.accessibleName() for made in section.findChildren(QPushButton) if made.isVisible()]


def press(qtbot: Any, section: SiteSection, name: str) -> None:
    settle(section)
    made = next(one for one in section.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible())
    made.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(made, Qt.Key.Key_Return)


def test_nothing_from_a_site_needs_no_look(section: SiteSection) -> None:
    section.show_drifts([], 0)
    assert "Nothing in this issue was taken from a site." in said(section)
    assert visible(section) == []
    assert section.held == ""


def test_the_look_shows_how_far_it_is_holds_the_sending_and_can_be_ended(qtbot: Any, section: SiteSection) -> None:
    section.show_drifts([], 3)
    section.show_looking(1, 3)
    assert "Looking at your site again: 1 of 3" in said(section)
    assert section.held
    with qtbot.waitSignal(section.unwaited):
        press(qtbot, section, "Do not wait")
    section.show_looking(0, 0)
    section.show_drifts([], 3)
    assert "all 3 are as your site has them" in said(section)
    assert section.held == ""
    with qtbot.waitSignal(section.again):
        press(qtbot, section, "Look again")


def test_what_stops_the_sending_stands_first(section: SiteSection) -> None:
    gone = drift("Gone", trouble="gone", reason="There is no such page.")
    section.show_drifts([drift("Roof", HEADLINE), gone, drift("Swim", DATE)], 5)
    words = said(section)
    assert "2 things are gone, called off or moved. Decide about them first." in words
    assert words.index("\nGone") < words.index("\nSwim") < words.index("\nRoof")
    assert "line-through" in words


def test_what_we_changed_ourselves_is_no_matter_here(section: SiteSection) -> None:
    section.show_looking(0, 0)
    section.show_drifts([drift("Roof", OURS)], 1)
    assert "it is as your site has it" in said(section)
    assert "Restore" not in "".join(visible(section))


def test_keys_decide_and_lead_to_the_block(qtbot: Any, section: SiteSection) -> None:
    heard: list[Any] = []
    section.mended.connect(
        lambda what, about, _found: heard.append((what, about.title if isinstance(about, Drift) else len(about)))
    )
    section.shown.connect(lambda about: heard.append(("show", about.title)))
    section.show_drifts([drift("Roof", HEADLINE), drift("Swim", DATE)], 2)
    press(qtbot, section, "Take it: Headline")
    press(qtbot, section, "Show in the issue: Swim")
    press(qtbot, section, "Take over all 2 updates")
    assert heard == [("take", "Roof"), ("show", "Swim"), ("take_all", 2)]


def test_the_focus_is_never_lost_with_what_was_decided(qtbot: Any, section: SiteSection) -> None:
    section.show_drifts([drift("Roof", HEADLINE), drift("Swim", DATE)], 2)
    press(qtbot, section, "Keep ours: Headline")
    section.show_drifts([drift("Swim", DATE)], 2)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.isVisible()
    assert section.isAncestorOf(focused)


def test_silence_needs_a_knowing_yes_and_a_new_silence_a_new_one(qtbot: Any, section: SiteSection) -> None:
    silent = drift("Roof", trouble="unknown", reason="harbour.example did not answer.")
    section.show_looking(0, 0)
    section.show_drifts([silent], 2)
    assert "“Roof” could not be looked up and may have changed: harbour.example did not answer." in said(section)
    assert section.held
    (tick,) = section.findChildren(QCheckBox)
    tick.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert section.held == ""
    section.show_drifts([replace(silent, reason="It is still away.")], 2)
    assert section.held == "", "it was said already"
    section.show_drifts([silent, drift("Swim", trouble="unknown", reason="Away.")], 2)
    assert section.held, "that is more than was said yes to"
    assert not tick.isChecked()
    section.show_drifts([], 2)
    assert section.held == ""


def test_many_come_a_few_at_a_time(qtbot: Any, section: SiteSection) -> None:
    def shown() -> int:
        return sum(name.startswith("Show in the issue") for name in visible(section))

    section.show_drifts([drift(f"Post {number}", HEADLINE) for number in range(30)], 30)
    assert "30 things are not as your site has them now." in said(section)
    qtbot.waitUntil(lambda: shown() == 5)
    press(qtbot, section, "Show 10 more of 25")
    qtbot.waitUntil(lambda: shown() == 15)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Show in the issue: Post 5"
    press(qtbot, section, "Show 10 more of 15")
    press(qtbot, section, "Show 5 more of 5")
    qtbot.waitUntil(lambda: shown() == 30)
    titles = [name.rpartition(" ")[2] for name in visible(section) if name.startswith("Show in the issue")]
    assert titles == [str(number) for number in range(30)]


def test_a_very_long_text_waits_behind_a_press(qtbot: Any, section: SiteSection) -> None:
    long = replace(HEADLINE, facet="text", ours="wet " * 600, theirs="dry " * 900)
    section.show_drifts([drift("Roof", long)], 1)
    assert said(section).count("dry") < 200
    press(qtbot, section, "Show 760 more words: Text")
    assert said(section).count("dry") == 900
