"""What stands around posts."""

from __future__ import annotations

import pytest

from composer.sources.post_marks import continue_reading, is_date_line, is_furniture, is_kicker, plain_title

PROSE = "The hall was full before the doors had been open for ten minutes. Nobody wanted to leave when the music stopped."


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
        ("It was late. Read more", "It was late.", ""),
        ("“It was late.” Read more", "“It was late.”", ""),
    ],
)
def test_ways_of_cutting_a_post_off(words: str, left: str, title: str) -> None:
    assert continue_reading(words) == (left, title)


@pytest.mark.parametrize(
    "words",
    [
        "Read more here and come along.",
        "We will continue reading the plans. They are long.",
        "Read more books!",
        PROSE,
        "Here you can read more",
    ],
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


def test_titles_are_compared_by_their_words() -> None:
    assert plain_title("  “The Hall” – re-opens! ") == "the hall re opens"
