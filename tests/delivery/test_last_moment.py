"""Who must not be written to any more, asked when the letter is about to go."""

from __future__ import annotations

from typing import Any

from composer.contacts.lists import ListStore
from composer.contacts.suppressions import Suppressions
from composer.delivery.last_moment import LastMoment
from composer.delivery.outbox import Outbox
from composer.delivery.outbox_row import OutboxRow


def _rows(office: Any, count: int) -> tuple[LastMoment, list[OutboxRow]]:
    office.people(count)
    campaign = office.campaign()
    office.campaigns.resume(campaign.id)
    outbox = Outbox(
        office.engine, office.clock, campaign.id, newsletter=office.newsletter.id, lists=campaign.lists, sender_id="one"
    )
    return LastMoment(office.engine, office.newsletter.id, campaign.lists), outbox.set_aside_fresh()


def _against(office: Any, last: LastMoment, rows: list[OutboxRow]) -> dict[int, str]:
    with office.engine.connect() as connection:
        return last.against(connection, rows)


def test_nothing_speaks_against_people_who_want_it(office: Any) -> None:
    last, rows = _rows(office, 3)
    assert _against(office, last, rows) == {}
    Suppressions(office.engine, office.clock).add("stranger@example.net", "complained")
    assert _against(office, last, rows) == {}


def test_each_is_asked_about_and_the_weightiest_reason_is_told(office: Any) -> None:
    last, rows = _rows(office, 4)
    marks = Suppressions(office.engine, office.clock)
    marks.add(rows[0].email, "unsubscribed", newsletter=office.newsletter.id)
    marks.add(rows[1].email, "unsubscribed", newsletter="another newsletter")
    marks.add(rows[2].email, "unsubscribed", newsletter=office.newsletter.id)
    marks.add(rows[2].email, "complained")
    ListStore(office.engine, office.clock).unsubscribe(rows[3].email, "Friends")
    found = _against(office, last, rows)
    assert found == {rows[0].id: "unsubscribed", rows[2].id: "complained", rows[3].id: "unsubscribed"}
    assert _against(office, last, rows[1:2]) == {}


def test_a_whole_domain_counts_for_everybody_there(office: Any) -> None:
    last, rows = _rows(office, 2)
    Suppressions(office.engine, office.clock).add("@" + rows[0].email.partition("@")[2], "domain")
    assert set(_against(office, last, rows).values()) == {"domain"}
    assert len(_against(office, last, rows)) == 2


def test_who_left_one_of_its_lists_and_is_on_another_still_gets_it(office: Any) -> None:
    office.people(2)
    lists = ListStore(office.engine, office.clock)
    lists.create("Members")
    campaign = office.campaign("Friends", "Members")
    office.campaigns.resume(campaign.id)
    outbox = Outbox(
        office.engine, office.clock, campaign.id, newsletter=office.newsletter.id, lists=campaign.lists, sender_id="one"
    )
    last, rows = LastMoment(office.engine, office.newsletter.id, campaign.lists), outbox.set_aside_fresh()
    lists.add("Members", [rows[0].contact])
    for row in rows:
        lists.unsubscribe(row.email, "Friends")
    assert _against(office, last, rows) == {rows[1].id: "unsubscribed"}
