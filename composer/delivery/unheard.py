"""What could say who unsubscribed and did not, for one campaign; and that somebody decided to send without it all the same.

Where that is the organisation's website, letters that are still to go name it no more: readers then unsubscribe by letter, and
``List-Unsubscribe-Post`` is left out, because a site that does not answer us will not answer a mail program either.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select, update

from composer.database.tables import campaigns, meta
from composer.database.upsert import insert_or_update
from composer.delivery.frozen import pack, unpack

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

SITE = "site"
"""The organisation's unsubscribe page; mailboxes are ``mailbox:`` and their account's name."""


class Unheard(msgspec.Struct, frozen=True, kw_only=True):
    """How it stands with one campaign.

    Attributes:
        missing: places that did not answer when it was last to be sent.
        without: places it is sent without, because somebody said so.
    """

    missing: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def unheard_of(engine: Engine, campaign_id: str) -> Unheard:
    """How it stands with a campaign."""
    with engine.connect() as connection:
        return _read(connection, campaign_id)


def note_missing(engine: Engine, campaign_id: str, places: Iterable[str]) -> None:
    """Remember what did not answer."""
    with engine.begin() as connection:
        _keep(connection, campaign_id, msgspec.structs.replace(_read(connection, campaign_id), missing=tuple(places)))


def send_without(engine: Engine, campaign_id: str, places: Iterable[str]) -> None:
    """Somebody decided that this campaign goes out though these places did not answer."""
    with engine.begin() as connection:
        before = _read(connection, campaign_id)
        without = tuple(sorted({*before.without, *places}))
        _keep(connection, campaign_id, Unheard(missing=(), without=without))
        if SITE not in without:
            return
        packed = connection.scalar(select(campaigns.c.frozen).where(campaigns.c.id == campaign_id).with_for_update())
        if packed is None:
            return
        frozen = unpack(packed)
        if frozen.unsubscribe_endpoint:
            by_letter = pack(msgspec.structs.replace(frozen, unsubscribe_endpoint=""))
            connection.execute(update(campaigns).where(campaigns.c.id == campaign_id).values(frozen=by_letter))


def _read(connection: Connection, campaign_id: str) -> Unheard:
    value = connection.scalar(select(meta.c.value).where(meta.c.key == _key(campaign_id)))
    return Unheard() if value is None else msgspec.json.decode(value, type=Unheard)


def _keep(connection: Connection, campaign_id: str, unheard: Unheard) -> None:
    row = {"key": _key(campaign_id), "value": msgspec.json.encode(unheard).decode()}
    insert_or_update(connection, meta, [row], ["key"])


def _key(campaign_id: str) -> str:
    return f"unheard:{campaign_id}"
