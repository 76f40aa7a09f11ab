"""Sending, as the receiving server saw it and as the sent report tells it."""

from __future__ import annotations

import email
import email.policy
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from composer.contacts.lists import ListStore
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.delivery.campaign import CampaignStore, Counts
from composer.delivery.frozen import freeze
from composer.delivery.sender import Sender
from composer.errors import DeliveryError

Servers = Callable[..., Any]


@pytest.fixture(params=["one by one", "together"])
def mail_server(mail_server: Servers, request: pytest.FixtureRequest) -> Servers:
    """Each way a server may take commands (RFC 2920)."""

    def start(**options: Any) -> Any:
        if request.param == "together":
            options["extensions"] = (*options.get("extensions", ("SIZE 10000000", "8BITMIME")), "PIPELINING")
        return mail_server(**options)

    return start


def _sender(office: Any, **options: Any) -> Sender:
    """A sender that never really waits."""
    options.setdefault("wait", lambda stop, _seconds: stop.is_set())
    return Sender(office.engine, office.clock, secret=lambda _account: "secret", **options)


def _send(office: Any, campaign: Any, **options: Any) -> Counts:
    return _sender(office, **options).run(campaign.id)


def test_everyone_gets_one_letter_with_their_own_name(office: Any, mail_server: Servers) -> None:
    server = mail_server()
    office.send_through(server.port)
    addresses = office.people(25)
    told: list[Counts] = []
    campaign = office.campaign()
    counts = _sender(office).run(campaign.id, on_progress=told.append)
    assert Counter(server.addresses()) == Counter(addresses)
    assert (counts.sent, counts.total) == (25, 25)
    assert told[-1] == counts
    assert office.campaigns.get(campaign.id).state == "finished"
    address, raw = server.letters[7]
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    assert letter["to"].addresses[0].addr_spec == address
    assert letter["subject"] == "News for Anna"
    assert "Dear Anna, the harbour café opens." in letter.get_body(("html",)).get_content()
    assert server.connections == 1


def test_a_line_is_renewed_every_hundred_letters(office: Any, mail_server: Servers) -> None:
    server = mail_server()
    office.send_through(server.port)
    office.people(105)
    assert _send(office, office.campaign()).sent == 105
    assert server.connections == 2


def test_no_such_person_fails_and_is_never_written_to_again(office: Any, mail_server: Servers) -> None:
    answers = {
        "friends001@example.org": "550 5.1.1 no such user here",
        "friends002@example.org": "552 5.2.2 mailbox full",
        "friends003@example.org": "550 nobody of that name",
    }
    server = mail_server(rule=lambda stage, words: _for_recipient(stage, words, answers))
    office.send_through(server.port)
    office.people(6)
    campaign = office.campaign()
    counts = _send(office, campaign)
    assert (counts.sent, counts.failed) == (3, 3)
    marks = Suppressions(office.engine, office.clock)
    assert marks.blocked("friends001@example.org") == "bounced"
    assert marks.blocked("friends002@example.org") == ""
    row = next(row for row in office.campaigns.deliveries(campaign.id, "failed") if row.email == "friends002@example.org")
    assert row.reply == "552 5.2.2 mailbox full"


def test_not_now_is_tried_again_when_somebody_says_so(office: Any, mail_server: Servers) -> None:
    refusing = {"friends001@example.org": "450 4.2.0 greylisted, try again later"}
    server = mail_server(rule=lambda stage, words: _for_recipient(stage, words, refusing))
    office.send_through(server.port)
    office.people(3)
    campaign = office.campaign()
    counts = _send(office, campaign)
    assert (counts.sent, counts.deferred) == (2, 1)
    paused = office.campaigns.get(campaign.id)
    assert (paused.state, "1 letter was put off" in paused.why) == ("paused", True)
    (row,) = office.campaigns.deliveries(campaign.id, "deferred")
    assert row.not_before == office.clock() + timedelta(minutes=5)
    refusing.clear()
    office.campaigns.resume(campaign.id)
    assert _send(office, campaign).sent == 3
    assert sorted(server.addresses()) == sorted(office.states(campaign))


