"""Who gets an issue, once each, and who is left out."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from composer.contacts.contact import Contact
from composer.contacts.lists import ListStore
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.delivery.accounts import practice_account
from composer.delivery.audience import LEFT_OUT, Audience, Recipient, audience, for_the_checks
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


def test_tags_and_segments_are_audiences_that_keep_every_no(office: Any) -> None:
    from composer.contacts.bulk_edit import AddTag, LeaveList, edit_people
    from composer.contacts.segment_rules import Rule, Rules
    from composer.contacts.segments import SegmentStore

    office.people(6)
    contacts, lists = ContactStore(office.engine, office.clock), ListStore(office.engine, office.clock)
    people = {row.contact.email: row.contact.id for row in contacts.search()}
    edit_people(list(people.values()), AddTag("Rowing"), store=contacts)
    lists.unsubscribe("friends000@example.org", "Friends")  # on no list any more
    lists.unsubscribe("friends001@example.org", newsletter=office.newsletter.id)
    Suppressions(office.engine, office.clock).add("friends002@example.org", "complained")
    edit_people([people["friends003@example.org"]], LeaveList("Friends"), store=contacts)  # never said no
    SegmentStore(office.engine, office.clock).save("At example", Rules(rules=(Rule("domain", "example.org"),)))
    for group in ("tag:rowing", "segment:At example"):
        found = _audience(office, group)
        assert sorted(_emails(found)) == [f"friends00{number}@example.org" for number in (3, 4, 5)]
        assert found.left_out == {"unsubscribed": 2, "complained": 1}
        assert found.per_list == {group: 6}
    assert _emails(_audience(office, exclude=["tag:Rowing"])) == []
    with pytest.raises(NotFoundError, match="Nobody has the tag"):
        _audience(office, "tag:Rownig")
    campaign = office.campaign("tag:Rowing")
    lists.unsubscribe("friends004@example.org", "Friends")  # after the letters were made, before they go
    transport = MemoryTransport()
    Sender(office.engine, office.clock, secret=lambda _account: "", transport_for=lambda _account: transport).run(campaign.id)
    assert sorted(envelope.rcpt_to for envelope in transport.envelopes) == ["friends003@example.org", "friends005@example.org"]


def test_a_list_that_demands_a_basis_leaves_out_who_has_none(office: Any) -> None:
    from composer.contacts.bulk_edit import SetBasis, edit_people

    office.people(3)
    office.people(1, "Board")
    contacts, lists = ContactStore(office.engine, office.clock), ListStore(office.engine, office.clock)
    ids = [row.contact.id for row in contacts.search(list_name="Friends", sort="email")]
    edit_people(ids[:1], SetBasis(basis="consent"), store=contacts)
    edit_people(ids[1:2], SetBasis(basis="corporate"), store=contacts)
    lists.set_demands("Friends", "consent")
    found = _audience(office)
    assert (_emails(found), found.left_out) == (["friends000@example.org"], {"no_basis": 2})
    lists.set_demands("Friends", "any")
    assert len(_emails(_audience(office, "Friends", "Board"))) == 3
    assert [(row.contacts, row.mailable) for row in lists.all() if row.name == "Friends"] == [(3, 2)]
    lists.add("Board", [ids[2]])  # a list without demands takes letters to everybody on it
    assert _audience(office, "Friends", "Board").left_out == {}


def test_invented_people_are_in_no_real_audience(office: Any) -> None:
    from composer.contacts.bulk_edit import AddTag, edit_people

    office.people(2)
    contacts, lists = ContactStore(office.engine, office.clock), ListStore(office.engine, office.clock)
    lists.create("Invented", sample=True)
    people = [row.contact.id for row in contacts.search(sort="email")]
    lists.add("Invented", people[:1])
    edit_people(people, AddTag("Rowing"), store=contacts)
    real = _audience(office, "tag:Rowing", account=office.account)
    assert real.left_out == ({} if office.account.practice else {"sample": 1})


def test_who_has_another_address_now_does_not_get_the_issue_again(office: Any) -> None:
    import msgspec

    office.people(1)
    assert _send(office) == ["friends000@example.org"]
    contacts = ContactStore(office.engine, office.clock)
    [row] = contacts.search()
    contacts.save(msgspec.structs.replace(row.contact, email="new@example.org"))
    assert _audience(office).left_out == {"already_sent": 1}


def test_what_the_checks_want_to_know() -> None:
    names = [("Anna", "Lind"), ("Bo", ""), ("", "Wu"), ("", ""), ("", "")]
    people = [Recipient(str(at), f"{at}@e.org", f"{at}@e.org", first, last, {}) for at, (first, last) in enumerate(names)]
    missing = {"missing_first_names": 3, "missing_last_names": 3, "missing_names": 2}
    assert for_the_checks(people, None) == {**missing, "from_mailbox": False}
    mailbox = msgspec.structs.replace(practice_account(2525), practice=False, smtp_host="smtp.office365.com", security="starttls")
    relay = msgspec.structs.replace(mailbox, smtp_host="smtp.postmarkapp.com")
    assert [for_the_checks([], account)["from_mailbox"] for account in (mailbox, relay, practice_account(2525))] == [
        True,
        False,
        False,
    ]
