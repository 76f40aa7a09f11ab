"""Taking over what the site says changes just that, can be undone, and never touches a block that is gone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from composer.blocks.article import Article
from composer.blocks.events import EventEntry, Events
from composer.document.history import History
from composer.document.issue import Issue
from composer.document.source_edits import TakeOver

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ISSUE = Issue(
    blocks=(
        Article(id="a", title_text="Old", text="Ours", taken={"headline": "1", "text": "2"}),
        Events(id="e", entries=(EventEntry(id="x", title="Swim"), EventEntry(id="y", title="Walk"))),
    )
)


def test_only_what_is_named_changes_and_undo_brings_it_back() -> None:
    history = History.start(ISSUE, NOW)
    after = history.apply(TakeOver("a", {"title_text": "New"}, {"headline": "9"}), NOW)
    block = after.block("a")
    assert block == Article(id="a", title_text="New", text="Ours", taken={"headline": "9", "text": "2"})
    assert history.undo() == ISSUE
    assert history.redo_label == "Take over what the site says in “Old”"


def test_a_line_among_dates() -> None:
    after = TakeOver("e", {"title": "Swim again"}, {"headline": "9"}, entry_id="x").apply(ISSUE)
    entries = after.block("e").entries  # type: ignore[attr-defined]
    assert [(entry.title, entry.taken) for entry in entries] == [("Swim again", {"headline": "9"}), ("Walk", {})]


def test_what_is_gone_is_not_changed() -> None:
    with pytest.raises(KeyError):
        TakeOver("nowhere", {}, {}).apply(ISSUE)
    with pytest.raises(KeyError):
        TakeOver("e", {}, {}, entry_id="nowhere").apply(ISSUE)


def test_keeping_ours_changes_no_word() -> None:
    after = TakeOver("a", {}, {"headline": "9"}).apply(ISSUE)
    assert after.fingerprint() == ISSUE.fingerprint()
    assert after != ISSUE
