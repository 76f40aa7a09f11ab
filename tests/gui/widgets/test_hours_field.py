"""Days are chosen, times are written; what is no time is told where the pace is kept."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from composer.delivery.office_hours import OfficeHours
from composer.errors import InputError
from composer.gui.jobs import Jobs
from composer.gui.widgets.hours_field import HoursField
from composer.gui.widgets.pace_strip import PaceStrip


@pytest.fixture
def field(show: Any) -> HoursField:
    made = HoursField("When letters go")
    show(made, 300, 120)
    return made


def write(qtbot: Any, line: Any, words: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words)


def test_at_any_time_until_days_are_chosen(qtbot: Any, field: HoursField) -> None:
    assert field.hours() is None
    assert not field.begins.isVisible()
    field.days.setFocus()
    qtbot.keyClick(field.days, Qt.Key.Key_Down)
    assert field.begins.isVisible()
    assert field.hours() == OfficeHours((0, 1, 2, 3, 4), 8 * 60, 18 * 60)
    write(qtbot, field.begins, "9.30 am")
    write(qtbot, field.ends, "24:00")
    assert field.hours() == OfficeHours((0, 1, 2, 3, 4), 9 * 60 + 30, 24 * 60)


@pytest.mark.parametrize("hours", [OfficeHours((1, 3), 600, 1440), OfficeHours((0, 1, 2, 3, 4, 5), 0, 60), None])
def test_what_is_shown_is_what_comes_back(field: HoursField, hours: OfficeHours | None) -> None:
    field.show_hours(hours)
    assert field.hours() == hours


@pytest.mark.parametrize(("begins", "ends"), [("noon-ish", "18:00"), ("18:00", "08:00")])
def test_what_are_no_hours_is_said(qtbot: Any, field: HoursField, begins: str, ends: str) -> None:
    field.show_hours(OfficeHours())
    write(qtbot, field.begins, begins)
    write(qtbot, field.ends, ends)
    with pytest.raises(InputError):
        field.hours()


def test_an_account_keeps_its_hours(qtbot: Any, harbour: Any, jobs: Jobs, show: Any) -> None:
    office = msgspec.structs.replace(harbour.workspace.accounts.all()[0], office_hours=OfficeHours())
    harbour.workspace.accounts.save(office)
    strip = PaceStrip(harbour.workspace, jobs, office)
    show(strip, 640, 420)
    write(qtbot, strip.hours.begins, "soon")
    qtbot.keyClick(strip.keep, Qt.Key.Key_Space)
    assert any("not a time" in one.text() for one in strip.findChildren(QLabel) if one.isVisible())
    said: list[str] = []
    strip.kept.connect(said.append)
    write(qtbot, strip.hours.begins, "07:30")
    qtbot.keyClick(strip.keep, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(said))
    assert harbour.workspace.accounts.get(office.name).office_hours == OfficeHours(begins=450)
