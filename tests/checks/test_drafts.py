"""Links to what readers cannot open yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from composer.blocks.article import Article
from composer.blocks.events import EventEntry, Events
from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext
from composer.checks.drafts import Drafts
from composer.library.item import Item
from composer.picking.drift import AtSource

Context = Callable[..., CheckContext]
LINK = "https://quay.example/?p=63"


def _known(**more: Any) -> dict[str, AtSource]:
    return {"a": AtSource(Item(id="a", title="Soup for fifty", link=LINK, **more))}


def _found(context: CheckContext) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.severity, finding.message) for finding in Drafts().run(context)]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({"state": "draft"}, "is still a draft on your site"),
        ({"state": "pending"}, "is still a draft on your site"),
        ({"state": "private"}, "is private on your site"),
        ({"state": "future", "published": datetime(2036, 12, 3, 8, tzinfo=UTC)}, "is scheduled on your site for 3 December 2036"),
    ],
)
def test_a_link_to_it_stops_the_letter(context_for: Context, item: dict[str, Any], words: str) -> None:
    made = Article(id="one", title_text="Soup", text="It is hot.", link=LINK, item="a")
    ((code, severity, message),) = _found(context_for(made, at_source=_known(**item)))
    assert (code, severity) == ("drafts.link", "error")
    assert words in message


def test_a_link_in_another_text_counts(context_for: Context) -> None:
    made = TextBlock(id="t", text=f"See [the soup]({LINK}).")
    assert [code for code, _severity, _words in _found(context_for(made, at_source=_known(state="draft")))] == ["drafts.link"]


def test_told_without_a_link_it_is_a_warning(context_for: Context) -> None:
    blocks = (Events(id="e", entries=(EventEntry(id="x", title="Soup", item="a"),)),)
    assert [(code, severity) for code, severity, _words in _found(context_for(*blocks, at_source=_known(state="draft")))] == [
        ("drafts.text", "warning")
    ]


def test_what_is_published_when_the_letter_arrives_is_no_trouble(context_for: Context) -> None:
    made = Article(id="one", title_text="Soup", text="It is hot.", link=LINK, item="a")
    assert _found(context_for(made, at_source=_known())) == []
    context = context_for(made, at_source=_known(state="future", published=datetime(2027, 1, 3, 8, tzinfo=UTC)))
    assert _found(context) != []
    from dataclasses import replace

    import msgspec

    later = replace(context, issue=msgspec.structs.replace(context.issue, planned=date(2027, 1, 4)))
    assert _found(later) == []
