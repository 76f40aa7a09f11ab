"""Segments are kept by name and counted as things stand."""

from __future__ import annotations

from typing import Any

import pytest

from composer.contacts.contact import Contact
from composer.contacts.segment_rules import Rule, Rules
from composer.contacts.segments import SegmentCount, SegmentStore
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.errors import InputError, NotFoundError


def test_kept_changed_and_dropped(engine: Any, clock: Any) -> None:
    segments = SegmentStore(engine, clock)
    made = segments.save("At example.org", Rules(rules=(Rule("domain", "@example.org"),)))
    assert made.words == "Everyone who has an address at example.org."
    with pytest.raises(InputError, match="already"):
        segments.save("AT EXAMPLE.ORG", Rules())
    with pytest.raises(InputError, match="no list called"):
        segments.save("Broken", Rules(rules=(Rule("list", "Nobody"),)))
    with pytest.raises(InputError, match="needs a name"):
        segments.save(" ", Rules())
    segments.save("Elsewhere", Rules(rules=(Rule("domain", "example.org", True),)), segment_id=made.id)
    assert [(segment.name, segment.rules.rules[0].no) for segment in segments.all()] == [("Elsewhere", True)]
    assert segments.get("elsewhere").id == made.id
    segments.remove("Elsewhere")
    with pytest.raises(NotFoundError):
        segments.get("Elsewhere")
    with pytest.raises(NotFoundError):
        segments.save("Gone", Rules(), segment_id=made.id)


def test_the_count_is_live(engine: Any, clock: Any) -> None:
    store, segments = ContactStore(engine, clock), SegmentStore(engine, clock)
    rules = Rules(rules=(Rule("domain", "example.org"),))
    assert segments.count(rules) == SegmentCount(0, 0)
    for name in ("anna", "ben"):
        store.save(Contact(email=f"{name}@example.org"))
    Suppressions(engine, clock).add("ben@example.org", "complained")
    assert segments.count(rules) == SegmentCount(2, 1)
