"""An article list in the text part: as much of each post as was asked for."""

from __future__ import annotations

from composer.blocks.articles import ArticleEntry, Articles
from composer.document.issue import Issue

ENTRIES = (
    ArticleEntry(title="The mill", text="It **turns**.", link="https://e.org/mill", item="i1"),
    ArticleEntry(title="Bus 47"),
)


def test_titles_words_and_links() -> None:
    assert Articles(entries=ENTRIES).plain_text() == "In brief\n\nThe mill\nIt turns.\nhttps://e.org/mill\n\nBus 47"
    assert Articles(entries=ENTRIES, show="titles").plain_text() == "In brief\n\nThe mill\nhttps://e.org/mill\n\nBus 47"


def test_it_knows_what_it_was_made_from() -> None:
    assert Issue(blocks=(Articles(entries=ENTRIES),)).items() == {"i1"}
