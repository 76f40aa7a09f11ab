"""Subject lines to choose from: short, different, and made of the headlines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.article import Article
from composer.blocks.block import Block
from composer.blocks.events import EventEntry, Events
from composer.blocks.footer import Footer
from composer.blocks.report import Report
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.picking.subjects import LONGEST, subject_suggestions


def _issue(*blocks: Block, name: str = "December newsletter") -> Issue:
    return Issue(name=name, brand=Brand(organisation="Harbour Friends"), blocks=(*blocks, Footer()))


def test_headlines_and_dates_make_three() -> None:
    dates = Events(entries=tuple(EventEntry(title=str(number)) for number in range(6)))
    issue = _issue(Article(title_text="Lights on at the harbour"), Report(title_text="Our year."), dates)
    assert subject_suggestions(issue) == [
        "Lights on at the harbour – and 6 dates",
        "Lights on at the harbour, and Our year",
        "Lights on at the harbour",
    ]


def test_one_headline_gives_more_than_one_choice() -> None:
    assert subject_suggestions(_issue(Article(title_text="Lights on at the harbour"))) == [
        "Lights on at the harbour",
        "December newsletter: Lights on at the harbour",
        "News from Harbour Friends",
    ]


def test_long_headlines_are_cut_where_they_pause() -> None:
    issue = _issue(
        Article(title_text="The boathouse roof is finished: what forty volunteers did in three weekends and one very long night")
    )
    assert subject_suggestions(issue)[0] == "The boathouse roof is finished"
    unbroken = _issue(Article(title_text="What forty volunteers with three ladders did on a very long night in November at last"))
    assert subject_suggestions(unbroken)[0].endswith("…")


def test_a_question_can_be_followed_by_another_headline() -> None:
    issue = _issue(Article(title_text="Who turned the lights on?"), Article(title_text="Swim with us"))
    assert "Who turned the lights on, and Swim with us" in subject_suggestions(issue)


def test_dates_alone_and_nothing_at_all() -> None:
    assert subject_suggestions(_issue(Events(entries=(EventEntry(title="Swim"),)))) == [
        "News from Harbour Friends",
        "December newsletter – 1 date",
    ]
    assert subject_suggestions(_issue()) == []
    assert subject_suggestions(Issue()) == []


@given(st.lists(st.text(max_size=120), max_size=4), st.integers(0, 3), st.text(max_size=80))
def test_any_issue_gives_short_different_lines(headlines: list[str], dates: int, name: str) -> None:
    blocks: list[Block] = [Article(title_text=headline) for headline in headlines]
    blocks.append(Events(entries=tuple(EventEntry() for _each in range(dates))))
    found = subject_suggestions(_issue(*blocks, name=name))
    assert len(found) <= 3
    assert len({line.casefold() for line in found}) == len(found)
    for line in found:
        assert 0 < len(line) <= LONGEST
        assert "\n" not in line
