"""Logos read as a list of names."""

from __future__ import annotations

from composer.blocks.gallery import Gallery, Logo


def test_text_part() -> None:
    logos = Gallery(
        title_text="Our funders", entries=(Logo(name="Roof Fund", link="https://fund.example"), Logo(name="Gable Trust"), Logo())
    )
    assert logos.plain_text() == "Our funders\n\n- Roof Fund: https://fund.example\n- Gable Trust"
    assert Gallery().plain_text() == ""


def test_title_is_the_heading_or_the_names() -> None:
    assert Gallery(entries=(Logo(name="A"), Logo(name="B"))).title() == "A, B"
    assert Gallery().title() == "Logos"
