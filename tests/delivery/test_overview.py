"""The yearly overview is counted from the outbox, not from what somebody remembers."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

from sqlalchemy import update

from composer.contacts.suppressions import Suppressions
from composer.database.tables import campaigns
from composer.delivery.overview import sendings
from composer.delivery.sender import Sender


def send(office: Any, campaign: Any) -> None:
    Sender(office.engine, office.clock, secret=lambda _account: "").run(
        campaign.id, on_progress=lambda _counts: None, stop=threading.Event()
    )


def test_what_every_sending_came_to(office: Any, mail_server: Any) -> None:
    refused = "550 5.1.1 no such user"
    server = mail_server(rule=lambda stage, said: refused if stage == "rcpt" and "friends001" in said else None)
    office.send_through(server.port)
    office.people(3)
    assert sendings(office.engine) == []
    campaign = office.campaign()
    assert sendings(office.engine) == []  # made, not begun
    send(office, campaign)
    (found,) = sendings(office.engine)
    assert (found.campaign, found.issue_name, found.lists) == (campaign.id, "December newsletter", ("Friends",))
    assert (found.people, found.sent, found.failed, found.uncertain) == (3, 2, 1, 0)
    assert sendings(office.engine, but_accounts=("Office",)) == []


def test_marks_belong_to_the_sending_before_them(office: Any, mail_server: Any) -> None:
    office.send_through(mail_server().port)
    office.people(2)
    first, second = office.campaign(), office.campaign(again_reason="a wrong date")
    for campaign in (first, second):
        send(office, campaign)
    with office.engine.begin() as connection:
        earlier = update(campaigns).where(campaigns.c.id == first.id)
        connection.execute(earlier.values(started=office.clock() - timedelta(days=30)))
    between = Suppressions(office.engine, lambda: office.clock() - timedelta(days=3))
    between.add("friends000@example.org", "unsubscribed", newsletter=office.newsletter.id)
    between.add("other@example.org", "unsubscribed", newsletter="another newsletter")
    between.add("x@example.org", "unsubscribed", note="import:1")
    between.add("y@example.org", "by_hand")
    long_ago = Suppressions(office.engine, lambda: office.clock() - timedelta(days=300))
    long_ago.add("z@example.org", "bounced")
    later = Suppressions(office.engine, lambda: office.clock() + timedelta(days=1))
    later.add("friends001@example.org", "complained")
    told = [(one.campaign, one.unsubscribed, one.complained, one.bounced) for one in sendings(office.engine)]
    assert told[0] == (first.id, 1, 0, 0)
    assert told[1] == (second.id, 0, 1, 0)
