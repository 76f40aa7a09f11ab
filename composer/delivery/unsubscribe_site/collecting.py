"""What the site collected becomes marks here; and the record that the page was tried, without which no letter names it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from composer.clock import Clock
from composer.contacts.suppressions import ERASED_KEY, add_mark
from composer.database.engine import meta_value
from composer.database.tables import campaigns, deliveries, meta
from composer.database.upsert import insert_or_update
from composer.delivery.came_back import came_back_since
from composer.delivery.unsubscribe import newsletter_key
from composer.delivery.unsubscribe_site.site import Mark, UnsubscribeSite
from composer.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from composer.document.newsletter import Newsletter

_AT_ONCE = 500


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """That our own POST to an endpoint succeeded.

    Attributes:
        at: when it was tried.
        read: how many marks of the site's list were read.
        collected: when that was; None before the first time.
    """

    endpoint: str
    at: datetime
    read: int = 0
    collected: datetime | None = None


@dataclass(frozen=True)
class Collected:
    """What came of reading the site's list: marks that were new there, and people who are written to no more."""

    marks: int = 0
    people: int = 0


def proof_of(engine: Engine, newsletter_id: str) -> Proof | None:
    """The record for a newsletter; None where its endpoint was never tried with success."""
    with engine.connect() as connection:
        return read_proof(connection, newsletter_id)


def read_proof(connection: Connection, newsletter_id: str) -> Proof | None:
    """As :func:`proof_of`, in the caller's transaction."""
    value = connection.scalar(select(meta.c.value).where(meta.c.key == _key(newsletter_id)))
    return None if value is None else msgspec.json.decode(value, type=Proof)


def proved(engine: Engine, newsletter: Newsletter) -> Newsletter:
    """The newsletter with its endpoint only where that very one was tried with success."""
    if not newsletter.unsubscribe_endpoint:
        return newsletter
    proof = proof_of(engine, newsletter.id)
    if proof is not None and proof.endpoint == newsletter.unsubscribe_endpoint:
        return newsletter
    return msgspec.structs.replace(newsletter, unsubscribe_endpoint="")


def prove(engine: Engine, clock: Clock, newsletter_id: str, endpoint: str, *, site: UnsubscribeSite | None = None) -> Proof:
    """Try an endpoint and remember that it works.

    Raises:
        SiteError: it does not do what it must. TryAgainError: it was not reached.
    """
    (site or site_of(engine, clock, newsletter_id, endpoint)).prove()
    before = proof_of(engine, newsletter_id)
    proof = Proof(endpoint=endpoint, at=clock())
    if before is not None and before.endpoint == endpoint:
        proof = msgspec.structs.replace(proof, read=before.read, collected=before.collected)
    _keep(engine, newsletter_id, proof)
    return proof


def collect(engine: Engine, clock: Clock, newsletter_id: str, *, site: UnsubscribeSite | None = None) -> Collected:
    """Read what is new in the site's list and write to those people no more. Doing it twice changes nothing more.

    Nothing is done where the newsletter has no endpoint that works.

    Raises:
        SiteError: the site did not hand over its list. TryAgainError: it was not reached.
    """
    proof = proof_of(engine, newsletter_id)
    if proof is None:
        return Collected()
    marks, total = (site or site_of(engine, clock, newsletter_id, proof.endpoint)).collect(proof.read)
    outcome = Collected()
    for start in range(0, len(marks), _AT_ONCE):
        with engine.begin() as connection:
            part = _apply(connection, marks[start : start + _AT_ONCE])
        outcome = replace(outcome, marks=outcome.marks + part.marks, people=outcome.people + part.people)
    _keep(engine, newsletter_id, msgspec.structs.replace(proof, read=total, collected=clock()))
    return outcome


def site_of(engine: Engine, clock: Clock, newsletter_id: str, endpoint: str) -> UnsubscribeSite:
    """The page at an address, with the newsletter's own key."""
    return UnsubscribeSite(endpoint, site_key(engine, newsletter_id), clock)


def site_key(engine: Engine, newsletter_id: str) -> bytes:
    """The newsletter's own key, which its site may have."""
    with engine.begin() as connection:
        return newsletter_key(meta_value(connection, "token_key", lambda: secrets.token_hex(32)), newsletter_id)


def _apply(connection: Connection, marks: list[Mark]) -> Collected:
    """A mark on everybody whose letter it is; marks of test letters and of erased people belong to nobody."""
    at = {mark.token: mark.at for mark in marks}
    rows = connection.execute(
        select(deliveries.c.token, deliveries.c.email_key, campaigns.c.newsletter)
        .join(campaigns, campaigns.c.id == deliveries.c.campaign)
        .where(deliveries.c.token.in_(at))
    ).all()
    people = 0
    for row in rows:
        if row.email_key.startswith(ERASED_KEY):
            continue
        if came_back_since(connection, row.email_key, at[row.token]):
            continue
        note = _("on the website")
        if add_mark(connection, row.email_key, "unsubscribed", newsletter=row.newsletter, note=note, at=at[row.token]):
            people += 1
    return Collected(len(marks), people)


def _keep(engine: Engine, newsletter_id: str, proof: Proof) -> None:
    row = {"key": _key(newsletter_id), "value": msgspec.json.encode(proof).decode()}
    with engine.begin() as connection:
        insert_or_update(connection, meta, [row], ["key"])


def _key(newsletter_id: str) -> str:
    return f"unsubscribe_site:{newsletter_id}"
