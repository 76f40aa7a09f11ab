"""What an event of a calendar becomes: text, links, picture, place and zone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from composer.library.item import Item
from composer.sources.calendar_items import ItemMaker
from composer.sources.ical_text import read_components
from composer.sources.recurrence import Event, Occurrence

LONDON = ZoneInfo("Europe/London")
AT = "https://example.org/events.ics"


def _item(*lines: str, starts: date | None = None, zone: ZoneInfo | None = None, maker: ItemMaker | None = None) -> Item:
    component = next(read_components("\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])).walk("VEVENT"))
    moment = starts if starts is not None else datetime(2026, 6, 5, 10, tzinfo=UTC)
    event = Event(component, 0, "1", moment, zone=zone)
    return (maker or ItemMaker(AT, LONDON)).item(Occurrence(event, moment, None))


def test_moments_in_utc_are_shown_as_clocks_at_home_do() -> None:
    assert (_item().starts, _item().zone) == (datetime(2026, 6, 5, 10, tzinfo=UTC), "Europe/London")
    assert _item(zone=ZoneInfo("America/New_York")).zone == "America/New_York"
    assert _item(starts=datetime(2026, 6, 5, 10, tzinfo=ZoneInfo("Asia/Tokyo"))).zone == "Asia/Tokyo"
    assert _item(starts=date(2026, 6, 5)).zone == ""


@pytest.mark.parametrize(
    ("lines", "html"),
    [
        (("DESCRIPTION:One\\n\\nTwo\\, <3",), "<p>One</p><p>Two, &lt;3</p>"),
        (("DESCRIPTION:<p>Bring <b>cake</b></p>",), "<p>Bring <b>cake</b></p>"),
        (("DESCRIPTION:plain words", "X-ALT-DESC;FMTTYPE=text/html:<p>Real <b>words</b></p>"), "<p>Real <b>words</b></p>"),
        (("DESCRIPTION:plain words", "X-ALT-DESC;FMTTYPE=text/html:<html><body></body></html>"), "<p>plain words</p>"),
        (("DESCRIPTION;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Caf=C3=A9=0D=0Aopen",), "<p>Café<br>open</p>"),
    ],
)
def test_descriptions(lines: tuple[str, ...], html: str) -> None:
    assert _item(*lines).html.replace("\n", "") == html


@pytest.mark.parametrize(
    "line",
    [
        "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.example.org/x",
        "X-GOOGLE-CONFERENCE:https://meet.example.org/x",
        "X-MICROSOFT-SKYPETEAMSMEETINGURL:https://meet.example.org/x",
        "LOCATION:https://meet.example.org/x",
    ],
)
def test_where_people_meet_online(line: str) -> None:
    assert _item(line).online_link == "https://meet.example.org/x"


def test_the_address_of_a_meeting_is_no_page_to_read() -> None:
    item = _item("DESCRIPTION:Join <https://teams.microsoft.com/l/meetup-join/1> or read https://example.org/tea")
    assert (item.online_link, item.link) == ("https://teams.microsoft.com/l/meetup-join/1", "https://example.org/tea")


def test_links_in_place_and_text() -> None:
    item = _item(
        "LOCATION:Town Hall and https://zoom.us/j/1234567",
        'DESCRIPTION:<p><a href="https://www.eventbrite.co.uk/e/tea-1">Come along</a></p>',
        "URL:https://example.org/tea",
    )
    assert item.online_link == "https://zoom.us/j/1234567"
    assert (item.booking_link, item.link) == ("https://www.eventbrite.co.uk/e/tea-1", "https://example.org/tea")


@pytest.mark.parametrize(
    ("line", "image"),
    [
        ("ATTACH;FMTTYPE=image/jpeg:https://example.org/tea.jpg", "https://example.org/tea.jpg"),
        ("ATTACH:https://example.org/tea.png?x=1", "https://example.org/tea.png?x=1"),
        ("IMAGE;VALUE=URI;DISPLAY=BADGE:https://example.org/tea", "https://example.org/tea"),
        ("X-WP-IMAGES-URL:thumbnail;https://example.org/a.jpg;150;150;1", "https://example.org/a.jpg"),
        ("ATTACH;FMTTYPE=application/pdf:https://example.org/tea.pdf", ""),
        ("ATTACH;FMTTYPE=image/png;ENCODING=BASE64;VALUE=BINARY:AAAA", ""),
        ("ATTACH;FMTTYPE=image/png:file:///etc/x.png", ""),
    ],
)
def test_pictures(line: str, image: str) -> None:
    assert _item(line).image == image


def test_what_is_private_says_so() -> None:
    assert _item("CLASS:PRIVATE").notes == ("The calendar marks it as private.",)
    assert _item("CLASS:PUBLIC").notes == ()


def test_whom_to_ask() -> None:
    assert _item("ORGANIZER;CN=Rosa:mailto:r@example.org", "CONTACT:Jim").contact == "Rosa"
    assert _item("ORGANIZER:mailto:r@example.org", "CONTACT:Jim\\, 01234").contact == "Jim, 01234"


def test_what_all_occurrences_share_is_made_once() -> None:
    maker = ItemMaker(AT, LONDON)
    first, second = (_item("SUMMARY:Tea", maker=maker, starts=date(2026, 6, day)) for day in (5, 6))
    assert (first.title, second.title, second.starts) == ("Tea", "Tea", datetime(2026, 6, 6))
