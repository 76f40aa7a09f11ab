"""The record of letters that came in: each once, with what it changed, so that it can be shown, and undone where it was wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, insert, select, update

from composer.clock import Clock
from composer.contacts.suppressions import ERASED_KEY, add_mark
from composer.database.tables import campaigns, deliveries, letters_in, suppressions
from composer.delivery.bounces import ReplyEntry
from composer.delivery.lasting_trouble import ISSUES, lasts
from composer.delivery.reply_intake import Heeded, heed_entry
from composer.errors import DeliveryError, NotFoundError
from composer.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Row

KEPT_KINDS = ("bounce", "complaint", "unsubscribe", "auto_reply")
"""What is recorded; a letter from a person to people is none of this program's business."""


@dataclass(frozen=True)
class LetterIn:
    """What one letter said of one person, and what followed.

    Attributes:
        account: whose mailbox it came to; empty for a file.
        address: whom it concerns, where we wrote to them; else as it stands in the letter. Empty after an erasure.
        issue_name: the issue whose letter it answers; empty where none was found.
        stopped: that person gets no more letters (or no more of that newsletter) since, and still does not.
        received, read: when the server took it in, when this program read it.
        undone: when somebody took it back.
    """

    id: int
    account: str
    kind: str
    address: str
    class_: str
    status: str
    reason: str
    issue_name: str
    stopped: bool
    marked: bool
    received: datetime
    read: datetime
    undone: datetime | None

    @property
    def can_undo(self) -> bool:
        """A report may be wrong. What a person asked for is only taken back by that person."""
        return self.kind == "bounce" and self.stopped and self.marked


def fingerprint(letter: bytes) -> str:
    """What tells a letter from every other one."""
    return hashlib.sha256(letter).hexdigest()


def take_in(
    connection: Connection,
    letter: str,
    entries: Sequence[ReplyEntry],
    now: datetime,
    *,
    account: str = "",
    received: datetime | None = None,
) -> list[Heeded]:
    """Do what a letter asks for and record it, in the caller's transaction. A letter that was read before changes nothing.

    Args:
        letter: its :func:`fingerprint`.
        received: see :func:`composer.delivery.reply_intake.heed_entry`.
    """
    if connection.execute(select(letters_in.c.id).where(letters_in.c.letter == letter).limit(1)).first() is not None:
        return []
    done = []
    for part, entry in enumerate(entries):
        heeded = heed_entry(connection, entry, now, received=received)
        if entry.kind in KEPT_KINDS:
            row = _record(connection, letter, part, heeded, now, account=account, received=received or now)
            if entry.kind == "bounce" and entry.class_ == "soft":
                heeded = _stop_if_it_lasts(connection, row, heeded, now)
        done.append(heeded)
    return done


def _record(
    connection: Connection, letter: str, part: int, heeded: Heeded, now: datetime, *, account: str, received: datetime
) -> int:
    entry = heeded.entry
    values = {
        "letter": letter,
        "part": part,
        "account": account,
        "kind": entry.kind,
        "recipient": "" if heeded.address.startswith(ERASED_KEY) else (entry.recipient or "")[:320],
        "email_key": "" if heeded.address.startswith(ERASED_KEY) else heeded.address,
        "class": entry.class_ or "",
        "status": entry.status[:16],
        "reason": entry.reason[:32],
        "campaign": heeded.campaign,
        "delivery": heeded.delivery,
        "was": heeded.was,
        "mark": heeded.mark,
        "received": received,
        "read": now,
    }
    row: int = connection.execute(insert(letters_in).values(**values).returning(letters_in.c.id)).scalar_one()
    return row


def _stop_if_it_lasts(connection: Connection, row: int, heeded: Heeded, now: datetime) -> Heeded:
    """Nobody is written to for ever where nothing arrives."""
    key = heeded.address
    if heeded.delivery is None or key.startswith(ERASED_KEY) or not lasts(connection, key):
        return heeded
    note = _("{count} issues in a row came back").format(count=ISSUES)
    mark = add_mark(connection, key, "bounced", note=note, at=now)
    connection.execute(update(letters_in).where(letters_in.c.id == row).values(mark=mark))
    return replace(heeded, suppressed=True, mark=mark)


def letters(engine: Engine, *, kind: str = "", offset: int = 0, limit: int = 200) -> list[LetterIn]:
    """What came in, the latest first."""
    statement = _LETTERS.order_by(letters_in.c.received.desc(), letters_in.c.id.desc()).offset(offset).limit(limit)
    if kind:
        statement = statement.where(letters_in.c.kind == kind)
    with engine.connect() as connection:
        return [_letter(row) for row in connection.execute(statement)]


def counts(engine: Engine) -> dict[str, int]:
    """How many there are of each kind."""
    statement = select(letters_in.c.kind, func.count()).group_by(letters_in.c.kind)
    with engine.connect() as connection:
        return {kind: int(count) for kind, count in connection.execute(statement).all()}


def undo(engine: Engine, clock: Clock, letter_id: int) -> LetterIn:
    """The report was wrong: write to that person again, and take the letter as arrived again where it made it a failed one.

    Raises:
        NotFoundError: there is no such letter. DeliveryError: what it changed is not this program's to take back.
    """
    with engine.begin() as connection:
        row = connection.execute(_LETTERS.where(letters_in.c.id == letter_id)).first()
        if row is None:
            raise NotFoundError(_("There is no such letter."), _("Read the mailbox again."))
        if not _letter(row).can_undo:
            raise DeliveryError(
                _("This cannot be taken back here."),
                _("Who unsubscribed or complained comes back only by asking: note that in People, with what shows it."),
            )
        now = clock()
        connection.execute(
            update(suppressions)
            .where(suppressions.c.id == row.mark, suppressions.c.lifted.is_(None))
            .values(lifted=now, lift_note=_("The report was wrong, by hand"))
        )
        if row.was:
            back = update(deliveries).where(deliveries.c.id == row.delivery, deliveries.c.state == "failed")
            connection.execute(back.values(state=row.was, at=now))
        connection.execute(update(letters_in).where(letters_in.c.id == letter_id).values(undone=now))
        return _letter(connection.execute(_LETTERS.where(letters_in.c.id == letter_id)).one())


_LETTERS: Select[Any] = (
    select(
        letters_in,
        func.coalesce(campaigns.c.issue_name, "").label("issue_name"),
        suppressions.c.id.label("mark_kept"),
        suppressions.c.lifted.label("mark_lifted"),
    )
    .outerjoin(campaigns, campaigns.c.id == letters_in.c.campaign)
    .outerjoin(suppressions, suppressions.c.id == letters_in.c.mark)
)


def _letter(row: Row[Any]) -> LetterIn:
    values = row._mapping
    return LetterIn(
        id=row.id,
        account=row.account,
        kind=row.kind,
        address=row.email_key or row.recipient,
        class_=values["class"],
        status=row.status,
        reason=row.reason,
        issue_name=row.issue_name,
        stopped=row.mark_kept is not None and row.mark_lifted is None,
        marked=bool(row.mark),
        received=row.received,
        read=row.read,
        undone=row.undone,
    )
