"""What mail servers answered lately in a campaign under way: the newest answers, and what went wrong, sorted by why.

Cheap enough to be asked every other second while letters go out: a few rows by an index, however long the list is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from composer.database.tables import deliveries
from composer.delivery.reasons import Reason, enhanced_status, reason_of

if TYPE_CHECKING:
    from sqlalchemy import Engine

LOOKED_AT = 300
"""Answers of each kind that are sorted; newer ones tell more than older ones."""
NEWEST = 6
ANSWERED = ("sent", "failed", "deferred", "uncertain")


@dataclass(frozen=True, slots=True)
class Answer:
    """One letter's answer.

    Attributes:
        state: sent, failed, deferred or uncertain.
        reply: the server's words, or ours where none came.
    """

    email: str
    state: str
    reply: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Trouble:
    """Letters that were refused, or put off, for one reason.

    Attributes:
        state: failed, deferred or uncertain.
        count: among the newest of that state.
        last: the newest of them.
    """

    state: str
    reason: Reason
    count: int
    last: Answer


@dataclass(frozen=True, slots=True)
class LastAnswers:
    """The newest answers, newest first; and the troubles, the most frequent first."""

    newest: tuple[Answer, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def last_answers(engine: Engine, campaign_id: str) -> LastAnswers:
    """How servers answered. For a worker."""
    found: dict[str, list[Answer]] = {}
    with engine.connect() as connection:
        for state in ANSWERED:
            query = (
                select(deliveries.c.email, deliveries.c.state, deliveries.c.reply, deliveries.c.at)
                .where(deliveries.c.campaign == campaign_id, deliveries.c.state == state, deliveries.c.at.is_not(None))
                .order_by(deliveries.c.id.desc())
                .limit(NEWEST * 8 if state == "sent" else LOOKED_AT)
            )
            found[state] = [Answer(*row) for row in connection.execute(query)]
    every = sorted((answer for answers in found.values() for answer in answers), key=lambda answer: answer.at, reverse=True)
    troubles = [trouble for state in ANSWERED[1:] for trouble in _sorted(found[state])]
    return LastAnswers(tuple(every[:NEWEST]), tuple(sorted(troubles, key=lambda trouble: -trouble.count)))


def _sorted(answers: Sequence[Answer]) -> list[Trouble]:
    groups: dict[Reason, list[Answer]] = {}
    for answer in answers:
        groups.setdefault(reason_of(enhanced_status(answer.reply), answer.reply), []).append(answer)
    return [Trouble(held[0].state, reason, len(held), max(held, key=lambda answer: answer.at)) for reason, held in groups.items()]
