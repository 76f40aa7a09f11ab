"""A news page falls apart into its posts: the real one beside this checkout, and invented ones in any order."""

from __future__ import annotations

import random
import re
from datetime import date
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_posts import POSTS, InventedPost

from composer.library.item import Item
from composer.sources.passages import passages_of_html
from composer.sources.sanitizer import sanitize
from composer.sources.splitting import join, paragraphs_of, split_at, split_passages, split_posts

TODAY = date(2026, 11, 23)
LONDON = ZoneInfo("Europe/London")
ANCHOR = "The fair of 2019 closed on 9 November 2019."
"""A page with a full date on it, so that every other year on it can be told."""


def _check(item: Item, post: InventedPost) -> None:
    assert item.title == post.title
    assert item.kind == post.kind
    assert item.cut_off is post.cut_off
    assert item.author == post.author or (post.author and item.author.endswith(post.author))
    for gone in post.gone:
        assert gone not in item.text
    for mark in post.marks:
        assert any(mark in note for note in item.notes), (mark, item.notes)
    if post.deadline:
        assert item.deadline is not None
        assert item.deadline.strftime("%Y-%m-%dT%H:%M") == post.deadline
        assert item.deadline.tzinfo is not None


@given(
    st.lists(st.sampled_from(POSTS), min_size=1, max_size=len(POSTS), unique_by=lambda post: post.title),
    st.integers(1, 3),
    st.booleans(),
)
@settings(max_examples=60)
def test_invented_posts_in_any_order(posts: list[InventedPost], empty_lines: int, windows: bool) -> None:
    text = ("\n" * (empty_lines + 1)).join(post.text for post in posts)
    items = split_posts(text.replace("\n", "\r\n") if windows else text, today=TODAY)
    assert [item.title for item in items] == [post.title for post in posts]
    for item, post in zip(items, posts, strict=True):
        _check(item, post)


@given(st.permutations(POSTS))
@settings(max_examples=20)
def test_dates_are_found_with_the_year_of_the_page(posts: list[InventedPost]) -> None:
    items = split_posts("\n\n".join(post.text for post in posts), today=TODAY)
    for item, post in zip(items, posts, strict=True):
        found = {(str(each.starts), str(each.ends)) for each in item.dates}
        assert set(post.dates) <= found, item.title


@given(st.permutations(POSTS))
@settings(max_examples=20)
def test_the_same_page_as_html(posts: list[InventedPost]) -> None:
    parts = []
    for post in posts:
        blocks = post.body.split("\n\n")
        parts.append(f'<h2><a href="https://example.org/{len(parts)}">{escape(post.title)}</a></h2>')
        for block in blocks:
            lines = block.split("\n")
            if lines[0].lstrip().startswith("•"):
                parts.append("<ul>" + "".join(f"<li>{escape(line.strip(' •'))}</li>" for line in lines) + "</ul>")
            else:
                parts.append(f"<p>{escape(' '.join(lines))}</p>")
    items = split_passages(passages_of_html(sanitize("".join(parts)).html), today=TODAY)
    assert [item.title for item in items] == [post.title for post in posts]
    assert [item.link for item in items] == [f"https://example.org/{place}" for place in _places(posts)]
    assert not any("Continue reading" in item.text for item in items)


def _places(posts: list[InventedPost]) -> list[int]:
    """How many parts stand before each post's title."""
    places, count = [], 0
    for post in posts:
        places.append(count)
        count += 1 + len(post.body.split("\n\n"))
    return places


def test_no_sentence_is_lost() -> None:
    items = split_posts("\n\n".join(post.text for post in POSTS), today=TODAY)
    kept = re.sub(r"\W+", " ", " ".join(f"{i.title} {i.author} {i.author_role} {' '.join(i.categories)} {i.text}" for i in items))
    for post in POSTS:
        for word in set(re.findall(r"\w{4,}", post.text)) - {"Continue", "reading"}:
            assert word in kept


def test_one_post_alone_stays_one() -> None:
    for post in POSTS:
        (item,) = split_posts(post.text, today=TODAY)
        _check(item, post)


def test_text_without_a_title_is_named_by_its_first_words() -> None:
    (item,) = split_posts("we met in the hall and had tea. It was good.\n\nthen we went home and slept.", today=TODAY)
    assert item.title == "we met in the hall and had tea"
    assert [item.title for item in split_posts(".\r0", today=TODAY)] == [". 0"]
    assert split_posts("", today=TODAY) == []
    assert split_posts(" \n\n * * * \n", today=TODAY) == []


def test_ids_stay_the_same_and_differ() -> None:
    text = "\n\n".join(post.text for post in POSTS)
    first, again = split_posts(text, today=TODAY), split_posts(text, today=date(2027, 1, 1))
    assert [item.id for item in first] == [item.id for item in again]
    assert len({item.id for item in first}) == len(POSTS)