def test_with_patience_the_sender_waits_until_the_letter_is_due(office: Any, mail_server: Servers) -> None:
    moment = [datetime(2026, 11, 23, 9, tzinfo=UTC)]
    office.clock = lambda: moment[0]
    refused: list[str] = []

    def rule(stage: str, words: str) -> str | None:
        if stage == "rcpt" and "friends001" in words and len(refused) < 2:
            refused.append(words)
            return "451 4.7.1 greylisted"
        return None

    def wait(stop: threading.Event, seconds: float) -> bool:
        moment[0] += timedelta(seconds=seconds)
        return stop.is_set()

    server = mail_server(rule=rule)
    office.send_through(server.port)
    office.people(2)
    campaign = office.campaign()
    counts = _sender(office, wait=wait).run(campaign.id, wait_for_deferred=True)
    assert counts.sent == 2
    assert moment[0] >= datetime(2026, 11, 23, 9, 20, tzinfo=UTC)


@pytest.mark.parametrize("stage", ["mail", "rcpt", "data"])
def test_a_line_lost_before_the_end_of_the_letter_loses_nobody(stage: str, office: Any, mail_server: Servers) -> None:
    broken: list[str] = []

    def rule(now: str, words: str) -> str | None:
        if now == stage and len(server.letters) == 2 and not broken:
            broken.append(words)
            return "DROP"
        return None

    server = mail_server(rule=rule)
    office.send_through(server.port)
    addresses = office.people(6)
    counts = _send(office, office.campaign())
    assert broken
    assert counts.sent == 6
    assert Counter(server.addresses()) == Counter(addresses)


def test_a_line_lost_in_the_middle_of_a_letter_is_no_doubt_at_all(office: Any, mail_server: Servers) -> None:
    """So much is still to come that its end cannot have left this computer."""
    broken: list[str] = []
    server = mail_server(
        rule=lambda stage, words: "DROP" if stage == "in body" and not broken and not broken.append(words) else None,
        extensions=(),
    )
    office.send_through(server.port)
    office.people(1)
    office.write_letter(html="<p>" + "x" * 12_000_000 + "</p>")
    counts = _send(office, office.campaign())
    assert broken
    assert (counts.sent, counts.uncertain) == (1, 0)
    assert len(server.letters) == 1


def test_a_line_lost_after_the_letter_leaves_it_to_a_person(office: Any, mail_server: Servers) -> None:
    server = mail_server(rule=lambda stage, words: "DROP" if stage == "body" and words == "friends002@example.org" else None)
    office.send_through(server.port)
    office.people(5)
    campaign = office.campaign()
    counts = _send(office, campaign)
    assert (counts.sent, counts.uncertain) == (4, 1)
    paused = office.campaigns.get(campaign.id)
    assert (paused.state, "may or may not have arrived" in paused.why) == ("paused", True)
    assert [found.id for found in office.campaigns.unfinished()] == [campaign.id]
    office.campaigns.resume(campaign.id)
    assert _send(office, campaign).uncertain == 1  # going on does not decide it
    assert server.addresses().count("friends002@example.org") == 0
    (row,) = office.campaigns.deliveries(campaign.id, "uncertain")
    assert office.campaigns.settle_uncertain(campaign.id, [row.id], sent=True) == 1
    assert office.campaigns.get(campaign.id).state == "finished"
    assert office.campaigns.unfinished() == []


def test_an_uncertain_letter_may_be_sent_again_by_decision(office: Any, mail_server: Servers) -> None:
    dropping = [True]
    server = mail_server(rule=lambda stage, _words: "DROP" if stage == "body" and dropping.pop() else None)
    office.send_through(server.port)
    office.people(1)
    campaign = office.campaign()
    assert _send(office, campaign).uncertain == 1
    (row,) = office.campaigns.deliveries(campaign.id, "uncertain")
    office.campaigns.settle_uncertain(campaign.id, [row.id], sent=False)
    office.campaigns.resume(campaign.id)
    dropping.append(False)
    assert _send(office, campaign).sent == 1
    assert office.campaigns.get(campaign.id).state == "finished"


@pytest.mark.parametrize(
    ("stage", "answer", "words"),
    [
        ("mail", "550 5.7.60 client does not have permissions to send as this sender", "said: “550 5.7.60"),
        ("rcpt", "550 5.4.5 Daily user sending limit exceeded", "limit is reached"),
        ("rcpt", "554 5.7.1 Relay access denied", "other domains"),
        ("rcpt", "530 5.7.0 Authentication required", "sign-in"),
        ("body", "550 5.7.26 unauthenticated mail is blocked (DMARC policy)", "by its own rules"),
        ("body", "554 5.6.0 message rejected", "by its own rules"),
        ("body", "552 5.3.4 message too big", "larger than"),
    ],
)
def test_a_refusal_of_us_costs_nobody_their_letter(
    stage: str, answer: str, words: str, office: Any, mail_server: Servers
) -> None:
    refusing = [True]
    server = mail_server(rule=lambda now, _words: answer if now == stage and refusing else None)
    office.send_through(server.port)
    addresses = office.people(4)
    campaign = office.campaign()
    counts = _send(office, campaign)
    assert (counts.queued, counts.sent, counts.failed) == (4, 0, 0)
    paused = office.campaigns.get(campaign.id)
    assert paused.state == "paused"
    assert words in paused.why
    assert answer in paused.why
    assert Suppressions(office.engine, office.clock).all() == []
    refusing.clear()
    office.campaigns.resume(campaign.id)
    assert _send(office, campaign).sent == 4
    assert Counter(server.addresses()) == Counter(addresses)


