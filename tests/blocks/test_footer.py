"""The footer is locked, and only its extra line is free."""

from __future__ import annotations

from composer.blocks.footer import Footer


def test_it_is_locked_and_named_for_what_it_is() -> None:
    assert Footer.locked
    assert Footer(text="Thank you for reading.").title() == "Footer"
    assert Footer(text="Thank you for **reading**.").plain_text() == "Thank you for reading."
