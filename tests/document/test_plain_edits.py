"""The text part written by hand: one undo step for a burst of keys, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime

from composer.blocks.plain_words import PlainWords
from composer.blocks.text import TextBlock
from composer.document.history import History
from composer.document.issue import Issue, issue_from_data, issue_to_data
from composer.document.plain_edits import SetPlainWords

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_written_undone_and_kept_in_files() -> None:
    issue = Issue(blocks=(TextBlock(id="a", text="Words"),))
    history = History.start(issue, NOW)
    history.apply(SetPlainWords("a", PlainWords("W", "Words")), NOW)
    history.apply(SetPlainWords("a", PlainWords("Wo", "Words")), NOW)
    assert history.undo_label == "Write the plain text of “Words”"
    assert issue_from_data(issue_to_data(history.issue)) == history.issue
    assert history.issue.block("a").plain == PlainWords("Wo", "Words")
    assert history.undo() == issue


def test_back_to_what_it_makes_itself() -> None:
    issue = Issue(blocks=(TextBlock(id="a", text="Words", plain=PlainWords("x", "Words")),))
    assert SetPlainWords("a", None).apply(issue).block("a").plain is None
