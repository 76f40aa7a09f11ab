"""Calendars a page leads to, its own and those embedded from elsewhere."""

from __future__ import annotations

import base64

import pytest

from composer.sources.calendar_links import calendar_links, embedded
from composer.sources.html_tree import document_of

GOOGLE = "https://calendar.google.com/calendar/ical/quay%40group.calendar.google.com/public/basic.ics"
CID = base64.urlsafe_b64encode(b"quay@group.calendar.google.com").decode().rstrip("=")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (
            "https://calendar.google.com/calendar/embed?height=600&src=quay%40group.calendar.google.com&ctz=Europe%2FLondon",
            [GOOGLE],
        ),
        ("https://www.google.com/calendar/embed?src=quay%40group.calendar.google.com", [GOOGLE]),
        (f"https://calendar.google.com/calendar/u/0?cid={CID}", [GOOGLE]),
        (f"https://calendar.google.com/calendar/embed?src={'a%40b.example'}&src={'c%40d.example'}", None),
        (
            "https://www.google.com/calendar/render?cid=webcal%3A%2F%2Fquay.example%2Fall.ics",
            ["https://quay.example/all.ics"],
        ),
        (
            "https://outlook.office365.com/owa/calendar/1f@quay.example/2e/calendar.html",
            ["https://outlook.office365.com/owa/calendar/1f@quay.example/2e/calendar.ics"],
        ),
        (
            "https://cloud.quay.example/index.php/apps/calendar/p/AbCdEf123/Events",
            ["https://cloud.quay.example/remote.php/dav/public-calendars/AbCdEf123?export"],
        ),
        ("https://teamup.com/ks1a2b3c4d5e6f7g8h", ["https://ics.teamup.com/feed/ks1a2b3c4d5e6f7g8h/0.ics"]),
        ("https://www.google.com/maps/embed?pb=1", []),
        ("https://calendar.google.com/calendar/u/0?cid=%%%", []),
        ("https://quay.example/calendar.html", []),
    ],
)
def test_the_public_twin_of_an_embedded_calendar(address: str, found: list[str] | None) -> None:
    first = [addresses[0] for addresses in embedded(address)]
    if found is None:
        assert len(first) == 2
        assert all(each.startswith("https://calendar.google.com/calendar/ical/") for each in first)
    else:
        assert first == found


def test_links_and_embeds_of_a_page() -> None:
    document = document_of(
        '<link rel="alternate" type="text/calendar" href="/feed.php" title="All dates">'
        '<a href="webcal://quay.example/dates.ics">Subscribe</a><a href="/swim.ics">Winter swim</a>'
        '<a href="/events/?ical=1">Export</a><a href="/about">About</a>'
        '<iframe data-src="https://calendar.google.com/calendar/embed?src=quay%40group.calendar.google.com" src="about:blank">'
    )
    found = calendar_links(document, "https://quay.example/")
    assert [(link.addresses[0], link.title, link.sure) for link in found] == [
        ("https://quay.example/feed.php", "All dates", False),
        ("https://quay.example/dates.ics", "Subscribe", True),
        ("https://quay.example/swim.ics", "Winter swim", False),
        ("https://quay.example/events/?ical=1", "Export", False),
        (GOOGLE, "", True),
    ]
    assert found[1].addresses[1] == "http://quay.example/dates.ics", "webcal may mean either"
