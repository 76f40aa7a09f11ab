"""Letters in memory."""

from __future__ import annotations

from composer.delivery.envelope import Envelope
from composer.delivery.replies import Reply
from composer.delivery.transports.memory import MemoryTransport

LETTER = Envelope("a@harbour.example", "anna@example.org", b"x\r\n")


def test_keeps_what_it_accepts() -> None:
    transport = MemoryTransport()
    transport.open()
    assert transport.deliver(LETTER).code == 250
    assert transport.envelopes == [LETTER]
    transport.close()


def test_answers_as_told() -> None:
    transport = MemoryTransport(lambda _envelope: Reply("rcpt_to", 550, "5.1.1 no"))
    assert transport.deliver(LETTER).status == "5.1.1"
    assert transport.envelopes == []
