"""The bar speaks of the worst first, walks, mends, and shows everything on demand."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from composer.checks.check import Finding
from composer.document.edits import SetHeader
from composer.gui.editor.check_bar import CheckBar

ERROR = Finding(code="subject.empty", severity="error", message="There is no subject.", field="subject", remedy="Write one.")
NOTE = Finding(
    code="alt.missing", severity="warning", message="1 picture has no description", block="roof", fix=SetHeader("subject", "x")
)
ADVICE = Finding(code="reading.long", severity="advice", message="A long sentence")


@pytest.fixture
def bar(qtbot: Any, show: Any) -> CheckBar:
    made = CheckBar()
    show(made, 1000, 400)
    return made


def button(bar: CheckBar, name: str) -> QPushButton:
    return next(one for one in bar.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible())


def test_it_starts_by_saying_that_it_looks(bar: CheckBar) -> None:
    assert bar._summary.text() == "Checking…"


def test_all_well(bar: CheckBar) -> None:
    bar.show_findings((), 9)
    bar.show_figures("38 KB · 412 people")
    assert bar._summary.text() == "9 checks passed"
    assert not bar._strip.isVisible()
    assert bar._figures.text() == "38 KB · 412 people"


def test_an_error_is_counted_and_named(bar: CheckBar) -> None:
    bar.show_findings((ERROR, NOTE), 7)
    assert bar._summary.text() == "1 thing stops sending"
    assert bar._words.text() == "There is no subject."
    assert bar._strip.property("surface") == "banner-danger"


def test_walking_goes_round_both_ways(bar: CheckBar) -> None:
    bar.show_findings((ERROR, NOTE, ADVICE), 6)
    shown: list[Finding] = []
    bar.shown.connect(shown.append)
    for step in (1, 1, 1, 1, -1):
        bar.walk(step)
    assert shown == [ERROR, NOTE, ADVICE, ERROR, ADVICE]


def test_mending_by_the_button_and_by_return(qtbot: Any, bar: CheckBar) -> None:
    bar.show_findings((NOTE,), 8)
    mended: list[Finding] = []
    bar.fix_wanted.connect(mended.append)
    bar.focus_fix()
    qtbot.keyClick(bar._fix, Qt.Key.Key_Return)
    qtbot.mouseClick(bar._fix, Qt.MouseButton.LeftButton)
    assert mended == [NOTE, NOTE]


def test_what_cannot_be_mended_is_shown(qtbot: Any, bar: CheckBar) -> None:
    bar.show_findings((ERROR,), 8)
    shown: list[Finding] = []
    bar.shown.connect(shown.append)
    qtbot.mouseClick(button(bar, "Show"), Qt.MouseButton.LeftButton)
    assert shown == [ERROR]
    assert bar._fix.isHidden()


def test_the_panel_lists_everything_and_leads(qtbot: Any, bar: CheckBar) -> None:
    bar.show_findings((ERROR, NOTE, ADVICE), 6)
    qtbot.mouseClick(button(bar, "All findings"), Qt.MouseButton.LeftButton)
    assert bar.panel.isVisible()
    mended: list[Finding] = []
    shown: list[Finding] = []
    bar.fix_wanted.connect(mended.append)
    bar.shown.connect(shown.append)
    qtbot.mouseClick(button(bar, "Fix: 1 picture has no description"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(bar, "Show: 1 picture has no description"), Qt.MouseButton.LeftButton)
    assert (mended, shown) == ([NOTE], [NOTE])
    assert bar.current == NOTE
    qtbot.keyClick(bar.panel, Qt.Key.Key_Escape)
    assert bar.panel.isHidden()


def test_the_finding_spoken_of_stays_while_it_lasts(bar: CheckBar) -> None:
    bar.show_findings((ERROR, NOTE), 7)
    bar.walk(1)
    bar.walk(1)
    bar.show_findings((NOTE, ADVICE), 7)
    assert bar.current == NOTE
    bar.show_findings((), 9)
    assert bar.current is None
    assert bar.panel.isHidden()
