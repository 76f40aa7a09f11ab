"""Campaigns that wait for their time. One that missed it never goes late by itself: it waits for a person.

A computer that was off or asleep at the time finds the campaign afterwards. Within :data:`GRACE` it still goes; later than that
the moment has passed, and what was right for Tuesday morning may be wrong on Thursday night.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from composer.clock import Clock
from composer.database.server_clock import SecondsNow
from composer.database.tables import campaigns, deliveries
from composer.delivery.campaign import Campaign, CampaignStore
from composer.errors import DeliveryError, InputError
from composer.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

GRACE = timedelta(minutes=10)
"""How late a campaign may begin by itself: a computer that wakes up, a program that was just being started."""


class Standing(StrEnum):
    """Where a scheduled campaign stands."""

    WAITING = "waiting"
    DUE = "due"
    MISSED = "missed"


class Schedule:
    """The campaigns of a workspace that wait for their time."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def now(self) -> datetime:
        """The time that counts: the server's, where several computers share one, else this machine's."""
        if self._engine.dialect.name == "sqlite":
            return self._clock()
        with self._engine.connect() as connection:
            return datetime.fromtimestamp(connection.execute(select(SecondsNow())).scalar_one(), UTC)

    def all(self) -> list[tuple[Campaign, Standing]]:
        """Every campaign that waits for its time or missed it, the earliest first."""
        now = self.now()
        statement = select(campaigns.c.id).where(campaigns.c.state == "scheduled").order_by(campaigns.c.starts, campaigns.c.id)
        with self._engine.connect() as connection:
            ids = list(connection.scalars(statement))
        store = CampaignStore(self._engine, self._clock)
        return [(campaign, standing(campaign.starts, now)) for campaign in map(store.get, ids)]

    def claim(self, campaign_id: str) -> bool:
        """Begin a campaign that is due; True for exactly one of all who ask, for nobody before its time or after its grace."""
        now = self.now()
        statement = (
            update(campaigns)
            .where(
                campaigns.c.id == campaign_id,
                campaigns.c.state == "scheduled",
                campaigns.c.starts <= now,
                campaigns.c.starts > now - GRACE,
            )
            .values(state="sending")
        )
        with self._engine.begin() as connection:
            return bool(connection.execute(statement).rowcount)

    def move(self, campaign_id: str, starts: datetime) -> None:
        """Let it go at another time: the same letter, to the same people.

        Raises:
            InputError: that time has passed. DeliveryError: it has begun, or is over.
        """
        with self._engine.begin() as connection:
            self._change(connection, campaign_id, starts=future(starts, self.now()))

    def take_back(self, campaign_id: str) -> None:
        """Call a campaign off that has not begun; nothing of it was sent, and nothing will be.

        Raises:
            DeliveryError: it has begun, or is over.
        """
        now = self._clock()
        with self._engine.begin() as connection:
            self._change(connection, campaign_id, state="cancelled", why="", finished=now)
            connection.execute(
                update(deliveries)
                .where(deliveries.c.campaign == campaign_id, deliveries.c.state.in_(("queued", "deferred")))
                .values(state="cancelled", at=now)
            )

    def _change(self, connection: Connection, campaign_id: str, **values: Any) -> None:
        waiting = (campaigns.c.id == campaign_id, campaigns.c.state == "scheduled")
        if not connection.execute(update(campaigns).where(*waiting).values(**values)).rowcount:
            raise DeliveryError(_("This sending has begun already, or is over."), _("See how far it is on the page Sent."))


def standing(starts: datetime | None, now: datetime) -> Standing:
    """Where a campaign stands that is to begin at ``starts``."""
    if starts is None or now >= starts + GRACE:
        return Standing.MISSED
    return Standing.DUE if now >= starts else Standing.WAITING


def future(starts: datetime, now: datetime) -> datetime:
    """``starts``, if it is one.

    Raises:
        InputError: it has passed.
    """
    if starts <= now:
        raise InputError(_("That time has passed already."), _("Choose a later one."))
    return starts
