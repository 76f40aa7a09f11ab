"""What each kind of item becomes in an issue."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.article import Article
from composer.blocks.block import block_from_data, block_to_data
from composer.blocks.events import Events
from composer.blocks.fields import Picture
from composer.blocks.markdown_text import words_of
from composer.blocks.report import Report
from composer.blocks.tender import Tender
from composer.library.item import KINDS, Item
from composer.picking.blocks_from_items import block_from_item, event_entry, file_in_words, opening, wall_time

ROOF = Picture(hash="a" * 64, alt="The roof", width=1200, height=600)


def test_a_post_becomes_an_article() -> None:
    item = Item(id="1", title=" The boathouse\n roof ", summary="It is done. All of it.", link="https://example.org/roof")
    block = block_from_item(item, picture=ROOF)
    assert isinstance(block, Article)
    assert (block.title_text, block.text, block.link, block.item) == (
        "The boathouse roof", "It is done. All of it.", "https://example.org/roof", "1",
    )  # fmt: skip
    assert (block.picture, block.layout, block.byline, block.button) == (ROOF, "left", "", "Read the full story")


def test_the_lead_shows_its_picture_large_and_tells_a_little_more() -> None:
    item = Item(id="1", title="x", summary="Seven words are in this one sentence. " * 30)
    lead, other = block_from_item(item, lead=True, picture=ROOF), block_from_item(item, picture=ROOF)
    assert isinstance(lead, Article)
    assert isinstance(other, Article)
    assert (lead.layout, other.layout) == ("above", "left")
    assert len(lead.text) > len(other.text)
    bare = block_from_item(item, lead=True)
    assert isinstance(bare, Article)
    assert bare.layout == "none"


def test_a_guest_blog_says_who_wrote_it() -> None:
    named = block_from_item(Item(kind="blog", title="x", author="Tom Example", author_role="volunteer"))
    assert isinstance(named, Article)
    assert named.byline == "By Tom Example, volunteer"
    for item, byline in ((Item(kind="blog", author="Tom"), "By Tom"), (Item(kind="blog"), ""), (Item(author="admin"), "")):
        block = block_from_item(item)
        assert isinstance(block, Article)
        assert block.byline == byline


def test_an_awareness_day_begins_with_its_date() -> None:
    item = Item(
        kind="awareness",
        title="Lights On Week",
        starts=datetime(2026, 12, 21),
        ends=datetime(2026, 12, 27),
        all_day=True,
        summary="Leave a lamp on.",
    )
    block = block_from_item(item)
    assert isinstance(block, Article)
    assert block.text == "**21 to 27 December 2026**\n\nLeave a lamp on."


def test_an_event_with_a_date_becomes_a_line_among_dates() -> None:
    item = Item(
        id="1",
        kind="event",
        title="Swim",
        starts=datetime(2026, 7, 3, 9, tzinfo=UTC),
        zone="Europe/London",
        place="Pier 2",
        summary="Bring a towel.",
        link="https://example.org",
    )
    block = block_from_item(item)
    assert isinstance(block, Events)
    (entry,) = block.entries
    assert entry == event_entry(item).__class__(
        id=entry.id, title="Swim", starts=datetime(2026, 7, 3, 10), place="Pier 2", text="Bring a towel.",
        link="https://example.org", item="1", zone="Europe/London", taken=entry.taken,
    )  # fmt: skip
    assert entry.when() == "Friday 3 July 2026, 10:00"


def test_an_event_without_a_date_is_an_article() -> None:
    assert isinstance(block_from_item(Item(kind="event", title="Soon")), Article)


@pytest.mark.parametrize(
    ("values", "place", "link"),
    [
        ({"online_link": "https://meet.example.org"}, "Online", "https://meet.example.org"),
        (
            {"booking_link": "https://book.example.org", "online_link": "https://meet.example.org"},
            "Online",
            "https://book.example.org",
        ),
        (
            {"link": "https://example.org", "booking_link": "https://book.example.org", "place": "Pier 2"},
            "Pier 2",
            "https://example.org",
        ),
    ],
)
def test_an_event_says_where_and_leads_somewhere(values: dict[str, str], place: str, link: str) -> None:
    entry = event_entry(Item(kind="event", starts=datetime(2026, 7, 3, 10), **values))
    assert (entry.place, entry.link) == (place, link)


def test_a_tender_keeps_its_closing_date() -> None:
    day = block_from_item(
        Item(
            id="1",
            kind="tender",
            title="A website",
            deadline=datetime(2026, 12, 11, tzinfo=UTC),
            value="£30,000",
            zone="Asia/Tokyo",
        )
    )
    assert isinstance(day, Tender)
    assert (day.closes, day.day_only, day.value, day.item) == (datetime(2026, 12, 11), True, "£30,000", "1")
    hour = block_from_item(Item(kind="tender", deadline=datetime(2026, 7, 11, 16, tzinfo=UTC), zone="Europe/London"))
    assert isinstance(hour, Tender)
    assert (hour.closes, hour.day_only) == (datetime(2026, 7, 11, 17), False)


def test_a_report_says_what_kind_of_file_it_is() -> None:
    block = block_from_item(
        Item(kind="report", title="Our year", file_type="pdf", file_size=2_400_000, file_pages=36), picture=ROOF
    )
    assert isinstance(block, Report)
    assert (block.file_info, block.button, block.picture) == ("PDF, 2.4 MB, 36 pages", "Download the report", ROOF)
    page = block_from_item(Item(kind="report", title="Our year"))
    assert isinstance(page, Report)
    assert (page.file_info, page.button) == ("", "Read the report")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ""),
        ({"file_type": ".docx", "file_size": 340_200}, "DOCX, 340 KB"),
        ({"file_type": "pdf", "file_pages": 1, "file_size": 12}, "PDF, 1 KB, 1 page"),
    ],
)
def test_files_in_words(values: dict[str, Any], words: str) -> None:
    item = Item(**values)
    assert file_in_words(item) == words


@pytest.mark.parametrize(
    "summary",
    [
        "2 * 3 * 4 ladders.",
        "# not a heading",
        "[not](a link)",
        "1. not a list",
        "- no point",
        "_no_ stress, some_name stays",
        "<b>no</b>",
        "`x` \\ y",
        "+ 3 more",
    ],
)
def test_a_plain_summary_reads_as_it_is_written(summary: str) -> None:
    assert words_of(opening(Item(summary=summary), 50)) == summary


def test_without_a_summary_the_text_begins_it_with_its_links() -> None:
    item = Item(text="# Roof\n\nIt is [done](https://example.org). " + "More words follow here. " * 40)
    assert opening(item, 10).startswith("It is [done](https://example.org).")


def test_a_stranger_s_braces_are_no_merge_tags() -> None:
    item = Item(
        title="Dear {{email}}",
        summary="Use {{first_name|x}} here.",
        text="{{email}}",
        place="{{email}}",
        kind="event",
        starts=datetime(2026, 7, 3),
    )
    assert "{{" not in str(block_to_data(block_from_item(item)))
    assert "{{" not in opening(Item(text="{{email}} here."), 50)


def test_wall_times() -> None:
    moment = datetime(2026, 7, 3, 9, tzinfo=UTC)
    assert wall_time(moment, "Europe/London") == datetime(2026, 7, 3, 10)
    assert wall_time(moment.astimezone(ZoneInfo("Europe/Berlin")), "") == datetime(2026, 7, 3, 11)
    assert wall_time(moment, "Mars/Olympus") == datetime(2026, 7, 3, 9)
    assert wall_time(datetime(2026, 7, 3), "Europe/London") == datetime(2026, 7, 3)
    assert wall_time(None, "") is None
    assert wall_time(datetime.max.replace(tzinfo=UTC), "Asia/Tokyo") is not None


moments = st.none() | st.datetimes() | st.datetimes(timezones=st.just(UTC))


@given(
    st.builds(
        Item,
        id=st.just("1"),
        kind=st.sampled_from(KINDS),
        title=st.text(max_size=40),
        summary=st.text(max_size=80),
        text=st.text(max_size=80),
        starts=moments,
        ends=moments,
        deadline=moments,
        all_day=st.booleans(),
        zone=st.sampled_from(["", "Europe/London", "Nowhere/At_All", "../etc"]),
        value=st.text(max_size=200),
        file_size=st.integers(0, 10**12),
    ),
    st.booleans(),
)
def test_any_item_becomes_a_block_that_can_be_kept(item: Item, lead: bool) -> None:
    block = block_from_item(item, lead=lead)
    assert block_from_data(block_to_data(block)) == block
    assert block.plain_text() is not None
