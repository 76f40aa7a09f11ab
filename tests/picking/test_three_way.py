"""What we say, what the site said and what it says now: told apart without a false alarm, and put right by one edit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.blocks.events import Events
from composer.blocks.fields import Picture
from composer.document.issue import Issue
from composer.document.source_edits import TakeOver
from composer.library.item import Item
from composer.picking.blocks_from_items import block_from_item
from composer.picking.lengths import lengths
from composer.picking.snapshots import Holder, mark
from composer.picking.three_way import LABELS, differences, holders

START = datetime(2026, 12, 12, 10, tzinfo=UTC)
ITEM = Item(
    id="roof",
    title="The roof",
    text=" ".join(f"Sentence number {n} tells of the harbour and its people." for n in range(1, 30)),
    link="https://harbour.example/roof",
    image="https://harbour.example/roof.jpg",
)
EVENT = msgspec.structs.replace(ITEM, id="swim", kind="event", title="Winter swim", starts=START, place="Pier 2")
TENDER = msgspec.structs.replace(ITEM, id="paint", kind="tender", title="Painting", deadline=START, value="£3,000")
REPORT = msgspec.structs.replace(ITEM, id="year", kind="report", title="Our year", file_type="pdf", file_size=2_400_000)

words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z")), max_size=200)
items = st.builds(
    Item,
    id=st.just("x"),
    kind=st.sampled_from(["news", "blog", "event", "awareness", "tender", "report"]),
    title=words,
    summary=words,
    text=words,
    link=st.sampled_from(["", "https://harbour.example/a", "https://harbour.example/b"]),
    author=words,
    place=words,
    value=words,
    contact=words,
    starts=st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)),
    all_day=st.booleans(),
    deadline=st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    image=st.sampled_from(["", "https://harbour.example/1.jpg", "https://harbour.example/2.jpg"]),
    file_type=st.sampled_from(["", "pdf"]),
    file_size=st.integers(0, 10**8),
)


def holder_of(item: Item, **more: Any) -> Holder:
    (found,) = holders(block_from_item(item, **more))
    return found


def told(holder: Holder, item: Item) -> dict[str, str]:
    return {found.facet: found.change for found in differences(holder, item)}


def after(holder: Any, item: Item, *, keep: bool = False) -> Any:
    """The holder once everything was taken (or ours kept), through the edit the window makes."""
    block = (
        Events(id="b", entries=(holder,))
        if isinstance(block_from_item(item), Events) and not hasattr(holder, "label")
        else holder
    )
    issue = Issue(blocks=(block,))
    for found in differences(holder, item):
        edit = TakeOver(
            block.id,
            {} if keep else dict(found.values),
            dict(found.kept if keep else found.marks),
            entry_id=holder.id if block is not holder else "",
        )
        issue = edit.apply(issue)
    return next(holders(issue.blocks[0]))


@given(items)
@settings(max_examples=60)
def test_what_was_just_taken_differs_in_nothing(item: Item) -> None:
    assert differences(holder_of(item), item) == ()
    assert differences(holder_of(item, lead=True), item) == ()


@given(items, items)
@settings(max_examples=80)
def test_taking_everything_leaves_nothing_to_take(before: Item, now: Item) -> None:
    now = msgspec.structs.replace(now, kind=before.kind, starts=before.starts and (now.starts or before.starts))
    holder = holder_of(before)
    found = differences(holder, now)
    assert all(difference.change == "updated" for difference in found)
    assert all(difference.facet in LABELS for difference in found)
    left = differences(after(holder, now), now)
    assert [difference.facet for difference in left if difference.facet != "picture"] == []


@given(items, items)
@settings(max_examples=60)
def test_keeping_ours_is_remembered_as_ours_and_not_asked_again(before: Item, now: Item) -> None:
    now = msgspec.structs.replace(now, kind=before.kind, starts=before.starts and (now.starts or before.starts))
    holder = holder_of(before)
    kept = after(holder, now, keep=True)
    assert {found.change for found in differences(kept, now)} <= {"ours"}
    assert msgspec.structs.replace(kept, taken={}) == msgspec.structs.replace(holder, taken={})


def test_the_site_changed_it() -> None:
    now = msgspec.structs.replace(ITEM, title="The roof is dry", link="https://harbour.example/dry-roof")
    (headline, link) = differences(holder_of(ITEM), now)
    assert (headline.facet, headline.change, headline.ours, headline.theirs) == (
        "headline",
        "updated",
        "The roof",
        "The roof is dry",
    )
    assert link.values == {"link": "https://harbour.example/dry-roof"}


def test_we_changed_it_and_it_can_be_restored() -> None:
    edited: Any = msgspec.structs.replace(holder_of(ITEM), title_text="Dry at last")
    (found,) = differences(edited, ITEM)
    assert (found.change, found.values) == ("ours", {"title_text": "The roof"})
    assert after(edited, ITEM).title_text == "The roof"


def test_both_changed_it() -> None:
    edited: Any = msgspec.structs.replace(holder_of(ITEM), title_text="Dry at last")
    now = msgspec.structs.replace(ITEM, title="The roof is dry")
    assert told(edited, now) == {"headline": "both"}
    same: Any = msgspec.structs.replace(edited, title_text="The roof is dry")
    assert told(same, now) == {}, "both came to say the same"


def test_an_older_issue_does_not_know_who_changed_it() -> None:
    older: Any = msgspec.structs.replace(holder_of(ITEM), taken={})
    assert told(older, ITEM) == {}
    assert told(older, msgspec.structs.replace(ITEM, title="The roof is dry")) == {"headline": "unlike"}


@pytest.mark.parametrize("length", range(4))
def test_a_text_of_another_length_is_still_the_sites(length: int) -> None:
    text = lengths(ITEM)[length]
    holder: Any = holder_of(ITEM)
    longer = msgspec.structs.replace(holder, text=text, taken={**holder.taken, "text": mark(text)})
    assert told(longer, ITEM) == {}
    now = msgspec.structs.replace(ITEM, text=ITEM.text.replace("harbour", "haven"))
    (found,) = differences(longer, now)
    assert (found.facet, found.change) == ("text", "updated")
    assert abs(len(found.theirs.split()) - len(text.split())) <= 10, "the length that was chosen stays"


def test_what_the_letter_does_not_quote_may_change_in_peace() -> None:
    now = msgspec.structs.replace(ITEM, text=f"{ITEM.text} A last line was added far below.")
    assert told(holder_of(ITEM), now) == {}


def test_an_event_that_moved() -> None:
    moved = msgspec.structs.replace(EVENT, starts=START + timedelta(days=7), place="Pier 3")
    found = {one.facet: one for one in differences(holder_of(EVENT), moved)}
    assert set(found) == {"date", "place"}
    assert (found["date"].ours, found["date"].theirs) == (
        "Saturday 12 December 2026, 10:00",
        "Saturday 19 December 2026, 10:00",
    )
    assert after(holder_of(EVENT), moved).starts.day == 19
    zoned = msgspec.structs.replace(EVENT, zone="Europe/London")
    assert told(holder_of(EVENT), zoned) == {}, "the name of a zone is no move"


def test_a_deadline_that_moved_and_a_file_that_grew() -> None:
    assert told(holder_of(TENDER), msgspec.structs.replace(TENDER, deadline=START + timedelta(days=1))) == {"deadline": "updated"}
    (found,) = differences(holder_of(REPORT), msgspec.structs.replace(REPORT, file_size=3_100_000))
    assert (found.ours, found.theirs) == ("PDF, 2.4 MB", "PDF, 3.1 MB")


def test_pictures() -> None:
    mine, theirs = Picture(hash="ab" * 32, alt="Ours"), Picture(hash="cd" * 32, alt="The new roof")
    holder: Any = holder_of(ITEM, picture=mine)
    assert told(holder, ITEM) == {}
    now = msgspec.structs.replace(ITEM, image="https://harbour.example/new.jpg", image_alt="The new roof")
    (found,) = differences(holder, now)
    assert (found.change, found.theirs, found.fetch) == ("updated", "The new roof", "https://harbour.example/new.jpg")
    (ready,) = differences(holder, now, theirs)
    assert (ready.fetch, ready.values) == ("", {"picture": theirs})
    swapped = msgspec.structs.replace(holder, picture=Picture(hash="ef" * 32))
    assert told(swapped, ITEM) == {"picture": "ours"}
