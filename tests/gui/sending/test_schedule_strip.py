"""What goes by itself: in time it goes, too late it asks, and it can be called off; in the real window, by real keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from composer.delivery.schedule import GRACE, Schedule
from composer.gui import changes
from composer.publishing.review import Choice, make_campaign, read_facts, read_letter

THEN = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def campaign(harbour: Any) -> Any:
    letter = read_letter(harbour.workspace, harbour.issue.id)
    return make_campaign(harbour.workspace, read_facts(harbour.workspace, letter, Choice(("Friends",), starts=THEN)))


@pytest.fixture
def at(harbour: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets the time be another one."""

    def moved(moment: datetime) -> None:
        monkeypatch.setattr(Schedule, "now", lambda _self: moment)

    return moved


def lines(window: Any) -> str:
    return "\n".join(one.text() for one in window.findChildren(QLabel) if one.isVisible() and "December newsletter" in one.text())


def press(qtbot: Any, window: Any, name: str) -> None:
    made = next(one for one in window.findChildren(QPushButton) if one.accessibleName().startswith(name) and one.isVisible())
    qtbot.keyClick(made, Qt.Key.Key_Space)


def state(harbour: Any, campaign: Any) -> str:
    return str(harbour.workspace.campaigns.get(campaign.id).state)


def test_it_stands_above_every_page_and_goes_in_time(qtbot: Any, harbour: Any, campaign: Any, at: Any, window: Any) -> None:
    qtbot.waitUntil(lambda: "goes on Tuesday 1 December 2026 at 09:30" in lines(window))
    window.show_place("people")
    assert "goes on Tuesday" in lines(window)
    at(THEN + timedelta(seconds=20))
    window.changes.note(changes.CAMPAIGNS)
    qtbot.waitUntil(lambda: state(harbour, campaign) == "finished", timeout=20_000)
    assert len(harbour.letters()) == 5
    qtbot.waitUntil(lambda: "goes on Tuesday" not in lines(window))


def test_missed_it_asks_and_sends_nothing_by_itself(qtbot: Any, harbour: Any, campaign: Any, at: Any, window: Any) -> None:
    at(THEN + GRACE)
    window.changes.note(changes.CAMPAIGNS)
    qtbot.waitUntil(lambda: "was to go on Tuesday 1 December 2026 at 09:30" in lines(window))
    assert harbour.letters() == []
    press(qtbot, window, "Send it now")
    qtbot.waitUntil(lambda: state(harbour, campaign) == "finished", timeout=20_000)
    assert len(harbour.letters()) == 5


def test_who_had_the_focus_there_has_it_on_the_way_on(qtbot: Any, campaign: Any, at: Any, window: Any) -> None:
    qtbot.waitUntil(lambda: "goes on Tuesday" in lines(window))
    next(one for one in window.findChildren(QPushButton) if one.accessibleName().startswith("Another time")).setFocus()
    at(THEN + GRACE)
    window.changes.note(changes.CAMPAIGNS)
    qtbot.waitUntil(lambda: "was to go on Tuesday" in lines(window))
    assert window.isActiveWindow(), "no part of it stood as a window of its own for a moment"
    assert window.focusWidget().accessibleName().startswith("Send it now")


def test_called_off_once_asked(qtbot: Any, harbour: Any, campaign: Any, window: Any) -> None:
    qtbot.waitUntil(lambda: "goes on Tuesday" in lines(window))
    press(qtbot, window, "Do not send:")
    assert state(harbour, campaign) == "scheduled", "one key too many calls nothing off"
    press(qtbot, window, "Do not send it")
    qtbot.waitUntil(lambda: state(harbour, campaign) == "cancelled")
    qtbot.waitUntil(lambda: "goes on Tuesday" not in lines(window))


def test_another_time_for_the_same_letter_to_the_same_people(qtbot: Any, harbour: Any, campaign: Any, window: Any) -> None:
    qtbot.waitUntil(lambda: "goes on Tuesday" in lines(window))
    press(qtbot, window, "Another time")
    press(qtbot, window, "Keep this time")
    qtbot.waitUntil(lambda: "goes on Tuesday 24 November 2026 at 09:30" in lines(window))
    assert state(harbour, campaign) == "scheduled"
    assert harbour.workspace.campaigns.counts(campaign.id).queued == 5


def test_what_another_computer_began_is_said_and_shown_as_it_is(
    qtbot: Any, harbour: Any, campaign: Any, at: Any, window: Any
) -> None:
    qtbot.waitUntil(lambda: "goes on Tuesday" in lines(window))
    harbour.workspace.campaigns.resume(campaign.id)
    press(qtbot, window, "Do not send:")
    press(qtbot, window, "Do not send it")
    qtbot.waitUntil(lambda: "has begun already" in window.toast_words or "goes on Tuesday" not in lines(window))
    assert state(harbour, campaign) != "cancelled"


def test_closing_shortly_before_asks_once(qtbot: Any, harbour: Any, campaign: Any, at: Any, window: Any) -> None:
    qtbot.waitUntil(lambda: "goes on Tuesday" in lines(window))
    at(THEN - timedelta(hours=2))
    window.close()
    assert window.isVisible()
    assert "only if Newsletter Composer is open then" in lines(window)
    window.close()
    assert not window.isVisible()
    assert state(harbour, campaign) == "scheduled"


def test_closing_days_before_asks_nothing(qtbot: Any, harbour: Any, campaign: Any, window: Any) -> None:
    qtbot.waitUntil(lambda: "goes on Tuesday" in lines(window))
    window.close()
    assert not window.isVisible()
