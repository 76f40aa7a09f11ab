"""An article in the text part: headline, who wrote it, the words, where to read on."""

from __future__ import annotations

from composer.blocks.article import Article

FULL = Article(
    title_text=" Nobody asked the dad ",
    byline="By Tom Example, volunteer",
    text="He **waited** for an hour.",
    link="https://example.org/dad",
    button="Read the whole post",
)


def test_everything_a_reader_needs_is_in_the_text_part() -> None:
    assert FULL.plain_text() == (
        "Nobody asked the dad\nBy Tom Example, volunteer\n\nHe waited for an hour.\n\nRead the whole post: https://example.org/dad"
    )
    assert list(FULL.links()) == [("link", "https://example.org/dad")]


def test_what_is_missing_leaves_no_hole() -> None:
    assert Article(title_text="Only a headline").plain_text() == "Only a headline"
    assert Article(title_text="Headline", link="https://example.org", button=" ").plain_text() == (
        "Headline\n\nHeadline: https://example.org"
    )
    assert Article().plain_text() == ""


def test_it_goes_by_its_headline() -> None:
    assert FULL.title() == "Nobody asked the dad"
    assert Article().title() == "Article"
