"""Each row is handed out once, however many lines ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from composer.delivery.outbox import Outbox
from composer.delivery.outbox_row import Settled
from composer.delivery.row_supply import RowSupply


def _supply(office: Any, people: int) -> tuple[Outbox, RowSupply]:
    office.people(people)
    campaign = office.campaign()
    office.campaigns.resume(campaign.id)
    outbox = Outbox(
        office.engine, office.clock, campaign.id, newsletter=office.newsletter.id, lists=campaign.lists, sender_id="one"
    )
    return outbox, RowSupply(outbox, office.clock)


def test_everyone_comes_once_in_order_and_what_is_given_back_comes_first(office: Any) -> None:
    _outbox, supply = _supply(office, 205)
    first = supply.next_fresh()
    assert first is not None
    supply.give_back(first)
    rows = []
    while (row := supply.next_fresh()) is not None:
        rows.append(row.id)
    assert rows == sorted(set(rows))
    assert len(rows) == 205
    assert supply.next() is None


def test_what_was_put_off_comes_again_when_it_is_due(office: Any) -> None:
    outbox, supply = _supply(office, 1)
    row = supply.next()
    assert row is not None
    outbox.settle_and_claim(None, row)
    outbox.settle_and_claim(Settled(row, "deferred", "451 later", not_before=office.clock()), None)
    assert supply.next_fresh() is None
    again = supply.next()
    assert again is not None
    assert (again.id, again.state) == (row.id, "deferred")


def test_what_is_put_off_comes_when_its_time_has_come(office: Any) -> None:
    moment = [office.clock()]
    outbox, _supply_unused = _supply(office, 3)
    supply = RowSupply(outbox, lambda: moment[0])
    first = supply.next_fresh()
    assert first is not None
    supply.put_off(first, moment[0] + timedelta(seconds=30))
    others = [supply.next_fresh(), supply.next_fresh()]
    assert first not in others
    assert supply.next() is None
    assert supply.seconds_put_off() == 30
    moment[0] += timedelta(seconds=30)
    assert supply.next() == first
    assert supply.seconds_put_off() is None
