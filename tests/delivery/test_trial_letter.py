"""Test letters, beyond what the sender's own tests show."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from composer.delivery.audience import Recipient
from composer.delivery.frozen import FrozenIssue
from composer.delivery.replies import Reply
from composer.delivery.transports.memory import MemoryTransport
from composer.delivery.trial_letter import MOST_ADDRESSES, longest_values, send_trial_letters
from composer.errors import InputError

FROZEN = FrozenIssue(
    issue_id="i",
    issue_name="December",
    fingerprint="f",
    subject="News",
    preheader="",
    html="<p>x</p>",
    text="x",
    tokens=(),
    from_email="news@harbour.example",
    mail_from="news@harbour.example",
    list_id="n.harbour.example",
    unsubscribe_address="news@harbour.example",
)
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def test_the_names_a_letter_must_stand() -> None:
    people = [
        Recipient("1", "a@example.org", "a@example.org", first, last, {})
        for first, last in (("Jo", "Wolfeschlegel"), ("Wilhelmina", "Ng"))
    ]
    assert longest_values(people) == {"first_name": "Wilhelmina", "last_name": "Wolfeschlegel"}


def test_a_letter_with_a_left_over_is_explained_for_every_address() -> None:
    import msgspec

    frozen = msgspec.structs.replace(FROZEN, html="{{ x }}")
    outcomes = send_trial_letters(frozen, MemoryTransport(), ["a@example.org", "b@example.org"], values={}, now=NOW)
    assert [(outcome.ok, "merge tag" in outcome.message) for outcome in outcomes] == [(False, True)] * 2


def test_a_refusal_at_one_address_does_not_keep_it_from_the_next() -> None:
    transport = MemoryTransport(
        lambda envelope: Reply("rcpt_to", 550, "5.1.1 no") if envelope.rcpt_to.startswith("a") else Reply("after_body", 250, "ok")
    )
    outcomes = send_trial_letters(FROZEN, transport, ["a@example.org", "b@example.org"], values={}, now=NOW)
    assert [outcome.ok for outcome in outcomes] == [False, True]


def test_test_letters_are_no_way_round_the_lists() -> None:
    with pytest.raises(InputError, match="20 addresses"):
        send_trial_letters(FROZEN, MemoryTransport(), [f"{n}@example.org" for n in range(MOST_ADDRESSES + 1)], values={}, now=NOW)