def test_times_are_meant_at_home() -> None:
    tender = next(post for post in POSTS if post.kind == "tender")
    (item,) = split_posts(tender.text, today=TODAY, zone=LONDON)
    assert item.deadline is not None
    assert item.deadline.isoformat() == "2019-03-08T12:00:00+00:00"


def test_joining_and_splitting_by_hand() -> None:
    items = split_posts("\n\n".join(post.text for post in POSTS[2:4]), today=TODAY)
    joined = join(items)
    assert joined.title == items[0].title
    assert joined.id == items[0].id
    assert f"### {items[1].title}" in joined.text
    assert set(joined.notes) == {note for item in items for note in item.notes}
    place = paragraphs_of(joined).index(f"### {items[1].title}")
    first, second = split_at(joined, place)
    assert (first.title, second.title) == (items[0].title, items[1].title)
    assert (first.text, second.text) == (items[0].text, items[1].text)
    assert first.id != second.id
    assert second.notes == items[1].notes
    assert {found.words for found in first.dates} == {found.words for found in items[0].dates}


def test_splitting_at_a_sentence_makes_a_title_of_its_beginning() -> None:
    item = Item(
        id="x", title="T", text="One is here.\n\nTwo is a long sentence that nobody would take for a title. It goes on.\n\nThree."
    )
    first, second = split_at(item, 1)
    assert first.text == "One is here."
    assert second.title.startswith("Two is a long sentence")
    assert "Two is a long sentence" in second.text or second.text == "Three."


def test_what_cannot_be_split_or_joined() -> None:
    item = Item(title="T", text="One.\n\nTwo.")
    for place in (0, 2, -1):
        with pytest.raises(ValueError):
            split_at(item, place)
    with pytest.raises(ValueError):
        join([])
    assert join([item]) is item


@given(st.text(max_size=400))
def test_no_text_fails(text: str) -> None:
    for item in split_posts(text, today=TODAY):
        assert item.title
        assert "\n" not in item.title


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "a\n\n" * 20_000,
        "Continue reading\n\n" * 5_000,
        "By A B\n\n" * 5_000,
        "x" * 1_000_000,
        "( " * 100_000,
        "A title here now\n\n" * 10_000,
    ],
)
def test_bombs_end_soon(text: str) -> None:
    assert split_posts(text, today=TODAY)


# The real page: its own words stay beside the checkout; here stands only what its description says is in it.


@pytest.fixture
def real_page(shared_samples: Path) -> str:
    return next((shared_samples / "site").glob("*.txt")).read_text("utf-8")


@pytest.fixture
def described(shared_samples: Path) -> list[dict[str, str]]:
    """The table of the page's README: title, kind, dates, marks of each post."""
    rows = []
    for line in (shared_samples / "site" / "README.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[0].isdigit():
            rows.append(dict(zip(("number", "title", "kind", "dates", "marks"), cells, strict=True)))
    assert len(rows) == 10
    return rows


def test_the_real_page_falls_apart_as_described(real_page: str, described: list[dict[str, str]]) -> None:
    items = split_posts(real_page, today=TODAY)
    assert [item.title for item in items] == [row["title"] for row in described]
    for item, row in zip(items, described, strict=True):
        assert item.kind in re.findall(r"[a-z]+", row["kind"]), row
        assert item.cut_off is ("cut off" in row["marks"]) or item.kind == "report"
        if author := re.search(r"author ([\w ]+)", row["marks"]):
            assert item.author == author[1].strip()
        written = {found.words.replace("th", "").replace("rd", "") for found in item.dates}
        for wanted in filter(None, (part.strip().removeprefix("closes ") for part in row["dates"].split(","))):
            assert any(wanted in words for words in written), (wanted, written)
        for quoted in re.findall(r"[\"“]([^\"”]+)[\"”]", row["marks"]):
            if quoted != "Continue reading" and "heading" not in row["marks"].split(quoted)[0]:
                assert any(quoted in note for note in item.notes), (quoted, item.notes)
        assert "Continue reading" not in item.text
        assert all(found.starts is None or found.starts.year in (2014, 2016, 2017) for found in item.dates)


def test_the_real_page_in_any_order(real_page: str, described: list[dict[str, str]]) -> None:
    text = f"\n{real_page}"
    places = [text.index(f"\n{row['title']}\n") for row in described]
    posts = [text[start:end].strip("\n") for start, end in zip(places, [*places[1:], len(text)], strict=True)]
    for seed in range(40):
        chance = random.Random(seed)
        order = chance.sample(range(10), chance.randint(2, 10))
        items = split_posts(chance.choice(["\n\n", "\n\n\n"]).join(posts[place] for place in order), today=TODAY)
        assert [item.title for item in items] == [described[place]["title"] for place in order], seed
