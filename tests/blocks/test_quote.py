"""A quotation is marked as one in the text part, line by line."""

from __future__ import annotations

from composer.blocks.quote import Quote


def test_text_part() -> None:
    assert Quote(text="It was *cold*.\n\nBut we came.", who="Anna, volunteer").plain_text() == (
        "> It was cold.\n>\n> But we came.\n> – Anna, volunteer"
    )
    assert Quote(text="Short.").plain_text() == "> Short."
    sourced = Quote(text="Short.", who="Anna", link="https://example.org/talk")
    assert sourced.plain_text() == "> Short.\n> – Anna: https://example.org/talk"
    assert Quote(who="Nobody").plain_text() == ""
