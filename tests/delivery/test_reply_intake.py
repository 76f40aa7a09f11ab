"""Letters that came in change what is sent next, and nothing else."""

from __future__ import annotations

from typing import Any

import msgspec

from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.delivery.bounces import ReplyEntry
from composer.delivery.reply_intake import heed
from composer.delivery.sender import Sender
from composer.delivery.transports.memory import MemoryTransport

HARD = {"class_": "hard", "status": "5.1.1", "reason": "no_such_person", "suppress": True}


def _sent(office: Any, people: int = 2) -> Any:
    office.people(people)
    campaign = office.campaign()
    Sender(office.engine, office.clock, secret=lambda _account: "", transport_for=lambda _account: MemoryTransport()).run(
        campaign.id
    )
    return campaign


def _marks(office: Any) -> list[tuple[str, str, str]]:
    return [(mark.shown, mark.reason, mark.newsletter) for mark in Suppressions(office.engine, office.clock).all()]


def test_a_bounce_finds_its_letter_by_our_own_mark(office: Any) -> None:
    campaign = _sent(office)
    row = office.campaigns.deliveries(campaign.id)[0]
    (heeded,) = heed(office.engine, office.clock, [ReplyEntry("bounce", "forwarded@elsewhere.example", token=row.token, **HARD)])
    assert (heeded.campaign, heeded.address, heeded.suppressed) == (campaign.id, row.email, True)
    assert _marks(office) == [(row.email, "bounced", "")]
    (failed,) = office.campaigns.deliveries(campaign.id, "failed")
    assert failed.reply == "Came back: 5.1.1 no such person"


def test_a_bounce_finds_its_letter_by_the_address(office: Any) -> None:
    campaign = _sent(office)
    (heeded,) = heed(office.engine, office.clock, [ReplyEntry("bounce", "FRIENDS001@Example.org", **HARD)])
    assert (heeded.campaign, heeded.suppressed) == (campaign.id, True)
    heed(office.engine, office.clock, [ReplyEntry("bounce", "FRIENDS001@Example.org", **HARD)])
    assert len(_marks(office)) == 1


def test_a_full_mailbox_is_noted_and_written_to_again(office: Any) -> None:
    campaign = _sent(office)
    entry = ReplyEntry("bounce", "friends001@example.org", "soft", "5.2.2", "full")
    (heeded,) = heed(office.engine, office.clock, [entry])
    assert not heeded.suppressed
    assert _marks(office) == []
    assert office.states(campaign)["friends001@example.org"] == "sent"


def test_a_report_about_somebody_we_never_wrote_to_changes_nothing(office: Any) -> None:
    _sent(office)
    found = heed(
        office.engine,
        office.clock,
        [
            ReplyEntry("bounce", "chair@example.org", **HARD),
            ReplyEntry("complaint", "chair@example.org", suppress=True),
            ReplyEntry("bounce", "jo...@example.org", **HARD),
            ReplyEntry("bounce", None, **HARD),
            ReplyEntry("auto_reply", "friends001@example.org"),
            ReplyEntry("other", "friends001@example.org"),
        ],
    )
    assert not any(heeded.suppressed for heeded in found)
    assert _marks(office) == []


def test_a_complaint_stops_everything(office: Any) -> None:
    _sent(office)
    heed(office.engine, office.clock, [ReplyEntry("complaint", "friends001@example.org", suppress=True)])
    assert _marks(office) == [("friends001@example.org", "complained", "")]


def test_an_unsubscription_stops_that_newsletter(office: Any) -> None:
    campaign = _sent(office)
    row = office.campaigns.deliveries(campaign.id)[0]
    heed(office.engine, office.clock, [ReplyEntry("unsubscribe", "another@address.example", suppress=True, token=row.token)])
    assert _marks(office) == [(row.email, "unsubscribed", office.newsletter.id)]


def test_a_wish_counts_from_anybody(office: Any) -> None:
    (heeded,) = heed(office.engine, office.clock, [ReplyEntry("unsubscribe", "stranger@example.org", suppress=True)])
    assert heeded.suppressed
    assert _marks(office) == [("stranger@example.org", "unsubscribed", "")]


def test_who_unsubscribes_by_an_older_letter_gets_none_at_their_new_address_either(office: Any) -> None:
    campaign = _sent(office)
    row = office.campaigns.deliveries(campaign.id)[0]
    store = ContactStore(office.engine, office.clock)
    person = store.by_address(row.email)
    assert person is not None
    store.save(msgspec.structs.replace(person, email="anna@new.example"))
    heed(office.engine, office.clock, [ReplyEntry("unsubscribe", row.email, suppress=True, token=row.token)])
    marks = Suppressions(office.engine, office.clock)
    assert marks.blocked("anna@new.example", _marks(office)[0][2]) == "unsubscribed"
