"""The import panel: what may be done with a file before anything changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from composer.gui.dialogs.import_panel import ImportPanel
from composer.gui.jobs import Jobs


def _planned(panel: ImportPanel, file: Path, qtbot: Any) -> None:
    panel.open_file(file)
    qtbot.waitUntil(lambda: panel.plan is not None)


def test_a_file_of_noes_alone_can_be_kept(harbour: Any, jobs: Jobs, show: Any, qtbot: Any, tmp_path: Path) -> None:
    file = tmp_path / "left.csv"
    file.write_text("E-mail,Status\nann@example.org,unsubscribed\nbob@example.org,bounced\n", encoding="utf-8")
    panel = ImportPanel(harbour.workspace, jobs)
    show(panel)
    panel.set_lists(["Friends"])
    _planned(panel, file, qtbot)
    assert (panel.plan.valid, panel.plan.marks) == (0, 2)
    assert panel._do.isEnabled(), "nobody is written to, so nobody need have agreed"
    assert "2" in panel._do.text()
    with qtbot.waitSignal(panel.imported):
        panel._do.click()
    assert harbour.workspace.suppressions.blocked("ann@example.org")
    assert harbour.workspace.suppressions.blocked("bob@example.org")


def test_people_who_get_letters_need_a_reason(harbour: Any, jobs: Jobs, show: Any, qtbot: Any, tmp_path: Path) -> None:
    file = tmp_path / "new.csv"
    file.write_text("E-mail\nann@example.org\n", encoding="utf-8")
    panel = ImportPanel(harbour.workspace, jobs)
    show(panel)
    panel.set_lists(["Friends"])
    _planned(panel, file, qtbot)
    assert not panel._do.isEnabled()


def test_those_who_said_no_can_be_looked_at_and_a_wrong_address_says_what_may_be_meant(
    harbour: Any, jobs: Jobs, show: Any, qtbot: Any, tmp_path: Path
) -> None:
    file = tmp_path / "new.csv"
    file.write_text(
        'E-mail,Unsubscribed on\nann@example.org,2026-01-02\n"a@example.org; b@example.org",2026-01-02\n', encoding="utf-8"
    )
    panel = ImportPanel(harbour.workspace, jobs)
    show(panel)
    panel.set_lists(["Friends"])
    _planned(panel, file, qtbot)
    assert "3" in panel._do.text(), "the further addresses are noes as well"
    qtbot.waitUntil(lambda: panel._rows.rowCount() > 1)
    told = [panel._rows.item(row, 3).text() for row in range(panel._rows.rowCount())]
    assert told[1] == "There is more than one address in it. Did you mean a@example.org?"
    panel._outcomes._choose("left_out")
    qtbot.waitUntil(lambda: panel._rows.rowCount() == 1)


def test_a_soft_opt_in_without_a_day_asks_for_it_beside_the_field(
    harbour: Any, jobs: Jobs, show: Any, qtbot: Any, tmp_path: Path
) -> None:
    file = tmp_path / "members.csv"
    file.write_text("E-mail\n" + "".join(f"person{number}@example.org\n" for number in range(1200)), encoding="utf-8")
    panel = ImportPanel(harbour.workspace, jobs)
    show(panel)
    panel.set_lists(["Friends"])
    _planned(panel, file, qtbot)
    panel._basis.setFocus()
    wrong = panel._terms._errors[panel._day_line]
    qtbot.keyClick(panel._basis, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: panel._do.text() == "Import 1,200 people")
    assert not wrong.isVisible(), "consent without a day is today's"
    qtbot.keyClick(panel._basis, Qt.Key.Key_Down)
    qtbot.waitUntil(wrong.isVisible)
    assert "On which day" in wrong.text()
    assert not panel._do.isEnabled()