def test_one_person_refused_by_policy_does_not_hold_up_the_others_for_ever(office: Any, mail_server: Servers) -> None:
    refused = {"friends001@example.org": "550 5.7.1 rejected by local policy"}
    server = mail_server(rule=lambda stage, words: _for_recipient(stage, words, refused))
    office.send_through(server.port)
    office.people(5)
    campaign = office.campaign()
    assert _send(office, campaign).queued == 4
    office.campaigns.resume(campaign.id)
    counts = _send(office, campaign)
    assert (counts.sent, counts.failed) == (4, 1)
    assert Suppressions(office.engine, office.clock).blocked("friends001@example.org") == ""


def test_a_server_that_wants_fewer_letters_gets_fewer_then_none(office: Any, mail_server: Servers) -> None:
    server = mail_server(rule=lambda stage, _words: "421 4.7.0 too many messages, slow down" if stage == "mail" else None)
    office.send_through(server.port)
    office.people(10)
    waits: list[float] = []
    campaign = office.campaign()
    counts = _send(office, campaign, wait=lambda _stop, seconds: bool(waits.append(seconds)))
    assert waits == sorted(waits)
    assert len(waits) >= 3
    assert counts.sent == counts.failed == 0
    assert counts.queued + counts.deferred == 10
    assert "limit is reached" in office.campaigns.get(campaign.id).why


def test_an_unsubscription_while_sending_is_honoured_at_the_last_moment(office: Any, mail_server: Servers) -> None:
    marks, lists = Suppressions(office.engine, office.clock), ListStore(office.engine, office.clock)

    def rule(stage: str, _words: str) -> str | None:
        if stage == "quit" or len(server.letters) != 1 or stage != "mail":
            return None
        marks.add("friends003@example.org", "unsubscribed", newsletter=office.newsletter.id)
        marks.add("friends004@example.org", "complained")
        lists.unsubscribe("friends005@example.org", "Friends")
        ContactStore(office.engine, office.clock).forget("friends006@example.org")
        return None

    server = mail_server(rule=rule)
    office.send_through(server.port)
    office.people(8)
    campaign = office.campaign()
    counts = _send(office, campaign)
    assert (counts.sent, counts.suppressed) == (4, 4)
    assert sorted(server.addresses()) == [f"friends00{number}@example.org" for number in (0, 1, 2, 7)]


def test_pausing_from_elsewhere_stops_between_two_letters(office: Any, mail_server: Servers) -> None:
    server = mail_server(
        rule=lambda stage, words: (
            CampaignStore(office.engine, office.clock).pause(campaign.id, "tea")
            if stage == "body" and words == "friends004@example.org"
            else None
        )
    )
    office.send_through(server.port)
    office.people(9)
    campaign = office.campaign()
    counts = _send(office, campaign)
    assert (counts.sent, counts.queued, counts.sending) == (5, 4, 0)
    assert office.campaigns.get(campaign.id).why == "tea"
    assert _send(office, campaign).sent == 5  # a paused campaign stays paused
    office.campaigns.resume(campaign.id)
    assert _send(office, campaign).sent == 9
    assert len(set(server.addresses())) == len(server.letters) == 9


def test_stop_ends_it_between_two_letters_and_it_can_be_run_again(office: Any, mail_server: Servers) -> None:
    stop = threading.Event()
    server = mail_server(rule=lambda stage, _words: stop.set() if stage == "body" and len(server.letters) == 2 else None)
    office.send_through(server.port)
    office.people(6)
    campaign = office.campaign()
    assert _sender(office).run(campaign.id, stop=stop).sent == 3
    assert [found.id for found in office.campaigns.unfinished()] == [campaign.id]
    assert _send(office, campaign).sent == 6
    assert len(server.letters) == 6


