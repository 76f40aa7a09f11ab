"""Campaign: one sending of an issue. The frozen letter, its audience and how far it has come, in the database."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import func, insert, or_, select, update

from composer.clock import Clock
from composer.database.engine import meta_value
from composer.database.stored_text import storable_json
from composer.database.tables import campaigns, deliveries, meta
from composer.delivery.audience import Audience, keys_that_had_it, refuse_sample_lists
from composer.delivery.frozen import AcceptedNote, FrozenIssue, freeze, pack, unpack
from composer.delivery.message import LetterMaker
from composer.delivery.unsubscribe import new_token, newsletter_key
from composer.delivery.unsubscribe_site.collecting import proved
from composer.errors import AudienceError, DeliveryError, NotFoundError
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Row

    from composer.delivery.accounts import Account
    from composer.document.issue import Issue
    from composer.document.newsletter import Newsletter
    from composer.rendering.rendered import Rendered

STATES = ("queued", "sending", "sent", "failed", "deferred", "uncertain", "suppressed", "cancelled")
OPEN_STATES = ("draft", "scheduled", "sending", "paused")
BEGUN_STATES = ("draft", "sending", "paused")
_ROWS_AT_ONCE = 2000


@dataclass(frozen=True)
class Campaign:
    """One sending of an issue.

    Attributes:
        state: draft (made, not begun), scheduled, sending, paused, finished or cancelled.
        why: why it is paused, in words; else empty.
        test: it does not count as having sent the issue.
        ask_after: after so many letters it waits for a person to say that all is well; 0: it does not, or was told so.
    """

    id: str
    issue: str
    issue_name: str
    fingerprint: str
    newsletter: str
    account: str
    lists: tuple[str, ...]
    state: str
    why: str
    test: bool
    subject: str
    sender: str
    made: datetime
    starts: datetime | None
    started: datetime | None
    finished: datetime | None
    ask_after: int = 0


@dataclass(frozen=True)
class Counts:
    """How many letters of a campaign are in each state."""

    total: int = 0
    queued: int = 0
    sending: int = 0
    sent: int = 0
    failed: int = 0
    deferred: int = 0
    uncertain: int = 0
    suppressed: int = 0
    cancelled: int = 0

    @property
    def open(self) -> int:
        """Letters that are still to go, or wait for a person."""
        return self.queued + self.sending + self.deferred + self.uncertain


@dataclass(frozen=True)
class Delivery:
    """One person's letter.

    Attributes:
        reply: the server's last answer, or why there was no letter.
        at: when the state last changed.
        not_before: when a deferred letter is tried again.
    """

    id: int
    contact: str
    email: str
    token: str
    state: str
    attempts: int
    reply: str
    at: datetime | None
    not_before: datetime | None


class CampaignStore:
    """The campaigns of this workspace."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def create(
        self,
        *,
        issue: Issue,
        rendered: Rendered,
        pictures: Mapping[str, tuple[str, bytes]],
        newsletter: Newsletter,
        account: Account,
        audience: Audience,
        lists: Sequence[str],
        test: bool = False,
        accepted: Sequence[AcceptedNote] = (),
        variants: Mapping[str, Rendered] = MappingProxyType({}),
        ask_after: int = 0,
        starts: datetime | None = None,
    ) -> Campaign:
        """Freeze the letter and put everyone into the outbox, in one transaction: it is there whole or not at all.

        Who had this issue meanwhile (another window may have sent it) is left out here as well, unless the audience says why not.

        Args:
            pictures: media type and content of each picture that travels inside the letter, by hash.
            accepted: what the checks found and somebody let stand; kept with the letter.
            variants: the bodies of those who see parts that not everybody sees, by the key that stands beside their merge values.
            ask_after: send so many, then wait for a person's word; 0 sends all.
            starts: when it is to begin by itself (:mod:`composer.delivery.schedule`); None: when somebody begins it.

        Raises:
            AudienceError: nobody is left to send to, or a sample list would go out for real.
            DeliveryError: the letter is not fit to leave.
        """
        frozen = freeze(
            issue=issue,
            rendered=rendered,
            pictures=pictures,
            newsletter=proved(self._engine, newsletter),
            account=account,
            again_reason=audience.again_reason,
            accepted=accepted,
            variants=variants,
        )
        campaign_id = secrets.token_hex(12)
        LetterMaker(frozen, campaign_id)  # a letter that cannot be made is found here, before anybody is promised one
        now = self._clock()
        with self._engine.begin() as connection:
            key = newsletter_key(_token_key_held(connection), newsletter.id)
            refuse_sample_lists(connection, lists, account)
            left = set() if audience.again_reason or test else keys_that_had_it(connection, issue.id, rehearsals=account.practice)
            people = [person for person in audience.people if not left & {person.email_key, person.contact_id}]
            if not people:
                raise AudienceError(_("Nobody would get this issue."), _nobody_because(audience, bool(left)))
            connection.execute(
                insert(campaigns).values(
                    id=campaign_id,
                    issue=issue.id,
                    issue_name=frozen.issue_name,
                    fingerprint=rendered.fingerprint,
                    newsletter=newsletter.id,
                    account=account.name,
                    lists=msgspec.json.encode(list(lists)).decode(),
                    state="scheduled" if starts is not None else "draft",
                    starts=starts,
                    why="",
                    test=test,
                    subject=frozen.subject_for_nobody(),
                    sender=frozen.sender,
                    frozen=pack(frozen),
                    made=now,
                    ask_after=ask_after if ask_after < len(people) else 0,
                )
            )
            for start in range(0, len(people), _ROWS_AT_ONCE):
                connection.execute(
                    insert(deliveries),
                    [
                        {
                            "campaign": campaign_id,
                            "contact": person.contact_id,
                            "email": person.email,
                            "email_key": person.email_key,
                            "token": new_token(key),
                            "merge_values": storable_json(person.merge).decode(),
                            "state": "queued",
                            "at": now,
                        }
                        for person in people[start : start + _ROWS_AT_ONCE]
                    ],
                )
        return self.get(campaign_id)

    def get(self, campaign_id: str) -> Campaign:
        """The campaign with this id.

        Raises:
            NotFoundError: there is none.
        """
        with self._engine.connect() as connection:
            row = connection.execute(_CAMPAIGNS.where(campaigns.c.id == campaign_id)).first()
        if row is None:
            raise NotFoundError(_("There is no such sending."), _("Look through the list of what was sent."))
        return _campaign(row)

    def all(self, limit: int = 200) -> list[Campaign]:
        """The latest campaigns, newest first."""
        with self._engine.connect() as connection:
            return [_campaign(row) for row in connection.execute(_CAMPAIGNS.order_by(*_NEWEST_FIRST).limit(limit))]

    def unfinished(self) -> list[Campaign]:
        """Campaigns with letters still to go or to decide about, newest first; those that wait for their time are not among them.
        At a start of the program: ask about these.
        """
        waiting = select(deliveries.c.campaign).where(
            or_(deliveries.c.state.in_(("queued", "deferred", "sending", "uncertain"))),
        )
        statement = _CAMPAIGNS.where(campaigns.c.state.in_(BEGUN_STATES), campaigns.c.id.in_(waiting)).order_by(*_NEWEST_FIRST)
        with self._engine.connect() as connection:
            return [_campaign(row) for row in connection.execute(statement)]

    def counts(self, campaign_id: str) -> Counts:
        """How far it has come."""
        with self._engine.connect() as connection:
            return counts_of(connection, campaign_id)

    def deliveries(self, campaign_id: str, state: str = "", offset: int = 0, limit: int = 100) -> list[Delivery]:
        """Its letters, in the order they are sent; only those in ``state`` where one is given."""
        columns = [deliveries.c[info.name] for info in fields(Delivery)]
        statement = select(*columns).where(deliveries.c.campaign == campaign_id).order_by(deliveries.c.id)
        if state:
            statement = statement.where(deliveries.c.state == state)
        with self._engine.connect() as connection:
            return [Delivery(**row._mapping) for row in connection.execute(statement.offset(offset).limit(limit))]

    def letter_values(self, delivery_id: int) -> dict[str, str]:
        """What the merge tags became in one person's letter; nothing where there is no such letter."""
        statement = select(deliveries.c.merge_values).where(deliveries.c.id == delivery_id)
        with self._engine.connect() as connection:
            values = connection.execute(statement).scalar_one_or_none()
        return {} if values is None else msgspec.json.decode(values, type=dict[str, str])

    def frozen(self, campaign_id: str) -> FrozenIssue:
        """Exactly what its letters are made from.

        Raises:
            NotFoundError: there is no such campaign. DeliveryError: what was kept is damaged.
        """
        with self._engine.connect() as connection:
            packed = connection.execute(select(campaigns.c.frozen).where(campaigns.c.id == campaign_id)).scalar_one_or_none()
        if packed is None:
            raise NotFoundError(_("There is no such sending."), _("Look through the list of what was sent."))
        return unpack(packed)

    def pause(self, campaign_id: str, why: str = "") -> None:
        """Send no further letter until somebody says so; the one on its way is finished. Works from any process."""
        self._change(campaign_id, ("draft", "scheduled", "sending", "paused"), state="paused", why=why)

    def resume(self, campaign_id: str) -> None:
        """Let it go on; letters that wait for a later try are due now. Whoever calls this runs the sender next.

        Raises:
            DeliveryError: it is finished or cancelled.
        """
        with self._engine.begin() as connection:
            self._change_in(connection, campaign_id, OPEN_STATES, state="sending", why="", ask_after=0)
            connection.execute(
                update(deliveries)
                .where(deliveries.c.campaign == campaign_id, deliveries.c.state == "deferred")
                .values(not_before=None)
            )

    def cancel(self, campaign_id: str) -> None:
        """Send no further letter, ever. What was sent stays sent; what is uncertain stays so."""
        with self._engine.begin() as connection:
            self._change_in(connection, campaign_id, OPEN_STATES, state="cancelled", why="", finished=self._clock())
            connection.execute(
                update(deliveries)
                .where(deliveries.c.campaign == campaign_id, deliveries.c.state.in_(("queued", "deferred")))
                .values(state="cancelled", at=self._clock())
            )

    def settle_uncertain(self, campaign_id: str, delivery_ids: Sequence[int], sent: bool) -> int:
        """A person decided about letters nobody knows the fate of.

        Args:
            sent: True takes them as arrived; False puts them back into the queue (:meth:`resume` and run the sender next).

        Returns:
            How many were still uncertain and are settled now.
        """
        values: dict[str, Any] = {"state": "sent" if sent else "queued", "at": self._clock(), "claimed_by": ""}
        settled = 0
        with self._engine.begin() as connection:
            for start in range(0, len(delivery_ids), 500):
                statement = update(deliveries).where(
                    deliveries.c.campaign == campaign_id,
                    deliveries.c.id.in_(delivery_ids[start : start + 500]),
                    deliveries.c.state == "uncertain",
                )
                settled += connection.execute(statement.values(**values)).rowcount
            if counts_of(connection, campaign_id).open == 0:
                connection.execute(
                    update(campaigns)
                    .where(campaigns.c.id == campaign_id, campaigns.c.state == "paused")
                    .values(state="finished", why="", finished=self._clock())
                )
        return settled

    def _change(self, campaign_id: str, allowed: Sequence[str], **values: Any) -> None:
        with self._engine.begin() as connection:
            self._change_in(connection, campaign_id, allowed, **values)

    def _change_in(self, connection: Connection, campaign_id: str, allowed: Sequence[str], **values: Any) -> None:
        statement = update(campaigns).where(campaigns.c.id == campaign_id, campaigns.c.state.in_(allowed)).values(**values)
        if connection.execute(statement).rowcount:
            return
        state = connection.execute(select(campaigns.c.state).where(campaigns.c.id == campaign_id)).scalar_one_or_none()
        if state is None:
            raise NotFoundError(_("There is no such sending."), _("Look through the list of what was sent."))
        raise DeliveryError(
            _("This sending is over."), _("To write to people who did not get it, send the issue again: nobody gets it twice.")
        )


