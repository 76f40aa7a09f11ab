"""Pages of posts of a sentence or two fall apart into them, and texts that only look a little like it stay whole."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.sources.passages import passage_of, passages_of_text
from composer.sources.short_posts import laid_apart, short_posts, with_address_as_link
from composer.sources.splitting import split_posts

TODAY = date(2026, 11, 23)
POSTS = (
    ("Coffee morning moves to Tuesdays", "From January our coffee morning is on Tuesdays at ten.", "12 November 2026"),
    ("New minibus arrives", "Thanks to you we have a new minibus. It seats twelve.", "10 November 2026"),
    ("Library closed for repairs", "The library is closed until the roof is mended.", "3 November 2026"),
    ("Choir looks for basses", "Can you sing low? Come on any Thursday.", "29 October 2026"),
    ("Thank you, knitters of Fernhill", "Ninety hats have gone to the night shelter!", "1 October 2026"),
)
LAYOUTS = {
    "date below, close": "{title}\n{day}\n{text}\n\n",
    "date below": "{title}\n\n{day}\n\n{text}\n\n",
    "date above": "{day}\n\n{title}\n\n{text}\n\n",
    "read more": "{title}\n\n{text}\n\nRead more\n\n",
    "read more behind": "{title}\n{text} Read more\n\n",
    "continue behind": "{title}\n\n{text} Continue reading →\n\n",
    "continue named": "{title}\n\n{text} Continue reading {title}\n\n",
    "find out more": "{title}\n\n{text}\n\nFind out more\n\n",
    "rule": "{title}\n{text}\n---\n",
    "stars": "{title}\n\n{text}\n\n* * *\n\n",
    "heading": "## {title}\n\n{text}\n\n",
    "wide": "{title}\n\n{text}\n\n\n",
    "posted": "{title}\nPosted on {day} by Ann Lee\n{text}\nPosted in News | Leave a comment\n\n",
    "address": "{title}\n{text}\nhttps://example.org/{number}\n\n",
}


def _text(layout: str, posts: list[tuple[str, str, str]]) -> str:
    return "".join(
        LAYOUTS[layout].format(title=title, text=text, day=day, number=number) for number, (title, text, day) in enumerate(posts)
    )


@given(
    layout=st.sampled_from(sorted(LAYOUTS)),
    posts=st.lists(st.sampled_from(POSTS), min_size=3, max_size=5, unique=True),
    windows=st.booleans(),
)
@settings(max_examples=150)
def test_short_posts_in_any_order(layout: str, posts: list[tuple[str, str, str]], windows: bool) -> None:
    text = _text(layout, posts)
    items = split_posts(text.replace("\n", "\r\n") if windows else text, today=TODAY)
    assert [item.title for item in items] == [title for title, _, _ in posts]
    assert [item.text for item in items] == [text for _, text, _ in posts]
    if "{day}" in LAYOUTS[layout]:
        assert [item.published and f"{item.published:%-d %B %Y}" for item in items] == [day for _, _, day in posts]
    if layout == "address":
        assert [item.link for item in items] == [f"https://example.org/{number}" for number in range(len(posts))]
    assert all(item.cut_off is layout.startswith(("read", "continue")) for item in items)


@given(st.permutations(POSTS))
@settings(max_examples=20)
def test_without_any_sign_but_their_shape(posts: list[tuple[str, str, str]]) -> None:
    for text in ("\n\n".join(f"{title}\n\n{text}" for title, text, _ in posts), _text("read more", list(posts))):
        assert [item.title for item in split_posts(text, today=TODAY)] == [title for title, _, _ in posts]
    capitals = "\n\n".join(f"{title.upper()}\n\n{text}" for title, text, _ in posts[:2])
    assert [item.title for item in split_posts(capitals, today=TODAY)] == [title.upper() for title, _, _ in posts[:2]]


@pytest.mark.parametrize(
    "text",
    [
        "Dear all\n\nThank you for coming on Saturday.\n\nWe raised £340.\n\nSee you in the spring.\n\nBest wishes\nAnn",
        "The Bus\n\nIt came at nine.\nIt left at ten.\nI got off at the stop\nAnd walked home again.",
        "Winter fair\n\n5 December 2026, 10am to 4pm\n\nThe green, Fernhill\n\nStalls, music and soup.\n\nFree entry",
        "Programme for the day\n\n10.00 Welcome\n\nRosa opens the day.\n\n10.30 Keynote\n\nDr Lee on hope.",
        "What we learned\n\nNine hundred answered.\n\nWho answered us?\n\nMostly parents.\n\nWhat now?\n\nLonger hours.",
        "The fair is back again\n\nThere will be stalls.\n\nWhere to park\n\nUse the field.\n\nContact\n\nAnn on 01234 567890.",
        "Two posts look alike\n\nThe first is short.\n\nThe other one too\n\nThat proves nothing.",
    ],
)
def test_one_text_stays_one(text: str) -> None:
    assert len(split_posts(text, today=TODAY)) == 1


def test_a_day_to_come_is_no_day_of_publication() -> None:
    (item,) = split_posts("Winter fair on the green\n\n5 December 2026\n\nStalls, music and soup.", today=TODAY)
    assert item.published is None
    assert "5 December 2026" in item.text


def test_lines_of_one_post_are_taken_apart() -> None:
    passages = laid_apart([passage_of("New minibus arrives\n10 November 2026\nWe have a minibus.\nIt is red.\nRead more", 1)])
    assert [passage.words for passage in passages] == [
        "New minibus arrives", "10 November 2026", "We have a minibus.\nIt is red.", "Read more",
    ]  # fmt: skip
    poem = passages_of_text("The bus came late\nAnd left at ten\nI walked home then")
    assert laid_apart(poem) == poem


def test_an_address_at_the_end_is_the_link() -> None:
    passages = passages_of_text("We have a minibus.\n\nhttps://example.org/bus")
    assert with_address_as_link(passages) == ([passages[0]], "https://example.org/bus")
    assert with_address_as_link(passages[1:]) == ([passages[1]], "")


@given(
    st.lists(
        st.sampled_from(["A title of ours", "It is here.", "https://a.b/", "---", "Read more", "", "12 May 2026"]), max_size=30
    )
)
def test_every_passage_belongs_to_one_post(lines: list[str]) -> None:
    passages = laid_apart(passages_of_text("\n".join(lines)))
    posts = short_posts(passages)
    if posts:
        assert (posts[0].start, posts[-1].end) == (0, len(passages))
        assert all(one.end == other.start for one, other in pairwise(posts))
