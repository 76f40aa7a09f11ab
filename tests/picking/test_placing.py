"""Picked items find their place, and leave it again without a trace."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.article import Article
from composer.blocks.block import Block
from composer.blocks.button import Button
from composer.blocks.contents import Contents
from composer.blocks.events import EventEntry, Events
from composer.blocks.fields import NO_PICTURE, Picture
from composer.blocks.footer import Footer
from composer.blocks.heading import Heading
from composer.blocks.image import ImageBlock
from composer.blocks.text import TextBlock
from composer.document.edits import MoveBlock
from composer.document.history import History
from composer.document.issue import Issue
from composer.library.item import KINDS, Item
from composer.picking.placing import place, unplace

ROOF = Picture(hash="a" * 64, alt="The roof")
GREETING, FOOTER = TextBlock(text="Dear all,"), Footer()


def _post(item_id: str, **values: object) -> tuple[Item, Picture]:
    return msgspec.convert({"id": item_id, "title": f"Post {item_id}", **values}, Item), ROOF


def _event(item_id: str, day: int, **values: object) -> tuple[Item, Picture]:
    item = Item(id=item_id, kind="event", title=f"Event {item_id}", starts=datetime(2026, 12, day, 10))
    return msgspec.structs.replace(item, **values), NO_PICTURE


def _titles(issue: Issue) -> list[str]:
    return [block.title() for block in issue.blocks]


def _issue(*blocks: Block) -> Issue:
    return Issue(blocks=(*blocks, FOOTER))


def _placed(issue: Issue, *rows: tuple[Item, Picture]) -> Issue:
    return place(issue, rows).apply(issue)


def test_the_first_post_leads_and_the_rest_follow_in_order() -> None:
    issue = _placed(_issue(GREETING, Button(label_text="Give")), _post("1"), _post("2"), _post("3"))
    assert _titles(issue) == ["Dear all,", "Post 1", "Post 2", "Post 3", "Give", "Footer"]
    assert [block.layout for block in issue.blocks if isinstance(block, Article)] == ["above", "left", "left"]


def test_later_posts_go_after_the_last_one_wherever_that_is() -> None:
    issue = _placed(_issue(GREETING, Heading(text="News"), Button(label_text="Give")), _post("1"))
    assert _titles(issue) == ["Dear all,", "News", "Post 1", "Give", "Footer"]
    moved = MoveBlock(issue.blocks[2].id, 3).apply(issue)
    assert _titles(_placed(moved, _post("2"))) == ["Dear all,", "News", "Give", "Post 1", "Post 2", "Footer"]
    assert [block.layout for block in _placed(moved, _post("2")).blocks if isinstance(block, Article)] == ["above", "left"]


def test_events_gather_in_one_block_by_date() -> None:
    issue = _placed(
        _issue(GREETING), _event("late", 20), _post("1"), _event("early", 2), _event("unknown", 1, starts=datetime(2026, 12, 9))
    )
    assert _titles(issue) == ["Dear all,", "Post 1", "Coming up", "Footer"]
    dates = issue.blocks[2]
    assert isinstance(dates, Events)
    assert [entry.item for entry in dates.entries] == ["early", "unknown", "late"]
    again = _placed(issue, _event("between", 5), _post("2"))
    assert _titles(again) == ["Dear all,", "Post 1", "Post 2", "Coming up", "Footer"]
    dates = again.blocks[3]
    assert isinstance(dates, Events)
    assert [entry.item for entry in dates.entries] == ["early", "between", "unknown", "late"]


def test_the_order_a_person_gave_dates_is_left_alone() -> None:
    dates = Events(
        entries=(
            EventEntry(title="first by wish", starts=datetime(2026, 12, 24)),
            EventEntry(title="b", starts=datetime(2026, 12, 1)),
        )
    )
    after = _placed(_issue(GREETING, dates), _event("new", 10)).blocks[1]
    assert isinstance(after, Events)
    assert [entry.title for entry in after.entries] == ["Event new", "first by wish", "b"]


def test_times_with_and_without_an_offset_stand_side_by_side() -> None:
    issue = _placed(
        _issue(GREETING), _event("1", 3), _event("2", 2, starts=datetime(2026, 12, 2, 10, tzinfo=UTC), zone="Europe/London")
    )
    dates = issue.blocks[1]
    assert isinstance(dates, Events)
    assert [entry.item for entry in dates.entries] == ["2", "1"]


def test_tenders_and_reports_go_with_the_posts() -> None:
    issue = _placed(_issue(GREETING), _post("t", kind="tender"), _post("r", kind="report"), _post("1"))
    assert _titles(issue) == ["Dear all,", "Post t", "Post r", "Post 1", "Footer"]
    assert isinstance(issue.blocks[3], Article)
    assert issue.blocks[3].layout == "above"


def test_without_a_greeting_a_banner_and_the_contents_stay_on_top() -> None:
    assert _titles(_placed(_issue(ImageBlock(caption="Banner"), Contents()), _post("1"))) == [
        "Banner",
        "In this issue",
        "Post 1",
        "Footer",
    ]
    assert _titles(_placed(_issue(), _post("1"))) == ["Post 1", "Footer"]
    assert _titles(_placed(_issue(GREETING, Heading(text="Dates"), Events()), _post("1"))) == [
        "Dear all,",
        "Post 1",
        "Dates",
        "Coming up",
        "Footer",
    ]


def test_what_is_there_already_is_not_put_in_twice() -> None:
    issue = _placed(_issue(GREETING), _post("1"), _event("e", 3))
    assert _placed(issue, _post("1"), _event("e", 3)) == issue
    assert _titles(_placed(issue, _post("2"), _post("2"))).count("Post 2") == 1


def test_it_is_one_step_that_says_what_it_does() -> None:
    history = History.start(_issue(GREETING), datetime(2026, 11, 23, tzinfo=UTC))
    start = history.issue
    history.apply(place(start, [_post("1"), _event("e", 3), _post("2")]), datetime(2026, 11, 23, tzinfo=UTC))
    assert history.undo_label == "Add 3 items"
    assert history.undo() == start
    assert place(start, [_post("1")]).label(start) == "Add “Post 1”"


def test_taking_out_leaves_no_trace() -> None:
    start = _issue(GREETING)
    issue = _placed(start, _post("1"), _event("a", 3), _event("b", 4))
    edit = unplace(issue, "a")
    assert edit is not None
    assert edit.label(issue) == "Remove “Event a”"
    without = edit.apply(issue)
    assert without.items() == {"1", "b"}
    for item_id in ("b", "1"):
        edit = unplace(without, item_id)
        assert edit is not None
        without = edit.apply(without)
    assert without == start
    assert unplace(without, "1") is None
    assert unplace(start, "") is None


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(KINDS), st.none() | st.datetimes()), max_size=10))
def test_whatever_is_picked_is_in_once_and_can_be_taken_out(picked: list[tuple[str, str, datetime | None]]) -> None:
    rows = [
        (msgspec.convert({"id": item, "kind": kind, "title": item, "starts": starts}, Item), NO_PICTURE)
        for item, kind, starts in picked
    ]
    start = _issue(GREETING, Button(label_text="Give"))
    issue = _placed(start, *rows)
    assert issue.items() == {item.id for item, _picture in rows}
    assert issue.blocks[0] == GREETING
    assert issue.blocks[-1] == FOOTER
    assert sum(isinstance(block, Events) for block in issue.blocks) <= 1
    for item, _picture in rows:
        edit = unplace(issue, item.id)
        if edit is not None:
            issue = edit.apply(issue)
    assert issue == start