_CAMPAIGNS = select(*(campaigns.c[info.name] for info in fields(Campaign)))
_NEWEST_FIRST = (campaigns.c.made.desc(), campaigns.c.id)


def _campaign(row: Row[Any]) -> Campaign:
    values = dict(row._mapping)
    values["lists"] = tuple(msgspec.json.decode(values["lists"], type=list[str]))
    return Campaign(**values)


def _token_key_held(connection: Connection) -> str:
    """The key unsubscribe marks are made with; its row is held to the end of the transaction. So campaigns are made one after
    the other, and the second sees whom the first writes to: on PostgreSQL they would otherwise both write to everybody."""
    kept = meta_value(connection, "token_key", lambda: secrets.token_hex(32))
    connection.execute(select(meta.c.value).where(meta.c.key == "token_key").with_for_update())
    return kept


def counts_of(connection: Connection, campaign_id: str) -> Counts:
    """How many of a campaign's letters are in each state."""
    statement = select(deliveries.c.state, func.count()).where(deliveries.c.campaign == campaign_id).group_by(deliveries.c.state)
    by_state = {state: int(count) for state, count in connection.execute(statement).all()}
    return Counts(total=sum(by_state.values()), **by_state)


def _nobody_because(audience: Audience, had_it: bool) -> str:
    if (had_it and audience.people) or audience.left_out.get("already_sent"):
        return _("Everyone on these lists had it already. To send it again, give a reason.")
    left_out = sum(audience.left_out.values())
    if left_out:
        return ngettext(
            "{count} person on these lists may not be written to.",
            "{count} people on these lists may not be written to.",
            left_out,
        ).format(count=left_out)
    return _("There is nobody on these lists.")
