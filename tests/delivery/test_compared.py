"""Who gets it this time beside who got it last time, and who had a letter today already."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import update

from composer.contacts.contact import Contact
from composer.contacts.lists import ListStore
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.database.tables import campaigns
from composer.delivery.audience import audience
from composer.delivery.compared import letters_today, since_last
from composer.delivery.sender import Sender


def send(office: Any, *lists: str) -> Any:
    campaign = office.campaign(*lists)
    Sender(office.engine, office.clock, secret=lambda _account: "").run(
        campaign.id, on_progress=lambda _counts: None, stop=threading.Event()
    )
    return campaign


def next_issue(office: Any, *lists: str) -> Any:
    """The audience of an issue after the one that was sent."""
    office.issue = msgspec.structs.replace(office.issue, id=office.issue.id + "b", name="January newsletter")
    office.write_letter()
    return now(office, *lists)


def now(office: Any, *lists: str) -> Any:
    return audience(
        office.engine,
        office.clock,
        newsletter_id=office.newsletter.id,
        lists=lists or ("Friends",),
        issue_id=office.issue.id,
        account=office.account,
    )


def difference(office: Any, found: Any, *lists: str) -> Any:
    return since_last(
        office.engine,
        found,
        newsletter_id=office.newsletter.id,
        issue_id=office.issue.id,
        lists=lists or ("Friends",),
        rehearsals=office.account.practice,
    )


def test_the_first_time_there_is_nothing_to_compare(office: Any) -> None:
    office.people(3)
    found = now(office)
    assert difference(office, found) is None
    office.campaign()  # made and not begun: not sent to anybody
    assert difference(office, found) is None


def test_who_joined_and_who_is_gone(office: Any, mail_server: Any) -> None:
    office.send_through(mail_server().port)
    gone = office.people(4)
    send(office)
    people, lists = ContactStore(office.engine, office.clock), ListStore(office.engine, office.clock)
    lists.add("Friends", [people.save(Contact(email="new@example.org")).id])
    Suppressions(office.engine, office.clock).add(gone[0], "unsubscribed")
    people.forget(gone[1])
    found = next_issue(office)
    told = difference(office, found)
    assert (told.issue_name, told.people, told.same_lists) == ("December newsletter", 4, True)
    assert told.joined == {"new@example.org"}
    assert len(told.gone) == 2
    assert gone[0] in told.gone
    assert gone[1] not in told.gone  # her address is kept nowhere


def test_the_same_lists_are_compared_where_there_are_such(office: Any, mail_server: Any) -> None:
    office.send_through(mail_server().port)
    office.people(2)
    office.people(3, "Press")
    to_friends = send(office)
    found = next_issue(office, "Press")
    send(office, "Press")
    with office.engine.begin() as connection:
        earlier = update(campaigns).where(campaigns.c.id == to_friends.id)
        connection.execute(earlier.values(started=office.clock() - timedelta(days=30)))
    found = next_issue(office)
    assert difference(office, found).people == 2
    both = now(office, "Friends", "Press")
    told = difference(office, both, "Friends", "Press")
    assert (told.people, told.same_lists) == (3, False)


def test_rehearsals_and_real_letters_are_not_compared(office: Any, mail_server: Any) -> None:
    office.people(2)
    office.send_through(mail_server().port, name="Practice", practice=True)
    send(office)
    found = next_issue(office)
    assert difference(office, found) is not None
    office.send_through(1, name="Real")
    assert difference(office, found) is None


def test_a_letter_today_is_told_one_of_yesterday_is_not(office: Any, mail_server: Any) -> None:
    office.send_through(mail_server().port)
    office.people(3)
    send(office)
    sent_issue = office.issue.id
    midnight = office.clock().replace(hour=0)
    same = letters_today(office.engine, now(office), issue_id=sent_issue, since=midnight, rehearsals=False)
    assert same == []  # of the same issue, that is another question
    found = next_issue(office)
    (told,) = letters_today(office.engine, found, issue_id=office.issue.id, since=midnight, rehearsals=False)
    assert (told.issue_name, told.people) == ("December newsletter", 3)
    tomorrow = midnight + timedelta(days=1)
    assert letters_today(office.engine, found, issue_id=office.issue.id, since=tomorrow, rehearsals=False) == []
    assert letters_today(office.engine, found, issue_id=office.issue.id, since=midnight, rehearsals=True) == []
