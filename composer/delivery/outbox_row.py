"""A letter to be sent, as the outbox hands it out, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A letter to be sent.

    Attributes:
        attempts: how often it was claimed.
        state: the one it was in before it was claimed.
    """

    id: int
    contact: str
    email: str
    email_key: str
    token: str
    values: Mapping[str, str]
    attempts: int
    state: str

    def claimed(self) -> OutboxRow:
        """The row after one claim more."""
        return OutboxRow(
            self.id, self.contact, self.email, self.email_key, self.token, self.values, self.attempts + 1, self.state
        )

    @property
    def was_refused(self) -> bool:
        """True where a server was asked before, and its answer put the row back into the queue."""
        return self.state == "queued" and self.attempts > 1


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a row.

    Attributes:
        state: sent, failed, deferred, queued, uncertain or suppressed.
        reply: the server's words, or ours.
        not_before: for a deferred row, when to try again.
        nobody_there: the address is never written to again.
    """

    row: OutboxRow
    state: str
    reply: str
    not_before: datetime | None = None
    nobody_there: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """Another computer has taken the row from us: it was out of our hands for longer than its lease."""

    row: OutboxRow


Verdict = Settled | Lost | None
"""Asked before the body: may it go (None), may the person not be written to any more, or is the row not ours any more?"""
