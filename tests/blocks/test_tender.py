"""A tender's closing date is set apart, so that nobody overlooks it."""

from __future__ import annotations

from datetime import datetime

from composer.blocks.tender import Tender

TENDER = Tender(
    title_text="A new website",
    closes=datetime(2026, 12, 11),
    value="up to £30,000",
    contact="Anna Example, anna@example.org",
    text="Small and quick.",
    link="https://example.org/tender",
)


def test_text_part() -> None:
    assert TENDER.plain_text() == (
        "A new website\nCloses: Friday 11 December 2026\nValue: up to £30,000\nContact: Anna Example, anna@example.org\n\n"
        "Small and quick.\n\nRead the invitation to tender: https://example.org/tender"
    )
    assert Tender(title_text="A new website").plain_text() == "A new website"


def test_the_time_of_day_is_told_where_it_is_known() -> None:
    assert Tender(closes=datetime(2026, 12, 11, 17), day_only=False).closes_in_words() == "Friday 11 December 2026, 17:00"
    assert Tender().closes_in_words() == ""


def test_it_goes_by_its_headline() -> None:
    assert TENDER.title() == "A new website"
    assert Tender().title() == "Tender"
