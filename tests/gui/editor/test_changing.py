"""What the user does becomes one edit each, with a word about it and a way back."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from composer.blocks.events import EventEntry, Events
from composer.blocks.fields import NO_PICTURE
from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.document.history import History
from composer.document.issue import Issue
from composer.gui.editor.changing import Changing
from composer.gui.session import IssueSession
from composer.library.item import Item


class Outline(QWidget):
    """What :class:`Changing` knows of the outline."""

    field_edited = Signal(str, str, object, str)
    move_wanted = Signal(list, int)
    remove_wanted = Signal(list)
    duplicate_wanted = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.current_block = ""
        self.open_block = ""
        self.opened: list[str] = []
        self.focused: list[str] = []
        self.open = self.opened.append
        self.chosen: list[str] = []

    def chosen_blocks(self) -> list[str]:
        return self.chosen or [self.current_block]

    def focus_block(self, block_id: str, *, keep: bool = False) -> None:
        self.focused.append(block_id)

    def choose(self, ids: list[str]) -> None:
        self.chosen = list(ids)


@pytest.fixture
def desk(qtbot: Any, clock: Any) -> Any:
    outline = Outline()
    qtbot.addWidget(outline)
    events = Events(id="events", entries=(EventEntry(id="e", title="Swim", item="swim"),))
    blocks = (TextBlock(id="a", text="Hello"), events, Footer(id="foot"))
    changing = Changing(outline)  # type: ignore[arg-type]
    changing.session = IssueSession(History.start(Issue(blocks=blocks), clock()), None, clock, changing)
    offers: list[tuple[str, str]] = []
    changing.offered.connect(lambda words, action, _undo: offers.append((words, action)))
    return SimpleNamespace(outline=outline, changing=changing, offers=offers)


def ids(desk: Any) -> list[str]:
    return [block.id for block in desk.changing.issue.blocks]


def test_nothing_happens_before_an_issue_is_open(qtbot: Any) -> None:
    changing = Changing(Outline())  # type: ignore[arg-type]
    changing.undo()
    changing.redo()
    changing.set_header("subject", "x")
    changing.place([])
    assert changing.session is None


def test_a_new_block_stands_after_the_open_one_else_at_the_end(desk: Any) -> None:
    desk.changing.insert(TextBlock)
    assert ids(desk)[2] == desk.outline.opened[0]
    desk.outline.current_block = desk.outline.open_block = "a"
    desk.changing.insert(TextBlock)
    assert ids(desk)[1] == desk.outline.opened[1]


def test_wishes_of_the_outline(desk: Any) -> None:
    outline, changing = desk.outline, desk.changing
    outline.field_edited.emit("a", "text", "Hello all", "text")
    assert changing.issue.block("a").text == "Hello all"
    outline.move_wanted.emit(["a"], 1)
    assert ids(desk) == ["events", "a", "foot"]
    outline.remove_wanted.emit(["a"])
    assert desk.offers == [("Removed “Hello all”", "Undo")]
    changing.undo()
    assert ids(desk) == ["events", "a", "foot"]
    changing.redo()
    assert ids(desk) == ["events", "foot"]


def test_a_copy_shares_no_identity(desk: Any) -> None:
    desk.outline.duplicate_wanted.emit(["events"])
    copy = desk.changing.issue.blocks[2]
    assert copy.id != "events"
    assert copy.entries[0].id != "e"
    assert copy.entries[0].title == "Swim"
    assert desk.changing.session.history.undo_label == "Duplicate “Coming up”"
    desk.changing.duplicate(["foot"])
    assert len(ids(desk)) == 4


ROOF = Item(id="roof", title="Roof", text="It is dry.", link="https://harbour.example/roof")
GIFTS = Item(id="gifts", title="Gifts [2026]", text="Thank you.", link="https://harbour.example/gifts")


def test_items_go_where_they_belong_or_where_they_were_dropped_as_one_step(desk: Any) -> None:
    changing = desk.changing
    changing.place([(ROOF, NO_PICTURE), (GIFTS, NO_PICTURE)])
    assert [block.title() for block in changing.issue.blocks][:3] == ["Hello", "Roof", "Gifts [2026]"]
    changing.undo()
    changing.place([(ROOF, NO_PICTURE), (GIFTS, NO_PICTURE)], 0)
    assert [block.title() for block in changing.issue.blocks][:2] == ["Roof", "Gifts [2026]"]
    assert changing.session.history.undo_label == "Add 2 items"
    changing.undo()
    assert ids(desk) == ["a", "events", "foot"]


def test_an_event_dropped_anywhere_joins_the_others(desk: Any) -> None:
    carols = Item(id="carols", kind="event", title="Carols", starts=datetime(2026, 12, 20))
    desk.changing.place([(carols, NO_PICTURE)], 0)
    assert ids(desk) == ["a", "events", "foot"]
    assert len(desk.changing.issue.block("events").entries) == 2


def test_taking_out_one_or_several(desk: Any) -> None:
    changing = desk.changing
    changing.place([(ROOF, NO_PICTURE)])
    changing.take_out([ROOF, Item(id="swim", title="Swim"), Item(id="unknown")])
    assert ids(desk) == ["a", "foot"]
    assert desk.offers == [("Took out “3 things”", "Undo")]
    changing.undo()
    assert changing.issue.items() == {"roof", "swim"}
    changing.take_out([Item(id="unknown")])
    assert len(desk.offers) == 1


def test_link_lines_gather_in_one_text(desk: Any) -> None:
    changing = desk.changing
    changing.add_link_line(ROOF)
    changing.add_link_line(GIFTS)
    changing.add_link_line(GIFTS)
    changing.add_link_line(Item(id="none", title="No link"))
    assert changing.issue.blocks[-2].text == (
        "- [Roof](https://harbour.example/roof)\n- [Gifts \\[2026\\]](https://harbour.example/gifts)"
    )


def test_one_step_up_and_down(desk: Any) -> None:
    desk.outline.current_block = "a"
    desk.changing.step(1)
    assert ids(desk) == ["events", "a", "foot"]
    desk.changing.step(1)
    assert ids(desk) == ["events", "a", "foot"], "the footer stays last"
    desk.outline.current_block = ""
    desk.changing.step(-1)
    assert ids(desk) == ["events", "a", "foot"]
    assert isinstance(desk.changing, QObject)


def five(desk: Any) -> None:
    desk.changing.insert_several([TextBlock(id=name, text=name) for name in "bcd"])


def test_several_move_together_and_keep_their_order(desk: Any) -> None:
    five(desk)
    assert ids(desk) == ["a", "events", "b", "c", "d", "foot"]
    desk.outline.chosen = ["events", "c"]
    desk.changing.step(1)
    assert ids(desk) == ["a", "b", "events", "c", "d", "foot"]
    desk.changing.move_several(["a", "c", "foot"], 99)
    assert ids(desk) == ["b", "events", "d", "a", "c", "foot"]
    assert desk.changing.session.history.undo_label == "Move 2 blocks"
    desk.changing.move_several(["d", "a"], -5)
    assert ids(desk) == ["d", "a", "b", "events", "c", "foot"]
    desk.changing.undo()
    assert ids(desk) == ["b", "events", "d", "a", "c", "foot"], "one step"


def test_several_go_and_come_back_as_one_step(desk: Any) -> None:
    five(desk)
    desk.changing.remove_several(["b", "foot", "d", "gone"])
    assert ids(desk) == ["a", "events", "c", "foot"]
    assert desk.offers[-1] == ("Removed 2 blocks", "Undo")
    desk.changing.undo()
    assert ids(desk) == ["a", "events", "b", "c", "d", "foot"]
    desk.changing.remove_several(["foot"])
    assert len(desk.offers) == 1


def test_several_once_more_stand_below_the_last_and_are_chosen(desk: Any) -> None:
    five(desk)
    desk.changing.duplicate(["b", "c"])
    assert [block.title() for block in desk.changing.issue.blocks] == ["Hello", "Coming up", "b", "c", "b", "c", "d", "Footer"]
    assert desk.outline.chosen == ids(desk)[4:6]
