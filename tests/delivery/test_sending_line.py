"""Several lines to one server, and envelopes that travel with the letter before."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from composer.contacts.suppressions import Suppressions
from composer.delivery.sender import Sender

Servers = Callable[..., Any]
TOGETHER = ("SIZE 10000000", "PIPELINING")


def _send(office: Any, campaign: Any) -> Any:
    return Sender(office.engine, office.clock, secret=lambda _account: "", wait=lambda stop, _seconds: stop.is_set()).run(
        campaign.id
    )


def test_several_lines_write_to_everybody_once(office: Any, mail_server: Servers) -> None:
    server = mail_server(extensions=TOGETHER)
    office.send_through(server.port, connections=6)
    addresses = office.people(60)
    campaign = office.campaign()
    assert _send(office, campaign).sent == 60
    assert Counter(server.addresses()) == Counter(addresses)
    assert 1 < server.connections <= 6
    assert office.campaigns.get(campaign.id).state == "finished"


def test_lines_the_server_does_not_want_cost_nobody_their_letter(office: Any, mail_server: Servers) -> None:
    server = mail_server(
        rule=lambda stage, _words: "421 4.7.0 too many connections" if stage == "connect" and server.connections > 1 else None,
        extensions=TOGETHER,
    )
    office.send_through(server.port, connections=4)
    addresses = office.people(30)
    assert _send(office, office.campaign()).sent == 30
    assert Counter(server.addresses()) == Counter(addresses)


def test_one_refusal_of_us_stops_every_line(office: Any, mail_server: Servers) -> None:
    server = mail_server(rule=lambda stage, _words: "550 5.7.1 blocked: spam" if stage == "body" else None, extensions=TOGETHER)
    office.send_through(server.port, connections=4)
    office.people(200)
    campaign = office.campaign()
    assert _send(office, campaign).queued == 200
    assert "by its own rules" in office.campaigns.get(campaign.id).why
    assert sum(command == "DATA" for command in server.commands) <= 8  # one letter a line, and one envelope ahead


def test_who_left_while_the_letter_before_was_on_its_way_gets_none(office: Any, mail_server: Servers) -> None:
    """The envelope is with the server already; the letter never follows."""

    def rule(stage: str, words: str) -> str | None:
        if stage == "body" and words == "friends001@example.org":
            Suppressions(office.engine, office.clock).add("friends002@example.org", "unsubscribed")
        return None

    server = mail_server(rule=rule, extensions=TOGETHER)
    office.send_through(server.port)
    office.people(5)
    counts = _send(office, office.campaign())
    assert any("friends002" in command for command in server.commands)
    assert (counts.sent, counts.suppressed) == (4, 1)
    assert Counter(server.addresses()) == Counter(f"friends{number:03}@example.org" for number in (0, 1, 3, 4))


def test_what_a_line_gave_back_is_sent_though_the_others_have_ended(office: Any, mail_server: Servers) -> None:
    ended = threading.Event()

    def rule(stage: str, _words: str) -> str | None:
        if stage == "quit":
            ended.set()
        if stage != "connect" or server.connections != 2:
            return None
        ended.wait(30)
        return "421 4.7.0 too many connections"

    server = mail_server(rule=rule, extensions=TOGETHER)
    office.send_through(server.port, connections=2)
    addresses = office.people(2)
    campaign = office.campaign()
    assert _send(office, campaign).sent == 2
    assert Counter(server.addresses()) == Counter(addresses)
    assert office.campaigns.get(campaign.id).state == "finished"
