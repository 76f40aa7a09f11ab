"""Titles are told by structure."""

from __future__ import annotations

import pytest

from composer.sources.headlines import find_posts
from composer.sources.passages import passages_of_html, passages_of_text

PROSE = "The hall was full before the doors had been open for ten minutes. Nobody wanted to leave when the music stopped."


def _titles(text: str) -> list[str]:
    passages = passages_of_text(text)
    return [passages[span.title].words if span.title is not None else "" for span in find_posts(passages)]


def test_titles_without_any_mark() -> None:
    text = f"The hall reopens after the long winter\n\n{PROSE}\n\nMore music for the hill villages this year\n\n{PROSE}"
    assert _titles(text) == ["The hall reopens after the long winter", "More music for the hill villages this year"]


@pytest.mark.parametrize(
    "heading",
    [
        *("Key messages:", "Background", "How to take part", "What does the hall mean to people who live in the hill villages?"),
        *(
            "Lead organisation:",
            "About us",
            "Contact",
            "Next steps",
            "Download the plan of the hall",
            "“The hall is our living room”",
        ),
        *("Email: rosa", "For more information"),
    ],
)
def test_headings_inside_a_post_begin_none(heading: str) -> None:
    text = f"The hall reopens after the long winter\n\n{PROSE}\n\n{heading}\n\n{PROSE}\n\nEnd of it."
    assert _titles(text) == ["The hall reopens after the long winter"]


def test_dates_and_kickers_belong_to_the_title_beside_them() -> None:
    text = f"5 June 2019\n\nThe hall reopens\n\n{PROSE}\n\n6 June 2019\n\nMusic for the hills\n\nMembers’ blog\n\n{PROSE}"
    passages = passages_of_text(text)
    spans = find_posts(passages)
    assert [passages[span.title].words for span in spans if span.title is not None] == ["The hall reopens", "Music for the hills"]
    assert [span.start for span in spans] == [0, 3]


def test_rules_and_buttons_part_posts() -> None:
    text = f"Hall reopens\n\n{PROSE}\n\nFind out more\n\nMusic returns\n\n{PROSE}\n\n***\n\nTea is back\n\n{PROSE}"
    assert _titles(text) == ["Hall reopens", "Music returns", "Tea is back"]


def test_marked_headings_decide_where_there_are_some() -> None:
    html = (
        f"<h2>Hall reopens in May</h2><p>{PROSE}</p><h3>Background</h3><p>{PROSE}</p>"
        f"<h2>Music returns to it</h2><p>{PROSE}</p><p>A short line</p><p>{PROSE}</p>"
    )
    passages = passages_of_html(html)
    assert [passages[span.title].words for span in find_posts(passages) if span.title is not None] == [
        "Hall reopens in May",
        "Music returns to it",
    ]


def test_one_article_with_headings_stays_one() -> None:
    html = f"<h1>Hall reopens</h1><p>{PROSE}</p><h2>Background</h2><p>{PROSE}</p><h2>Thanks</h2><p>{PROSE}</p>"
    assert len(find_posts(passages_of_html(html))) == 1


def test_nothing_is_no_post() -> None:
    assert find_posts([]) == []
