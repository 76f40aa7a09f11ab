"""Claims and answers, on disk before anything else happens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from composer.contacts.suppressions import Suppressions
from composer.delivery.outbox import Outbox, OutboxRow, Settled


def _outbox(office: Any, campaign: Any, sender: str = "one") -> Outbox:
    return Outbox(
        office.engine, office.clock, campaign.id, newsletter=office.newsletter.id, lists=campaign.lists, sender_id=sender
    )


def _begun(office: Any, people: int) -> Any:
    office.people(people)
    campaign = office.campaign()
    office.campaigns.resume(campaign.id)
    return campaign


def test_a_claim_is_on_disk_and_only_one_can_have_it(office: Any) -> None:
    campaign = _begun(office, 2)
    one, two = _outbox(office, campaign), _outbox(office, campaign, "two")
    row = one.fresh(0)[0]
    claimed = one.settle_and_claim(None, row)
    assert isinstance(claimed, OutboxRow)
    assert claimed.attempts == 1
    assert office.campaigns.counts(campaign.id).sending == 1
    assert two.settle_and_claim(None, row) is None
    two.settle_and_claim(Settled(row, "sent", "not mine"), None)
    assert office.campaigns.counts(campaign.id).sending == 1


def test_an_answer_and_the_next_claim_are_one_step(office: Any) -> None:
    campaign = _begun(office, 2)
    outbox = _outbox(office, campaign)
    first, second = outbox.fresh(0)
    outbox.settle_and_claim(None, first)
    outbox.settle_and_claim(Settled(first, "sent", "250 ok"), second)
    assert [row.state for row in office.campaigns.deliveries(campaign.id)] == ["sent", "sending"]
    assert _outbox(office, campaign).take_over() == 1
    assert [row.state for row in office.campaigns.deliveries(campaign.id)] == ["sent", "uncertain"]


def test_nobody_is_claimed_while_the_campaign_is_paused(office: Any) -> None:
    campaign = _begun(office, 1)
    outbox = _outbox(office, campaign)
    (row,) = outbox.fresh(0)
    office.campaigns.pause(campaign.id)
    assert outbox.settle_and_claim(None, row) is None
    assert office.campaigns.counts(campaign.id).queued == 1


def test_a_mark_made_since_is_heeded(office: Any) -> None:
    campaign = _begun(office, 1)
    outbox = _outbox(office, campaign)
    (row,) = outbox.fresh(0)
    Suppressions(office.engine, office.clock).add("@example.org", "domain")
    answer = outbox.settle_and_claim(None, row)
    assert isinstance(answer, Settled)
    assert answer.state == "suppressed"
    (kept,) = office.campaigns.deliveries(campaign.id, "suppressed")
    assert kept.reply == "the whole domain is left out"
    assert kept.attempts == 0


def test_a_deferred_row_comes_back_when_it_is_due(office: Any) -> None:
    campaign = _begun(office, 1)
    outbox = _outbox(office, campaign)
    (row,) = outbox.fresh(0)
    outbox.settle_and_claim(None, row)
    later = office.clock() + timedelta(minutes=5)
    outbox.settle_and_claim(Settled(row, "deferred", "451 later", not_before=later), None)
    assert (outbox.fresh(0), outbox.due_again()) == ([], [])
    assert outbox.next_due() == later
    office.campaigns.resume(campaign.id)
    assert [found.id for found in outbox.due_again()] == [row.id]


def test_nobody_there_leaves_a_mark(office: Any) -> None:
    campaign = _begun(office, 1)
    outbox = _outbox(office, campaign)
    (row,) = outbox.fresh(0)
    outbox.settle_and_claim(None, row)
    outbox.settle_and_claim(Settled(row, "failed", "550 5.1.1 no such user", nobody_there=True), None)
    (mark,) = Suppressions(office.engine, office.clock).all()
    assert (mark.shown, mark.reason, mark.note) == ("friends000@example.org", "bounced", "550 5.1.1 no such user")


def test_several_claims_are_one_step_and_each_hears_of_its_own(office: Any) -> None:
    campaign = _begun(office, 4)
    one, two = _outbox(office, campaign), _outbox(office, campaign, "two")
    rows = one.fresh(0)
    two.settle_and_claim(None, rows[1])
    Suppressions(office.engine, office.clock).add(rows[2].email, "complained")
    answers = one.write([(None, row) for row in rows])
    assert [type(answer) for answer in answers] == [OutboxRow, type(None), Settled, OutboxRow]
    one.write([(Settled(rows[0], "sent", "250 ok"), None), (Settled(rows[3], "sent", "250 ok"), None)])
    assert [row.state for row in office.campaigns.deliveries(campaign.id)] == ["sent", "sending", "suppressed", "sent"]
