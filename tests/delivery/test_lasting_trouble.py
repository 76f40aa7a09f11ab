"""A mailbox that is full for months is given up; one that was full once is not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from composer.contacts.suppressions import Suppressions
from composer.database.tables import campaigns, deliveries
from composer.delivery.bounces import ReplyEntry
from composer.delivery.letters_in import fingerprint, letters, take_in

FULL = "4.2.2 mailbox full"


def _issues(office: Any, on_record: Any, days: list[int]) -> list[str]:
    made = []
    for number, day in enumerate(days):
        made.append(on_record(office.engine, f"Issue {number}", office.clock() - timedelta(days=day), sent=1))
    with office.engine.begin() as connection:
        connection.execute(update(deliveries).values(email="full@example.org", email_key="full@example.org"))
        connection.execute(update(deliveries).where(deliveries.c.campaign.in_(made)).values(state="sent"))
    return made


def _come_back(office: Any, campaign: str) -> bool:
    with office.engine.begin() as connection:
        token = connection.execute(deliveries.select().where(deliveries.c.campaign == campaign)).one().token
        entry = ReplyEntry("bounce", "full@example.org", "soft", "5.2.2", "full", token=token)
        (heeded,) = take_in(connection, fingerprint(campaign.encode()), [entry], office.clock())
    return heeded.suppressed


def test_five_issues_in_a_row_over_a_month(office: Any, on_record: Any) -> None:
    made = _issues(office, on_record, [120, 90, 60, 30, 1])
    assert [_come_back(office, campaign) for campaign in made] == [False, False, False, False, True]
    assert Suppressions(office.engine, office.clock).blocked("full@example.org") == "bounced"
    assert sum(letter.can_undo for letter in letters(office.engine)) == 1


def test_not_within_a_few_days(office: Any, on_record: Any) -> None:
    made = _issues(office, on_record, [20, 15, 10, 5, 1])
    assert not any(_come_back(office, campaign) for campaign in made)


def test_not_where_one_arrived_in_between(office: Any, on_record: Any) -> None:
    made = _issues(office, on_record, [120, 90, 60, 30, 1])
    assert not any(_come_back(office, campaign) for campaign in (*made[:2], *made[3:]))


def test_a_refusal_for_now_by_the_server_itself_counts_as_well(office: Any, on_record: Any) -> None:
    made = _issues(office, on_record, [120, 90, 60, 30, 1])
    with office.engine.begin() as connection:
        refused = deliveries.c.campaign == made[2]
        connection.execute(update(deliveries).where(refused).values(state="failed", reply="452 4.2.2 mailbox full"))
    assert [_come_back(office, campaign) for campaign in (*made[:2], *made[3:])] == [False, False, False, True]


def test_a_rehearsal_does_not_count(office: Any, on_record: Any) -> None:
    made = _issues(office, on_record, [120, 90, 60, 30, 1])
    with office.engine.begin() as connection:
        connection.execute(update(campaigns).where(campaigns.c.id == made[0]).values(test=True))
    assert not any(_come_back(office, campaign) for campaign in made)
