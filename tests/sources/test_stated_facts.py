"""What a text says about itself ends where it belongs, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.library.item import Item
from composer.sources.stated_facts import signed_first, signed_inside, with_stated_facts


def test_a_byline_before_the_text_becomes_author_and_role() -> None:
    html = "<p><em>Guest blog by Asha Lee, midwife at the quay</em></p>\n<p>It was raining.</p>"
    rest, words, signed = signed_first(html)
    assert rest == "<p>It was raining.</p>"
    assert words == "Guest blog by Asha Lee, midwife at the quay"
    assert signed == ("Asha Lee", "midwife at the quay")


@pytest.mark.parametrize(
    "html",
    [
        "<p>By Friday, everybody had gone home.</p><p>Then it rained.</p>",
        "<p>It was raining.</p><p>By Asha Lee, midwife</p>",
        "<p>By Asha Lee, midwife</p>",  # nothing else: it is the text
        "",
        "<ul><li>By Asha Lee</li></ul><p>x</p>",
    ],
)
def test_what_is_no_byline_stays(html: str) -> None:
    assert signed_first(html) == (html, "", None)


@pytest.mark.parametrize(
    ("line", "value", "contact"),
    [
        ("Value: up to £38,000 including VAT.", "up to £38,000 including VAT", ""),
        ("**Contract value:** £10,000", "£10,000", ""),
        ("Budget : about 5.000 euros;", "about 5.000 euros", ""),
        ("Questions: to Wren Tolliver, tenders@example.org.", "", "Wren Tolliver, tenders@example.org"),
        ("The value: of listening", "", ""),
    ],
)
def test_a_tender_tells_its_value_and_whom_to_ask(line: str, value: str, contact: str) -> None:
    found = with_stated_facts(Item(kind="tender"), f"We are looking for somebody.\n\n{line}\n\nThank you.")
    assert (found.value, found.contact) == (value, contact)


def test_what_is_known_already_and_other_kinds_stay() -> None:
    assert with_stated_facts(Item(kind="tender", value="£5"), "Value: £6").value == "£5"
    assert with_stated_facts(Item(kind="news"), "Value: £6").value == ""


@given(st.text(alphabet="<p>/em Byvalue:*\n ABcd", max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    rest, _words, signed = signed_first(text)
    assert rest == text or signed is not None
    with_stated_facts(Item(kind="tender"), text)


def test_who_wrote_it_stands_in_many_places() -> None:
    assert signed_inside("Guest blog: Asha Lee on hope", "") == ("Asha Lee", "")
    assert signed_inside("x", "A lead.\n\nBy Asha Lee, midwife in Hull\n\nText.") == ("Asha Lee", "midwife in Hull")
    assert signed_inside("x", "Asha Lee, our midwife, reflects on a winter.") == ("Asha Lee", "midwife")
    assert signed_inside("x", "Our chief executive, Asha Lee, writes about money.") == ("Asha Lee", "chief executive")
    told = "I was alone.\n\nIt got better.\n\nAsha Lee is a midwife and runs our group."
    assert signed_inside("x", told) == ("Asha Lee", "midwife and runs our group")


def test_people_in_the_news_have_not_written_it() -> None:
    assert signed_inside("New chair", "Asha Lee, a midwife, joins us.\n\nAsha Lee is a midwife.") is None
    assert signed_inside("x", "“I am glad,” said Bo.\n\nAsha Lee is a midwife.") is None
    assert signed_inside("x", "By the sea, waves\n\nBy 5 July, please.") is None
