"""Addresses lead somewhere or are nothing; nobody is told on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.link_cleaning import page_of_frame, resolved, without_tracking


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("/news/one", "https://example.org/news/one"),
        ("two", "https://example.org/a/two"),
        ("//cdn.example.org/p.png", "https://cdn.example.org/p.png"),
        (" https://example.com/x y ", "https://example.com/x%20y"),
        ("mailto:rosa@example.org", "mailto:rosa@example.org"),
        ("tel:+441632960118", "tel:+441632960118"),
    ],
)
def test_addresses_are_made_whole(written: str, whole: str) -> None:
    assert resolved(written, "https://example.org/a/b") == whole


@pytest.mark.parametrize(
    "written",
    [
        *("javascript:alert(1)", "JaVaScRiPt:x", "jav\tascript:x", "\x01javascript:x", "vbscript:x", "data:text/html,x"),
        *("ftp://example.org/", "#top", "", "   ", "file:///etc/passwd", "http://", "https://[", "tag:example.org,2020:1"),
    ],
)
def test_what_leads_nowhere_is_nothing(written: str) -> None:
    assert resolved(written, "https://example.org/") in ("", "https://example.org/")
    assert resolved(written) == ""


def test_relative_without_a_base_is_nothing() -> None:
    assert resolved("/news/one") == ""


@given(st.text(max_size=60))
def test_no_text_becomes_an_active_address(text: str) -> None:
    address = resolved(text, "https://example.org/")
    assert not address or address.split(":")[0].lower() in ("http", "https", "mailto", "tel")
    assert not any(character in address for character in '"<>\n\t')


def test_tracking_goes_and_the_rest_stays_as_written() -> None:
    assert without_tracking("https://example.org/a?utm_source=x&id=5&fbclid=y&b=%20") == "https://example.org/a?id=5&b=%20"
    assert without_tracking("https://example.org/a?utm_source=x") == "https://example.org/a"
    assert without_tracking("https://example.org/a?id=5&b=c+d") == "https://example.org/a?id=5&b=c+d"
    assert without_tracking("https://example.org/a") == "https://example.org/a"


def test_players_lead_to_their_pages() -> None:
    assert (
        page_of_frame("https://www.youtube-nocookie.com/embed/abc_DEF-123?rel=0") == "https://www.youtube.com/watch?v=abc_DEF-123"
    )
    assert page_of_frame("https://player.vimeo.com/video/12345?h=1") == "https://vimeo.com/12345"
    assert page_of_frame("https://maps.example.org/embed/x") == "https://maps.example.org/embed/x"


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("https://e.org/?utm_source=a&utm_medium=b&id=3&mc_cid=x&mc_eid=y", "https://e.org/?id=3"),
        ("https://e.org/a?fbclid=1#part", "https://e.org/a#part"),
        ("https://e.org/a?_hsenc=1&_hsmi=2&hsa_cam=3", "https://e.org/a"),
        ("https://e.org/a?dm_i=1,2,3&page=2", "https://e.org/a?page=2"),
        ("https://e.org/a?id=1&amp;utm_source=x", "https://e.org/a?id=1"),
        ("https://e.org/a#utm_source=x&utm_medium=y", "https://e.org/a"),
        ("https://youtu.be/abcdefghijk?si=abc&t=3", "https://youtu.be/abcdefghijk?t=3"),
        ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fe.org%2Fa%3Fb%3D1&data=05&reserved=0", "https://e.org/a?b=1"),
        ("https://www.google.com/url?q=https://e.org/a&sa=D", "https://e.org/a"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fe.org%2Fa%3Ffbclid%3D1&h=x", "https://e.org/a"),
    ],
)  # fmt: skip
def test_what_tells_on_the_reader_goes(written: str, left: str) -> None:
    assert without_tracking(written) == left


@pytest.mark.parametrize(
    "address",
    [
        "https://e.org/?p=12&ref=home&source=shop&campaign=spring&si=3&id=utm_source",
        "https://e.org/search?q=https://other.org&url=x",
        "https://www.google.com/search?q=https://e.org",
        "https://e.org/#utm",
        "https://e.org/?",
    ],
)
def test_everything_else_stays(address: str) -> None:
    assert without_tracking(address) == address


def test_schemes_are_written_small() -> None:
    assert resolved("Https://example.org/Book") == "https://example.org/Book"
    assert resolved("MAILTO:anna@example.org") == "mailto:anna@example.org"
