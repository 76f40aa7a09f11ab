"""The shelf as rows: new first, older behind a line; Qt's own tester watches every change."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QAbstractItemModelTester

from composer.gui.models.item_model import ITEMS_MIME, ItemModel
from composer.gui.widgets.cards import CARD_ROLE, SectionFace
from composer.library.item import Item
from composer.library.shelf import AlsoIn, SentNote, ShelfRow

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Tiles(QObject):
    """Pictures that are there when the test says so."""

    ready = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.there: dict[str, QPixmap] = {}

    def of_address(self, url: str) -> QPixmap | None:
        return self.there.get(url)


def row(item_id: str, *, image: str = "", sent: bool = False, changed: bool = False) -> ShelfRow:
    notes = (SentNote("October newsletter", "Friends", datetime(2026, 10, 5, tzinfo=UTC)),) if sent else ()
    return ShelfRow(Item(id=item_id, title=f"Title {item_id}", image=image), NOW, notes, changed, NOW)


@pytest.fixture
def tiles(qtbot: Any) -> Tiles:
    return Tiles()


@pytest.fixture
def model(tiles: Tiles) -> Iterator[ItemModel]:
    made = ItemModel(tiles, lambda: date(2026, 11, 23))  # type: ignore[arg-type]
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield made
    del tester


def titles(model: ItemModel) -> list[str]:
    return [model.index(at).data() for at in range(model.rowCount())]


def test_new_first_then_the_older_behind_a_line(model: ItemModel) -> None:
    model.set_rows([row("a"), row("b")], [row("c", sent=True)])
    assert titles(model) == ["Title a", "Title b", "Older (1)"]
    assert model.is_section(model.index(2))
    assert not model.flags(model.index(2)) & Qt.ItemFlag.ItemIsDragEnabled
    model.toggle_older()
    assert titles(model) == ["Title a", "Title b", "Older (1)", "Title c"]
    assert isinstance(model.index(2).data(CARD_ROLE), SectionFace)
    assert model.index(3).data(CARD_ROLE).note == "sent in October"
    model.toggle_older()
    assert model.rowCount() == 3


def test_older_ones_open_by_themselves_where_nothing_is_new(model: ItemModel) -> None:
    model.set_rows([], [row("c"), row("d")])
    assert titles(model) == ["Older (2)", "Title c", "Title d"]


def test_ticks_touch_only_the_rows_concerned(qtbot: Any, model: ItemModel) -> None:
    model.set_rows([row("a"), row("b")], [])
    touched: list[int] = []
    model.dataChanged.connect(lambda first, _last, _roles: touched.append(first.row()))
    model.set_in_issue(frozenset({"b"}))
    assert touched == [1]
    assert model.new_count == 1
    assert model.is_in_issue("b")
    assert "in this issue" in model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    model.set_working(frozenset({"a"}))
    assert model.index(0).data(CARD_ROLE).trailing == "loader"


def test_a_picture_that_arrives_late_is_shown(qtbot: Any, model: ItemModel, tiles: Tiles) -> None:
    address = "https://harbour.example/roof.jpg"
    model.set_rows([row("a", image=address)], [])
    assert model.index(0).data(CARD_ROLE).picture is None
    tiles.there[address] = QPixmap(8, 8)
    with qtbot.waitSignal(model.dataChanged):
        tiles.ready.emit(address)
    assert model.index(0).data(CARD_ROLE).picture is not None


def test_what_changed_since_it_was_sent_says_so(model: ItemModel) -> None:
    model.set_rows([row("a", sent=True, changed=True)], [])
    assert model.index(0).data(CARD_ROLE).note == "sent in October, changed since"


def test_dragging_carries_ids_in_the_order_of_the_list(model: ItemModel) -> None:
    model.set_rows([row("a"), row("b")], [row("c")])
    data = model.mimeData([model.index(1), model.index(2), model.index(0)])
    assert data.data(ITEMS_MIME) == QByteArray(b"a\nb")
    assert [item.id for item in model.items(["c", "a", "gone"])] == ["c", "a"]


def test_rows_are_found_again(model: ItemModel) -> None:
    model.set_rows([row("a")], [row("c")])
    assert model.index_of("a").row() == 0
    assert not model.index_of("c").isValid()
    model.toggle_older()
    assert model.index_of("c").row() == 2


def test_the_rest_is_asked_for_page_by_page(model: ItemModel) -> None:
    asked: list[list[str]] = []
    model.more_wanted.connect(asked.append)
    model.set_rows([row("a")], [], new_to_come=["b", "gone"], older_to_come=["c"])
    assert titles(model) == ["Title a", "Older (1)"]
    assert model.new_count == 3
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert asked == [["b", "gone"]]
    model.add_rows(["stale"], [row("z")])
    model.add_rows(["b", "gone"], [row("b")])
    assert titles(model) == ["Title a", "Title b", "Older (1)"]
    model.toggle_older()
    assert asked[1:] == [["c"]]
    model.add_rows(["c"], [row("c", sent=True)])
    assert titles(model) == ["Title a", "Title b", "Older (1)", "Title c"]
    assert not model.canFetchMore(QModelIndex())


def test_a_story_told_twice_names_the_other_source_and_is_ticked_by_either(model: ItemModel) -> None:
    told = dataclasses.replace(row("a"), also=(AlsoIn("b", "Harbour feed"),))
    model.set_rows([told], [])
    assert model.index(0).data(CARD_ROLE).caption.endswith("also in Harbour feed")
    model.set_in_issue(frozenset({"b"}))
    assert model.is_in_issue("a")
    assert (model.in_issue_as("a"), model.new_count) == ("b", 0)
    assert [item.id for item in model.items(["b"])] == ["b"]
