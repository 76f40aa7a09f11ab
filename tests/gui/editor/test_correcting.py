"""What a person corrects is on the shelf, with a way back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from composer.gui.editor.correcting import Correcting, Looked, RuleAsked
from composer.gui.jobs import Jobs
from composer.library.item import FoundDate, Item
from composer.library.shelf import ShelfQuery

HOME = ZoneInfo("Europe/London")
TALK = FoundDate(
    starts=date(2026, 12, 10), day=10, month=12, time="19:00", words="10 December, 7pm", sentence="Come on 10 December."
)
FAIR = FoundDate(
    starts=date(2026, 12, 12), ends=date(2026, 12, 13), day=12, month=12, words="12-13 December", sentence="The fair."
)
POST = Item(
    id="p1",
    title="Dates for December",
    text="Come on 10 December.",
    categories=("News", "Diary"),
    published=datetime(2026, 11, 1, tzinfo=UTC),
    dates=(TALK, FAIR),
)


class Desk:
    """The corrections, and what they said."""

    def __init__(self, workspace: Any, jobs: Jobs, qtbot: Any) -> None:
        self.workspace, self.qtbot = workspace, qtbot
        self.source = workspace.source_list.add("feed", "https://harbour.example/feed", "Harbour Friends").id
        workspace.shelf.keep([POST, replace(POST, id="p2", title="More"), replace(POST, id="p3", categories=())], self.source)
        self.correcting = Correcting(workspace, jobs)
        self.looked: list[Looked] = []
        self.rules: list[RuleAsked] = []
        self.told: list[tuple[str, Any]] = []
        self.correcting.looked.connect(self.looked.append)
        self.correcting.rule_asked.connect(self.rules.append)
        self.correcting.offered.connect(lambda words, _undo, back: self.told.append((words, back)))

    def wait(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: bool(self.told) and self.told[-1][0] == words)

    def undo(self) -> None:
        self.told[-1][1]()

    def get(self, item_id: str = "p1") -> Item:
        found: Item = self.workspace.shelf.get(item_id)
        return found


@pytest.fixture
def desk(harbour: Any, jobs: Jobs, qtbot: Any) -> Desk:
    return Desk(harbour.workspace, jobs, qtbot)


def test_several_are_of_a_kind_at_once_and_go_back_together(desk: Desk) -> None:
    desk.correcting.set_kind(["p1", "p2"], "event")
    desk.wait("2 are now treated as an event.")
    assert desk.get().starts == datetime(2026, 12, 10, 19, tzinfo=HOME)
    assert desk.get("p2").kind == "event"
    desk.undo()
    desk.qtbot.waitUntil(lambda: desk.get("p2").kind == "news")
    assert desk.get() == replace(POST, source=desk.source)


def test_a_rule_follows_for_the_category_that_says_something(desk: Desk) -> None:
    desk.correcting.set_kind(["p1"], "tender")
    desk.qtbot.waitUntil(lambda: bool(desk.rules))
    assert desk.rules == [RuleAsked(desk.source, "Harbour Friends", "Diary", "tender")]
    desk.correcting.learn(desk.rules[0])
    desk.wait("Remembered; 1 item changed.")
    assert desk.get("p2").kind == "tender"
    assert desk.get("p3").kind == "news"
    desk.correcting.look("p2")
    desk.qtbot.waitUntil(lambda: desk.looked[-1].both.shown.id == "p2")
    assert desk.looked[-1].ruled_by == "diary"
    assert desk.looked[-1].source_title == "Harbour Friends"
    desk.correcting.forget(desk.source, "diary", "p2")
    desk.wait("Forgotten; kinds are guessed again.")
    assert desk.get("p2").kind == "news"
    desk.undo()
    desk.qtbot.waitUntil(lambda: desk.get("p2").kind == "tender")


def test_no_rule_is_asked_where_it_stands_already_or_says_nothing(desk: Desk) -> None:
    workspace = desk.workspace
    workspace.shelf.corrections.learn(desk.source, "Diary", "report")
    desk.correcting.set_kind(["p1"], "report")
    desk.wait("Now treated as a report.")
    workspace.shelf.keep([replace(POST, id="p4", categories=("News", "Uncategorised"))], desk.source)
    desk.correcting.set_kind(["p4"], "tender")
    desk.wait("Now treated as an invitation to tender.")
    desk.qtbot.waitUntil(lambda: not desk.correcting._jobs.busy)
    assert desk.rules == []


def test_a_date_of_the_text_is_the_event_even_where_another_stands_first(desk: Desk) -> None:
    desk.correcting.make_event(desk.get(), FAIR)
    desk.wait("Changed.")
    fair = desk.get()
    assert (fair.kind, fair.starts, fair.ends) == ("event", datetime(2026, 12, 12), datetime(2026, 12, 13))
    assert fair.all_day
    desk.correcting.make_event(fair, TALK)
    desk.qtbot.waitUntil(lambda: desk.get().starts == datetime(2026, 12, 10, 19, tzinfo=HOME))
    assert not desk.get().all_day
    assert desk.get().ends is None


def test_a_closing_date_is_taken_and_given_back(desk: Desk) -> None:
    desk.correcting.use_as_closing(desk.get(), TALK)
    desk.wait("Changed.")
    assert desk.get().deadline == datetime(2026, 12, 10, 19, tzinfo=HOME)
    assert desk.get().kind == "news"
    desk.qtbot.waitUntil(lambda: bool(desk.looked) and "deadline" in desk.looked[-1].both.corrected)
    desk.correcting.restore("p1", ("deadline",))
    desk.wait("As its source says.")
    assert desk.get().deadline is None


def test_an_event_of_its_own_stands_beside_the_post(desk: Desk) -> None:
    desk.correcting.add_as_event(desk.get(), TALK)
    desk.wait("“Dates for December” is in the list.")
    assert desk.get().kind == "news"
    shelf = desk.workspace.shelf
    count = len(shelf.find(ShelfQuery()))
    desk.undo()
    desk.qtbot.waitUntil(lambda: len(shelf.find(ShelfQuery())) == count - 1)


def test_what_was_written_here_stays_and_comes_from_here(desk: Desk) -> None:
    desk.correcting.add_written(Item(kind="tender", title="A slipway"))
    desk.wait("“A slipway” is in the list.")
    row = next(row for row in desk.workspace.source_list.all() if row.title == "Written by hand")
    assert row.paused
    again = Item(kind="tender", title="A slipway of oak")
    desk.correcting.add_written(again)
    desk.wait("“A slipway of oak” is in the list.")
    assert [one.title for one in desk.workspace.source_list.all()].count("Written by hand") == 1


def test_the_file_of_a_report_is_asked_about_beside_everything_else(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def ask(shelf: Any, item_ids: list[str], _context: Any) -> int:
        asked.append(list(item_ids))
        for one in item_ids:
            shelf.corrections.note_file(one, "pdf", 2_400_000, 36)
        return len(item_ids)

    monkeypatch.setattr("composer.sources.file_asking.ask_about_files", ask)
    desk.correcting.set_kind(["p1"], "report")
    desk.wait("Now treated as a report.")
    desk.qtbot.waitUntil(lambda: bool(desk.looked) and desk.looked[-1].both.shown.file_pages == 36)
    assert asked == [["p1"]]
    assert "file_pages" not in desk.looked[-1].both.corrected
