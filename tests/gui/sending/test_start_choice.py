"""When it goes, by key: now, or a day and a time still to come."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from composer.clock import fixed_clock
from composer.gui.sending.start_choice import StartChoice, away, in_words, moment_in

LONDON = ZoneInfo("Europe/London")
FRIDAY = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


@pytest.fixture
def choice(show: Any) -> StartChoice:
    made = StartChoice(fixed_clock(FRIDAY), LONDON)
    show(made, 500, 300)
    return made


@pytest.fixture
def heard(choice: StartChoice) -> list[datetime | None]:
    said: list[datetime | None] = []
    choice.chosen.connect(said.append)
    return said


def later(qtbot: Any, choice: StartChoice) -> tuple[QLineEdit, QLineEdit]:
    """Choose a time of one's own, by key; the lines for the day and the time."""
    (box,) = choice.findChildren(QComboBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    day, at = choice.findChildren(QLineEdit)
    return day, at


def write(qtbot: Any, line: QLineEdit, words: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def said(choice: StartChoice) -> str:
    return "\n".join(one.text() for one in choice.findChildren(QLabel) if one.isVisible())


def test_the_next_working_day_is_offered(qtbot: Any, choice: StartChoice, heard: list[datetime | None]) -> None:
    later(qtbot, choice)
    assert heard[-1] == datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
    assert "Monday 30 November 2026 at 09:30, in 3 days" in said(choice)
    assert "must be open" in said(choice)


def test_day_and_time_as_people_write_them(qtbot: Any, choice: StartChoice, heard: list[datetime | None]) -> None:
    day, at = later(qtbot, choice)
    write(qtbot, day, "1 July 2027")
    write(qtbot, at, "6.30 pm")
    assert heard[-1] == datetime(2027, 7, 1, 17, 30, tzinfo=UTC)
    assert "Thursday 1 July 2027 at 18:30" in said(choice)
    assert choice.wrong == ""


@pytest.mark.parametrize(
    ("day", "at", "wrong"),
    [
        ("27 November 2026", "08:59", "passed"),
        ("28 March 2027", "01:30", "clocks go forward"),
        ("30 November 2026", "half nine", "Write a time"),
    ],
)
def test_what_is_no_time_to_come_is_said_and_nothing_is_chosen(
    qtbot: Any, choice: StartChoice, heard: list[datetime | None], day: str, at: str, wrong: str
) -> None:
    day_line, time_line = later(qtbot, choice)
    write(qtbot, day_line, day)
    write(qtbot, time_line, at)
    assert heard[-1] is None
    assert wrong in choice.wrong
    assert wrong in said(choice)


def test_back_to_now(qtbot: Any, choice: StartChoice, heard: list[datetime | None]) -> None:
    later(qtbot, choice)
    (box,) = choice.findChildren(QComboBox)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert heard[-1] is None
    assert choice.wrong == ""
    assert not choice.later


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.times())
def test_a_time_on_the_wall_is_a_moment_that_shows_it_or_none(day: date, at: time) -> None:
    moment = moment_in(LONDON, day, at)
    if moment is None:
        assert at.hour == 1
        assert day.month == 3
        assert day.weekday() == 6
    else:
        assert moment.astimezone(LONDON).replace(tzinfo=None) == datetime.combine(day, at)


def test_how_far_off_it_is() -> None:
    now = datetime(2026, 11, 27, 23, 0, tzinfo=LONDON)
    assert away(now, now) == "today"
    assert away(datetime(2026, 11, 28, 1, 0, tzinfo=LONDON), now) == "tomorrow"
    assert away(datetime(2026, 12, 7, 1, 0, tzinfo=LONDON), now) == "in 10 days"
    assert in_words(now) == "Friday 27 November 2026 at 23:00"
