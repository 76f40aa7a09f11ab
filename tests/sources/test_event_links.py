"""Online meetings and bookings are told by where an address leads, and by the words before it."""

from __future__ import annotations

import pytest

from composer.sources.event_links import addresses_in, booking_link_in, is_booking, is_meeting, online_link_in


@pytest.mark.parametrize(
    "address",
    [
        *("https://us02web.zoom.us/j/123?pwd=x", "https://zoom.us/j/98765", "https://teams.microsoft.com/l/meetup-join/19%3ax"),
        *("https://meet.google.com/abc-defg-hij", "https://example.webex.com/meet/rosa", "https://meet.jit.si/Fernhill"),
        *("https://teams.live.com/meet/9312345", "https://bbb.example.org/bigbluebutton/rooms/x", "https://youtube.com/live/abc"),
    ],
)
def test_meetings(address: str) -> None:
    assert is_meeting(address)
    assert not is_meeting(address.replace("https://", "https://example.org/?to="))


@pytest.mark.parametrize(
    "address",
    [
        "https://support.zoom.us/hc/en",
        "https://zoom.us/download",
        "https://notzoom.us/j/1",
        "https://[x/j/1",
        "https://youtube.com/watch?v=1",
    ],
)
def test_no_meetings(address: str) -> None:
    assert not is_meeting(address)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "https://www.eventbrite.co.uk/e/tea-tickets-1",
            "https://buytickets.tickettailor.com/x",
            "https://www.ticketsource.co.uk/x",
        ),
        *("https://tickets.example.org/tea", "https://example.org/book/tea", "https://example.org/events/tea/register?x=1"),
        *("https://forms.gle/abc", "https://docs.google.com/forms/d/e/x"),
    ],
)
def test_bookings(address: str) -> None:
    assert is_booking(address)


@pytest.mark.parametrize(
    "address", ["https://example.org/bookshop/", "https://docs.google.com/document/d/x", "https://example.org/facebook/"]
)
def test_no_bookings(address: str) -> None:
    assert not is_booking(address)


def test_addresses_end_before_the_sentence_does() -> None:
    assert list(addresses_in("See https://example.org/a, (https://example.org/b). And https://example.org/c?d=e!")) == [
        "https://example.org/a",
        "https://example.org/b",
        "https://example.org/c?d=e",
    ]


def test_which_of_several_addresses_is_meant() -> None:
    words = "About us: https://example.org/about\nJoin: https://zoom.us/j/1234567890\nTo book your place go to https://example.org/x1.\n"
    assert online_link_in((words,)) == "https://zoom.us/j/1234567890"
    assert booking_link_in(words) == "https://example.org/x1"
    assert booking_link_in(words + "https://www.eventbrite.co.uk/e/1") == "https://www.eventbrite.co.uk/e/1"
    assert booking_link_in("Read https://example.org/about") == online_link_in(("Read https://example.org/about",)) == ""
