"""What is new, as it is found, filtered, looked at, and asked for."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from composer.gui.editor.shelf_look import Wanted, look
from composer.gui.editor.whats_new import WhatsNew
from composer.gui.jobs import Jobs
from composer.gui.models.item_model import PAGE
from composer.gui.models.tile_pictures import TilePictures
from composer.library.item import Item
from composer.library.shelf_filter import ShelfFilter
from composer.library.shelf_finder import ShelfFinder


@pytest.fixture
def pane(qtbot: Any, show: Any, harbour: Any, on_the_shelf: Any, jobs: Jobs) -> WhatsNew:
    tiles = TilePictures(jobs, picture=lambda _hash: b"", download=lambda _address: b"")
    made = WhatsNew(harbour.workspace, jobs, tiles)
    show(made, 360, 640)
    made.set_list("Friends")
    qtbot.waitUntil(lambda: made.model.rowCount() > 0)
    return made


def titles(pane: WhatsNew) -> list[str]:
    return [str(pane.model.index(at).data()) for at in range(pane.model.rowCount())]


def test_new_is_what_the_readers_have_not_had(pane: WhatsNew) -> None:
    assert titles(pane) == ["The boathouse roof is finished", "How your gifts were used", "Winter swim", "Older (2)"]
    assert pane._title.text() == "New since 3 November"
    assert pane._count.text() == "3"
    pane.set_in_issue(frozenset({"roof"}))
    assert pane._count.text() == "2"


def test_for_readers_who_never_had_a_letter_everything_is_new(harbour: Any, on_the_shelf: Any) -> None:
    workspace = harbour.workspace
    found = look(workspace, ShelfFinder(workspace.engine, workspace.clock), Wanted(ShelfFilter()))
    assert (len(found.new), found.older, found.last_sent) == (5, (), None)


def test_typing_filters_and_down_leads_into_the_list(qtbot: Any, pane: WhatsNew) -> None:
    pane.focus_search()
    qtbot.keyClicks(pane.search, "swim")
    qtbot.waitUntil(lambda: titles(pane) == ["Winter swim"])
    qtbot.keyClick(pane.search, Qt.Key.Key_Down)
    assert pane.list.hasFocus()
    qtbot.keyClick(pane.list, Qt.Key.Key_Up)
    assert pane.search.hasFocus()
    qtbot.keyClicks(pane.search, "xyz")
    qtbot.waitUntil(lambda: pane._stack.currentWidget() is pane._none_found)
    qtbot.keyClick(pane.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(titles(pane)) == 4)


def test_chips_are_those_there_is_something_of(qtbot: Any, pane: WhatsNew) -> None:
    assert list(pane.chips._chips) == ["all", "posts", "events"]
    qtbot.mouseClick(pane.chips._chips["events"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: titles(pane) == ["Winter swim"])


def test_space_wishes_in_and_out(qtbot: Any, pane: WhatsNew) -> None:
    pane.list.setFocus()
    with qtbot.waitSignal(pane.add_wanted) as told:
        qtbot.keyClick(pane.list, Qt.Key.Key_Space)
    assert told.args == [["roof"]]
    pane.set_in_issue(frozenset({"roof"}))
    with qtbot.waitSignal(pane.remove_wanted) as told:
        qtbot.keyClick(pane.list, Qt.Key.Key_Space)
    assert told.args == [["roof"]]


def test_of_a_mixed_choice_only_the_missing_are_added(qtbot: Any, pane: WhatsNew) -> None:
    pane.set_in_issue(frozenset({"roof"}))
    with qtbot.waitSignal(pane.add_wanted) as told:
        pane.list.toggled.emit(["roof", "gifts"])
    assert told.args == [["gifts"]]


def test_looking_closer_and_back(qtbot: Any, pane: WhatsNew) -> None:
    pane.peek("roof")
    assert pane._stack.currentWidget() is pane.closer.panel
    assert "one very tall ladder" in pane.closer.panel._text.toPlainText()
    with qtbot.waitSignal(pane.add_wanted) as told:
        qtbot.mouseClick(pane.closer.panel._add, Qt.MouseButton.LeftButton)
    assert told.args == [["roof"]]
    pane.set_in_issue(frozenset({"roof"}))
    assert pane.closer.panel._add.accessibleName() == "Take out"
    qtbot.keyClick(pane.closer.panel._text, Qt.Key.Key_Escape)
    assert pane._stack.currentWidget() is pane.list
    assert pane.list.hasFocus()


def test_an_address_is_pasted_in_place(qtbot: Any, pane: WhatsNew) -> None:
    paste = next(one for one in pane.findChildren(QPushButton) if one.accessibleName() == "Paste a link…")
    qtbot.mouseClick(paste, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(pane.read_wanted) as told:
        qtbot.keyClicks(QApplication.focusWidget(), " https://harbour.example/feed ")
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert told.args == ["https://harbour.example/feed"]
    pane.ask_link()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert pane._address.isHidden()


def test_the_current_row_stays_current_when_more_arrives(qtbot: Any, pane: WhatsNew) -> None:
    pane.list.setCurrentIndex(pane.model.index_of("swim"))
    pane.reload()
    qtbot.waitUntil(lambda: pane._jobs.busy == 0)
    assert pane.model.item_row(pane.list.currentIndex()).item.id == "swim"  # type: ignore[union-attr]


def test_an_empty_shelf_says_what_to_do(qtbot: Any, show: Any, harbour: Any, jobs: Jobs) -> None:
    tiles = TilePictures(jobs, picture=lambda _hash: b"", download=lambda _address: b"")
    made = WhatsNew(harbour.workspace, jobs, tiles)
    show(made, 360, 640)
    made.set_list("Friends")
    qtbot.waitUntil(lambda: made._stack.currentWidget() is made._empty)


def test_a_filter_is_chosen_by_keys_shown_as_a_chip_and_taken_away(qtbot: Any, pane: WhatsNew) -> None:
    pane.focus_search()
    pane.focus_search()  # the keys for the filter, once more
    assert pane._stack.currentWidget() is pane.panel
    assert pane.panel.pickers["kinds"].hasFocus()
    qtbot.waitUntil(lambda: pane.panel.pickers["authors"].count() == 2)
    authors = pane.panel.pickers["authors"]
    authors.setFocus()
    qtbot.keyClick(authors, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1)
    assert pane.panel.done.accessibleName() == "Show 1 item"
    qtbot.keyClick(authors, Qt.Key.Key_Escape)
    assert pane.list.hasFocus()
    assert titles(pane) == ["The boathouse roof is finished"]
    chip = pane.filter_chips.chips()[0]
    assert chip.text() == "Anna Lind"
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(titles(pane)) == 4)
    assert pane.filter_chips.isHidden()


def test_filters_that_exclude_each_other_are_cleared_in_one(qtbot: Any, pane: WhatsNew) -> None:
    qtbot.mouseClick(pane.chips._chips["events"], Qt.MouseButton.LeftButton)
    pane.set_filter(ShelfFilter(kinds=frozenset({"news"}), authors=frozenset({"Anna Lind"}), not_sent=True))
    qtbot.waitUntil(lambda: pane._stack.currentWidget() is pane._none_found)
    clear = next(one for one in pane._none_found.findChildren(QPushButton))
    assert clear.accessibleName() == "Clear filters"
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(titles(pane)) == 4)
    assert pane.filter.is_empty()
    assert pane.search.hasFocus()


def test_a_filter_is_saved_used_renamed_and_removed_with_a_way_back(qtbot: Any, pane: WhatsNew) -> None:
    bar = pane.panel.saved
    pane.set_filter(ShelfFilter(authors=frozenset({"Anna Lind"}), changed=False))
    pane.toggle_filters()
    qtbot.mouseClick(bar.save, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(bar.name, "By Anna")
    qtbot.keyClick(bar.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bar.current() is not None)
    qtbot.mouseClick(bar.rename, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(bar.name, "Anna's")
    qtbot.keyClick(bar.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bar.choice.itemText(1) == "Anna's")
    pane.clear_filters()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 4)
    assert bar.choice.currentIndex() == 0
    bar.choice.setFocus()
    qtbot.keyClick(bar.choice, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1)
    with qtbot.waitSignal(pane.offered) as told:
        qtbot.mouseClick(bar.remove, Qt.MouseButton.LeftButton)
    assert told.args[0] == "The filter “Anna's” is removed."
    qtbot.waitUntil(lambda: bar.choice.isHidden())
    told.args[2]()
    qtbot.waitUntil(lambda: bar.current() is not None)


def test_a_long_shelf_is_shown_page_by_page(qtbot: Any, pane: WhatsNew, harbour: Any) -> None:
    many = [Item(id=f"m{number}", title=f"Mooring {number}") for number in range(100)]
    harbour.workspace.shelf.keep(many, "site")
    pane.reload()
    qtbot.waitUntil(lambda: pane._count.text() == "103")
    assert pane.model.rowCount() == PAGE + 1
    pane.list.setFocus()
    qtbot.keyClick(pane.list, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: pane.model.rowCount() > PAGE + 1)
    pane.list.scrollToBottom()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 104)
    assert len({pane.model.index(at).data() for at in range(104)}) == 104


def test_while_reading_the_button_stops_it(pane: WhatsNew) -> None:
    pane.show_reading(True)
    assert pane._refresh.accessibleName() == "Stop reading"
    pane.show_reading(False)
    assert pane._refresh.accessibleName() == "Read your sources again"
