"""Places where a link got lost are marked; where nothing is missing, nothing is."""

from __future__ import annotations

import pytest

from composer.sources.missing_links import missing_links


@pytest.mark.parametrize(
    ("passage", "note"),
    [
        ("The programme can be found here.", "A link is missing after “can be found here.”."),
        ("The brief is available here, with the form", "A link is missing after “is available here”."),
        ("Read more here and come along.", "A link is missing after “Read more here”."),
        ("Download a copy of the plan here.", "A link is missing after “Download a copy of the plan here.”."),
        ("Email: to find out more", "An address is missing after “Email:”."),
        ("Website: ", "A link is missing after “Website:”."),
        ("Tel: ask for Rosa", "An address is missing after “Tel:”."),
        ("please ring 01632 960118 or email ", "An address is missing after “or email”."),
        ("To book a place call us on", "An address is missing after “call us on”."),
        ("Questions go to Rosa Lindqvist, manager (", "An address is missing after “Questions go to Rosa Lindqvist, manager (”."),
        ("Questions go to Rosa ( ) in the office", "An address is missing after “Questions go to Rosa ( )”."),
        ("Visit", "A link is missing after “Visit”."),
        ("To see what is on visit our calendar page.", "A link is missing after “visit our calendar page”."),
        ("Download the invitation to tender", "A link is missing after “Download the invitation to tender”."),
        ("Read the minutes::", "A link is missing after “Read the minutes::”."),
        ("Building sound homes –", "A link is missing after “Building sound homes –”."),
    ],
)
def test_gaps_are_marked_with_the_words_before_them(passage: str, note: str) -> None:
    assert missing_links([passage]) == (note,)


@pytest.mark.parametrize(
    "passage",
    [
        "The programme can be found here: https://example.org/programme",
        "Email: rosa@example.org to find out more",
        "Tel: 01632 960118",
        "Website: www.example.org",
        "please ring 01632 960118 or email rosa@example.org",
        "We are here for you.",
        "Here is the news.",
        "She sent an e-mail to everybody she knew.",
        "The bridge (built in 1901) is open.",
        "Visit the museum on a Sunday.",
        "He said:",
        "",
    ],
)
def test_nothing_is_missing(passage: str) -> None:
    assert missing_links([passage]) == ()


def test_lines_after_an_announcement_are_links_too() -> None:
    notes = missing_links(
        ["More is on the web pages below.", "Door hanger", "Street poster", "Come along, it is free.", "A title"]
    )
    assert notes == (
        "A link is missing after “web pages below”.",
        "A link is missing after “Door hanger”.",
        "A link is missing after “Street poster”.",
    )


def test_every_gap_once() -> None:
    assert len(missing_links(["Read more here.", "Read more here."])) == 1
