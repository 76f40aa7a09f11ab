"""A letter as it is heard."""

from __future__ import annotations

from composer.document.issue import Issue
from composer.rendering.merge_tags import EXAMPLE_VALUES, personalise
from composer.rendering.reading_order import reading_order
from composer.rendering.renderer import render
from composer.rendering.templates import Templates


def test_headings_links_pictures_and_lists_are_called_what_they_are() -> None:
    html = (
        "<html><head><title>No</title></head><body><div style='display:none'>Hidden</div>"
        "<h1>Lights on</h1><table role='presentation'><tr><td>Dear Anna,<br>what a month.</td></tr></table>"
        "<h2><a href='x'>The roof</a></h2><a href='x'><img src='a' alt='Two boats'></a><img src='b' alt=''><img src='c'>"
        "<ul><li>One</li><li>Two <a href='y'>more</a></li></ul><span aria-hidden='true'>12</span></body></html>"
    )
    assert reading_order(html) == [
        "Heading 1: Lights on",
        "Dear Anna,",
        "what a month.",
        "Heading 2: The roof",
        "Link: The roof",
        "Picture: Two boats",
        "Picture without a description",
        "List of 2",
        "• One",
        "• Two",
        "Link: more",
    ]
    assert reading_order("") == []


def test_a_whole_letter_is_heard_in_order(golden_issue: Issue, templates: Templates) -> None:
    lines = reading_order(personalise(render(golden_issue, templates=templates), EXAMPLE_VALUES).html)
    headings = [line for line in lines if line.startswith("Heading")]
    assert headings[0].startswith("Heading 1: ")
    assert sum(line.startswith("Heading 1") for line in headings) == 1
    assert "unsubscribe" in lines[-1].casefold() or any("unsubscribe" in line.casefold() for line in lines[-6:])
    assert not any("@media" in line or "mso" in line for line in lines)