def test_cancelling_sends_nobody_else_a_letter(office: Any, mail_server: Servers) -> None:
    server = mail_server(
        rule=lambda stage, words: (
            office.campaigns.cancel(campaign.id) if stage == "body" and words == "friends001@example.org" else None
        )
    )
    office.send_through(server.port)
    office.people(5)
    campaign = office.campaign()
    counts = _send(office, campaign)
    assert (counts.sent, counts.cancelled) == (2, 3)
    with pytest.raises(DeliveryError, match="over"):
        office.campaigns.resume(campaign.id)
    assert _send(office, campaign).sent == 2


def test_a_row_left_in_the_middle_is_shown_as_uncertain_and_not_sent(office: Any, mail_server: Servers) -> None:
    from sqlalchemy import update

    from composer.database.tables import deliveries

    server = mail_server()
    office.send_through(server.port)
    office.people(3)
    campaign = office.campaign()
    with office.engine.begin() as connection:
        connection.execute(
            update(deliveries).where(deliveries.c.email == "friends001@example.org").values(state="sending", claimed_by="gone")
        )
    counts = _send(office, campaign)
    assert (counts.sent, counts.uncertain) == (2, 1)
    assert "friends001@example.org" not in server.addresses()


def test_two_senders_share_a_campaign_and_nobody_gets_two(office: Any, mail_server: Servers) -> None:
    """The second one begins while the first is in the middle of a letter; each takes what the other has not."""
    helped: list[threading.Thread] = []
    done: list[Counts] = []

    def rule(stage: str, _words: str) -> str | None:
        if stage == "body" and not helped:
            helped.append(threading.Thread(target=lambda: done.append(_send(office, campaign))))
            helped[0].start()
        return None

    server = mail_server(rule=rule)
    office.send_through(server.port)
    addresses = office.people(40)
    campaign = office.campaign()
    counts = _send(office, campaign)
    helped[0].join(60)
    assert Counter(server.addresses()) == Counter(addresses)
    assert (done[0].sent, office.campaigns.counts(campaign.id).sent) == (40, 40)
    assert counts.total == 40
    assert office.campaigns.get(campaign.id).state == "finished"


def test_after_the_first_letters_a_person_is_asked(office: Any, mail_server: Servers) -> None:
    server = mail_server(rule=lambda stage, said: "550 5.1.1 no such user" if stage == "rcpt" and "friends001" in said else None)
    office.send_through(server.port)
    office.people(8)
    campaign = office.campaign(ask_after=3)
    counts = _send(office, campaign)
    assert (counts.sent, counts.failed, counts.queued) == (2, 1, 5)
    stopped = office.campaigns.get(campaign.id)
    assert stopped.state == "paused"
    assert stopped.why == (
        "The first 2 letters are out. 1 was not taken: see why before the others go. "
        "Look at one of them as it arrived, then go on."
    )
    assert _send(office, campaign).queued == 5  # running it again is no word from a person
    office.campaigns.resume(campaign.id)
    assert _send(office, campaign).sent == 7
    assert Counter(server.addresses()).most_common(1)[0][1] == 1
    assert office.campaigns.get(campaign.id).state == "finished"


def test_a_list_no_longer_than_the_first_letters_is_not_asked_about(office: Any, mail_server: Servers) -> None:
    office.send_through(mail_server().port)
    office.people(3)
    campaign = office.campaign(ask_after=3)
    assert campaign.ask_after == 0
    assert _send(office, campaign).sent == 3


def test_a_server_that_is_not_there_pauses_the_campaign_in_words(office: Any, mail_server: Servers) -> None:
    server = mail_server()
    office.send_through(server.port)
    server.stop()
    office.people(2)
    campaign = office.campaign()
    counts = _send(office, campaign)
    assert counts.queued == 2
    assert "does not listen" in office.campaigns.get(campaign.id).why


def test_a_server_that_comes_back_soon_is_waited_for(office: Any, mail_server: Servers) -> None:
    away: list[int] = []

    def rule(stage: str, _words: str) -> str | None:
        if stage == "body" and len(server.letters) == 1:
            away.append(1)
            return "421 4.3.2 shutting down" if len(away) == 1 else None
        return "421 4.3.2 not yet" if stage == "connect" and away and len(away) < 3 and not away.append(1) else None

    server = mail_server(rule=rule)
    office.send_through(server.port)
    office.people(4)
    campaign = office.campaign()
    _send(office, campaign)
    office.campaigns.resume(campaign.id)
    assert _send(office, campaign).sent == 4
    assert len(server.letters) == 4


