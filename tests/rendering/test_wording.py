"""The lines every letter has, and the little calendar leaves."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from composer.blocks.events import EventEntry
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.rendering.wording import Plate, issue_line, plate_of, sender_lines, title_of


def test_title_is_the_best_there_is() -> None:
    brand = Brand(organisation="Trust")
    assert title_of(Issue(name="December letter", subject="S", brand=brand)) == "December letter"
    assert title_of(Issue(subject="S", brand=brand)) == "S"
    assert title_of(Issue(brand=brand)) == "Trust"


@pytest.mark.parametrize(
    ("number", "planned", "line"),
    [
        (12, date(2026, 12, 3), "Issue 12 · 3 December 2026"),
        (0, date(2026, 12, 3), "3 December 2026"),
        (3, None, "Issue 3"),
        (0, None, ""),
    ],
)
def test_issue_line_says_what_is_known(number: int, planned: date | None, line: str) -> None:
    assert issue_line(Issue(number=number, planned=planned)) == line


@pytest.mark.parametrize(
    ("starts", "ends", "leaf"),
    [
        (datetime(2026, 12, 5, 12), datetime(2026, 12, 5, 14), Plate("Dec", "5", "Sat", "")),
        (datetime(2026, 12, 7), datetime(2026, 12, 11), Plate("Dec", "7–11", "", "")),
        (datetime(2026, 12, 24), datetime(2027, 1, 3), Plate("Dec", "24", "", "to 3 Jan")),
        (None, None, None),
    ],
)
def test_calendar_leaf(starts: datetime | None, ends: datetime | None, leaf: Plate | None) -> None:
    assert plate_of(EventEntry(starts=starts, ends=ends)) == leaf


def test_a_name_that_stands_in_the_address_is_not_said_twice() -> None:
    assert sender_lines(Brand(organisation="Trust", postal_address="1 Road\n\n Town ")) == ("Trust", ("1 Road", "Town"))
    assert sender_lines(Brand(organisation="Trust", postal_address="TRUST (charity), 1 Road")) == (
        "",
        ("TRUST (charity), 1 Road",),
    )
    assert sender_lines(Brand(organisation="Trust")) == ("Trust", ())
    assert sender_lines(Brand()) == ("", ())
