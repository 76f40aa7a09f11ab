"""Claims and answers, on disk before anything else happens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update

from composer.contacts.lists import ListStore
from composer.contacts.suppressions import Suppressions
from composer.database.process_lock import process_lock
from composer.database.tables import deliveries
from composer.delivery.outbox import Outbox, sender_lock
from composer.delivery.outbox_row import Lost, OutboxRow, Settled
from composer.errors import WorkspaceError


def _outbox(office: Any, campaign: Any, sender: str = "one") -> Outbox:
    return Outbox(
        office.engine, office.clock, campaign.id, newsletter=office.newsletter.id, lists=campaign.lists, sender_id=sender
    )


def _out_of_lease(office: Any, sender: str) -> None:
    """As if the sender had not been heard of for longer than its lease."""
    with office.engine.begin() as connection:
        connection.execute(update(deliveries).where(deliveries.c.claimed_by == sender).values(lease=1.0))


def _begun(office: Any, people: int) -> Any:
    office.people(people)
    campaign = office.campaign()
    office.campaigns.resume(campaign.id)
    return campaign


def test_what_one_has_set_aside_the_other_passes_over(office: Any) -> None:
    campaign = _begun(office, 5)
    one, two = _outbox(office, campaign), _outbox(office, campaign, "two")
    mine, theirs = one.set_aside_fresh(count=3), two.set_aside_fresh()
    assert len(mine) == 3
    assert len({row.id for row in mine} | {row.id for row in theirs}) == 5
    assert two.settle_and_claim(None, mine[0]) is None
    one.release()
    assert [row.id for row in two.set_aside_fresh()] == [row.id for row in mine]


def test_a_claim_is_on_disk_and_only_one_can_settle_it(office: Any) -> None:
    campaign = _begun(office, 2)
    one, two = _outbox(office, campaign), _outbox(office, campaign, "two")
    row = one.set_aside_fresh()[0]
    claimed = one.settle_and_claim(None, row)
    assert isinstance(claimed, OutboxRow)
    assert claimed.attempts == 1
    assert office.campaigns.counts(campaign.id).sending == 1
    two.settle_and_claim(Settled(row, "sent", "not mine"), None)
    assert office.campaigns.counts(campaign.id).sending == 1


def test_an_answer_and_the_next_claim_are_one_step(office: Any) -> None:
    campaign = _begun(office, 2)
    outbox = _outbox(office, campaign)
    first, second = outbox.set_aside_fresh()
    outbox.settle_and_claim(None, first)
    outbox.settle_and_claim(Settled(first, "sent", "250 ok"), second)
    assert [row.state for row in office.campaigns.deliveries(campaign.id)] == ["sent", "sending"]
    assert _outbox(office, campaign, "two").take_over() == 1
    assert [row.state for row in office.campaigns.deliveries(campaign.id)] == ["sent", "uncertain"]


def test_nobody_is_claimed_while_the_campaign_is_paused(office: Any) -> None:
    campaign = _begun(office, 1)
    outbox = _outbox(office, campaign)
    (row,) = outbox.set_aside_fresh()
    office.campaigns.pause(campaign.id)
    assert outbox.settle_and_claim(None, row) is None
    assert office.campaigns.counts(campaign.id).queued == 1


def test_a_mark_made_since_is_heeded(office: Any) -> None:
    campaign = _begun(office, 1)
    outbox = _outbox(office, campaign)
    (row,) = outbox.set_aside_fresh()
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
    (row,) = outbox.set_aside_fresh()
    outbox.settle_and_claim(None, row)
    later = office.clock() + timedelta(minutes=5)
    outbox.settle_and_claim(Settled(row, "deferred", "451 later", not_before=later), None)
    assert (outbox.set_aside_fresh(), outbox.set_aside_due()) == ([], [])
    assert outbox.next_due() == later
    office.campaigns.resume(campaign.id)
    assert [found.id for found in outbox.set_aside_due()] == [row.id]


def test_nobody_there_leaves_a_mark(office: Any) -> None:
    campaign = _begun(office, 1)
    outbox = _outbox(office, campaign)
    (row,) = outbox.set_aside_fresh()
    outbox.settle_and_claim(None, row)
    outbox.settle_and_claim(Settled(row, "failed", "550 5.1.1 no such user", nobody_there=True), None)
    (mark,) = Suppressions(office.engine, office.clock).all()
    assert (mark.shown, mark.reason, mark.note) == ("friends000@example.org", "bounced", "550 5.1.1 no such user")


def test_several_claims_are_one_step_and_each_hears_of_its_own(office: Any) -> None:
    campaign = _begun(office, 4)
    one, two = _outbox(office, campaign), _outbox(office, campaign, "two")
    with process_lock(office.engine, sender_lock("one")):
        rows = one.set_aside_fresh()
        with office.engine.begin() as connection:
            connection.execute(update(deliveries).where(deliveries.c.id == rows[1].id).values(claimed_by="two"))
        two.settle_and_claim(None, rows[1])
        Suppressions(office.engine, office.clock).add(rows[2].email, "complained")
        answers = one.write([(None, row) for row in rows])
        assert [type(answer) for answer in answers] == [OutboxRow, type(None), Settled, OutboxRow]
        one.write([(Settled(rows[0], "sent", "250 ok"), None), (Settled(rows[3], "sent", "250 ok"), None)])
    assert [row.state for row in office.campaigns.deliveries(campaign.id)] == ["sent", "sending", "suppressed", "sent"]


@pytest.mark.parametrize("how", ["marked", "left the list"])
def test_who_says_no_after_the_claim_gets_no_letter_either(office: Any, how: str) -> None:
    """Between the check and the claim, or right after it: another connection commits an unsubscription."""
    campaign = _begun(office, 2)
    outbox = _outbox(office, campaign)
    rows = outbox.set_aside_fresh()
    claimed = [row for row in outbox.write([(None, row) for row in rows]) if isinstance(row, OutboxRow)]
    if how == "marked":
        Suppressions(office.engine, office.clock).add(rows[0].email, "unsubscribed", newsletter=office.newsletter.id)
    else:
        ListStore(office.engine, office.clock).unsubscribe(rows[0].email, "Friends")
    verdicts = outbox.last_word(claimed)
    assert isinstance(verdicts[0], Settled)
    assert verdicts[1] is None
    (kept,) = office.campaigns.deliveries(campaign.id, "suppressed")
    assert (kept.email, kept.reply, kept.attempts) == (rows[0].email, "unsubscribed", 0)


def test_what_a_dead_sender_held_is_uncertain_or_free(office: Any) -> None:
    """Nobody holds its lock, so its process ended."""
    campaign = _begun(office, 3)
    dead, alive = _outbox(office, campaign, "dead"), _outbox(office, campaign, "alive")
    rows = dead.set_aside_fresh()
    dead.settle_and_claim(None, rows[0])
    with process_lock(office.engine, sender_lock("dead")):
        assert alive.others_at_work()
        assert alive.take_over() == 0
        assert alive.set_aside_fresh() == []
    assert alive.take_over() == 1
    assert not alive.others_at_work()
    assert [row.id for row in alive.set_aside_fresh()] == [row.id for row in rows[1:]]
    assert office.campaigns.counts(campaign.id).uncertain == 1


def test_a_sleeping_computer_loses_its_rows_and_asks_before_it_goes_on(office: Any) -> None:
    """Its process lives, so its lock is held; only the lease tells. On one computer alone, the lock is the truth."""
    campaign = _begun(office, 2)
    asleep, awake = _outbox(office, campaign, "asleep"), _outbox(office, campaign, "awake")
    rows = asleep.set_aside_fresh()
    claimed = asleep.settle_and_claim(None, rows[0])
    assert isinstance(claimed, OutboxRow)
    _out_of_lease(office, "asleep")
    with process_lock(office.engine, sender_lock("asleep")):
        assert awake.take_over() == (1 if awake.shared else 0)
        if not awake.shared:
            assert asleep.last_word([claimed]) == [None]
            return
        assert asleep.last_word([claimed]) == [Lost(claimed)]
        assert asleep.settle_and_claim(None, rows[1]) is None
        # It had handed the letter over and only heard the answer after waking: that is the truth, and it is written down.
        asleep.settle_and_claim(Settled(claimed, "sent", "250 ok"), None)
        assert office.campaigns.counts(campaign.id).sent == 1
        assert [row.id for row in awake.set_aside_fresh()] == [rows[1].id]


def test_a_late_computer_keeps_what_nobody_took(office: Any) -> None:
    campaign = _begun(office, 1)
    late = _outbox(office, campaign, "late")
    claimed = late.settle_and_claim(None, late.set_aside_fresh()[0])
    assert isinstance(claimed, OutboxRow)
    _out_of_lease(office, "late")
    assert late.last_word([claimed]) == [None]
    with process_lock(office.engine, sender_lock("late")):
        assert _outbox(office, campaign, "other").take_over() == 0
    _out_of_lease(office, "late")
    assert late.renew() == 1
    with process_lock(office.engine, sender_lock("late")):
        assert _outbox(office, campaign, "other").take_over() == 0


def test_a_sign_of_life_waits_for_no_letter_that_is_just_being_written(office: Any) -> None:
    """On PostgreSQL two who wait for each other's rows would both be thrown out."""
    campaign = _begun(office, 3)
    outbox = _outbox(office, campaign)
    rows = outbox.set_aside_fresh()
    with office.engine.connect() as line:
        line.execute(select(deliveries.c.id).where(deliveries.c.id == rows[1].id).with_for_update()).all()
        assert outbox.renew() == (2 if outbox.shared else 3)
    assert outbox.renew() == 3
    outbox.release()
    assert _outbox(office, campaign, "two").set_aside_fresh() == rows


def test_while_at_work_a_connection_the_server_closed_is_replaced(office: Any) -> None:
    campaign = _begun(office, 3)
    outbox = _outbox(office, campaign)
    first, second, third = outbox.set_aside_fresh()
    with outbox.at_work():
        assert isinstance(outbox.settle_and_claim(None, first), OutboxRow)
        assert outbox.last_word([first]) == [None]
        if office.engine.dialect.name == "postgresql":
            with office.engine.begin() as connection:
                connection.execute(
                    text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    )
                )
            with pytest.raises(WorkspaceError):
                outbox.settle_and_claim(Settled(first, "sent", "250 ok"), second)
        assert isinstance(outbox.settle_and_claim(Settled(first, "sent", "250 ok"), second), OutboxRow)
        assert outbox.last_word([second, third])[0] is None
        outbox.settle_and_claim(Settled(second, "sent", "250 ok"), None)
    assert isinstance(outbox.settle_and_claim(None, third), OutboxRow)
    counts = office.campaigns.counts(campaign.id)
    assert (counts.sent, counts.sending) == (2, 1)
