"""Titles are told by structure."""

from __future__ import annotations

import pytest

from composer.sources.headlines import continue_reading, find_posts, is_date_line, is_furniture, is_kicker, plain_title
from composer.sources.passages import passages_of_html, passages_of_text

PROSE = "The hall was full before the doors had been open for ten minutes. Nobody wanted to leave when the music stopped."


def _titles(text: str) -> list[str]:
    passages = passages_of_text(text)
    return [passages[span.title].words if span.title is not None else "" for span in find_posts(passages)]


@pytest.mark.parametrize(
    ("words", "left", "title"),
    [
        ("Continue reading The hall reopens", "", "The hall reopens"),
        ("Continue reading →", "", ""),
        ("[Continue reading…]", "", ""),
        ("Keep reading: The hall reopens »", "", "The hall reopens"),
        ("Read more", "", ""),
        ("Read more →", "", ""),
        ("(more…)", "", ""),
        ("It was late. Continue reading The hall reopens", "It was late.", "The hall reopens"),
        ("It was late […] Continue reading “The hall reopens”", "It was late", "The hall reopens"),
        ("It was late. Read more →", "It was late.", ""),
    ],
)
def test_ways_of_cutting_a_post_off(words: str, left: str, title: str) -> None:
    assert continue_reading(words) == (left, title)


@pytest.mark.parametrize(
    "words", ["Read more here and come along.", "We will continue reading the plans. They are long.", "Read more books!", PROSE]
)
def test_sentences_that_cut_nothing_off(words: str) -> None:
    assert continue_reading(words) is None


def test_less_certain_ways_count_where_they_name_a_title() -> None:
    assert continue_reading("Read more about the hall", frozenset({"the hall"})) == ("", "the hall")
    assert continue_reading("Read more about the hall") is None


@pytest.mark.parametrize(
    "words",
    [
        *(
            "5 June 2019",
            "Posted on 5 June 2019",
            "Posted on June 5, 2019 by Rosa",
            "Wednesday 5 June 2019 | News",
            "5th June, 10:30am",
        ),
        *("News | 5 June 2019", "05/06/2019 by admin", "Published: 2019-06-05"),
    ],
)
def test_date_lines(words: str) -> None:
    assert is_date_line(words)


@pytest.mark.parametrize(
    "words", ["Volunteers’ Week 1-7 June", "The fair is on 5 June", "June 2019", "12 people came", "Open from 5 June to all"]
)
def test_lines_with_dates_that_are_none(words: str) -> None:
    assert not is_date_line(words)


def test_what_sites_put_around_posts() -> None:
    for words in ("Share this:", "Posted in News | Leave a comment", "3 Comments", "← Older posts", "* * *", "Tags: hall, music"):
        assert is_furniture(words)
    for words in ("Share your story with us by the end of May and we will print it", "Comments from members are welcome"):
        assert not is_furniture(words)
    assert is_kicker("Members’ blog")
    assert not is_kicker("What we learned from a year of blog posts and why")


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
    assert plain_title("  “The Hall” – re-opens! ") == "the hall re opens"
