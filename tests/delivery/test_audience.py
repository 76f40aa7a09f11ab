"""Who gets an issue, once each, and who is left out."""

from __future__ import annotations

from typing import Any

import pytest

from composer.contacts.contact import Contact
from composer.contacts.lists import ListStore
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.delivery.accounts import practice_account
from composer.delivery.audience import LEFT_OUT, Audience, audience
from composer.delivery.sender import Sender
from composer.delivery.transports.memory import MemoryTransport
from composer.errors import AudienceError, NotFoundError


def _audience(office: Any, *lists: str, **options: Any) -> Audience:
    return audience(
        office.engine,
        office.clock,
        newsletter_id=office.newsletter.id,
        lists=lists or ("Friends",),
        issue_id=office.issue.id,
        **options,
    )


def _emails(found: Audience) -> list[str]:
    return [person.email for person in found.people]


def _send(office: Any, *lists: str, **options: Any) -> list[str]:
    transport = MemoryTransport()
    campaign = office.campaign(*lists, **options)
    Sender(office.engine, office.clock, secret=lambda _account: "", transport_for=lambda _account: transport).run(campaign.id)
    return [envelope.rcpt_to for envelope in transport.envelopes]


def test_on_two_lists_one_letter(office: Any) -> None:
    office.people(3)
    office.people(2, "Volunteers")
    contacts, lists = ContactStore(office.engine, office.clock), ListStore(office.engine, office.clock)
    both = contacts.by_address("FRIENDS001@Example.org")
    assert both is not None
    lists.add("Volunteers", [both.id])
    found = _audience(office, "Friends", "Volunteers", "Friends")
    assert len(_emails(found)) == len(set(_emails(found))) == 5
    assert found.per_list == {"Friends": 3, "Volunteers": 3}
    assert found.twice == 1


def test_who_is_left_out_and_why(office: Any) -> None:
    office.people(8)
    office.people(1, "Board")
    contacts, lists = ContactStore(office.engine, office.clock), ListStore(office.engine, office.clock)
    marks = Suppressions(office.engine, office.clock)
    lists.unsubscribe("friends000@example.org", "Friends")
    marks.add("friends001@example.org", "complained")
    marks.add("friends002@example.org", "bounced")
    marks.add("friends003@example.org", "unsubscribed", newsletter=office.newsletter.id)
    marks.add("friends004@example.org", "unsubscribed", newsletter="another")
    on_board = contacts.by_address("friends005@example.org")
    assert on_board is not None
    lists.add("Board", [on_board.id])
    contacts.save(Contact(email="ünna@example.org"))
    odd = contacts.by_address("ünna@example.org")
    assert odd is not None
    lists.add("Friends", [odd.id])
    found = _audience(office, exclude=["Board"])
    assert sorted(_emails(found)) == [f"friends00{number}@example.org" for number in (4, 6, 7)]
    assert found.left_out == {"unsubscribed": 2, "complained": 1, "bounced": 1, "excluded": 1, "address": 1}
    assert set(found.left_out) <= set(LEFT_OUT)


def test_who_had_the_issue_does_not_get_it_again_without_a_reason(office: Any) -> None:
    office.people(3)
    assert len(_send(office)) == 3
    office.people(2, "Volunteers")
    found = _audience(office, "Friends", "Volunteers")
    assert sorted(_emails(found)) == ["volunteers000@example.org", "volunteers001@example.org"]
    assert found.left_out == {"already_sent": 3}
    assert len(_audience(office, again_reason="wrong date in the first one").people) == 3
    with pytest.raises(AudienceError, match="had it already"):
        office.campaign("Friends")
    assert len(_send(office, "Friends", "Volunteers")) == 2
    assert len(_send(office, again_reason="wrong date in the first one")) == 3


def test_a_test_campaign_does_not_count_as_having_had_it(office: Any) -> None:
    office.people(2)
    assert len(_send(office, test=True)) == 2
    assert len(_send(office)) == 2


def test_a_rehearsal_does_not_count_as_having_had_it(office: Any) -> None:
    office.people(2)
    office.send_through(1, name="Practice", practice=True)
    assert len(_send(office)) == 2
    with pytest.raises(AudienceError, match="had it already"):
        _send(office)
    office.send_through(1, name="Office")
    assert len(_send(office)) == 2


def test_another_issue_goes_to_everyone(office: Any) -> None:
    import msgspec

    office.people(2)
    _send(office)
    office.issue = msgspec.structs.replace(office.issue, id="another")
    office.write_letter()
    assert len(_send(office)) == 2


def test_a_sample_list_only_goes_to_the_practice_mailbox(office: Any) -> None:
    office.people(2, "Sample people", sample=True)
    with pytest.raises(AudienceError, match="“Sample people” is a sample list with invented people"):
        _audience(office, "Sample people", account=office.account)
    preview = _audience(office, "Sample people")
    with pytest.raises(AudienceError, match="practice mailbox"):
        office.campaigns.create(
            issue=office.issue,
            rendered=office.rendered,
            pictures={},
            newsletter=office.newsletter,
            account=office.account,
            audience=preview,
            lists=["sample PEOPLE"],
        )
    assert len(_audience(office, "Sample people", account=practice_account(2525)).people) == 2


def test_a_list_that_is_not_there_is_named(office: Any) -> None:
    with pytest.raises(NotFoundError, match="Nobody"):
        _audience(office, "Nobody")
    with pytest.raises(AudienceError, match="No list"):
        audience(office.engine, office.clock, newsletter_id="", lists=(), issue_id="")