def test_an_account_that_is_gone_pauses_the_campaign_in_words(office: Any) -> None:
    from composer.delivery.accounts import AccountStore

    office.people(1)
    campaign = office.campaign()
    AccountStore(office.engine, office.clock).remove("Office")
    assert _send(office, campaign).queued == 1
    assert "no mail account “Office”" in office.campaigns.get(campaign.id).why


def test_an_answer_is_written_down_even_if_the_database_is_busy_for_a_while(
    office: Any, mail_server: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    from composer.delivery.outbox import Outbox
    from composer.errors import WorkspaceError

    write, failures = Outbox.write, [2]

    def busy(self: Outbox, steps: Any) -> Any:
        if any(settled is not None for settled, _row in steps) and failures[0]:
            failures[0] -= 1
            raise WorkspaceError("Another program has been writing for too long.")
        return write(self, steps)

    monkeypatch.setattr(Outbox, "write", busy)
    server = mail_server()
    office.send_through(server.port)
    office.people(4)
    counts = _send(office, office.campaign())
    assert (counts.sent, counts.uncertain, failures) == (4, 0, [0])
    assert len(server.letters) == 4


def test_a_tag_in_a_persons_own_entry_never_leaves_and_holds_up_nobody_else(office: Any, mail_server: Servers) -> None:
    server = mail_server()
    office.send_through(server.port)
    office.people(1, "Others", first_name="{{first_name}}")
    friends = office.people(2)
    campaign = office.campaign("Others", "Friends")
    counts = _send(office, campaign)
    assert (counts.sent, counts.failed, counts.open) == (2, 1, 0)
    assert sorted(server.addresses()) == friends
    assert office.campaigns.get(campaign.id).state == "finished"
    (failed,) = office.campaigns.deliveries(campaign.id, "failed")
    assert failed.email == "others000@example.org"
    assert "{{first_name}}" in failed.reply
    assert "entry" in failed.reply


def test_a_subject_with_a_name_is_shown_without_its_token(office: Any) -> None:
    office.people(1)
    campaign = office.campaign()
    assert "NLTTOK" in office.campaigns.frozen(campaign.id).subject
    assert "NLTTOK" not in campaign.subject
    assert campaign.subject.startswith("News for")


def test_pacing_counts_what_an_earlier_campaign_sent(office: Any, mail_server: Servers) -> None:
    moment = [datetime(2026, 11, 23, 9, tzinfo=UTC)]
    office.clock = lambda: moment[0]
    waits: list[float] = []

    def wait(_stop: threading.Event, seconds: float) -> bool:
        waits.append(seconds)
        moment[0] += timedelta(seconds=seconds)
        return False

    server = mail_server()
    office.send_through(server.port, per_minute=3)
    office.people(2)
    office.people(3, "Others")
    _send(office, office.campaign("Friends"), wait=wait)
    assert waits == []
    _send(office, office.campaign("Others"), wait=wait)
    assert waits == [60.0]
    assert len(server.letters) == 5


def test_a_test_letter_is_marked_and_leaves_no_trace(office: Any, mail_server: Servers) -> None:
    server = mail_server()
    office.send_through(server.port)
    frozen = freeze(
        issue=office.issue, rendered=office.rendered, pictures={}, newsletter=office.newsletter, account=office.account
    )
    outcomes = _sender(office).send_test(
        frozen, office.account, ["me@harbour.example", "no address", "me@harbour.example"], values={"first_name": "Jo"}
    )
    assert [(outcome.address, outcome.ok) for outcome in outcomes] == [("me@harbour.example", True), ("no address", False)]
    ((_address, raw),) = server.letters
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    assert letter["subject"] == "[Test] News for Jo"
    assert office.campaigns.all() == []


def test_a_test_letter_says_why_it_did_not_go(office: Any, mail_server: Servers) -> None:
    server = mail_server(rule=lambda stage, _words: "550 5.1.1 unknown user" if stage == "rcpt" else None)
    office.send_through(server.port)
    frozen = freeze(
        issue=office.issue, rendered=office.rendered, pictures={}, newsletter=office.newsletter, account=office.account
    )
    (outcome,) = _sender(office).send_test(frozen, office.account, ["me@harbour.example"])
    assert not outcome.ok
    assert "unknown user" in outcome.message
    server.stop()
    (outcome,) = _sender(office).send_test(frozen, office.account, ["me@harbour.example"])
    assert "does not listen" in outcome.message


def _for_recipient(stage: str, words: str, answers: dict[str, str]) -> str | None:
    return next((answer for address, answer in answers.items() if stage == "rcpt" and address in words), None)
