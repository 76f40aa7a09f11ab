"""The parts of the People page, as somebody at the keyboard meets them."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from composer.contacts.bulk_edit import AddTag, JoinList, Remove, SetBasis, edit_people
from composer.contacts.contact import Contact
from composer.contacts.segment_rules import Rule, Rules
from composer.contacts.suppressions import Suppression
from composer.gui.jobs import Jobs
from composer.gui.people.add_row import AddRow
from composer.gui.people.basis_form import BasisForm
from composer.gui.people.bulk_bar import BulkBar
from composer.gui.people.changing import PeopleChanging
from composer.gui.people.come_back_form import ComeBackForm
from composer.gui.people.doubles_panel import DoublesPanel
from composer.gui.people.exchange_panel import ExchangePanel
from composer.gui.people.group_line import GroupLine, demands_in_words
from composer.gui.people.keeping_panel import KeepingPanel
from composer.gui.people.people_table import PeopleTable
from composer.gui.people.person_work import add_person, read_groups, read_person, rename, retag
from composer.gui.people.segment_panel import SegmentPanel
from composer.gui.people.sheets_panel import SheetsPanel
from composer.gui.people.side import PeopleSide
from composer.gui.people.steps_panel import StepsPanel, read_steps, undo
from composer.gui.widgets.side_panel import SidePanel

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def press(widget: Any, words: str) -> None:
    def found() -> list[QPushButton]:
        return [each for each in widget.findChildren(QPushButton) if words in each.text() and each.isVisible()]

    deadline = time.monotonic() + 10
    while not found() and time.monotonic() < deadline:  # what was just added is shown in the next round of events
        QApplication.processEvents()
    found()[0].click()


def said_no(reason: str = "complained") -> Suppression:
    return Suppression(id="x", shown="a", newsletter="", reason=reason, note="", at=NOW, lifted=None, lift_note="")


def test_coming_back_wants_evidence(show: Any, qtbot: Any) -> None:
    form = ComeBackForm()
    show(form, 340, 300)
    form.show_marks([said_no()], ["Members"], "")
    assert "reported a letter as unwanted" in form._why.text()
    assert "Left the list “Members”" in form._why.text()
    press(form, "Asked to come back")
    qtbot.keyClicks(form._evidence, "   ")
    assert not form._do.isEnabled()
    qtbot.keyClicks(form._evidence, "letter of 3 March")
    with qtbot.waitSignal(form.agreed) as agreed:
        qtbot.keyClick(form._evidence, Qt.Key.Key_Return)
    assert agreed.args == ["letter of 3 March"]
    form.show_marks([], [], "")
    assert form.isHidden()
    form.show_marks([], [], "@example.org")
    assert form._open.isHidden(), "a whole domain comes back as a whole"


def test_a_basis_that_cannot_be_is_said_at_once(show: Any, qtbot: Any) -> None:
    form = BasisForm(clock)
    show(form, 340, 500)
    assert not form._keep.isEnabled()
    form.show_basis(SetBasis(basis="charity_soft_opt_in", on=date(2025, 3, 1)))
    assert "does not reach back" in form._problem.text()
    assert not form._keep.isEnabled()
    form.day.line.setFocus()
    form.day.line.selectAll()
    qtbot.keyClicks(form.day.line, "1 March 2026")
    qtbot.keyClick(form.day.line, Qt.Key.Key_Return)
    assert form._problem.isHidden()
    qtbot.keyClicks(form.evidence, "folder 3")
    with qtbot.waitSignal(form.kept) as kept:
        press(form, "Keep")
    assert kept.args[0].on == date(2026, 3, 1)
    assert kept.args[0].evidence == "folder 3"


def test_one_typed_in(show: Any, qtbot: Any) -> None:
    row = AddRow()
    show(row, 600, 60)
    qtbot.keyClicks(row.name, "Asha Rao")
    qtbot.keyClicks(row.email, "asha@example.org")
    with qtbot.waitSignal(row.added) as added:
        qtbot.keyClick(row.email, Qt.Key.Key_Return)
    assert added.args == ["Asha Rao", "asha@example.org"]
    assert row.take() == "Asha Rao"
    assert row.email.text() == ""


def test_the_bar_for_many(show: Any, qtbot: Any) -> None:
    bar = BulkBar(clock)
    show(bar, 800, 200)
    bar.set_groups(["Members"], [])
    bar.show_count(2, 1200)
    assert "Choose all 1,200" in bar._all.text()
    assert bar._merge.isVisible()
    assert not bar._untag_button.isEnabled()
    qtbot.keyClicks(bar._tag, "Rowing")
    with qtbot.waitSignal(bar.wished) as wished:
        qtbot.keyClick(bar._tag, Qt.Key.Key_Return)
    assert wished.args == [AddTag("Rowing")]
    with qtbot.waitSignal(bar.wished) as wished:
        bar._join.actions()[0].trigger()
    assert wished.args == [JoinList("Members")]
    with qtbot.waitSignal(bar.wished) as wished:
        press(bar, "Remove")
    assert wished.args == [Remove()]
    bar.show_count(11, 11)
    assert bar._merge.isHidden()
    assert bar._all.isHidden()


@pytest.fixture
def people(harbour: Any) -> list[str]:
    return [row.contact.id for row in harbour.workspace.contacts.search(sort="email")]


def test_the_table_tells_ranges(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> None:
    from composer.gui.models.people_model import PeopleModel

    model = PeopleModel(harbour.workspace, jobs)
    opened: list[int] = []
    table = PeopleTable(model, lambda index: opened.append(index.row()))
    show(table, 800, 400)
    model.read_again()
    qtbot.waitUntil(lambda: model.rowCount() == 5)
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.ranges() == [(1, 2)]
    assert len(model.ids_of(table.ranges())()) == 2
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert table.chosen() == 5
    assert len(model.ids_of(table.ranges())()) == 5
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert len(opened) == 1


def test_rules_are_counted_as_one_changes_them(harbour: Any, jobs: Jobs, show: Any, qtbot: Any, people: list[str]) -> None:
    workspace = harbour.workspace
    edit_people(people[:2], AddTag("Rowing"), store=workspace.contacts)
    panel = SegmentPanel(workspace, jobs)
    show(panel, 360, 600)
    panel.open_segment(None)
    qtbot.waitUntil(lambda: "5 people" in panel._count.text())
    panel._rows[0].show_rule(Rule("tag", "Rowing"))
    panel._rows[0].changed.emit()
    qtbot.waitUntil(lambda: "2 people" in panel._count.text())
    assert "has the tag “Rowing”" in panel._words.text()
    panel._rows[0].findChildren(QComboBox)[0].setCurrentIndex(1)
    qtbot.waitUntil(lambda: "3 people" in panel._count.text())
    press(panel, "Keep this group")
    qtbot.waitUntil(panel._problem.isVisible)
    qtbot.keyClicks(panel._name, "No rowers")
    with qtbot.waitSignal(panel.stored):
        press(panel, "Keep this group")
    assert workspace.segments.get("no rowers").rules == Rules(rules=(Rule("tag", "Rowing", True),))
    with qtbot.waitSignal(panel.closed):
        press(panel, "Drop it")
    qtbot.waitUntil(lambda: workspace.segments.all() == [])


def test_a_rule_that_cannot_be_asked_is_said(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> None:
    panel = SegmentPanel(harbour.workspace, jobs)
    show(panel, 360, 600)
    panel.open_segment(None)
    qtbot.waitUntil(lambda: "people" in panel._count.text())
    panel._rows[0].show_rule(Rule("added_since", "yesterday"))
    panel._rows[0].changed.emit()
    qtbot.waitUntil(panel._problem.isVisible)
    assert "2026-03-01" in panel._problem.text()
    assert not panel._keep.isEnabled()


def test_doubles_are_offered(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> None:
    panel = DoublesPanel(harbour.workspace, jobs)
    show(panel, 360, 600)
    panel.look()
    qtbot.waitUntil(lambda: "Nobody seems" in panel._text.text())
    for address in ("zed@example.org", "zed+news@example.org"):
        harbour.workspace.contacts.save(Contact(email=address))
    panel.look()
    qtbot.waitUntil(lambda: "1 person may be here twice" in panel._text.text())
    with qtbot.waitSignal(panel.merge_wished) as wished:
        press(panel, "Merge into this one")
    assert len(wished.args[1]) == 1
    press(panel, "Two people")
    qtbot.waitUntil(lambda: "Nobody seems" in panel._text.text())


def test_what_was_done_can_be_undone(harbour: Any, jobs: Jobs, show: Any, qtbot: Any, people: list[str]) -> None:
    workspace = harbour.workspace
    panel = StepsPanel(workspace, jobs)
    show(panel, 360, 600)
    done = edit_people(people, AddTag("Rowing"), store=workspace.contacts)
    panel.look()
    qtbot.waitUntil(lambda: panel._lines.count() > 0)
    with qtbot.waitSignal(panel.undo_wished) as wished:
        press(panel, "Undo")
    assert wished.args == [done.step, False]
    assert undo(workspace, done.step, is_import=False) == "5 people put back."
    assert [step.undone for step in read_steps(workspace) if step.id == done.step] == [True]


def test_what_is_done_to_people(harbour: Any, jobs: Jobs, qtbot: Any, people: list[str], tmp_path: Any) -> None:
    workspace = harbour.workspace
    doing = PeopleChanging(workspace, jobs)
    address = workspace.contacts.get(people[0]).email
    with qtbot.waitSignal(doing.changed):
        doing.unsubscribe(address)
    with qtbot.waitSignal(doing.changed):
        doing.come_back(address, "asked at the summer fair")
    assert workspace.suppressions.blocked(address) == ""
    with qtbot.waitSignal(doing.troubled):
        doing.come_back(address, "")
    with qtbot.waitSignal(doing.offered) as offered:
        doing.edit(lambda: people, AddTag("Rowing"))
    with qtbot.waitSignal(doing.changed):
        offered.args[2]()
    assert read_groups(workspace).tags == ()
    with qtbot.waitSignal(doing.changed):
        doing.write_about(address, tmp_path / "about.html")
    assert "summer fair" in (tmp_path / "about.html").read_text(encoding="utf-8")
    with qtbot.waitSignal(doing.offered):
        doing.merge(lambda: people[:2])
    assert workspace.contacts.count() == 4


def test_what_the_card_reads(harbour: Any, people: list[str]) -> None:
    workspace = harbour.workspace
    rename(workspace, people[0], "Zoë", "Quay")
    retag(workspace, people[0], ["Rowing", "Board"])
    retag(workspace, people[0], ["rowing"])
    address = workspace.contacts.get(people[0]).email
    workspace.suppressions.add("@" + address.partition("@")[2], "domain")
    workspace.lists.unsubscribe(address, workspace.lists.all()[0].name)
    facts = read_person(workspace, people[0])
    assert (facts.row.contact.full_name, facts.tags) == ("Zoë Quay", ("Rowing",))
    assert facts.domain.startswith("@")
    assert facts.left == [workspace.lists.all()[0].name]
    assert add_person(workspace, "No One", "no.one@else.example", "", "Added by hand") == "Friends", "the only list there is"
    workspace.lists.create("Neighbours")
    assert add_person(workspace, "No Two", "no.two@else.example", "", "Added by hand") == "", "nobody says which"


def test_one_thing_at_a_time_stands_beside_the_table(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> None:
    side = PeopleSide(harbour.workspace, jobs)
    show(side, 380, 600)
    for panel in (side.steps, side.keeping, side.exchange, side.sheets):
        side.look(panel)
        assert side.current() is panel
        assert isinstance(panel, SidePanel) or panel is side.steps
    side.segment.open_segment(None)
    side.open_only(side.segment)
    with qtbot.waitSignal(side.rules_left):
        side.close_all()
    assert side.current() is None


def test_who_is_due_is_shown_and_put_off(harbour: Any, jobs: Jobs, show: Any, qtbot: Any, people: list[str]) -> None:
    workspace = harbour.workspace
    edit_people(people[:2], SetBasis(basis="consent", on=date(2019, 1, 1), only_missing=False), store=workspace.contacts)
    panel = KeepingPanel(workspace, jobs)
    show(panel, 380, 600)
    panel.look()
    panel._spins["old_consent"].setFocus()
    panel._spins["old_consent"].setValue(24)
    qtbot.waitUntil(lambda: panel._due.count() > 0 and "2 people" in words_of(panel))
    with qtbot.waitSignal(panel.shown) as shown:
        press(panel, "Show them")
    assert len(workspace.segments.ids(shown.args[0])) == 2
    press(panel, "Remind me in a month")
    qtbot.waitUntil(lambda: "Nobody is due." in words_of(panel))


def words_of(widget: Any) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_marks_go_to_and_from_a_sister_organisation(harbour: Any, jobs: Jobs, show: Any, qtbot: Any, tmp_path: Any) -> None:
    workspace = harbour.workspace
    address = workspace.contacts.search()[0].contact.email
    workspace.suppressions.add(address, "complained")
    panel = ExchangePanel(workspace, jobs)
    show(panel, 380, 600)
    panel.look()
    qtbot.waitUntil(lambda: "No sister organisation" in words_of(panel))
    assert not panel._write.isEnabled()
    qtbot.keyClicks(panel._word, "herring quay lantern")
    with qtbot.waitSignal(panel.stored):
        panel.write(tmp_path / "marks.txt")
    assert address not in (tmp_path / "marks.txt").read_text(encoding="utf-8")
    with qtbot.waitSignal(panel.stored):
        panel.read(tmp_path / "marks.txt")
    qtbot.waitUntil(lambda: "1 mark" in words_of(panel))
    qtbot.keyClicks(panel._word, "s")
    panel.read(tmp_path / "marks.txt")
    qtbot.waitUntil(panel._problem.isVisible)
    assert "not the word" in panel._problem.text()


def test_sheets_are_listed_with_what_became_of_them(harbour: Any, jobs: Jobs, show: Any, qtbot: Any, tmp_path: Any) -> None:
    from composer.contacts.import_contacts import guess_mapping, plan_import
    from composer.contacts.table_file import read_table

    workspace = harbour.workspace
    panel = SheetsPanel(workspace, jobs)
    show(panel, 380, 600)
    panel.look()
    qtbot.waitUntil(lambda: "No sheet is remembered" in words_of(panel))
    sheet = tmp_path / "members.csv"
    sheet.write_text("E-mail\nanna@example.org\n", encoding="utf-8")
    table = read_table(sheet)
    workspace.sheets.remember(sheet, plan_import(table, guess_mapping(table), store=workspace.contacts))
    panel.look()
    qtbot.waitUntil(lambda: "Not changed since then" in words_of(panel))
    with qtbot.waitSignal(panel.read_wished) as wished:
        press(panel, "Read again")
    assert wished.args[0].name == "members.csv"
    sheet.unlink()
    panel.look()
    qtbot.waitUntil(lambda: "cannot be read now" in words_of(panel))
    press(panel, "Do not remember")
    qtbot.waitUntil(lambda: workspace.sheets.all() == [])


def test_what_a_list_demands_is_said_and_chosen(harbour: Any, show: Any, qtbot: Any) -> None:
    lists = harbour.workspace.lists
    line = GroupLine()
    show(line, 700, 60)
    lists.set_demands("Friends", "consent")
    line.show_list(next(row for row in lists.all() if row.name == "Friends"))
    assert "0 may be written to, of 5" in line._words.text()
    assert "Only with: Consent" in line._words.text()
    with qtbot.waitSignal(line.demanded) as demanded:
        line._menu.actions()[1].trigger()
    assert demanded.args == ["Friends", "any"]
    assert demands_in_words("") == ""
    assert demands_in_words("any") == "Who has no lawful basis kept is left out."
