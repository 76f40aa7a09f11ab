"""The ledger knows which item went out in which issue, to which list, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from composer.library.item import Item
from composer.library.ledger import Ledger, SentNote

OCTOBER = datetime(2026, 10, 3, 14, 0, tzinfo=UTC)
NOVEMBER = OCTOBER + timedelta(days=31)
ROOF, SWIM = Item(id="roof", title="The roof"), Item(id="swim", title="Swim")


@pytest.fixture
def ledger(engine: Engine) -> Ledger:
    found = Ledger(engine)
    found.record([ROOF, SWIM], campaign="c1", issue_id="i1", issue_name="October", lists=["Members", "Friends"], at=OCTOBER)
    found.record([ROOF], campaign="c2", issue_id="i2", issue_name="November", lists=["Members"], at=NOVEMBER)
    return found


def test_each_item_knows_where_it_went_the_latest_first(ledger: Ledger) -> None:
    assert ledger.sent(["roof", "swim", "never"]) == {
        "roof": (
            SentNote("November", "Members", NOVEMBER),
            SentNote("October", "Friends", OCTOBER),
            SentNote("October", "Members", OCTOBER),
        ),
        "swim": (SentNote("October", "Friends", OCTOBER), SentNote("October", "Members", OCTOBER)),
    }
    assert ledger.sent([]) == {}


def test_each_list_knows_when_it_last_had_something(ledger: Ledger) -> None:
    assert ledger.last_sent("Members") == NOVEMBER
    assert ledger.last_sent("Friends") == OCTOBER
    assert ledger.last_sent("Nobody") is None


def test_writing_the_same_campaign_down_again_changes_nothing(ledger: Ledger) -> None:
    before = ledger.sent(["roof", "swim"])
    ledger.record([ROOF, SWIM], campaign="c1", issue_id="i1", issue_name="Another name", lists=["Members"], at=NOVEMBER)
    assert ledger.sent(["roof", "swim"]) == before


def test_an_issue_to_chosen_people_counts_for_no_list(engine: Engine) -> None:
    ledger = Ledger(engine)
    ledger.record([ROOF], campaign="c", issue_id="i", issue_name="October", lists=[], at=OCTOBER)
    assert ledger.sent(["roof"]) == {"roof": (SentNote("October", "", OCTOBER),)}


def test_many_items_are_asked_for_at_once(engine: Engine) -> None:
    ledger = Ledger(engine)
    many = [Item(id=f"item{number}") for number in range(1_200)]
    ledger.record(many, campaign="c", issue_id="i", issue_name="October", lists=["Members"], at=OCTOBER)
    assert len(ledger.sent(item.id for item in many)) == 1_200
