"""Letters that came in are on record, each once, and what a wrong report did can be taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from composer.contacts.suppressions import Suppressions
from composer.delivery import letters_in
from composer.delivery.bounces import ReplyEntry
from composer.delivery.letters_in import fingerprint, take_in
from composer.delivery.sender import Sender
from composer.delivery.transports.memory import MemoryTransport
from composer.errors import DeliveryError, NotFoundError


def _sent(office: Any, people: int = 2) -> Any:
    office.people(people)
    campaign = office.campaign()
    Sender(office.engine, office.clock, secret=lambda _account: "", transport_for=lambda _account: MemoryTransport()).run(
        campaign.id
    )
    return campaign


def _take(office: Any, letter: bytes, *entries: ReplyEntry, **options: Any) -> Any:
    with office.engine.begin() as connection:
        return take_in(connection, fingerprint(letter), entries, office.clock(), **options)


def _bounce(row: Any) -> ReplyEntry:
    return ReplyEntry("bounce", row.email, "hard", "5.1.1", "no_such_person", True, row.token)


def test_a_letter_counts_once(office: Any) -> None:
    campaign = _sent(office)
    first, second = office.campaigns.deliveries(campaign.id)
    assert [one.suppressed for one in _take(office, b"one", _bounce(first), _bounce(second), account="Office")] == [True, True]
    assert _take(office, b"one", _bounce(first)) == []
    found = letters_in.letters(office.engine)
    assert {(letter.address, letter.stopped, letter.issue_name) for letter in found} == {
        (first.email, True, "December newsletter"),
        (second.email, True, "December newsletter"),
    }
    assert letters_in.counts(office.engine) == {"bounce": 2}


def test_a_wrong_report_is_taken_back_whole(office: Any) -> None:
    campaign = _sent(office)
    row = office.campaigns.deliveries(campaign.id)[0]
    _take(office, b"one", _bounce(row))
    assert office.states(campaign)[row.email] == "failed"
    (letter,) = letters_in.letters(office.engine)
    assert letter.can_undo
    undone = letters_in.undo(office.engine, office.clock, letter.id)
    assert undone.undone is not None
    assert not undone.stopped
    assert not undone.can_undo
    assert office.states(campaign)[row.email] == "sent"
    assert Suppressions(office.engine, office.clock).blocked(row.email) == ""


def test_what_a_person_asked_for_is_not_taken_back_here(office: Any) -> None:
    campaign = _sent(office)
    row = office.campaigns.deliveries(campaign.id)[0]
    _take(office, b"one", ReplyEntry("unsubscribe", row.email, suppress=True, token=row.token))
    _take(office, b"two", ReplyEntry("complaint", row.email, suppress=True, token=row.token))
    for letter in letters_in.letters(office.engine):
        assert not letter.can_undo
        with pytest.raises(DeliveryError, match="cannot be taken back"):
            letters_in.undo(office.engine, office.clock, letter.id)
    with pytest.raises(NotFoundError):
        letters_in.undo(office.engine, office.clock, 99)


def test_an_older_letter_says_nothing_against_somebody_who_came_back(office: Any) -> None:
    campaign = _sent(office)
    row = office.campaigns.deliveries(campaign.id)[0]
    suppressions = Suppressions(office.engine, office.clock)
    suppressions.add(row.email, "unsubscribed")
    suppressions.lift(row.email, "wrote on Monday")
    old = office.clock() - timedelta(days=1)
    (heeded,) = _take(office, b"one", ReplyEntry("unsubscribe", row.email, suppress=True, token=row.token), received=old)
    assert not heeded.suppressed
    assert suppressions.blocked(row.email, office.newsletter.id) == ""


def test_what_people_write_to_people_is_not_kept(office: Any) -> None:
    _sent(office)
    _take(office, b"one", ReplyEntry("other", "friends000@example.org"))
    assert letters_in.letters(office.engine) == []
