"""Headings are underlined in the text part."""

from __future__ import annotations

from composer.blocks.heading import Heading


def test_text_part() -> None:
    assert Heading(text="News").plain_text() == "News\n===="
    assert Heading(text="News", level="smaller").plain_text() == "News\n----"
    assert Heading(text=" ").plain_text() == ""
    assert len(Heading(text="x" * 200).plain_text().split("\n")[1]) == 60


def test_it_goes_by_its_words() -> None:
    assert Heading(text="News\tfrom   here").title() == "News from here"
    assert Heading().title() == "Heading"
