"""A box reads as its words; its link says where it leads."""

from __future__ import annotations

from composer.blocks.callout import Callout


def test_text_part() -> None:
    box = Callout(
        title_text="Office closed", text="From *24 December*.", link="https://example.org/hours", button="Opening hours"
    )
    assert box.plain_text() == "Office closed\n\nFrom 24 December.\n\nOpening hours: https://example.org/hours"
    assert Callout(text="Only this.").plain_text() == "Only this."
    assert Callout(text="Only this.", link="https://example.org").plain_text() == "Only this.\n\nhttps://example.org"


def test_title_is_the_heading_or_the_first_words() -> None:
    assert Callout(title_text="Closed", text="x").title() == "Closed"
    assert Callout(text="We are **closed**.").title() == "We are closed."
    assert Callout().title() == "Box"
