"""One line about a campaign that waits or was missed: everything is asked for first, and Esc leaves it as it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from composer.gui.sending.schedule_line import ScheduleLine
from composer.publishing.review import Choice, make_campaign, read_facts, read_letter

THEN = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def line(harbour: Any, show: Any) -> Any:
    letter = read_letter(harbour.workspace, harbour.issue.id)
    campaign = make_campaign(harbour.workspace, read_facts(harbour.workspace, letter, Choice(("Friends",), starts=THEN)))

    def made(missed: bool) -> ScheduleLine:
        one = ScheduleLine(campaign, missed, harbour.workspace)
        one.heard = []  # type: ignore[attr-defined]
        one.now_wanted.connect(lambda: one.heard.append("now"))  # type: ignore[attr-defined]
        one.off_wanted.connect(lambda: one.heard.append("off"))  # type: ignore[attr-defined]
        one.moved.connect(lambda starts: one.heard.append(starts))  # type: ignore[attr-defined]
        show(one, 900, 200)
        return one

    return made


def buttons(line: ScheduleLine) -> dict[str, QPushButton]:
    return {one.text(): one for one in line.findChildren(QPushButton) if one.isVisible() and one.text()}


def press(qtbot: Any, line: ScheduleLine, words: str) -> None:
    qtbot.keyClick(buttons(line)[words], Qt.Key.Key_Space)


def said(line: ScheduleLine) -> str:
    return "\n".join(one.text() for one in line.findChildren(QLabel) if one.isVisible())


def test_while_it_waits_it_is_not_sent_at_once_by_a_slip(line: Any) -> None:
    made = line(False)
    assert set(buttons(made)) == {"Another time…", "Do not send…"}
    assert "goes on Tuesday 1 December 2026 at 09:30" in said(made)
    assert buttons(made)["Do not send…"].accessibleName() == "Do not send: December newsletter"


def test_missed_it_says_that_nothing_was_sent(qtbot: Any, line: Any) -> None:
    made = line(True)
    assert "nothing was sent" in said(made)
    press(qtbot, made, "Send it now")
    assert made.heard == ["now"]


def test_calling_off_is_asked_first(qtbot: Any, line: Any) -> None:
    made = line(False)
    press(qtbot, made, "Do not send…")
    assert made.heard == []
    assert "Nobody gets this letter then." in said(made)
    assert buttons(made)["Leave it as it is"].hasFocus()
    qtbot.keyClick(buttons(made)["Leave it as it is"], Qt.Key.Key_Escape)
    assert set(buttons(made)) == {"Another time…", "Do not send…"}
    press(qtbot, made, "Do not send…")
    press(qtbot, made, "Do not send it")
    assert made.heard == ["off"]


def test_another_time_must_be_one(qtbot: Any, line: Any) -> None:
    made = line(False)
    press(qtbot, made, "Another time…")
    time = next(one for one in made.findChildren(QLineEdit) if one.accessibleName() == "Time it goes")
    time.setFocus()
    time.selectAll()
    qtbot.keyClicks(time, "soon")
    qtbot.keyClick(time, Qt.Key.Key_Return)
    assert not buttons(made)["Keep this time"].isEnabled()
    assert "Write a time like 09:30." in said(made)
    time.selectAll()
    qtbot.keyClicks(time, "4pm")
    qtbot.keyClick(time, Qt.Key.Key_Return)
    press(qtbot, made, "Keep this time")
    assert made.heard == [datetime(2026, 11, 24, 16, 0, tzinfo=UTC)]
