"""Headings as people write them, and what the cells below say against them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.column_meanings import FIELDS, field_of_heading, guess_columns, lists_people


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        ("title", "Title|Event Name|EVENT|Name of event|Headline|Subject|What|Post Title|Awareness day|Course title|Name"),
        ("date", "Date|Start Date|start_date|StartDate|When|Date (dd/mm/yyyy)|Date & time|From|Begins|Day|Start|Week commencing"),
        ("time", "Time|Start Time|Starts at|Opening time|Event time|Time (24h)|Times"),
        ("end_date", "End Date|Finish date|Until|To|Ends|End|Last day|Event End Date"),
        ("end_time", "End time|Finish time|Ends at|Time to"),
        ("all_day", "All day event|All Day"),
        ("published", "Published|Date published|Publication date|Posted on|Post Date|pubDate|Publish date|Go live date"),
        ("deadline", "Deadline|Closing date|Closing date for applications|Apply by|Due date|Closes|Return date|Expiry date"),
        ("summary", "Summary|Excerpt|Short description|Teaser|Standfirst|Blurb"),
        ("text", "Text|Description|Event Description|Details|Body|Content (HTML)|Full text|Notes|Post Content"),
        ("place", "Place|Venue|Location|Where|Venue Name|Town|Postcode|Address line 1|Venue address|City"),
        ("link", "Link|URL|Website|Web page|More info|Event website|Permalink|Read more|Link (URL)"),
        ("booking_link", "Booking link|Tickets|Registration URL|Book here|Sign-up link|How to book|Eventbrite link"),
        ("online_link", "Zoom link|Teams link|Webinar URL|Joining details|Online link"),
        ("author", "Author|By|Written by|Guest author|Byline|Speaker"),
        ("author_role", "Job title|Author's role|Role"),
        ("category", "Category|Categories|Tags|Topic|Theme|Section"),
        ("kind", "Kind|Type|Event type|Content type|Format"),
        ("value", "Price|Cost|Contract value|Budget|Fee (£)|Ticket price|Value"),
        ("contact", "Contact|Contact name|Contact e-mail|Organiser|Email|Enquiries"),
        ("image", "Image|Picture URL|Featured image|Photo"),
        ("image_alt", "Image alt text|Alt text|Image description|Photo caption"),
        ("cancelled", "Status|Cancelled?"),
        ("", "ID|Ref|Ordering|Last modified by|Number of seats||GUID"),
    ],
)  # fmt: skip
def test_headings(field: str, headings: str) -> None:
    found = {heading: field_of_heading(heading) for heading in headings.split("|")}
    wrong = {heading: got for heading, got in found.items() if got != field}
    assert wrong == {}


def test_what_stands_there_counts_for_more() -> None:
    rows = [
        ["Spring fair", "10:30", "https://example.org/fair", "Town Hall"],
        ["Quiz", "18:00", "https://example.org/quiz", "Pub"],
    ]
    assert guess_columns(["Event", "When", "Details", "Where"], rows) == {
        "Event": "title",
        "When": "time",
        "Details": "link",
        "Where": "place",
    }


def test_without_telling_headings_the_cells_tell() -> None:
    rows = [["Spring fair", "01/05/2026", "https://example.org/fair"], ["Quiz night", "2/6/26", "https://example.org/quiz"]]
    assert guess_columns(["A", "B", "C"], rows) == {"A": "title", "B": "date", "C": "link"}


def test_one_meaning_once_unless_it_may_be_several() -> None:
    headings = ["Title", "Name", "Venue", "Town", "Date", "Event date"]
    guessed = guess_columns(headings, [["a fair", "b", "Hall", "Leeds", "1/5/2026", "2/5/2026"]])
    assert list(guessed.values()).count("title") == 1
    assert list(guessed.values()).count("date") == 1
    assert (guessed["Venue"], guessed["Town"]) == ("place", "place")


def test_a_table_of_people_is_known() -> None:
    assert lists_people(["Name", "E-mail"], [["Ann", "ann@example.org"], ["Ben", "ben@example.org"]])
    assert not lists_people(["Event", "Date", "E-mail"], [["Fair", "1/5/2026", "ann@example.org"]])


@given(st.lists(st.text(max_size=60), min_size=1, max_size=6, unique=True), st.data())
def test_whatever_stands_there(headings: list[str], data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.lists(st.text(max_size=40), min_size=len(headings), max_size=len(headings)), max_size=4))
    guessed = guess_columns(headings, rows)
    assert set(guessed) <= set(headings)
    assert set(guessed.values()) <= set(FIELDS)
