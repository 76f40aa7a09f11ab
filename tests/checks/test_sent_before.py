"""The same story is not told twice by accident."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from composer.blocks.article import Article
from composer.blocks.events import EventEntry, Events
from composer.checks.check import CheckContext
from composer.checks.sent_before import SentBefore
from composer.document.newsletter import Newsletter
from composer.library.ledger import SentNote

Context = Callable[..., CheckContext]


def _note(issue: str, month: int, list_name: str = "Friends") -> SentNote:
    return SentNote(issue_name=issue, list=list_name, at=datetime(2026, month, 3, tzinfo=UTC))


def test_says_where_it_was_last(context_for: Context) -> None:
    notes = {"i1": (_note("September letter", 9), _note("October letter", 10))}
    context = context_for(Article(id="a", title_text="The bridge", item="i1"), Article(id="b", item="i2"), ledger_notes=notes)
    (finding,) = SentBefore().run(context)
    assert finding.message == "“The bridge” was in “October letter” already (3 October 2026)."
    assert (finding.severity, finding.block) == ("warning", "a")
    assert finding.fix is not None


def test_a_date_told_again_is_only_advice(context_for: Context) -> None:
    events = Events(id="e", entries=(EventEntry(title="Soup", item="i1"), EventEntry(title="Carols")))
    (finding,) = SentBefore().run(context_for(events, ledger_notes={"i1": (_note("October letter", 10),)}))
    assert (finding.severity, finding.fix) == ("advice", None)
    assert "“Soup”" in finding.message


def test_other_lists_and_this_very_issue_do_not_count(context_for: Context) -> None:
    article = Article(id="a", title_text="The bridge", item="i1")
    notes = {"i1": (_note("October letter", 10, "Staff"), _note("December letter", 11))}
    newsletter = Newsletter(usual_list="Friends")
    assert list(SentBefore().run(context_for(article, ledger_notes=notes, newsletter=newsletter))) == []
    assert len(list(SentBefore().run(context_for(article, ledger_notes=notes)))) == 1
