"""Keeps letters in memory: for trials and tests of whatever comes before the mail server."""

from __future__ import annotations

from collections.abc import Callable

from composer.delivery.envelope import Envelope
from composer.delivery.replies import Reply
from composer.delivery.transports.transport import MayGo, Transport, always


class MemoryTransport(Transport):
    """Accepts everything, or answers as told.

    Attributes:
        envelopes: what was accepted, in order.
    """

    def __init__(self, answer: Callable[[Envelope], Reply] | None = None) -> None:
        self.envelopes: list[Envelope] = []
        self._answer = answer

    def open(self) -> None:
        """Nothing needs to be reached."""

    def deliver(self, envelope: Envelope, may_go: MayGo = always) -> Reply:
        """Keep the letter, unless the given answer is not 250."""
        if not may_go():
            return Reply("held_back", 0)
        reply = self._answer(envelope) if self._answer else Reply("after_body", 250, "2.0.0 kept")
        if reply.code == 250:
            self.envelopes.append(envelope)
        return reply

    def close(self) -> None:
        """Nothing is open."""
