"""Refusals are told reason by reason."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from composer.delivery.campaign import CampaignStore
from composer.delivery.refused import refused_groups

AT = datetime(2026, 5, 3, tzinfo=UTC)


def test_the_same_reason_in_other_words_is_one_group(engine: Any, clock: Any, on_record: Any) -> None:
    campaign = on_record(
        engine,
        "May",
        AT,
        sent=3,
        refused=["552 5.2.2 mailbox full", "550 5.1.1 no such user", "550 5.1.1 unknown", "550 mailbox unavailable"],
    )
    groups = refused_groups(CampaignStore(engine, clock), campaign)
    assert (groups[0].reason, len(groups[0].deliveries)) == ("no_such_person", 2)
    assert sum(len(group.deliveries) for group in groups) == 4
    assert [row.email for row in groups[0].deliveries] == ["4@example.org", "5@example.org"]


def test_nothing_refused_is_no_group(engine: Any, clock: Any, on_record: Any) -> None:
    assert refused_groups(CampaignStore(engine, clock), on_record(engine, "May", AT, sent=2)) == []
